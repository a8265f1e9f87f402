"""Instruments by what people type: parts of numbers, no diacritics, slips of the keyboard.

``cite.lookup`` reads what is written well; what it finds nothing for is read as a question names
instruments, then with its words corrected, and numbers one keystroke away are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from cite.lookup import look_up
from kg.contract import Store, age
from kg.model import Instrument
from kg.text import strip_accents, unify
from kg.titles import bare_words, rank_titles
from queries.asking.days import find_days
from queries.asking.details import Typed
from queries.asking.mentions import find_mentions

LONGEST = 300
_SHORTEST, _MOST = 4, 20
_READ = 100_000
"""Titles whose words are counted; the syllables of Vietnamese are all in fewer."""
_FEWEST, _SOME = 3, 12
"""Words of which one can be left out."""
_RARE = 2
"""A word of fewer titles may be a slip itself."""
_GLUED = re.compile(r"^([^\W\d_]+)(\d)")
_BLANKS = re.compile(r"^(\d{1,5})\s+((?:19|20)\d\d)(?:\s+(\S.*))?$")
_NUMBER = re.compile(r"\d{1,5}[\w./-]*[/-][\w./-]*")


class Found(NamedTuple):
    """What some words may name.

    Attributes:
        named: instruments that the words name, oldest first; several where a number or a law's
            name is borne by several.
        alike: instruments with such words in their titles, the nearest first.
        near: instruments whose numbers are one keystroke away.
        read: the words as they were corrected for ``alike``; ``None`` where they were not.
    """

    named: tuple[Instrument, ...] = ()
    alike: tuple[Instrument, ...] = ()
    near: tuple[Instrument, ...] = ()
    read: str | None = None


def found_by(words: str, graph: Store) -> Found:
    """Return what words may name; longer ones than ``LONGEST`` are cut."""
    words = " ".join(words[:LONGEST].split())
    if not words:
        return Found()
    named = _named(words, graph)
    if named:
        return Found(named=named)
    if near := _near(words, graph):
        return Found(near=near)
    if len(words) < _SHORTEST:
        return Found()
    corrected = _corrected(words, graph)
    for read in (corrected, None):
        if alike := graph.like_title(read or words, limit=_MOST):
            return Found(alike=alike, read=read)
    return Found(alike=_without_a_word(corrected or words, graph))


def _named(words: str, graph: Store) -> tuple[Instrument, ...]:
    by_title = {i.iri for i in graph.like_title(words, limit=_MOST)}
    found = look_up(words, graph)
    # look_up ends with titles that are near; whether words name one is decided by what they share.
    if found and not {i.iri for i in found} <= by_title:
        return _in_order(found)
    if exact := graph.by_title(words):
        return _in_order(exact)
    spaced = _GLUED.sub(r"\1 \2", words)
    if blanks := _BLANKS.match(spaced):
        serial, year, symbol = blanks.groups()
        spaced = "/".join((serial, year, *((symbol.replace(" ", "-"),) if symbol else ())))
    return _mentioned(spaced, graph) or _in_order(graph.by_number_start(spaced))


def _mentioned(words: str, graph: Store) -> tuple[Instrument, ...]:
    composed = unify(words)
    plain = strip_accents(composed).lower()
    typed = Typed(composed if len(plain) == len(composed) else plain, plain)
    mentions, _ = find_mentions(typed, find_days(typed.bare), graph)
    return mentions[0].candidates if mentions else ()


def _near(words: str, graph: Store) -> tuple[Instrument, ...]:
    number = _NUMBER.search(_GLUED.sub(r"\1 \2", words))
    if number is None:
        return ()
    return graph.by_numbers(graph.near_numbers(number.group())[:_MOST])


def _corrected(words: str, graph: Store) -> str | None:
    """Return words with those that no title has replaced by the nearest that titles have."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    known = _vocabulary(graph)
    read: list[str] = []
    for word in bare_words(words):
        if word in known or len(word) == 1 or not word.isalpha():
            read.append(word)
            continue
        most = 1 if len(word) <= _SHORTEST else 2
        scorer = DamerauLevenshtein.distance
        close = process.extract(word, list(known), scorer=scorer, score_cutoff=most, limit=None)
        common = [(distance, -known[other], other) for other, distance, _ in close]
        read.append(min(common)[2] if common else word)
    corrected = " ".join(read)
    return corrected if corrected != " ".join(bare_words(words)) else None


def _without_a_word(words: str, graph: Store) -> tuple[Instrument, ...]:
    """Return what is found when one of the words, whichever, is left out: it may be a slip."""
    all_ = bare_words(words)
    if not _FEWEST <= len(all_) <= _SOME:
        return ()
    found: dict[str, Instrument] = {}
    for left_out in range(len(all_)):
        rest = " ".join(all_[:left_out] + all_[left_out + 1 :])
        found |= {i.iri: i for i in graph.like_title(rest, limit=_MOST)}
    best = rank_titles(words, {iri: i.title or "" for iri, i in found.items()}, limit=_MOST)
    return tuple(found[iri] for iri in best)


def _vocabulary(graph: Store) -> Counter[str]:
    """Return the words of titles without accents, with the number of titles that have them."""
    known: Counter[str] | None = graph.memo.get("title words")
    if known is None:
        counted: Counter[str] = Counter()
        for instrument in islice(graph.instruments, _READ):
            counted.update(set(bare_words(instrument.title or "")))
        known = Counter({word: n for word, n in counted.items() if n >= _RARE and word.isalpha()})
        graph.memo["title words"] = known
    return known


def _in_order(instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    return tuple(sorted({i.iri: i for i in instruments}.values(), key=age))
