"""The status of an instrument on a day, derived from dates and relations and never stored.

Boundary days: an instrument is in force on its effective day and through its last day
(``expires``); the first day of a replacing or repealing relation is the first day out of force.
What no source states stays unknown: an instrument without an effective date is never in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kg.contract import Store
from kg.lapse import lapse, orphaned, sign_of_life
from kg.model import Instrument
from kg.state import ENDED, Fact, Note, Proof, State, Status
from kg.timeline import REPLACES, Event, Timeline, amendments, successors, timeline

__all__ = [
    "ENDED",
    "Fact",
    "Note",
    "Proof",
    "State",
    "Status",
    "amendments",
    "state",
    "states",
    "status",
    "statuses",
    "successors",
]

_DAY = timedelta(days=1)


class _End(NamedTuple):
    day: date
    state: State
    proof: tuple[Proof, ...]
    inferred: bool = False


def status(graph: Store, iri: str, *, as_of: date) -> Status:
    """Return the status of an instrument on a day.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    key = (iri, as_of)
    found: Status | None = graph.memo.get(key)
    if found is None:
        instrument = graph.instrument(iri)
        found = graph.memo[key] = _derive(graph, instrument, timeline(graph, instrument.iri), as_of)
    return found


def state(graph: Store, iri: str, *, as_of: date) -> State:
    """Return the state alone; by the same steps as ``status``, which also proves it.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    x = graph.instrument(iri)
    return state_of(graph, x, timeline(graph, x.iri), as_of=as_of)


def state_of(graph: Store, x: Instrument, events: Timeline, *, as_of: date) -> State:
    """Return the state of an instrument whose timeline is at hand."""
    if _unsigned(x, as_of):
        return State.NOT_YET_IN_FORCE
    ends = _ends(graph, x, events, as_of)
    if ends and ends[0].day <= as_of:
        return ends[0].state
    if _waiting(x, as_of):
        return State.NOT_YET_IN_FORCE
    return _life(x, events, as_of).state


def statuses(graph: Store, iris: Iterable[str], *, as_of: date) -> dict[str, Status]:
    """Return the status of each of many instruments on one day."""
    found = list(iris)
    graph.prefetch(found)
    return {iri: status(graph, iri, as_of=as_of) for iri in found}


def states(graph: Store, iris: Iterable[str], *, as_of: date) -> dict[str, State]:
    """Return the states of many instruments on one day, without the proof.

    A store that has states compiled answers in one call; the rest is derived.

    Raises:
        IdentifierError: no instrument of the graph has one of the IRIs.
    """
    wanted = list(dict.fromkeys(iris))
    compiled = graph.compiled_states(wanted, as_of=as_of)
    if len(compiled) == len(wanted):
        return compiled
    graph.prefetch(iri for iri in wanted if iri not in compiled)
    return {
        iri: compiled[iri] if iri in compiled else state(graph, iri, as_of=as_of) for iri in wanted
    }


def _derive(graph: Store, x: Instrument, events: Timeline, as_of: date) -> Status:
    if _unsigned(x, as_of):
        return Status(
            state=State.NOT_YET_IN_FORCE,
            as_of=as_of,
            until=(x.effective or x.date or as_of) - _DAY,
            proof=(Fact.of(x, "date"),),
        )
    ends = _ends(graph, x, events, as_of)
    if ends and ends[0].day <= as_of:
        return _ended(graph, x, ends[0], as_of)
    if _waiting(x, as_of):
        return Status(
            state=State.NOT_YET_IN_FORCE,
            as_of=as_of,
            since=x.date,
            until=(x.effective or as_of) - _DAY,
            proof=(Fact.of(x, "effective"),),
        )
    return _living(graph, x, events, as_of, ends[0].day - _DAY if ends else None)


def _unsigned(x: Instrument, as_of: date) -> bool:
    return x.date is not None and as_of < x.date


def _waiting(x: Instrument, as_of: date) -> bool:
    return x.effective is not None and as_of < x.effective


def _ends(graph: Store, x: Instrument, events: Timeline, as_of: date) -> list[_End]:
    """Return all known ends of the whole, earliest first, a text's own word before inference."""
    ends = [
        _End(
            event.day,
            State.REPLACED if event.relation.kind == REPLACES else State.REPEALED,
            (event.relation,),
        )
        for event in events.ends
        if event.day is not None and not event.over(as_of)
    ]
    if x.expires is not None:
        last, proof = _last_day(x, events, as_of)
        # The last day of the calendar stands for "open".
        if last is not None and last < date.max:
            ends.append(_End(last + _DAY, State.PERIOD_ENDED, proof))
    if lapsed := lapse(graph, x, events):
        ends.append(_End(lapsed[0], State.LAPSED, lapsed[1], inferred=True))
    if len(ends) > 1:
        ends.sort(key=lambda end: (end.day, end.inferred))
    return ends


def _last_day(
    x: Instrument, events: Timeline, as_of: date
) -> tuple[date | None, tuple[Proof, ...]]:
    """Return the last day of the period with the extensions that apply; ``None`` for open."""
    last = x.expires or date.max
    proof = (Fact.of(x, "expires"),)
    extensions: list[Proof] = []
    for event in events.extensions:
        if event.day is None or event.day > as_of:
            continue
        extensions.append(event.relation)
        if event.relation.valid_to is None:
            return None, (event.relation, *proof)
        last = max(last, event.relation.valid_to)
    return last, (*extensions, *proof)


def _ended(graph: Store, x: Instrument, end: _End, as_of: date) -> Status:
    heirs = successors(graph, x.iri, as_of=as_of)
    dead = bool(heirs) and timeline(graph, heirs[-1]).ended(as_of) is not None
    return Status(
        state=end.state,
        as_of=as_of,
        since=end.day,
        proof=end.proof,
        successors=heirs,
        inferred=end.inferred,
        notes=(Note.SUCCESSOR_ENDED,) if dead else (),
    )


class _Life(NamedTuple):
    """State of an instrument that has begun and not ended as a whole."""

    state: State
    since: date | None
    proof: tuple[Proof, ...]
    touched: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()


def _life(x: Instrument, events: Timeline, as_of: date) -> _Life:
    stated = (Fact.of(x, "effective"),) if x.effective is not None else ()
    if events.suspensions:
        for event in events.suspensions:
            if event.by(as_of) and event.relation.scope == "whole":
                return _Life(State.SUSPENDED, event.day, (event.relation,))
    if vague := tuple(e.relation for e in events.ends if e.day is None and e.earliest <= as_of):
        return _Life(State.UNKNOWN, None, vague, notes=(Note.END_DAY_UNKNOWN,))
    if events.part_ends or events.suspensions or events.extensions:
        if gone := tuple(event for event in events.part_ends if event.by(as_of)):
            notes = () if stated else (Note.REST_UNKNOWN,)
            return _Life(State.PARTLY_EXPIRED, gone[0].day, stated, gone, notes)
        if kept := _kept_parts(x, events, as_of):
            return _Life(State.PARTLY_EXPIRED, kept[0].day, (), kept)
        paused = tuple(event for event in events.suspensions if event.by(as_of))
        if paused and stated:
            return _Life(State.PARTLY_IN_FORCE, paused[0].day, stated, paused)
    return _begun(x, events, as_of, stated)


def _begun(x: Instrument, events: Timeline, as_of: date, stated: tuple[Proof, ...]) -> _Life:
    """Return the state of an instrument that nothing ends or pauses, from its own days."""
    if stated:
        return _Life(State.IN_FORCE, x.effective, stated)
    if _sets_period(x):
        last, proof = _last_day(x, events, as_of)
        if last is None or as_of <= last:
            return _Life(State.IN_FORCE, x.date, (*proof, Fact.of(x, "date")))
    return _BLANK


def _sets_period(x: Instrument) -> bool:
    """Return whether it is a recorded administrative instrument that sets a period itself.

    Such documents have no statutory effective day and apply from their signing (usage, domain
    notes 3.6); the stated period, and what prolongs it, is the evidence that they apply on a day
    within. What is known only from citing documents stays unknown.
    """
    recorded = x.kind == "administrative" and not x.attested and x.date is not None
    return recorded and x.expires is not None


_BLANK = _Life(State.UNKNOWN, None, ())


def _kept_parts(x: Instrument, events: Timeline, as_of: date) -> tuple[Event, ...]:
    """Return the extensions of parts, where nothing extends the whole beyond its period."""
    if x.expires is None or as_of <= x.expires:
        return ()
    running = [event for event in events.extensions if event.by(as_of)]
    whole = any(event.relation.scope == "whole" for event in running)
    return () if whole else tuple(running)


def _living(
    graph: Store, x: Instrument, events: Timeline, as_of: date, until: date | None
) -> Status:
    life = _life(x, events, as_of)
    if life is _BLANK and (alive := sign_of_life(graph, x, as_of=as_of)):
        life = life._replace(proof=(alive,), notes=(Note.ALIVE,))
    proof, notes = life.proof, life.notes
    heirs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    if life.touched:
        proof = (*(event.relation for event in life.touched), *proof)
        parts = tuple(event.relation.parts for event in life.touched if event.relation.parts)
        heirs = _heirs_of_parts(graph, life.touched, as_of)
    if x.expires is not None and x.expires < as_of:
        notes = (*notes, Note.EXTENDED)
        proof = tuple(dict.fromkeys((*proof, *_last_day(x, events, as_of)[1])))
    if ends := orphaned(graph, x, as_of=as_of):
        notes, proof = (*notes, Note.NEEDS_CHECK), (*proof, *ends)
    return Status(
        state=life.state,
        as_of=as_of,
        since=life.since,
        until=_last_day_of_state(life, events, as_of, until),
        proof=proof,
        successors=heirs,
        parts=parts,
        notes=notes,
    )


def _last_day_of_state(
    life: _Life, events: Timeline, as_of: date, until: date | None
) -> date | None:
    """Return the day before the next known change of state."""
    days = [until] if until else []
    if life.state is State.SUSPENDED:
        days += [
            e.relation.valid_to for e in events.suspensions if e.by(as_of) and e.relation.valid_to
        ]
    for event in (*events.suspensions, *events.part_ends):
        if event.day is not None and event.day > as_of:
            days.append(event.day - _DAY)
    return min(days, default=None)


def _heirs_of_parts(graph: Store, touched: tuple[Event, ...], as_of: date) -> tuple[str, ...]:
    heirs: dict[str, None] = {}
    for event in touched:
        if event.relation.kind == REPLACES:
            actor = event.relation.source
            heirs.update(dict.fromkeys((actor, *successors(graph, actor, as_of=as_of))))
    return tuple(heirs)
