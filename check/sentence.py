"""Sentences and lists of a text, whose lines may be wrapped (gazettes, PDF) or whole paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from operator import itemgetter

from kg.model import Span
from kg.patterns import lazy

_REACH = 700
_LIST_REACH = 6_000
_NEW_LINE = lazy(
    r"\s*(?:\n|[-–+•*]\s|\(?[a-zđ0-9]{1,3}[.)]\s|Điều\s+\d|Căn\s+cứ\s|Chương\s+[IVX]|Mục\s+\d|"
    r"Phụ\s+lục|Nơi\s+nhận|[IVX]+\.\s|\||$)"
)
_COLON = lazy(r":[ \t]*\n")
_ARTICLE = lazy(r"\n[ \t]*Điều\s+\d")
_HEADED = lazy(r"[ \t]*Điều\s+\d+[a-zđ]?[ \t]*[.:]")

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


class Sentences:
    """The sentences, lists and articles of one text.

    Many rules ask for those of each citation, so what was found is kept; marks of lists and
    articles are looked for once in all of the text.
    """

    def __init__(self, text: str) -> None:
        """Find sentences of a text."""
        self._text = text
        self._found: dict[int, Span] = {}

    def at(self, offset: int) -> Span:
        """Return the bounds of the sentence around an offset, as ``sentence`` does."""
        found = self._found.get(offset)
        if found is None:
            found = self._found[offset] = sentence(self._text, offset)
        return found

    def list_head(self, offset: int) -> str:
        """Return the words that introduce the list an offset stands in, empty where there are none.

        It is the nearest line before that ends with a colon, unless an article begins in between.
        """
        colons = self._colons
        last = bisect_right(colons, offset, key=itemgetter(1)) - 1
        if last < 0 or colons[last][0] < offset - _LIST_REACH:
            return ""
        colon, behind = colons[last]
        article = bisect_right(self._articles, offset, key=itemgetter(1)) - 1
        if article >= 0 and self._articles[article][0] >= behind:
            return ""
        return self._text[self.at(colon)[0] : colon]

    def article_heading(self, offset: int) -> str:
        """Return the heading of the article an offset stands in, up to the offset; empty if far."""
        last = bisect_right(self._headings, offset, key=itemgetter(1)) - 1
        if last < 0 or self._headings[last][0] < offset - _LIST_REACH:
            return ""
        start, end = self._headings[last]
        line = self._text.find("\n", end, offset)
        return self._text[start : line if line >= 0 else offset]

    @cached_property
    def _colons(self) -> list[Span]:
        """Bounds of the colons that end a line, line break included."""
        return [m.span() for m in _COLON.finditer(self._text)]

    @cached_property
    def _articles(self) -> list[Span]:
        """Bounds of "Điều 5" at the head of a line, from the line break to the first digit."""
        return [m.span() for m in _ARTICLE.finditer(self._text)]

    @cached_property
    def _headings(self) -> list[Span]:
        """Bounds of "Điều 5." at the head of a line."""
        lines = (0, *(start + 1 for start, _ in self._articles))
        return [m.span() for line in lines if (m := _HEADED.match(self._text, line))]


def sentence(text: str, at: int) -> Span:
    """Return the bounds of the sentence around an offset, at most 700 code points each way.

    A line break ends it only where a paragraph ends: before a list mark or a blank line, or
    behind a full stop, semicolon or colon.
    """
    return _start(text, at), _end(text, at)


def _start(text: str, at: int) -> int:
    """Return where the nearest mark before an offset ends.

    Marks are found one by one, since mostly the first is it and ``rfind`` runs at memory speed.
    """
    first = max(0, at - _REACH)
    mark = at
    while True:
        mark = max(text.rfind(letter, first, mark) for letter in _MARKS)
        if mark < 0:
            return first
        if _is_mark(text, mark, at) and _ends(text, mark):
            return mark + 1


def _end(text: str, at: int) -> int:
    """Return where the nearest mark behind an offset stands."""
    last = min(len(text), at + _REACH)
    mark = at
    while marks := [m for letter in _MARKS if (m := text.find(letter, mark, last)) >= 0]:
        if _is_mark(text, min(marks), last) and _ends(text, min(marks)):
            return min(marks)
        mark = min(marks) + 1
    return last


_MARKS = ("\n", ";", ".")


def _is_mark(text: str, at: int, end: int) -> bool:
    """Return whether a mark is none within a number or a symbol, as far as the text is read."""
    return text[at] == "\n" or at + 1 == end or text[at + 1].isspace()


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
