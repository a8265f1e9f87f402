"""What becomes of an instrument when the one it carries out or amends has ended as a whole.

Luật 80/2015/QH13 Điều 154.4: implementing instruments lapse with their parent. Luật 64/2025/QH15
Điều 57.2: they continue unless contrary to the new one. The day on which the parent ended decides
(domain.md 3.3). A parent whose own period ran out takes nothing with it.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.contract import Store
from kg.model import Instrument, Relation
from kg.timeline import Timeline, kinds_that, successors, timeline

GUIDES = "guides"
PARENTS = (GUIDES,)
"""Kinds of relations to the instruments with which one lapses."""
IMPLEMENTS = "implements"
BASED_ON = "based_on"
CONTINUES_FROM = date(2025, 4, 1)
_NOW, _YEAR = timedelta(0), timedelta(days=366)


def lapse(
    graph: Store, instrument: Instrument, events: Timeline
) -> tuple[date, tuple[Relation, ...]] | None:
    """Return the day on which an instrument lapsed with its parents, and the proof.

    All instruments that it guides must have ended before 01/4/2025 by texts with known days. An
    instrument that was itself amended, replaced or repealed later than that had not lapsed.
    """
    key = PARENTS, instrument.iri
    if key not in graph.memo:
        graph.memo[key] = _lapse(graph, instrument, events)
    found: tuple[date, tuple[Relation, ...]] | None = graph.memo[key]
    return found


def _lapse(
    graph: Store, instrument: Instrument, events: Timeline
) -> tuple[date, tuple[Relation, ...]] | None:
    guided = graph.outgoing(instrument.iri, kinds=PARENTS)
    if not guided:
        return None
    last = date.min
    proof: list[Relation] = []
    for relation in guided:
        end = next((e for e in timeline(graph, relation.target).ends if e.day), None)
        if end is None or end.day is None:
            return None
        last = max(last, end.day)
        proof += (end.relation, relation)
    if last >= CONTINUES_FROM or any(event.earliest > last for event in events.all()):
        return None
    return last, tuple(proof)


def orphaned(graph: Store, instrument: Instrument, *, as_of: date) -> tuple[Relation, ...]:
    """Return how the instruments ended that this one guides, implements or amends.

    Empty where nothing has to be checked: none has ended by ``as_of``, this one also acts on the
    successor, or it amends several instruments of which one is left.
    """
    changing = kinds_that("changes")
    acts = graph.outgoing(instrument.iri, kinds=(GUIDES, IMPLEMENTS, *changing))
    if not acts:
        return ()
    found: list[Relation] = []
    carried_out = [r for r in acts if r.kind not in changing]
    for relation in carried_out:
        end = timeline(graph, relation.target).ended(as_of)
        if end and not _carried_on(graph, relation, carried_out, as_of):
            found.append(end.relation)
    ends = [timeline(graph, r.target).ended(as_of) for r in acts if r.kind in changing]
    if ends and all(ends):
        found += [end.relation for end in ends if end]
    return tuple(dict.fromkeys(found))


def _carried_on(graph: Store, relation: Relation, carried_out: list[Relation], as_of: date) -> bool:
    targets = {r.target for r in carried_out}
    return not targets.isdisjoint(successors(graph, relation.target, as_of=as_of))


def sign_of_life(graph: Store, instrument: Instrument, *, as_of: date) -> Relation | None:
    """Return the latest act within a year before ``as_of`` that took the instrument for alive."""
    kinds = (GUIDES, IMPLEMENTS, BASED_ON, *kinds_that("changes", "suspends", "prolongs"))
    latest: tuple[date, Relation] | None = None
    for relation in graph.incoming(instrument.iri, kinds=kinds):
        day = graph.instrument(relation.source).date
        if day and _NOW <= as_of - day <= _YEAR and (latest is None or day > latest[0]):
            latest = day, relation
    return latest and latest[1]
