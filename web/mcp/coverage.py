"""What every answer says of the data it rests on."""

from __future__ import annotations

from check.wording import day
from kg.contract import Store

_DATA = {
    "vi": "Dữ liệu: {} văn bản, {} quan hệ, cập nhật {}.",
    "en": "Data: {} instruments, {} relations, updated {}.",
}
#: What absence from the data means.
ABSENT = {
    "vi": "Không có trong dữ liệu không có nghĩa là văn bản không được ban hành.",
    "en": "What is not in the data may well have been issued: absence here says nothing of it.",
}


def coverage_words(graph: Store, language: str) -> str:
    """Return the extent of the data and what absence from it means, in one line."""
    relations = sum(graph.counts().values())
    data = _DATA[language].format(len(graph), relations, day(graph.updated))
    return f"{data} {ABSENT[language]}"
