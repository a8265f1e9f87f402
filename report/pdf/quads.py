"""Where the words of a span stand on pages: one rectangle a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.document import Box, Document, Place
from kg.model import Span

# A hyphen alone is lower than its line: the letters near it tell how high that is.
_AROUND = 40
_PADDING = 0.06
"""Added above and below, as a share of the line's height."""
_FEW = 3


class Quad(NamedTuple):
    """A rectangle over words of one line.

    Attributes:
        page: number of the page from 0.
        box: in points of the page's own coordinates, before the page is turned.
        upright: whether the line runs as lines do on the page shown; a line along the side of the
            page does not.
    """

    page: int
    box: Box
    upright: bool


def quads(document: Document, span: Span, turns: Sequence[int]) -> list[Quad]:
    """Return the rectangles over the characters of a span, in the text's order.

    Characters that leave no ink have none; the answer may be empty.

    Args:
        document: a PDF read with boxes.
        span: code points of its text, half-open.
        turns: by how many degrees each page is turned when shown: 0, 90, 180 or 270.
    """
    start, end = span
    found = _lines(document.locate(start, end))
    if not found:
        return []
    text = document.text
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    last = min(stop if stop >= 0 else len(text), end + _AROUND)
    around = dict(_lines(document.locate(first, last)))
    return [
        _quad(page, box, around.get((page, run), box), sideways=turns[page] in (90, 270))
        for (page, run), box in found
        if page < len(turns)
    ]


def _lines(places: Iterable[Place]) -> list[tuple[tuple[int, int], Box]]:
    """Return page and number of each line with the box around its places, as they come."""
    lines: list[tuple[tuple[int, int], Box]] = []
    inked = [p for p in places if p.box is not None and p.page is not None]
    for (page, run), group in groupby(inked, key=lambda place: (place.page, place.run)):
        lines.append(((page or 0, run), _around(place.box for place in group if place.box)))
    return lines


def _around(boxes: Iterable[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _quad(page: int, box: Box, line: Box, *, sideways: bool) -> Quad:
    """Return a box made as high as its line."""
    left, bottom, right, top = box
    across, up = line[2] - line[0], line[3] - line[1]
    # A few letters do not tell their direction: they run as lines of the page do.
    few = max(across, up) < _FEW * min(across, up)
    vertical = sideways if few else up > across
    if vertical:
        pad = _PADDING * across
        left, right = min(left, line[0]) - pad, max(right, line[2]) + pad
    else:
        pad = _PADDING * up
        bottom, top = min(bottom, line[1]) - pad, max(top, line[3]) + pad
    return Quad(page, (left, bottom, right, top), vertical is sideways)
