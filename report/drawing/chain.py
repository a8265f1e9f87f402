"""The timeline of a chain of replacements: a bar of validity for each instrument, with marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from check.wording import dated, day, relation_label
from kg.contract import Store
from kg.model import Instrument
from kg.state import ENDED, State
from kg.status import status
from kg.timeline import REPLACES, Event, timeline
from report.drawing.nodes import Node, clean, link, node
from report.drawing.words import Words, words_of

#: Most instruments of one chain; longer ones are cut and said to be.
LONGEST = 30
#: A day by which every end that the graph knows of has come.
_FAR = date(9000, 1, 1)
_DAY = timedelta(days=1)


class Mark(NamedTuple):
    """Something that happened to an instrument: day (``None`` if unknown), kind, words."""

    day: date | None
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One instrument's validity.

    Attributes:
        start: its effective day, else the day of signing, else ``None``: no bar can be drawn.
        end: first day without effect, also when it lies ahead; ``None`` for open or unknown.
        certain: whether the effective day is stated and the status is known.
        pauses: suspensions of the whole, first and last day; ``None`` for open.
        validity: first and last day in words.
        marks: what happened to it, in order of days, unknown ones last.
        applies: what to say of one in force on the day of the view; empty for all others.
        asked: the instrument that the chain was asked for.
    """

    node: Node
    start: date | None
    end: date | None
    certain: bool
    pauses: tuple[tuple[date, date | None], ...]
    validity: str
    marks: tuple[Mark, ...]
    applies: str
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain of replacements, oldest first.

    Attributes:
        successions: pairs of places in ``bars``, replaced and replacing, with their words.
        cut: whether the graph has more of the chain than is drawn.
    """

    bars: tuple[Bar, ...]
    successions: tuple[tuple[int, int, str], ...]
    as_of: date
    language: str
    cut: bool

    @property
    def asked(self) -> Bar:
        """The bar of the instrument that the chain was asked for."""
        return next(bar for bar in self.bars if bar.asked)

    @property
    def span(self) -> tuple[date, date]:
        """First and last day that has to be drawn."""
        days = [self.as_of]
        for bar in self.bars:
            days += [d for d in (bar.start, bar.end, *(m.day for m in bar.marks)) if d]
            days += [d for pause in bar.pauses for d in pause if d]
        return min(days), max(days)


def chain(graph: Store, iri: str, *, as_of: date, language: str) -> Chain:
    """Return the chain of replacements that an instrument stands in, whole and partial ones.

    What replaced what replaced it is followed, and what was replaced by what it replaced; ends
    and marks that lie after ``as_of`` are included where the graph knows them.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    found, cut = _line(graph, own)
    graph.prefetch(found)
    ordered = sorted((graph.instrument(i) for i in found), key=_age)
    place = {instrument.iri: at for at, instrument in enumerate(ordered)}
    bars = tuple(
        _bar(graph, instrument, as_of=as_of, language=language, asked=instrument.iri == own)
        for instrument in ordered
    )
    return Chain(
        bars=bars,
        successions=tuple(_successions(graph, place, as_of, language)),
        as_of=as_of,
        language=language,
        cut=cut,
    )


def _line(graph: Store, own: str) -> tuple[dict[str, None], bool]:
    """Return the instruments of a chain, nearest first, and whether some were left out."""
    found: dict[str, None] = {own: None}
    ways = {True: [own], False: [own]}
    while any(ways.values()):
        for forward, level in ways.items():
            following = dict.fromkeys(
                i for here in level for i in _next(graph, here, forward=forward)
            )
            ways[forward] = [i for i in following if i not in found]
            found |= dict.fromkeys(ways[forward])
            if len(found) > LONGEST:
                return dict.fromkeys(list(found)[:LONGEST]), True
    return found, False


def _next(graph: Store, iri: str, *, forward: bool) -> list[str]:
    if forward:
        return [r.source for r in graph.incoming(iri, kinds=(REPLACES,))]
    return [r.target for r in graph.outgoing(iri, kinds=(REPLACES,))]


def _age(instrument: Instrument) -> tuple[date, str]:
    return instrument.effective or instrument.date or date.max, instrument.iri


def _successions(
    graph: Store, place: dict[str, int], as_of: date, language: str
) -> Iterator[tuple[int, int, str]]:
    for iri, at in place.items():
        for relation in graph.incoming(iri, kinds=(REPLACES,)):
            if relation.source in place:
                told = link(graph, relation, as_of=as_of, language=language).lines
                yield at, place[relation.source], "; ".join(told)


def _bar(graph: Store, x: Instrument, *, as_of: date, language: str, asked: bool) -> Bar:
    words = words_of(language)
    drawn = node(graph, x, as_of=as_of, language=language)
    end = _end(graph, x.iri, as_of)
    events = timeline(graph, x.iri)
    return Bar(
        node=drawn,
        start=x.effective or x.date,
        end=end,
        certain=x.effective is not None and drawn.state is not State.UNKNOWN,
        pauses=tuple(
            (e.day, e.relation.valid_to)
            for e in events.suspensions
            if e.day and e.relation.scope == "whole"
        ),
        validity=_validity(x, end, words),
        marks=tuple(
            _mark(graph, e, as_of, language)
            for e in sorted(events.all(), key=lambda e: e.day or date.max)
        ),
        applies=_applies(drawn.state, words),
        asked=asked,
    )


def _applies(state: State, words: Words) -> str:
    if state is State.PARTLY_EXPIRED:
        return words.applies_partly
    return words.applies if state in {State.IN_FORCE, State.PARTLY_IN_FORCE} else ""


def _end(graph: Store, iri: str, as_of: date) -> date | None:
    """Return the first day without effect: the one that has come, else the one that is known."""
    for on in (as_of, _FAR):
        found = status(graph, iri, as_of=on)
        if found.state in ENDED:
            return found.since
    return None


def _validity(x: Instrument, end: date | None, words: Words) -> str:
    if x.effective:
        first = day(x.effective)
    else:
        first = words.from_signing.format(day(x.date)) if x.date else words.no_start
    return words.validity.format(first, day(end - _DAY) if end else words.open_end)


def _mark(graph: Store, event: Event, as_of: date, language: str) -> Mark:
    relation, words = event.relation, words_of(language)
    actor = clean(dated(graph.instrument(relation.source)))
    told = [f"{relation_label(relation.kind, language, incoming=True)} {actor}"]
    told.append(link(graph, relation, as_of=as_of, language=language).parts)
    if relation.valid_to:
        told.append(words.until.format(day(relation.valid_to)))
    return Mark(event.day, relation.kind, "; ".join(filter(None, told)))
