"""What every answer says of the data it rests on."""

from __future__ import annotations

from typing import Any

from check.wording import day
from kg.contract import Store
from report.to_json import iso

_DATA = {
    "vi": "Dữ liệu: {} văn bản, {} quan hệ, cập nhật {}.",
    "en": "Data: {} instruments, {} relations, updated {}.",
}
#: What absence from the data means.
ABSENT = {
    "vi": "Không có trong dữ liệu không có nghĩa là văn bản không được ban hành.",
    "en": "What is not in the data may well have been issued: absence here says nothing of it.",
}


def coverage_json(graph: Store) -> dict[str, Any]:
    """Return the extent of the data, as ``viendan.check/1`` has it."""
    return {
        "instruments": len(graph),
        "relations": sum(graph.counts().values()),
        "updated": iso(graph.updated),
    }


def coverage_words(graph: Store, language: str) -> str:
    """Return the extent of the data and what absence from it means, in one line."""
    relations = sum(graph.counts().values())
    data = _DATA[language].format(len(graph), relations, day(graph.updated))
    return f"{data} {ABSENT[language]}"
