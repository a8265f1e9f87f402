"""Finding phrases in a text, whatever their case and blanks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def occurrences(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of the phrases in text order, the longest where they overlap.

    Case counts for the first letter of a phrase that begins with a capital; blanks match any white
    space. A phrase is a whole word.
    """
    lowered = _lowered(text)
    spans = [
        (start, end)
        for phrase in phrases
        for start, end in _spans(lowered, phrase.lower().split())
        if not phrase[0].isupper() or text[start].isupper()
    ]
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


@lru_cache(maxsize=2)
def _lowered(text: str) -> str:
    """Return a text in lower case, asked for by each list of phrases; as it is if offsets moved."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return where the words stand in a row; found by the longest word, which is the rarest."""
    rarest = max(words, key=len)
    at = words.index(rarest)
    found = []
    position = text.find(rarest)
    while position >= 0:
        start = _before(text, position, words[:at])
        end = _behind(text, position + len(rarest), words[at + 1 :])
        if start is not None and end is not None:
            found.append((start, end))
        position = text.find(rarest, position + 1)
    return found


def _before(text: str, start: int, words: list[str]) -> int | None:
    for word in reversed(words):
        end = len(text[max(0, start - 24) : start].rstrip()) + max(0, start - 24)
        if end == start or not text.endswith(word, 0, end):
            return None
        start = end - len(word)
    return None if start and text[start - 1].isalnum() else start


def _behind(text: str, end: int, words: list[str]) -> int | None:
    for word in words:
        start = end
        while start < len(text) and text[start].isspace():
            start += 1
        if start == end or not text.startswith(word, start):
            return None
        end = start + len(word)
    return None if end < len(text) and text[end].isalnum() else end
