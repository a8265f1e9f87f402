"""Titles for look-up: keys, runs of words, and the ranking of candidates.

An index keeps the pairs of neighbouring words of every title ("grams"); a query's rarest grams
name the candidates, and rapidfuzz, which compares them as wholes, has the last word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import TypeVar
from zlib import crc32

from kg.contract import age
from kg.model import Instrument
from kg.text import fold, slug

#: A gram that so many titles share tells nothing, unless the query has no other.
COMMON = 64
#: So many candidates, those with most grams in common, are compared as wholes.
COMPARED = 16
_LEAST, _EQUAL = 60.0, 95.0
_Key = TypeVar("_Key", int, str)

# Vietnamese has some seven thousand syllables, so nearly every word of a title is in the cache.
_folded = lru_cache(maxsize=65536)(fold.__wrapped__)
_bare = lru_cache(maxsize=65536)(slug.__wrapped__)


def title_key(title: str) -> int:
    """Return a number that titles equal after folding share, and few others do."""
    return crc32(" ".join(map(_folded, title.split())).encode())


def bare_words(title: str) -> list[str]:
    """Return the words of a title without accents, case and punctuation."""
    return [bare for bare in map(_bare, title.split()) if bare]


def grams(title: str) -> list[str]:
    """Return the pairs of neighbouring words; the word itself where there is only one."""
    words = bare_words(title)
    return [f"{a}_{b}" for a, b in pairwise(words)] if len(words) > 1 else words


def candidates(words: str, bearers: Callable[[str], Sequence[_Key]]) -> list[_Key]:
    """Return what bears most of the grams of some words, most first, then in its own order.

    Args:
        words: the words.
        bearers: gives at most ``COMMON`` of those that bear a gram, in their own order.
    """
    found = [bearers(gram) for gram in dict.fromkeys(grams(words))]
    telling = [keys for keys in found if len(keys) < COMMON]
    shared = Counter(chain.from_iterable(telling if any(telling) else found))
    return sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:COMPARED]


def rank_titles(words: str, found: Iterable[Instrument], *, limit: int) -> tuple[Instrument, ...]:
    """Return the candidates whose titles are near enough to the words, best first.

    A title that holds all the words ranks just below one that is equal to them.
    """
    from rapidfuzz import fuzz

    wanted = " ".join(bare_words(words))
    scored: list[tuple[float, tuple[bool, object, str], Instrument]] = []
    for instrument in found:
        title = " ".join(bare_words(instrument.title or ""))
        score = fuzz.ratio(wanted, title)
        if score < _EQUAL:
            score = max(score, 0.95 * fuzz.token_set_ratio(wanted, title))
        if score >= _LEAST:
            scored.append((-score, age(instrument), instrument))
    scored.sort(key=lambda item: item[:2])
    return tuple(instrument for _, _, instrument in scored[:limit])
