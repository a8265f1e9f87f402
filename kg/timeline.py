"""What has happened, and is known to happen, to an instrument: ends, pauses, changes, successors.

A relation takes effect on its ``valid_from``, else on the effective day of the instrument that
acts. Where neither is known the day stays unknown and only the earliest possible day is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from kg.contract import Store
from kg.ids import read_number
from kg.model import Instrument, Relation
from kg.vocab import Effect, load_vocabulary

REPLACES = "replaces"


class Event(NamedTuple):
    """A relation acting on an instrument.

    Attributes:
        day: first day of its effect; ``None`` when unknown.
        earliest: no effect before this day, also when ``day`` is unknown.
        relation: the relation.
    """

    day: date | None
    earliest: date
    relation: Relation

    def by(self, as_of: date) -> bool:
        """Whether the effect is known to have begun by a day and not to have ended."""
        return self.day is not None and self.day <= as_of and not self.over(as_of)

    def over(self, as_of: date) -> bool:
        """Whether the relation's own effect has run out before a day."""
        last = self.relation.valid_to
        return last is not None and last < as_of


class Timeline(NamedTuple):
    """Everything that acts on an instrument, each list in order of days.

    Attributes:
        ends: replacements and repeals of the whole.
        part_ends: replacements and repeals of parts.
        changes: amendments.
        suspensions: pauses, of the whole or of parts.
        extensions: prolongations of its period.
    """

    ends: tuple[Event, ...] = ()
    part_ends: tuple[Event, ...] = ()
    changes: tuple[Event, ...] = ()
    suspensions: tuple[Event, ...] = ()
    extensions: tuple[Event, ...] = ()

    def ended(self, as_of: date) -> Event | None:
        """Return the first end of the whole that has come by a day."""
        return next((event for event in self.ends if event.by(as_of)), None)

    def all(self) -> Iterator[Event]:
        """Iterate over all events, list by list."""
        for events in self:
            yield from events


_QUIET = Timeline()


@cache
def _effects() -> dict[str, Effect]:
    return {kind: e for kind, e in load_vocabulary().effects.items() if e != "none"}


@cache
def effect_kinds() -> tuple[str, ...]:
    """Return the kinds of relations with an effect on their target: what a timeline is made of."""
    return tuple(_effects())


@cache
def kinds_that(*effects: Effect) -> tuple[str, ...]:
    """Return the kinds of relations with one of these effects on their target."""
    return tuple(kind for kind, effect in _effects().items() if effect in effects)


def timeline(graph: Store, iri: str) -> Timeline:
    """Return what acts on an instrument; computed once until the graph changes."""
    found: Timeline | None = graph.memo.get(iri)
    if found is None:
        found = graph.memo[iri] = _timeline(graph, iri)
    return found


def _timeline(graph: Store, iri: str) -> Timeline:
    effects = _effects()
    lists: dict[str, list[Event]] = {}
    for relation in graph.incoming(iri, kinds=effect_kinds()):
        name: str = effects[relation.kind]
        if name == "ends" and relation.scope == "part":
            name = "part_ends"
        lists.setdefault(name, []).append(event(graph, relation))
    if not lists:
        return _QUIET
    ordered = {name: tuple(sorted(events, key=_order)) for name, events in lists.items()}
    return Timeline(
        ends=ordered.get("ends", ()),
        part_ends=ordered.get("part_ends", ()),
        changes=ordered.get("changes", ()),
        suspensions=ordered.get("suspends", ()),
        extensions=ordered.get("prolongs", ()),
    )


def event(graph: Store, relation: Relation) -> Event:
    """Return a relation with the day on which it takes effect."""
    actor = graph.instrument(relation.source)
    day = relation.valid_from or actor.effective
    return Event(day, day or _issued(relation, actor), relation)


def _issued(relation: Relation, actor: Instrument) -> date:
    if actor.date or relation.known_from:
        return actor.date or relation.known_from or date.min
    year = read_number(actor.number).year
    return date(year, 1, 1) if year else date.min


def _order(event: Event) -> tuple[date, bool, str]:
    # On one day a replacement stands before a repeal: it names a successor.
    return event.day or date.max, event.relation.kind != REPLACES, event.relation.source


def successors(graph: Store, iri: str, *, as_of: date) -> tuple[str, ...]:
    """Return what has replaced an instrument by a day, step by step.

    Replacements of replacements are followed; those that have ended themselves stand first, so
    that the chain ends with what still applies. Each stands in it once, so cycles end.
    """
    chain: dict[str, bool] = {}
    waiting = [iri]
    while waiting:
        for event in timeline(graph, waiting.pop(0)).ends:
            heir = event.relation.source
            if (
                event.relation.kind == REPLACES
                and event.by(as_of)
                and heir != iri
                and heir not in chain
            ):
                chain[heir] = timeline(graph, heir).ended(as_of) is None
                waiting.append(heir)
    return tuple(sorted(chain, key=lambda heir: chain[heir]))


def amendments(graph: Store, iri: str, *, as_of: date, ended: bool = False) -> tuple[Relation, ...]:
    """Return the amendments that apply to an instrument on a day, oldest first.

    Amendments of amending instruments are included (their target is the amending one); those
    whose amending instrument has been replaced or repealed only with ``ended``. Where no source
    states the day of effect (neither ``valid_from`` nor the actor's effective day) an amendment
    counts from its signing; such ones stand last.
    """
    found: list[Event] = []
    seen = {graph.canonical(iri)}
    waiting = [iri]
    while waiting:
        for event in timeline(graph, waiting.pop(0)).changes:
            actor = event.relation.source
            begun = event.by(as_of) or (event.day is None and event.earliest <= as_of)
            if begun and (ended or timeline(graph, actor).ended(as_of) is None):
                found.append(event)
                if actor not in seen:
                    seen.add(actor)
                    waiting.append(actor)
    return tuple(event.relation for event in sorted(found, key=_order))
