"""What becomes of an instrument when the one it carries out or amends has ended as a whole.

Luật 80/2015/QH13 Điều 154.4: implementing instruments lapse with their parent. Luật 64/2025/QH15
Điều 57.2: they continue unless contrary to the new one. The day on which the parent ended decides
(domain.md 3.3). A parent whose own period ran out takes nothing with it.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.graph import Graph
from kg.model import Instrument, Relation
from kg.timeline import Timeline, kinds_that, successors, timeline

GUIDES = "guides"
IMPLEMENTS = "implements"
BASED_ON = "based_on"
CONTINUES_FROM = date(2025, 4, 1)
_YEAR = timedelta(days=366)


def lapse(
    graph: Graph, instrument: Instrument, events: Timeline
) -> tuple[date, tuple[Relation, ...]] | None:
    """Return the day on which an instrument lapsed with its parents, and the proof.

    All instruments that it guides must have ended before 01/4/2025 by texts with known days. An
    instrument that was itself amended, replaced or repealed later than that had not lapsed.
    """
    guided = graph.outgoing_by_kind(instrument.iri).get(GUIDES)
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


def orphaned(graph: Graph, instrument: Instrument, *, as_of: date) -> tuple[Relation, ...]:
    """Return how the instruments ended that this one guides, implements or amends.

    Empty where nothing has to be checked: none has ended by ``as_of``, this one also acts on the
    successor, or it amends several instruments of which one is left.
    """
    acts = graph.outgoing_by_kind(instrument.iri)
    if not acts:
        return ()
    found: list[Relation] = []
    for kind in (GUIDES, IMPLEMENTS):
        for relation in acts.get(kind, ()):
            end = timeline(graph, relation.target).ended(as_of)
            if end and not _carried_on(graph, relation, acts, as_of):
                found.append(end.relation)
    amended = [r for kind in kinds_that("changes") for r in acts.get(kind, ())]
    ends = [timeline(graph, relation.target).ended(as_of) for relation in amended]
    if ends and all(ends):
        found += [end.relation for end in ends if end]
    return tuple(dict.fromkeys(found))


def _carried_on(
    graph: Graph, relation: Relation, acts: dict[str, list[Relation]], as_of: date
) -> bool:
    targets = {r.target for kind in (GUIDES, IMPLEMENTS) for r in acts.get(kind, ())}
    return not targets.isdisjoint(successors(graph, relation.target, as_of=as_of))


def sign_of_life(graph: Graph, instrument: Instrument, *, as_of: date) -> Relation | None:
    """Return the latest act within a year before ``as_of`` that took the instrument for alive."""
    kinds = (GUIDES, IMPLEMENTS, BASED_ON, *kinds_that("changes", "suspends", "prolongs"))
    latest: tuple[date, Relation] | None = None
    for relation in graph.incoming(instrument.iri, kinds=kinds):
        day = graph.instrument(relation.source).date
        if day and as_of - _YEAR <= day <= as_of and (latest is None or day > latest[0]):
            latest = day, relation
    return latest and latest[1]
