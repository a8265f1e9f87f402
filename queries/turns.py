"""The days on which an instrument's place in the law turns, as its status and timeline tell them.

Between two of these days nothing changes: a status depends on the instrument's own days, on the
relations that act on it and on the ends of what it guides, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kg.contract import Store
from kg.lapse import GUIDES, lapse
from kg.model import Instrument, Relation
from kg.state import ENDED, State
from kg.status import status
from kg.timeline import Event, event, kinds_that, timeline
from queries.supports import prefetched
from queries.table import inverse

CORRECTS = "corrects"
_DAY = timedelta(days=1)


class Window(NamedTuple):
    """The days after one day and up to another."""

    after: date
    until: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.after < day <= self.until


class Turn(NamedTuple):
    """Something that happens to an instrument on a day.

    Attributes:
        day: the day.
        event: what it is, see ``queries.changes``.
        relation: the relation that does it.
        field: the field of the instrument that states it.
    """

    day: date
    event: str
    relation: Relation | None = None
    field: str | None = None

    @property
    def named(self) -> str | None:
        """The relation's name as read from the instrument, where the event does not tell it."""
        name = inverse(self.relation.kind) if self.relation else None
        return None if name == self.event else name


@cache
def _acting_kinds() -> tuple[str, ...]:
    return (*kinds_that("ends", "changes", "suspends", "prolongs"), CORRECTS)


def touched(graph: Store, window: Window) -> set[str]:
    """Return every instrument that can have a turn in a window, and few others."""
    found = {i.iri for i in graph.instruments if any(day in window for day in _own_days(i))}
    for actor in prefetched(graph, graph.acting(_acting_kinds())):
        for relation in graph.outgoing(actor, kinds=_acting_kinds()):
            if any(day in window for day in _days(event(graph, relation))):
                found.add(relation.target)
                if relation.kind in kinds_that("ends"):
                    # What guides it may have lapsed with it.
                    guiding = graph.incoming(relation.target, kinds=(GUIDES,))
                    found.update(guide.source for guide in guiding)
    return found


def _own_days(x: Instrument) -> Iterator[date]:
    days = (x.date, x.effective, _day_after(x.expires))
    return (day for day in days if day is not None)


def _days(event: Event) -> Iterator[date]:
    """Return the first day of an event's effect and the first day without it."""
    yield event.day or event.earliest
    if over := _day_after(event.relation.valid_to):
        yield over


def _day_after(last: date | None) -> date | None:
    # The last day of the calendar stands for "open" in some sources.
    return None if last is None or last == date.max else last + _DAY


def turns(graph: Store, x: Instrument, window: Window) -> list[Turn]:
    """Return what happens to an instrument within a window, in order of days.

    On one day its own days come first, then its ends, pauses, prolongations and changes.
    """
    events = timeline(graph, x.iri)
    own = (*_beginning(graph, x, window), *_period(graph, x, window), *_lapse(graph, x, window))
    found = [*own, *(turn for turn in _acts(graph, x.iri) if turn.day in window)]
    told = {turn.day for turn in found}
    days = {*_own_days(x), *(day for act in events.all() for day in _days(act))}
    found += [
        Turn(day, "state")
        for day in days - told
        if day in window and len(_states_around(graph, x, day)) > 1
    ]
    return sorted(found, key=lambda turn: turn.day)


def _acts(graph: Store, iri: str) -> Iterator[Turn]:
    """Return what others do to an instrument, and where that runs out."""
    events = timeline(graph, iri)
    for act in events.ends:
        yield from _act(act, inverse(act.relation.kind))
    for act in events.part_ends:
        yield from _act(act, "partly_ended")
    for act in (*events.suspensions, *events.extensions):
        yield from _act(act, inverse(act.relation.kind))
    corrections = (event(graph, r) for r in graph.incoming(iri, kinds=(CORRECTS,)))
    for act in (*events.changes, *corrections):
        # As in kg.timeline.amendments: without a stated day they count from their signing.
        yield from _act(act._replace(day=act.day or act.earliest), inverse(act.relation.kind))


def _act(act: Event, name: str) -> Iterator[Turn]:
    last = act.relation.valid_to
    if act.day is None:
        yield Turn(act.earliest, "day_unknown", act.relation)
    elif last is None or act.day <= last:
        yield Turn(act.day, name, act.relation)
        # Where a prolongation runs out the period ends, which is told of the period.
        if (over := _day_after(last)) and act.relation.kind not in kinds_that("prolongs"):
            yield Turn(over, "over", act.relation)


def _beginning(graph: Store, x: Instrument, window: Window) -> Iterator[Turn]:
    """Return its entry into force; its signing where no source states the day of entry."""
    day = max((day for day in (x.date, x.effective) if day), default=None)
    if day and day in window and _states_around(graph, x, day).isdisjoint(ENDED):
        field = "effective" if x.effective else "date"
        yield Turn(day, "effective" if x.effective else "signed", field=field)


def _period(graph: Store, x: Instrument, window: Window) -> Iterator[Turn]:
    """Return the ends of its period, with the prolongation that ran out if one did."""
    if x.expires is None:
        return
    days: dict[date | None, Relation | None] = {_day_after(x.expires): None}
    for act in timeline(graph, x.iri).extensions:
        days[_day_after(act.relation.valid_to)] = act.relation
    for day, relation in days.items():
        if day is None or day not in window:
            continue
        around = _states_around(graph, x, day)
        now = status(graph, x.iri, as_of=day).state
        if len(around) > 1 and now in {State.PERIOD_ENDED, State.PARTLY_EXPIRED}:
            name = "period_ended" if now is State.PERIOD_ENDED else "partly_ended"
            yield Turn(day, name, relation, None if relation else "expires")


def _lapse(graph: Store, x: Instrument, window: Window) -> Iterator[Turn]:
    """Return the day on which it went with what it guides; the turn names what ended that."""
    lapsed = lapse(graph, x, timeline(graph, x.iri))
    if lapsed is None or lapsed[0] not in window:
        return
    day, proof = lapsed
    if status(graph, x.iri, as_of=day).state is State.LAPSED:
        ends = (r for r in proof if r.kind in kinds_that("ends"))
        yield Turn(day, "lapsed", next(r for r in ends if event(graph, r).day == day))


def _states_around(graph: Store, x: Instrument, day: date) -> set[State]:
    """Return the states on a day and on the day before, one where they are the same."""
    return {status(graph, x.iri, as_of=on).state for on in (day - _DAY, day)}
