"""The sentences of a unit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cite.layout import line_ends
from ingest.full_text.layout import ARTICLE, CLAUSE, Layout, Unit
from ingest.full_text.preamble import paragraph_end
from kg.model import Span
from kg.patterns import lazy

_BREAK = lazy(r"\.(?=[\s/]|$)|\n")
_UNFINISHED = lazy(
    r"(?:(?<!\w)(?:của|số|và|tại|các|theo|ngày|tháng|năm|điều|khoản|một|những|về|từ|bộ|"
    r"trưởng)|[,\-/])\s*+$",
    2,
)
_OWN_PARAGRAPH = lazy(
    r"(?m)^[ \t|*_+\-•]*+(?:[IVX\d.]{1,6}[.)/\-]?[ \t]++)?(?P<own>(?:Chỉ\s++thị|"
    r"Thông\s++tư(?:\s++liên\s++tịch)?|Quyết\s++định|Nghị\s++quyết|Kế\s++hoạch|Chương\s++trình|Quy\s++(?:định|chế))\s++này)\s"
)
_HEADING = 60


def sentences(text: str, unit: Unit, extents: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a unit, its heading one of them.

    A full stop inside the extent of a citation ends nothing.
    """
    start = unit.body
    for m in _BREAK.finditer(text, unit.body, unit.end):
        at = m.start()
        index = bisect_right(extents, (at, len(text))) - 1
        if index >= 0 and at < extents[index][1]:
            continue
        if m.group() == ".":
            following = text[at + 1 : at + 12].lstrip(" \n\t/.")[:1]
            ends = not following or following.isupper() or following in '“"'
        else:
            ends = _line_ends(text, at, unit, start)
        if ends:
            if text[start:at].strip():
                yield start, at
            start = at + 1
    if text[start : unit.end].strip():
        yield start, unit.end


def own_paragraphs(layout: Layout) -> Iterator[Unit]:
    """Yield the paragraphs of a text without articles that begin with the text itself.

    Directives and old circulars have sections only, and close with "Chỉ thị này có hiệu lực …".
    """
    for m in _OWN_PARAGRAPH.finditer(layout.plain, 0, layout.end):
        end = paragraph_end(layout.plain, m.end(), layout.end)
        yield Unit(m.start("own"), m.start("own"), end, CLAUSE)


def _line_ends(text: str, at: int, unit: Unit, start: int) -> bool:
    following = text[at + 1 : at + 80].lstrip(" \t|")[:1]
    if following == "\n":
        return True
    if unit.level == ARTICLE and start == unit.body:
        short = at - text.rfind("\n", 0, at) <= _HEADING
        return (
            short and following.isupper() and not _UNFINISHED.search(text, max(start, at - 20), at)
        )
    return line_ends(text, at)
