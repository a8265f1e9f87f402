"""An instrument in a list: what tells it from others, and its status on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from check.wording import coverage, day
from kg.contract import Store
from kg.model import Instrument
from kg.status import status
from report.drawing.nodes import Node, clean, name, node
from report.drawing.words import words_of


class Linked(NamedTuple):
    """An instrument as a link: where it leads, what it is called, its day in words."""

    iri: str
    name: str
    issued: str


class Card(NamedTuple):
    """An instrument in a list.

    Attributes:
        node: name, day, title, status.
        issuer: of it.
        territory: where it applies, empty for the whole country.
        attested: whether it is known from citations alone.
        heirs: what replaced it, the last one applies.
    """

    node: Node
    issuer: str
    territory: str
    attested: bool
    heirs: tuple[Linked, ...]


def cards(
    graph: Store, instruments: Iterable[Instrument], *, as_of: date, language: str
) -> list[Card]:
    """Return instruments as they stand in lists."""
    shown = list(instruments)
    graph.prefetch(instrument.iri for instrument in shown)
    return [
        Card(
            node(graph, one, as_of=as_of, language=language),
            clean(one.issuer),
            clean(one.territory),
            one.attested,
            tuple(
                linked(graph, heir, language)
                for heir in status(graph, one.iri, as_of=as_of).successors
            ),
        )
        for one in shown
    ]


def linked(graph: Store, iri: str, language: str) -> Linked:
    """Return an instrument as a link."""
    found = graph.instrument(iri)
    words = words_of(language)
    issued = day(found.date) if found.date else words.unknown_day
    called = found.number or found.title
    return Linked(iri, clean(name(found, language) if found.number else called or iri), issued)


def covered(graph: Store, language: str) -> str:
    """Return what the data holds and how old it is, in a sentence."""
    return words_of(language).coverage.format(*coverage(graph))
