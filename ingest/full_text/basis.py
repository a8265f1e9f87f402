"""The legal basis: each instrument of the "Căn cứ" block, and what the text says it carries out.

"Xét Tờ trình …" and "Theo đề nghị …" are proposals, no basis (NĐ 30/2020 Phụ lục I II.6.a).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout
from ingest.full_text.preamble import Item, Preamble
from ingest.full_text.statement import Statement
from kg.patterns import lazy

_KINDS = {"căn cứ": "based_on", "thực hiện": "implements"}
_CARRIED_OUT = lazy(
    r"(?:(?:thực\s++hiện|triển\s++khai|thi\s++hành)\s++(?:các\s++)?|công\s++bố\s++(?:theo|bởi|"
    r"bằng)\s++(?:lệnh\s++(?:số\s++)?)?)$",
    2,
)
_IN_BRACKETS = lazy(r"\((?:đã\s++)?(?:được\s++)?[^()]*$")
_NEAR = 400
_PROPOSALS = frozenset({"Tờ trình", "Báo cáo"})


def read_basis(
    layout: Layout, preamble: Preamble, cited: Sequence[Cited], amenders: Collection[int]
) -> Iterator[Statement]:
    """Yield ``based_on`` for the lines "Căn cứ …" and ``implements`` for "Thực hiện …".

    ``amenders`` are citations that only say by what another was amended.
    """
    starts = [c.start for c in cited]
    for item in preamble.items:
        kind = _KINDS.get(item.word)
        if kind is None:
            continue
        for c in _named_in(layout, item, cited, starts, amenders):
            span = _line(layout, item, c)
            yield Statement(kind, c.named, **spanned(*span), citation=c.at)


def _named_in(
    layout: Layout,
    item: Item,
    cited: Sequence[Cited],
    starts: Sequence[int],
    amenders: Collection[int],
) -> Iterator[Cited]:
    """Yield the instruments that a paragraph names in its own words, not in a title."""
    first = True
    for c in cited[bisect_left(starts, item.start) : bisect_left(starts, item.end)]:
        if c.own or c.holder is not None or c.at in amenders:
            continue
        if c.citation.type in _PROPOSALS or _IN_BRACKETS.search(
            layout.text, max(item.start, c.start - _NEAR), c.start
        ):
            continue
        if not first and _CARRIED_OUT.search(
            layout.text, max(item.start, c.start - _NEAR), c.start
        ):
            continue
        first = False
        yield c


def _line(layout: Layout, item: Item, c: Cited) -> tuple[int, int]:
    """Return the words that name one of several instruments: its part of the paragraph."""
    opening = layout.text.rfind(";", item.start, c.start)
    start = c.start if opening >= 0 else item.start
    closing = layout.text.find(";", c.end, item.end)
    return start, closing + 1 if closing >= 0 else item.end
