"""Titles for look-up: keys, runs of words, and the ranking of candidates.

An index keeps the pairs of neighbouring words of every title ("grams"); a query's rarest grams
name the candidates, and rapidfuzz, which compares them as wholes, has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from kg.contract import age
from kg.model import Instrument
from kg.text import fold, slug

#: No more instruments are looked at for one gram: what so many titles share tells nothing.
COMMON = 200
#: So many candidates, those with most grams in common, are compared as wholes.
COMPARED = 40
_LEAST = 60.0

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


def rank_titles(
    words: str, candidates: Iterable[Instrument], *, limit: int
) -> tuple[Instrument, ...]:
    """Return the candidates whose titles are near enough to the words, best first.

    A title that holds all the words ranks just below one that is equal to them.
    """
    from rapidfuzz import fuzz

    wanted = " ".join(bare_words(words))
    scored: list[tuple[float, tuple[bool, object, str], Instrument]] = []
    for instrument in candidates:
        title = " ".join(bare_words(instrument.title or ""))
        score = max(fuzz.ratio(wanted, title), 0.95 * fuzz.token_set_ratio(wanted, title))
        if score >= _LEAST:
            scored.append((-score, age(instrument), instrument))
    scored.sort(key=lambda item: item[:2])
    return tuple(instrument for _, _, instrument in scored[:limit])
