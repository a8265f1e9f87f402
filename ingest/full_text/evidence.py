"""The words that prove a statement."""

from __future__ import annotations

import re
from functools import lru_cache
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
    raw = layout.raw[start : min(end, start + _FARTHEST)]
    evidence = " ".join(raw.split())
    if len(evidence) > LONGEST:
        cut = evidence.rfind(" ", 0, LONGEST + 1)
        evidence = evidence[: cut if cut > 0 else LONGEST]
    before = _words(evidence.count(" ")).match(raw)
    if before is None or not evidence:
        return Quote(evidence=evidence, start=start, end=start)
    last = evidence[evidence.rfind(" ") + 1 :]
    first = start + len(raw) - len(raw.lstrip())
    return Quote(evidence=evidence, start=first, end=start + before.end() + len(last))


@lru_cache(maxsize=512)
def _words(count: int) -> re.Pattern[str]:
    """Return the pattern of so many words with the white space around them."""
    return re.compile(rf"\s*+(?:\S++\s++){{{count}}}")
