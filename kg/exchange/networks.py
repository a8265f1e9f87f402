"""The graph, or a piece of it, as a networkx graph: for algorithms, GraphML and GEXF.

Attributes are texts, numbers and booleans only, absent where nothing is known, so that every tool
reads them; days are ISO texts. ``start`` and ``end`` are the days from and to which an instrument
applies, as far as they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import networkx as nx

from kg.contract import Store
from kg.model import Instrument, Relation
from kg.timeline import timeline
from kg.vocab import load_vocabulary

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]

Attributes = dict[str, str | bool]
# What XML cannot carry, or would give back as something else.
_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(store: Store, iris: Iterable[str] | None = None) -> Network:
    """Return a graph with a node for each instrument and an edge for each relation.

    Args:
        store: the graph.
        iris: the instruments to take, with the relations among them; all if absent.
    """
    taken = {i.iri for i in store.instruments} if iris is None else set(map(store.canonical, iris))
    network: Network = nx.MultiDiGraph()
    for iri in sorted(taken):
        network.add_node(iri, **_node(store, store.instrument(iri)))
    for iri in sorted(taken):
        by_kind = store.outgoing_by_kind(iri)
        for kind in sorted(by_kind):
            for relation in by_kind[kind]:
                if relation.target in taken:
                    network.add_edge(iri, relation.target, **_edge(relation))
    return network


def neighbourhood(store: Store, iri: str, radius: int) -> Network:
    """Return the instruments at most ``radius`` relations away, in either direction.

    Raises:
        IdentifierError: no instrument has this IRI.
    """
    seen = {store.canonical(iri)}
    ring = seen
    for _ in range(radius):
        near = store.neighbours(ring)
        ring = {other for others in near.values() for other in others} - seen
        seen = seen | ring
    return to_networkx(store, seen)


def _node(store: Store, i: Instrument) -> Attributes:
    entry = load_vocabulary().types.get(i.type)
    name = entry.vi if entry else i.type
    return _known(
        label=f"{name} {i.number or i.title or ''}".strip(),
        type=i.type,
        number=i.number or None,
        issuer=i.issuer,
        date=i.date,
        title=i.title,
        effective=i.effective,
        expires=i.expires,
        kind=i.kind,
        territory=i.territory,
        attested=i.attested,
        start=i.effective or i.date,
        end=_last_day(store, i),
    )


def _last_day(store: Store, i: Instrument) -> date | None:
    """Return the last day in force: of its own period, or before the first end of the whole."""
    ends = [event.day - timedelta(days=1) for event in timeline(store, i.iri).ends if event.day]
    last = min([*ends, *([i.expires] if i.expires else [])], default=None)
    first = i.effective or i.date
    # What ended before it began has no span; a reader would refuse one that runs backwards.
    return None if last and first and last < first else last


def _edge(r: Relation) -> Attributes:
    entry = load_vocabulary().relations.get(r.kind)
    return _known(
        kind=r.kind,
        label=entry.vi if entry else r.kind,
        scope=r.scope,
        parts=r.parts,
        valid_from=r.valid_from,
        valid_to=r.valid_to,
        known_from=r.known_from,
        evidence=r.evidence,
        sources=" ".join(r.sources) or None,
        start=r.valid_from,
        end=r.valid_to,
    )


def _known(**values: str | bool | date | None) -> Attributes:
    return {
        name: value.isoformat() if isinstance(value, date) else _printable(value)
        for name, value in values.items()
        if value is not None
    }


def _printable(value: str | bool) -> str | bool:
    return value if isinstance(value, bool) else _UNPRINTABLE.sub(" ", value)
