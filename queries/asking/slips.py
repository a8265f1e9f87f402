"""Slips of the keyboard in the words of a question.

A word that no phrase knows is taken for the one known word next to it in spelling. Short syllables,
which nearly all have neighbours, only where the pair with the syllable beside them is known. Words
that tell who acts (bị, bởi, by) are never the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from queries.asking.phrases import Words, bare

_LONG, _SHORT, _MOST = 6, 2, 3
_TELLS_DIRECTION = frozenset(bare("bị được bởi bằng do by nào gì ai what which who").split())


def mended(tokens: Sequence[str], words: Words) -> list[str]:
    """Return the words of a question with slips mended; what is not plainly one stays."""
    found = list(tokens)
    for at, token in enumerate(map(bare, tokens)):
        if token not in words.known and token[0] != "{" and not token.isdigit():
            near = _near(token, found, at, words)
            if len(near) == 1:
                found[at] = near.pop()
    return found


def _near(token: str, tokens: Sequence[str], at: int, words: Words) -> set[str]:
    if len(token) >= _LONG:
        return _one_slip(token, words.known)
    before = bare(tokens[at - 1]) if at else ""
    after = bare(tokens[at + 1]) if at + 1 < len(tokens) else ""
    beside = words.beside.get((before, True), set()) | words.beside.get((after, False), set())
    return _one_slip(token, beside - _TELLS_DIRECTION)


def _one_slip(token: str, words: Iterable[str]) -> set[str]:
    known = [word for word in words if len(word) >= (_LONG if len(token) >= _LONG else _SHORT)]
    found = process.extract(token, known, scorer=OSA.distance, score_cutoff=1, limit=_MOST)
    return {word for word, _, _ in found}
