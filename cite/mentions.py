"""Mentions without a number ("Nghị định nêu trên"), and those in the titles of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cite.lexicon import type_ending
from kg.model import Citation
from kg.patterns import lazy

_ABOVE = lazy(r"trên(?!\w)")
_NAMED = lazy(r"[nd](?:êu|ói|ẫn)\s++(?:ở\s++)?$")
_REACH = 24
_HELPERS = lazy(r"\s++(?:đã\s++)?(?:được\s++)?$")


class Mention(NamedTuple):
    """A phrase that stands for an earlier citation, by its index."""

    start: int
    end: int
    text: str
    antecedent: int


def find_mentions(text: str, citations: Sequence[Citation]) -> list[Mention]:
    """Return the phrases such as "Nghị định nêu trên" with the citation they mean.

    The antecedent is the nearest citation before of the same type.
    """
    if not citations or (" trên" not in text and "\ntrên" not in text):
        return []
    found = []
    latest: dict[str | None, int] = {}
    at = 0
    for m in _ABOVE.finditer(text):
        named = _NAMED.search(text, max(0, m.start() - _REACH), m.start())
        if named is None:
            continue
        before = _HELPERS.search(text, max(0, named.start() - 16), named.start())
        head = type_ending(text, before.start()) if before else None
        if head is None:
            continue
        start, kind = head
        while at < len(citations) and citations[at].end <= start:
            latest[citations[at].type] = at
            at += 1
        if kind in latest:
            found.append(Mention(start, m.end(), text[start : m.end()], latest[kind]))
    return found


def title_holders(citations: Sequence[Citation]) -> list[int | None]:
    """Return for each citation the index of the citation in whose title it stands.

    The innermost one, where titles are quoted in titles; ``None`` for a citation of the text's own.
    """
    holders: list[int | None] = []
    open_titles: list[tuple[int, int]] = []
    for index, citation in enumerate(citations):
        while open_titles and open_titles[-1][1] <= citation.start:
            open_titles.pop()
        holders.append(open_titles[-1][0] if open_titles else None)
        span = citation.span_of(citation.title_span)
        if span is not None:
            open_titles.append((index, span[1]))
    return holders
