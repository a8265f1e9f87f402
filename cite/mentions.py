"""Mentions without a number: "Nghị định nêu trên" and the citation that it stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cite.clause import typed
from cite.fragments import TYPE
from kg.model import Citation

_ABOVE = re.compile(
    rf"(?<!\w)(?P<type>{TYPE})\s+(?:đã\s+)?(?:được\s+)?(?:nêu|nói|dẫn)\s+(?:ở\s+)?trên(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands for an earlier citation, by its index."""

    start: int
    end: int
    text: str
    antecedent: int


def find_mentions(text: str, citations: Sequence[Citation]) -> list[Mention]:
    """Return the phrases such as "Nghị định nêu trên" with the citation they mean.

    The antecedent is the nearest citation before of the same type.
    """
    if not citations or "trên" not in text:
        return []
    starts = [c.start for c in citations]
    found = []
    for m in _ABOVE.finditer(text):
        kind = typed(m["type"])
        i = bisect_left(starts, m.start()) - 1
        while i >= 0 and citations[i].type != kind:
            i -= 1
        if i >= 0 and citations[i].end <= m.start():
            found.append(Mention(m.start(), m.end(), m.group(), i))
    return found
