"""What share of the citations of documents the graph knows: text, JSON, CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from check.coverage import Cited, Coverage, Known
from check.wording import day
from kg.contract import Store
from report.to_json import dumps, iso
from report.to_table import csv_text

_COLUMNS = ("number", "type", "date", "issuer", "title", "documents", "mentions")
_WORDS = {
    "vi": {
        "head": "Đã đọc {documents} văn bản, {unread} tệp không đọc được; "
        "dữ liệu: {instruments} văn bản, cập nhật {updated}",
        "mentions": "Lượt trích dẫn",
        "cited": "Văn bản được dẫn",
        "types": "Theo loại văn bản được dẫn (có bản ghi / tất cả)",
        "missing": "Chưa có bản ghi, được nhiều văn bản dẫn nhất "
        "(điều đó không có nghĩa là văn bản không được ban hành)",
        "row": "{documents:>5} văn bản, {mentions} lượt",
        Known.RECORDED: "có bản ghi",
        Known.ATTESTED: "chỉ biết qua trích dẫn",
        Known.AMBIGUOUS: "trùng số, chưa phân biệt được",
        Known.UNKNOWN: "ngoài dữ liệu",
    },
    "en": {
        "head": "{documents} documents read, {unread} files not read; "
        "data: {instruments} instruments, updated {updated}",
        "mentions": "Citations",
        "cited": "Instruments cited",
        "types": "By type of the instrument cited (with a record / all)",
        "missing": "Without a record, cited by most documents "
        "(which says nothing of whether they were issued)",
        "row": "{documents:>5} documents, {mentions} citations",
        Known.RECORDED: "with a record",
        Known.ATTESTED: "known from citations only",
        Known.AMBIGUOUS: "several of one number",
        Known.UNKNOWN: "outside the data",
    },
}


def coverage_text(
    coverage: Coverage, graph: Store, language: str, *, unread: Sequence[str], limit: int
) -> str:
    """Return the shares, by type too, and the instruments whose records are missed most."""
    words = _WORDS[language]
    cited = list(coverage.cited())
    lines = [
        words["head"].format(
            documents=coverage.documents,
            unread=len(unread),
            instruments=len(graph),
            updated=day(graph.updated),
        ),
        _shares(words["mentions"], coverage.mentions, words, language),
        _shares(words["cited"], Counter(c.known for c in cited), words, language),
    ]
    if cited:
        lines += ["", words["types"], *_types(cited, language)]
    missing = list(islice(_missing(cited), limit))
    if missing:
        lines += ["", words["missing"]]
    for one in missing:
        counted = words["row"].format(documents=one.documents, mentions=one.mentions)
        named = " ".join(filter(None, (one.type, one.number or one.title)))
        of = f" ({_day_words(one.date)})" if one.date else ""
        lines.append(f"{counted}  {named}{of}")
    return "\n".join(lines)


def coverage_json(coverage: Coverage, graph: Store, *, unread: Sequence[str]) -> str:
    """Return the ``viendan.coverage/1`` object; ``cited`` has every instrument cited."""
    cited = list(coverage.cited())
    shown: dict[str, Any] = {
        "schema": "viendan.coverage/1",
        "documents": coverage.documents,
        "unread": list(unread),
        "coverage": {"instruments": len(graph), "updated": iso(graph.updated)},
        "mentions": {k.value: coverage.mentions[k] for k in Known},
        "instruments": {k.value: sum(c.known is k for c in cited) for k in Known},
        "cited": [c._asdict() for c in cited],
    }
    return dumps(shown)


def coverage_csv(coverage: Coverage) -> str:
    """Return the instruments without a record, those of most documents first, as CSV."""
    rows = ([str(getattr(c, n) or "") for n in _COLUMNS] for c in _missing(coverage.cited()))
    return csv_text(_COLUMNS, rows)


def _missing(cited: Iterable[Cited]) -> Iterable[Cited]:
    return (c for c in cited if c.known in (Known.ATTESTED, Known.UNKNOWN))


def _shares(head: str, counts: Counter[Known], words: dict[Any, str], language: str) -> str:
    total = counts.total()
    parts = [
        f"{words[known]} {counts[known]} ({_percent(counts[known], total, language)})"
        for known in Known
        if counts[known]
    ]
    return f"{head}: {total}" + (f" = {', '.join(parts)}" if parts else "")


def _types(cited: Sequence[Cited], language: str) -> list[str]:
    every = Counter(c.type or "?" for c in cited)
    recorded = Counter(c.type or "?" for c in cited if c.known is Known.RECORDED)
    return [
        f"  {name:<22} {recorded[name]:>5} / {count:<5} {_percent(recorded[name], count, language)}"
        for name, count in sorted(every.items(), key=lambda item: (-item[1], item[0]))
    ]


def _percent(part: int, whole: int, language: str) -> str:
    share = f"{part / whole * 100:.1f} %"
    return share.replace(".", ",") if language == "vi" else share


def _day_words(text: str) -> str:
    return "/".join(reversed(text.split("-")))
