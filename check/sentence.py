"""Sentences and lists of a text, whose lines may be wrapped (gazettes, PDF) or whole paragraphs."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Span
from kg.patterns import lazy

_REACH = 700
_LIST_REACH = 6_000
_END = lazy(r"[.;](?=\s|$)|\n")
_NEW_LINE = lazy(
    r"\s*(?:\n|[-–+•*]\s|\(?[a-zđ0-9]{1,3}[.)]\s|Điều\s+\d|Căn\s+cứ\s|Chương\s+[IVX]|Mục\s+\d|"
    r"Phụ\s+lục|Nơi\s+nhận|[IVX]+\.\s|\||$)"
)
_LIST = lazy(r":[ \t]*\n|\n[ \t]*Điều\s+\d+")

_TITLE = lazy(
    r"^[\W_]*(?:(?:LUẬT|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG TƯ|KẾ HOẠCH|CHƯƠNG TRÌNH|"
    r"BÁO CÁO|HƯỚNG DẪN|THÔNG BÁO|ĐỀ ÁN|TỜ TRÌNH)(?![\w/]|\s+SỐ)|V/v\s|"
    r"(?:Quyết định|Kế hoạch|Chỉ thị|Nghị quyết|Thông tư)\s+(?=về|triển|thực|công|bãi|ban))",
    re.MULTILINE,
)
_TITLE_END = lazy(r"\n\s*\n\s*\n|Căn\s+cứ|Thực\s+hiện|[IVX]+\.\s|Điều\s+1")


def document_title(text: str) -> str:
    """Return type word and title in a document's head, empty where no head is seen."""
    head = text[:3_500]
    m = _TITLE.search(head)
    if m is None:
        return ""
    end = _TITLE_END.search(head, m.end())
    return head[m.start() : min(end.start() if end else len(head), m.end() + 500)]


@lru_cache(maxsize=512)
def sentence(text: str, at: int) -> Span:
    """Return the bounds of the sentence around an offset, at most 700 code points each way.

    A line break ends it only where a paragraph ends: before a list mark or a blank line, or
    behind a full stop, semicolon or colon. Every rule asks for that of each citation.
    """
    start = max(0, at - _REACH)
    for m in _END.finditer(text, start, at):
        if _ends(text, m.start()):
            start = m.end()
    for m in _END.finditer(text, at, min(len(text), at + _REACH)):
        if _ends(text, m.start()):
            return start, m.start()
    return start, min(len(text), at + _REACH)


def _ends(text: str, at: int) -> bool:
    if text[at] == "\n":
        line = text.rfind("\n", 0, at) + 1
        return (
            text[line:at].rstrip()[-1:] in {":", ";", ".", "!", "?", ""}
            or _NEW_LINE.match(text, at + 1) is not None
            or not _wrapped(text[line:at], text[at + 1 : at + 40])
        )
    return text[at] == ";" or not re.search(
        r"(?:\d|(?<!\w)(?:TP|Tp|tp|v|Q))$", text[max(0, at - 3) : at]
    )


def _wrapped(line: str, following: str) -> bool:
    """Return whether a line goes on in the next one."""
    return following.lstrip()[:1].islower() or 40 <= len(line) <= 125


def list_head(text: str, at: int) -> str:
    """Return the words that introduce the list an offset stands in, empty where there are none.

    It is the nearest line before that ends with a colon, unless an article begins in between.
    """
    colon = None
    for m in _LIST.finditer(text, max(0, at - _LIST_REACH), at):
        colon = m.start() if m.group()[0] == ":" else None
    if colon is None:
        return ""
    start, _ = sentence(text, colon)
    return text[start:colon]
