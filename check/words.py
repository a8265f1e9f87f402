"""Finding phrases in a text, whatever their case and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable


def occurrences(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of the phrases in text order, the longest where they overlap.

    Case counts for the first letter of a phrase that begins with a capital; blanks match any white
    space. A phrase is a whole word.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    spans: list[tuple[int, int]] = []
    for phrase in phrases:
        first, _, _ = phrase.partition(" ")
        if first.lower() not in lowered:
            continue
        pattern = re.compile(
            r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.lower().split())) + r"(?!\w)"
        )
        for m in pattern.finditer(lowered):
            if phrase[0].isupper() and not text[m.start()].isupper():
                continue
            spans.append(m.span())
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
