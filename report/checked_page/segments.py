"""A text cut where spans begin and end, so that overlapping ones can be shown side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.model import Span

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Piece(NamedTuple):
    """Characters of one line under the same spans.

    Attributes:
        start, end: half-open offsets of the text.
        owner: index of the innermost of the first spans that covers it, ``None`` for none.
        under: indices of the other spans that cover it, ascending.
    """

    start: int
    end: int
    owner: int | None
    under: tuple[int, ...]


def lines(text: str) -> Iterator[Span]:
    """Yield the lines of a text without the characters that end them, the last one too."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span inside the text and without blanks at its ends; an empty one stays empty."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    words = text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def pieces(line: Span, owners: Sequence[Span], others: Sequence[Span]) -> list[Piece]:
    """Return a line cut at the ends of all spans that touch it; nothing for an empty line.

    Of owners that overlap the one that begins last counts, then the shorter one: a citation in
    the title of another is its own.
    """
    start, end = line
    bounds = {start, end}
    for a, b in (*owners, *others):
        bounds |= {min(max(a, start), end), min(max(b, start), end)}
    owning, covering = Touching(owners), Touching(others)
    found = []
    for piece in pairwise(sorted(bounds)):
        # No span ends inside a piece, so those that touch it cover it.
        own = max(owning(piece), key=lambda i: (owners[i][0], -owners[i][1]), default=None)
        found.append(Piece(*piece, own, tuple(covering(piece))))
    return found


class Touching:
    """The spans that touch a line, found for lines asked for in the order of the text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Keep spans with their indices, by where they begin."""
        self._waiting = sorted(((a, b, i) for i, (a, b) in enumerate(spans)), reverse=True)
        self._open: list[tuple[int, int, int]] = []

    def __call__(self, line: Span) -> list[int]:
        """Return the indices of the spans that share a character with a line, ascending."""
        start, end = line
        while self._waiting and self._waiting[-1][0] < end:
            self._open.append(self._waiting.pop())
        self._open = [span for span in self._open if span[1] > start]
        return sorted(i for a, b, i in self._open if a < end and b > start)


def line_of(starts: Sequence[int], at: int) -> int:
    """Return the number, from 1, of the line that holds an offset; ``starts`` of all lines."""
    return max(bisect_left(starts, at + 1), 1)
