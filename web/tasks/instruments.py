"""Instruments by number, words, type and issuer: cards as ``viendan show --format json``."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cite.lookup import look_up
from kg.contract import Store
from kg.known import known_by
from kg.model import Instrument
from kg.text import fold, slug
from report.to_card import card_json
from report.to_json import coverage_json, dumps
from web.answer import Answer
from web.tasks.paging import page_of
from web.tasks.refusing import not_in_data
from web.tasks.tools import Tools
from web.tasks.typed import found_by

SCHEMA = "viendan.instruments/1"


class Sought(NamedTuple):
    """Which instruments are asked for; all that is given has to fit.

    Attributes:
        number: as issued; also without diacritics or symbol, or a citation.
        words: of a title, a number or a law's name, slips forgiven.
        type: slug of the vocabulary.
        issuer: name of the body.
    """

    number: str | None = None
    words: str | None = None
    type: str | None = None
    issuer: str | None = None


class Shown(NamedTuple):
    """What is shown of them.

    Attributes:
        as_of: day of the statuses.
        known: only what was public by this day; ``None`` for all.
        most: instruments of a page.
        cursor: of the page.
        address: of this list, its query up to where the cursor goes.
    """

    as_of: date
    known: date | None
    most: int
    cursor: str | None
    address: str


def instruments_found(tools: Tools, sought: Sought, shown: Shown) -> Answer:
    """Return a page of the instruments that fit.

    Raises:
        ProblemError: the data has none of these words, or no such page.
    """
    graph = known_by(tools.graph, shown.known) if shown.known else tools.graph
    iris = _iris(graph, sought)
    named = sought.number or sought.words
    if not iris and named:
        near = found_by(named, graph).near
        raise not_in_data(graph, named, near=near)
    page = page_of(
        len(iris), most=shown.most, cursor=shown.cursor, graph=graph, asked=(*sought, shown.known)
    )
    cards = [
        card_json(graph, graph.instrument(iri), as_of=shown.as_of)
        for iri in iris[page.first : page.end]
    ]
    body = {
        "schema": SCHEMA,
        "coverage": coverage_json(graph),
        "total": page.total,
        "next": page.following,
        "instruments": cards,
    }
    return Answer(f"{dumps(body)}\n".encode(), headers=next_page(shown.address, page.following))


def next_page(address: str, following: str | None) -> tuple[tuple[str, str], ...]:
    """Return the header that leads to the next page (RFC 8288), none after the last."""
    return (("link", f'<{address}cursor={following}>; rel="next"'),) if following else ()


def instrument_card(tools: Tools, iri: str, *, as_of: date, known: date | None) -> Answer:
    """Return the card of an instrument; a provisional IRI leads to the one that counts.

    Raises:
        ProblemError: the data has none at this IRI.
    """
    graph = known_by(tools.graph, known) if known else tools.graph
    if iri not in graph:
        raise not_in_data(graph, iri)
    return Answer(f"{dumps(card_json(graph, graph.instrument(iri), as_of=as_of))}\n".encode())


def canonical(tools: Tools, iri: str) -> str | None:
    """Return the IRI that stands for another; ``None`` where the data has none."""
    return tools.graph.canonical(iri) if iri in tools.graph else None


def _iris(graph: Store, sought: Sought) -> list[str]:
    """Return the IRIs of all that fit: the best first for words, else in the order of IRIs."""
    if sought.number is None and sought.words is None:
        return _listed(graph, sought)
    found = _numbered(graph, sought.number) if sought.number is not None else None
    if sought.words is not None:
        typed = found_by(sought.words, graph)
        by_words = [*typed.named, *typed.alike]
        kept = {one.iri for one in by_words}
        found = by_words if found is None else [one for one in found if one.iri in kept]
    return [one.iri for one in found or () if _fits(one, sought)]


def _numbered(graph: Store, number: str) -> list[Instrument]:
    """Return the bearers of a number; titles are not looked through."""
    exact = graph.by_number(number) or graph.by_loose_number(number)
    if exact or number.startswith("/akn/"):
        return list(exact) or look_up(number, graph)
    return list(graph.by_number_start(number)) or [
        one for one in look_up(number, graph) if one.number and _cites(number, one)
    ]


def _cites(words: str, instrument: Instrument) -> bool:
    """Tell whether words with more than a number name the number of an instrument."""
    return fold(instrument.number).replace(" ", "") in fold(words).replace(" ", "")


def _listed(graph: Store, sought: Sought) -> list[str]:
    """Return the IRIs of all of a type and issuer, in their order, found once."""
    # Spellings of one issuer have one key: what is kept does not grow with what is asked.
    key = ("listed", sought.type, slug(sought.issuer or ""))
    found: list[str] | None = graph.memo.get(key)
    if found is None:
        among = graph.by_type(sought.type) if sought.type else graph.instruments
        found = graph.memo[key] = sorted(one.iri for one in among if _fits(one, sought))
    return found


def _fits(instrument: Instrument, sought: Sought) -> bool:
    if sought.type is not None and instrument.type != sought.type:
        return False
    return sought.issuer is None or slug(instrument.issuer) == slug(sought.issuer)
