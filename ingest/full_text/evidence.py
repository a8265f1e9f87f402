"""The words that prove a statement."""

from __future__ import annotations

from typing import TypedDict

from ingest.full_text.layout import Layout

LONGEST = 300
_FARTHEST = 900


class Quote(TypedDict):
    """Words with white space folded, and where they stand."""

    evidence: str
    start: int
    end: int


class Bounds(TypedDict):
    """Where words stand."""

    start: int
    end: int


def spanned(start: int, end: int) -> Bounds:
    """Return two offsets as arguments; the words are cut when all statements are put together."""
    return Bounds(start=start, end=end)


def quote(layout: Layout, start: int, end: int) -> Quote:
    """Return the words between two offsets, cut at a word so that they are 300 characters at most.

    The words are those of the text as written, page heads and all.
    """
    raw = layout.raw
    words: list[str] = []
    length = 0
    first = last = start
    for word in raw[start : min(end, start + _FARTHEST)].split():
        if words and length + len(word) > LONGEST:
            break
        at = raw.index(word, last)
        first = first if words else at
        words.append(word[:LONGEST])
        length += len(words[-1]) + 1
        last = at + len(words[-1])
    return Quote(evidence=" ".join(words), start=first, end=last)
