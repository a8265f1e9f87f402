"""The words in which two wordings differ: whole words, dates and numbers, and no more.

A tracked change of few words keeps the formatting around it and is read at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from kg.vocab import load_vocabulary

_DAY = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_NUMBER = r"\d\w*(?:\.\w+|\s?[/\-–—‑]\s?(?-i:[\dA-ZĐ])\w*(?:&\w+)*)+"
_MARKS = "[\u0300-\u036f]"
"""Marks of a text that has letters and marks apart (NFD)."""
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")


class Hunk(NamedTuple):
    """Words to put in the place of ``[start, end)``; equal bounds insert."""

    start: int
    end: int
    new: str


class Correction(NamedTuple):
    """A replacement of ``[start, end)`` of the document's text, code points.

    Equal bounds insert ``new`` directly behind the character before ``start``; an empty ``new``
    deletes. No correction reaches over a line break or a tab.

    Attributes:
        old, new: the words there, and what to write in their place.
        findings: indices of the report's findings that it settles. Where a line break stands
            between two words that one finding changes, two corrections name it.
        safe: whether it may be written without asking.
    """

    start: int
    end: int
    old: str
    new: str
    findings: tuple[int, ...]
    safe: bool


class _Unit(NamedTuple):
    """A word, date or number with its offsets; ``words`` is in NFC, white space folded."""

    start: int
    end: int
    words: str


@cache
def _units() -> re.Pattern[str]:
    """Return what is replaced as a whole: a type word, a date, a number, a word, a mark."""
    types = {t.vi for t in load_vocabulary().types.values() if " " in t.vi}
    types |= {normalize("NFD", t) for t in types}
    longest = sorted(types, key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, t.split())) for t in longest)
    return re.compile(
        rf"(?:{names})(?!\w)|(?:ngày\s+)?(?:{_DAY})(?!\w)|(?:ngày\s+)?{_NUMBER}|(?:\w{_MARKS}*)+|[^\w\s]",
        re.IGNORECASE,
    )


def hunks(text: str, start: int, end: int, new: str) -> tuple[Hunk, ...]:
    """Return what to change of ``[start, end)`` of a text so that it reads ``new``.

    One hunk, unless line breaks or tabs stand between the words that change: then one for each
    stretch of them. White space alone makes no difference. Empty where nothing differs, and where
    a break stands inside what must change, which may be the end of a paragraph or cell.
    """
    old_units, new_units = _read(text, start, end), _read(new, 0, len(new))
    same = [u.words for u in old_units], [u.words for u in new_units]
    first = 0
    while first < min(map(len, same)) and same[0][first] == same[1][first]:
        first += 1
    last = 0
    while last < min(map(len, same)) - first and same[0][-1 - last] == same[1][-1 - last]:
        last += 1
    stretch = (first, len(same[0]) - last, first, len(same[1]) - last)
    whole = _hunk(old_units, new_units, stretch, start, new)
    if whole is None:
        return ()
    if _BREAKS.search(new):
        return ()
    if not _BREAKS.search(text, whole.start, whole.end):
        return (whole,)
    parts = [
        hunk
        for bounds in _stretches(*same)
        if (hunk := _hunk(old_units, new_units, bounds, start, new)) is not None
    ]
    if any(_BREAKS.search(text, hunk.start, hunk.end) for hunk in parts):
        return ()
    return tuple(parts)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the bounds of the units that differ, one by one where as many come as go."""
    for kind, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == m - k:
            yield from ((i + n, i + n + 1, k + n, k + n + 1) for n in range(j - i))
        elif kind != "equal":
            yield i, j, k, m


def _read(text: str, start: int, end: int) -> list[_Unit]:
    return [
        _Unit(m.start(), m.end(), normalize("NFC", " ".join(m.group().split())))
        for m in _units().finditer(text, start, end)
    ]


def _hunk(
    old: list[_Unit], new: list[_Unit], bounds: tuple[int, ...], start: int, words: str
) -> Hunk | None:
    """Return the replacement of a stretch of units, with the blank before what comes or goes."""
    i, j, k, m = bounds
    if i == j and k == m:
        return None
    if i < j and k < m:
        return Hunk(old[i].start, old[j - 1].end, words[new[k].start : new[m - 1].end])
    if i == j:
        at = old[i - 1].end if i else start
        left = new[k - 1].end if k else 0
        # Before the first word the blank stands behind what is inserted.
        right = new[m - 1].end if i or m == len(new) else new[m].start
        return Hunk(at, at, words[left:right])
    left = old[i - 1].end if i else old[i].start
    right = old[j - 1].end if i or j == len(old) else old[j].start
    return Hunk(left, right, "")
