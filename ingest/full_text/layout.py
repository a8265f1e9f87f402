"""How a full text is built: head, articles, clauses, quoted passages, where its own words end.

Everything is found by line-start marks (NĐ 30/2020 Phụ lục I and NĐ 78/2025 Điều 60 for the
layout). Quoted passages are new wording of other instruments and never this text speaking; what
stands behind the signature (annexes, attached regulations, forms) is kept apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain
from typing import NamedTuple

from cite.fragments import fold_window
from ingest.full_text.quotations import LONGEST_SKIP, own_articles_kept, quoted_passages
from kg.model import Span
from kg.patterns import lazy

ARTICLE, CLAUSE, POINT, DASH = 1, 2, 3, 4


class Unit(NamedTuple):
    """An article, clause, point or dash with its own words up to the next unit.

    Attributes:
        start: offset of its mark.
        body: offset behind the mark.
        end: offset of the next unit of any level.
        level: ``ARTICLE`` to ``DASH``.
    """

    start: int
    body: int
    end: int
    level: int


class Layout(NamedTuple):
    """The parts of a text.

    Attributes:
        raw: the text as given.
        text: the text folded one to one, page heads of the gazette blanked.
        plain: the same with the inside of quoted passages blanked.
        quotes: spans of quoted passages, outermost ones, in order.
        units: articles and what is below them, outside quotes, from the first article to ``end``.
        start: where the articles begin; ``end`` if there are none.
        end: where the text's own words end: signature, annex or attached regulation.
    """

    raw: str
    text: str
    plain: str
    quotes: tuple[Span, ...]
    units: tuple[Unit, ...]
    start: int
    end: int

    def quoted(self, at: int) -> bool:
        """Return whether an offset lies in a quoted passage."""
        index = bisect_right(self.quotes, (at, len(self.text))) - 1
        return index >= 0 and at < self.quotes[index][1]


_MARKED = (
    r"[ \t|*_#>]*+(?:"
    r"Điều\s{1,3}(?P<article>\d{1,3})[a-zđ]?\s{0,2}(?:[.:\-]|(?=\s*\n))|"
    r"(?P<clause>\d{1,3})\s{0,2}[.)](?=\s)|"
    r"(?P<point>[a-zđ]{1,2}\d?)\s?\)(?=\s)|"
    r"(?P<dash>[-+•])(?=\s)"
    r")"
)
_MARK = lazy(rf"\n{_MARKED}")
"""A literal line break is searched at memory speed, the beginning of a line is not."""
_FIRST_MARK = lazy(_MARKED)
_CLOSED = lazy(r"(?m)\./\.[\"”]?[ \t]*$")
_END = lazy(
    r"(?m)\n[ \t|*_]*+(?:(?P<signed>(?:(?:PHÓ\s++)?(?:BỘ\s++TRƯỞNG|CHỦ\s++(?:TỊCH|NHIỆM)|"
    r"THỦ\s++TƯỚNG|GIÁM\s++ĐỐC|CHÁNH\s++ÁN|"
    r"VIỆN\s++TRƯỞNG|THỐNG\s++ĐỐC|TỔNG\s++(?:CỤC\s++TRƯỞNG|THANH\s++TRA|KIỂM\s++TOÁN)|"
    r"CỤC\s++TRƯỞNG|THỨ\s++TRƯỞNG)[^\na-zđà-ỹ]{0,60}$)|T/?M|K/?T|T/?L|TUQ|Q)\s?\.\s|"
    r"Nơi\s++nhận|NƠI\s++NHẬN|"
    r"(?:PHỤ\s++LỤC|Phụ\s++lục|BIỂU|DANH\s++MỤC|MẪU|Mẫu)\b[^\n]{0,60}$|"
    r"(?:QUY\s++(?:CHẾ|ĐỊNH)|ĐIỀU\s++LỆ|KẾ\s++HOẠCH|CHƯƠNG\s++TRÌNH|ĐỀ\s++ÁN|CHIẾN\s++LƯỢC)\s*+$)"
)
_SIGNED = re.compile(r"\n[ \t|*_]*+(?:T/?M|K/?T|T/?L|TUQ|Q|N)", re.ASCII)
_ANNEXED = lazy(r"\(?\s*+(?:Ban\s++hành\s++)?[Kk]èm\s++theo", re.IGNORECASE)


def read_layout(text: str) -> Layout:
    """Return the layout of ``text``, which must be in NFC."""
    folded = fold_window(text, page_break="\n")
    quotes = own_articles_kept(folded, quoted_passages(folded))
    layout = Layout(text, folded, blank(folded, quotes), quotes, (), len(text), len(text))
    marks = _articles_and_below(layout)
    start = marks[0][0] if marks else len(text)
    end = _end(layout, marks, start)
    marks = [m for m in marks if m[0] < end]
    bounds = [*(m[0] for m in marks[1:]), end]
    units = tuple(
        Unit(at, body, bound, level)
        for (at, body, level, _), bound in zip(marks, bounds, strict=False)
    )
    return layout._replace(units=units, start=start if units else end, end=end)


def blank(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` with the inside of spans blanked; the length stays."""
    if not spans:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done : start + 1], " " * (end - start - 2), text[end - 1 : end])
        done = end
    return "".join((*pieces, text[done:]))


_Mark = tuple[int, int, int, int]


def _articles_and_below(layout: Layout) -> list[_Mark]:
    """Return start, body, level and number of the marks from Điều 1 on, outside quotes."""
    marks: list[_Mark] = []
    article = clause = 0
    first = _FIRST_MARK.match(layout.plain)
    for m in chain((first,) if first else (), _MARK.finditer(layout.plain)):
        at = m.start() + len(m.group()) - len(m.group().lstrip("\n \t|*_#>"))
        kind = m.lastgroup
        if kind == "article":
            number = int(m["article"])
            if layout.quoted(at) or not (
                article == 0 or article < number <= article + LONGEST_SKIP or number == 1
            ):
                continue
            article, clause = number, 0
            marks.append((at, m.end(), ARTICLE, number))
        elif article == 0 or layout.quoted(at):
            continue
        elif kind == "clause":
            number = int(m["clause"])
            if number != 1 and not clause < number <= clause + LONGEST_SKIP:
                continue
            clause = number
            marks.append((at, m.end(), CLAUSE, number))
        else:
            marks.append((at, m.end(), POINT if kind == "point" else DASH, 0))
    return marks


def _end(layout: Layout, marks: list[_Mark], start: int) -> int:
    """Return where the text's own words end.

    A second Điều 1 begins an attached regulation; annexes are announced as attached.
    """
    again = [at for at, _, level, number in marks if level == ARTICLE and number == 1][1:]
    end = again[0] if again else len(layout.text)
    start = min(start, end)
    closing = (m.end() for m in _CLOSED.finditer(layout.plain, start, end))
    end = next((at for at in closing if not layout.quoted(at - 1)), end)
    for m in _END.finditer(layout.plain, start, end):
        if layout.quoted(m.start() + 1):
            continue
        if (
            m["signed"]
            or _SIGNED.match(m.group())
            or _ANNEXED.search(layout.plain, m.end(), m.end() + 400)
        ):
            return m.start() + 1
    return end
