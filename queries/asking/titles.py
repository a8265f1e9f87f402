"""An instrument named by words of its title alone."""

from __future__ import annotations

import re

from kg.contract import Store, age
from kg.model import Instrument
from queries.asking.details import WORD, Mention, Typed, title_heads, title_run
from queries.asking.phrases import bare

_LONGEST, _ENOUGH, _NEAR = 30, 5, 10
#: Words by which one title must be ahead of another to be taken for the one meant.
_MARGIN = 2


def find_titled(typed: Typed, graph: Store) -> Mention | None:
    """Return the instrument that words of its title name, several where none is clearly nearest.

    The words begin with a type word or a quotation mark.
    """
    best: tuple[int, Mention] | None = None
    for head in title_heads().finditer(typed.bare):
        start = head.end() if head["mark"] else head.start()
        words = list(WORD.finditer(typed.bare, start))[:_LONGEST]
        run = [m.group() for m in words]
        near = [(title_run(i, run), i) for i in graph.like_title(" ".join(run), limit=_NEAR)]
        size = max((n for n, _ in near), default=0)
        points = [(n + _begins(i, run), i) for n, i in near]
        most = max((n for n, _ in points), default=0)
        if size >= _ENOUGH and (best is None or most > best[0]):
            end = words[size - 1].end()
            fitting = sorted((i for n, i in points if n > most - _MARGIN), key=age)
            words_typed = typed.text[head.start() : end]
            best = most, Mention(head.start(), end, words_typed, tuple(fitting))
    return best[1] if best else None


def _begins(instrument: Instrument, run: list[str]) -> int:
    """Return a bonus where the title itself begins with the words, behind "Ban hành" at most."""
    title = " ".join(WORD.findall(bare(instrument.title or "")))
    begins = re.sub(r"^(?:(?:ve|viec|ban hanh|phe duyet) )+", "", title)
    return _MARGIN if begins.startswith(" ".join(run[:4])) else 0
