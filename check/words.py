"""Finding phrases in a text, whatever their case and blanks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.model import Span
from kg.patterns import lazy


class Words:
    """A text beside itself in lower case; as it is where lower case would move its offsets."""

    __slots__ = ("lowered", "text")

    def __init__(self, text: str) -> None:
        """Prepare a text in which phrases are looked for."""
        lowered = text.lower()
        self.text = text
        self.lowered = lowered if len(lowered) == len(text) else text


class Stretches:
    """Parts of a text, which may overlap; tells whether an offset lies in one of them."""

    __slots__ = ("_bounds",)

    def __init__(self, spans: Iterable[Span]) -> None:
        """Join what overlaps."""
        # Bounds of the joined parts in a row: behind an odd number of them is inside.
        self._bounds: list[int] = []
        for start, end in sorted(spans):
            if self._bounds and start <= self._bounds[-1]:
                self._bounds[-1] = max(end, self._bounds[-1])
            else:
                self._bounds += (start, end)

    def __contains__(self, offset: int) -> bool:
        return bisect_right(self._bounds, offset) % 2 == 1


class _Phrase(NamedTuple):
    """A phrase of a list in lower case, with single blanks and as words."""

    key: str
    lowered: str
    words: list[str]
    capital: bool


class Phrases:
    """Lists of phrases by their keys, all looked for in one go.

    Case counts for the first letter of a phrase that begins with a capital; blanks match any white
    space. A phrase is a whole word.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Prepare the lists."""
        self._longest = 0
        self._beginning: dict[str, list[_Phrase]] = {}
        for key, phrases in lists.items():
            for phrase in phrases:
                words = phrase.lower().split()
                found = _Phrase(key, " ".join(words), words, phrase[0].isupper())
                self._beginning.setdefault(words[0], []).append(found)
                self._longest = max(self._longest, len(found.lowered))
        # A literal word goes first: a search skips to it at the speed of memory.
        self._patterns = {
            first: lazy(re.escape(first) + _following([p.words[1:] for p in phrases]))
            for first, phrases in self._beginning.items()
        }

    def find(self, words: Words) -> dict[str, list[Span]]:
        """Return the spans of each list's phrases in text order, the longest where they overlap."""
        found: dict[str, list[Span]] = {}
        for first, pattern in self._patterns.items():
            for m in pattern.finditer(words.lowered):
                for key, span in self._at(m.start(), self._beginning[first], words):
                    found.setdefault(key, []).append(span)
        return {key: _apart(spans) for key, spans in found.items()}

    def _at(
        self, start: int, phrases: Iterable[_Phrase], words: Words
    ) -> Iterator[tuple[str, Span]]:
        """Yield the phrases that begin at an offset, with the keys of their lists."""
        text = words.lowered
        if start and text[start - 1].isalnum():
            return
        said = " ".join(text[start : start + self._longest + _MORE_BLANKS].split())
        for phrase in phrases:
            if not said.startswith(phrase.lowered):
                continue
            end = _end(text, start, phrase.words)
            if end is not None and (not phrase.capital or words.text[start].isupper()):
                yield phrase.key, (start, end)


_MORE_BLANKS = 100
"""Blanks that a phrase may have in a text beyond one between words."""


def _following(rows: list[list[str]]) -> str:
    """Return a pattern of any of some rows of words behind blanks; beginnings are shared."""
    if [] in rows:
        return ""
    next_words: dict[str, list[list[str]]] = {}
    for first, *rest in rows:
        next_words.setdefault(first, []).append(rest)
    branches = (re.escape(word) + _following(rest) for word, rest in sorted(next_words.items()))
    return rf"\s+(?:{'|'.join(branches)})"


def _end(text: str, start: int, words: Iterable[str]) -> int | None:
    """Return where some words end that stand in a row from an offset on, as whole words."""
    end = start
    for word in words:
        while end < len(text) and text[end].isspace():
            end += 1
        if not text.startswith(word, end):
            return None
        end += len(word)
    return None if end < len(text) and text[end].isalnum() else end


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans in order, the longest of those that overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
