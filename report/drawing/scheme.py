"""The lược đồ: one instrument, what it acts on, what acts on it, grouped by kind of relation.

The layout is the one that Vietnamese law portals have made familiar: the instrument in the middle,
outgoing relations above it, incoming ones below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeAlias

from check.wording import coverage, relation_label
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.vocab import load_vocabulary
from report.drawing.nodes import Node, clean, link, node

#: Most instruments of one group that any picture or page reads from the graph.
BOUND = 500

Order: TypeAlias = Callable[[Store, Sequence[Instrument]], list[Instrument]]
"""Which instruments of a group come first."""


def newest_first(graph: Store, instruments: Sequence[Instrument]) -> list[Instrument]:
    """Return instruments by day, the newest first and undated ones last."""
    return sorted(instruments, key=_newest)


def most_related_first(graph: Store, instruments: Sequence[Instrument]) -> list[Instrument]:
    """Return instruments by the number of others they are related to, then the newest first."""
    related = graph.neighbours([instrument.iri for instrument in instruments])
    return sorted(instruments, key=lambda one: (-len(related[one.iri]), _newest(one)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The instruments at the other end of one kind of relation.

    Attributes:
        kind: entry of the relation vocabulary.
        heading: the kind in words, as read from the instrument in the middle.
        incoming: whether they act on the instrument in the middle.
        total: how many instruments the graph has; ``nodes`` may be fewer.
    """

    kind: str
    heading: str
    nodes: tuple[Node, ...]
    total: int
    incoming: bool = False

    @property
    def hidden(self) -> int:
        """How many instruments are not among the nodes."""
        return self.total - len(self.nodes)

    @property
    def partial(self) -> bool:
        """Whether all its relations are of parts."""
        return all(node.partial for node in self.nodes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One instrument and its relations.

    Attributes:
        outgoing: what it acts on; groups in the order of the vocabulary, strongest effect first.
        incoming: what acts on it.
        covered: number of instruments of the graph and the day it was updated, in words.
    """

    centre: Node
    outgoing: tuple[Group, ...]
    incoming: tuple[Group, ...]
    as_of: date
    language: str
    covered: tuple[str, str]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, outgoing first."""
        return (*self.outgoing, *self.incoming)


def scheme(
    graph: Store,
    iri: str,
    *,
    as_of: date,
    language: str,
    limit_per_group: int = 12,
    order: Order = newest_first,
) -> Scheme:
    """Return the lược đồ of an instrument.

    Relations that take effect after ``as_of`` are shown too, and said to be later. Of a group
    beyond ``BOUND`` the first in the graph's own order are taken.

    Args:
        graph: the graph to ask.
        iri: the instrument in the middle.
        as_of: the day of the statuses.
        language: ``vi`` or ``en``.
        limit_per_group: most instruments of a group.
        order: which of them come first.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    centre = graph.instrument(iri)
    limit = max(1, min(limit_per_group, BOUND))

    def first(found: Sequence[Instrument]) -> list[Instrument]:
        return order(graph, found)[:limit]

    outgoing, incoming = (
        tuple(
            _group(graph, kind, edges[kind], first, incoming=way, as_of=as_of, language=language)
            for kind in _ordered(edges)
        )
        for way, edges in (
            (False, graph.outgoing_by_kind(centre.iri)),
            (True, graph.incoming_by_kind(centre.iri)),
        )
    )
    return Scheme(
        centre=node(graph, centre, as_of=as_of, language=language, facts=True),
        outgoing=outgoing,
        incoming=incoming,
        as_of=as_of,
        language=language,
        covered=coverage(graph),
    )


def _ordered(kinds: Iterable[str]) -> list[str]:
    """Return the kinds as the vocabulary orders them, unknown ones last."""
    place = {kind: at for at, kind in enumerate(load_vocabulary().relations)}
    return sorted(kinds, key=lambda kind: (place.get(kind, len(place)), kind))


def _group(
    graph: Store,
    kind: str,
    relations: Iterable[Relation],
    first: Callable[[Sequence[Instrument]], list[Instrument]],
    *,
    incoming: bool,
    as_of: date,
    language: str,
) -> Group:
    ends: dict[str, list[Relation]] = {}
    for relation in relations:
        ends.setdefault(relation.source if incoming else relation.target, []).append(relation)
    some = list(islice(ends, BOUND))
    graph.prefetch(some)
    nodes = (
        node(
            graph,
            instrument,
            as_of=as_of,
            language=language,
            links=(link(graph, r, as_of=as_of, language=language) for r in ends[instrument.iri]),
        )
        for instrument in first([graph.instrument(iri) for iri in some])
    )
    heading = clean(relation_label(kind, language, incoming=incoming))
    return Group(
        kind=kind,
        heading=heading[:1].upper() + heading[1:],
        nodes=tuple(nodes),
        total=len(ends),
        incoming=incoming,
    )


def _newest(instrument: Instrument) -> tuple[int, str]:
    return -(instrument.date.toordinal() if instrument.date else 0), instrument.iri
