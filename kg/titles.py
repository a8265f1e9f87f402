"""Titles for look-up: keys, runs of words, and the ranking of candidates.

An index keeps the runs of three words of every title ("grams"); what bears most of the rarer grams
of a query is a candidate, and rapidfuzz, which compares whole titles, has the last word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar
from zlib import crc32

from kg.text import fold, slug

#: Words in a gram: two are shared by too many titles, four leave too few in a short query.
_RUN = 3
#: A gram that so many titles share tells nothing, unless the query has no other.
COMMON = 128
#: So many candidates, those with most grams in common, are compared as wholes.
COMPARED = 12
#: So many telling grams in common make a candidate sure enough to look for no more.
_ENOUGH = 2
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
    """Return the runs of three words of a title; all of it where it is shorter."""
    words = bare_words(title)
    run = min(_RUN, len(words))
    return ["_".join(words[at : at + run]) for at in range(len(words) - run + 1)] if words else []


def candidates(words: str, bearers: Callable[[str], Sequence[_Key]]) -> list[_Key]:
    """Return what bears most of the grams of some words, most first, then in its own order.

    Args:
        words: the words.
        bearers: gives at most ``COMMON`` of those that bear a gram, in their own order.
    """
    wanted = list(dict.fromkeys(grams(words)))
    found: list[Sequence[_Key]] = []
    shared: Counter[_Key] = Counter()
    # Neighbouring grams share two words, so every second one says nearly as much as all.
    for some in (wanted[::2], wanted[1::2]):
        found += map(bearers, some)
        telling = [keys for keys in found if len(keys) < COMMON]
        shared = Counter(chain.from_iterable(telling if any(telling) else found))
        if any(telling) and max(shared.values()) >= _ENOUGH:
            break
    return sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:COMPARED]


def rank_titles(words: str, titles: Mapping[_Key, str], *, limit: int) -> list[_Key]:
    """Return the keys of the titles that are near enough to the words, best first, then by key.

    A title that holds all the words ranks just below one that is equal to them.
    """
    from rapidfuzz import fuzz

    wanted = " ".join(bare_words(words))
    scored: list[tuple[float, _Key]] = []
    for key, title in titles.items():
        bare = " ".join(bare_words(title))
        score = fuzz.ratio(wanted, bare)
        if score < _EQUAL:
            score = max(score, 0.95 * fuzz.token_set_ratio(wanted, bare))
        if score >= _LEAST:
            scored.append((-score, key))
    return [key for _, key in sorted(scored)[:limit]]
