"""A question in plain words as it is heard: understood, left open, or not, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from kg.contract import Store
from kg.errors import LegalGraphError
from kg.model import Instrument
from kg.text import strip_accents, unify
from queries.asking.days import find_days
from queries.asking.details import Typed
from queries.asking.mentions import find_mentions
from queries.asking.reading import read_words
from queries.asking.understand import decided, understand
from queries.asking.understanding import Understanding

LONGEST = 400


class Heard(NamedTuple):
    """How a question was heard.

    Attributes:
        found: how it is understood; ``None`` where it is not.
        trouble: why it is not: ``words`` (nothing like it can be asked), ``absent`` (the data
            lacks an instrument that it names), ``said`` (``told`` says it).
        absent: the instrument that the data lacks, as named.
        near: instruments with numbers one keystroke away.
        told: what else is wrong, in both languages.
    """

    found: Understanding | None = None
    trouble: Literal["", "words", "absent", "said"] = ""
    absent: str = ""
    near: tuple[Instrument, ...] = ()
    told: str = ""


def heard(words: str, graph: Store, *, chosen: Sequence[str], today: date) -> Heard:
    """Return how a question is heard.

    Args:
        words: the question.
        graph: where instruments are looked up.
        chosen: IRIs that were chosen where a question had left several open, in order.
        today: the end of a period of which only the beginning is stated.
    """
    try:
        found = understand(words, graph, today=today)
    except LegalGraphError as error:
        return _trouble(words, graph, str(error))
    for iri in chosen:
        choices = {one.iri: one for one in found.which[1]} if found.which else {}
        if iri in choices:
            found = decided(found, choices[iri])
    return Heard(found)


def _trouble(words: str, graph: Store, told: str) -> Heard:
    """Return why a question is not understood; it is read again, for the message tells it all."""
    if len(words) > LONGEST:
        return Heard(trouble="said", told=told)
    composed = unify(words)
    plain = strip_accents(composed).lower()
    typed = Typed(composed if len(plain) == len(composed) else plain, plain)
    mentions, days = find_mentions(typed, find_days(typed.bare), graph)
    for one in mentions:
        if not one.candidates:
            near = graph.by_numbers(graph.near_numbers(one.number)) if one.number else ()
            return Heard(trouble="absent", absent=one.words, near=near)
    try:
        read = read_words(typed, mentions, days)
    except LegalGraphError:
        return Heard(trouble="said", told=told)
    return Heard(trouble="said", told=told) if read else Heard(trouble="words")
