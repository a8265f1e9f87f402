"""The graph in memory: add and merge instruments and relations, look them up, walk the edges."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from kg.errors import IdentifierError, RecordError
from kg.ids import UNDATED, loose_key, number_key, read_number
from kg.merging import merge_instruments, merge_relations
from kg.model import Instrument, Relation, Source
from kg.text import fold

_Edges = dict[str, dict[str, list[Relation]]]


class Graph:
    """Instruments and the relations between them.

    Nodes are named by IRI. A provisional node (``undated``) becomes the dated one when that is
    added and the number itself holds a year, so that it can name no other instrument; for other
    numbers (76/NQ-CP of 2013 and of 2021) ``merge`` is called by whoever has learnt the date.
    Afterwards the provisional IRI still leads to the instrument.
    """

    def __init__(self) -> None:
        """Make an empty graph."""
        self.sources: dict[str, Source] = {}
        #: What others have derived from the graph, emptied whenever it changes.
        self.memo: dict[object, Any] = {}
        self._instruments: dict[str, Instrument] = {}
        self._out: _Edges = {}
        self._in: _Edges = {}
        self._restored: list[Relation] = []
        self._aliases: dict[str, str] = {}
        self._indexes: dict[str, dict[str, tuple[Instrument, ...]]] = {}

    @classmethod
    def restored(
        cls,
        sources: Iterable[Source],
        instruments: Iterable[Instrument],
        relations: Iterable[Relation],
        aliases: dict[str, str],
    ) -> Graph:
        """Return a graph from the parts of one, which are taken to be merged and checked."""
        graph = cls()
        graph.sources = {source.id: source for source in sources}
        graph._instruments = {instrument.iri: instrument for instrument in instruments}
        graph._aliases = dict(aliases)
        graph._restored = list(relations)
        for relation in graph._restored:
            graph._out.setdefault(relation.source, {}).setdefault(relation.kind, []).append(
                relation
            )
            graph._in.setdefault(relation.target, {}).setdefault(relation.kind, []).append(relation)
        return graph

    @cached_property
    def _known(self) -> dict[tuple[object, ...], Relation]:
        # Built when first asked for: a graph that is only read needs no keys of its relations.
        return {_identity(relation): relation for relation in self._restored}

    @cached_property
    def _same(self) -> dict[tuple[str, str], list[str]]:
        same: dict[tuple[str, str], list[str]] = {}
        for iri in self._instruments:
            same.setdefault(_stem(iri), []).append(iri)
        return same

    @property
    def aliases(self) -> dict[str, str]:
        """Provisional IRIs that were merged, and the IRIs they lead to."""
        return dict(self._aliases)

    def __len__(self) -> int:
        """Return the number of instruments."""
        return len(self._instruments)

    def __contains__(self, iri: object) -> bool:
        return iri in self._instruments or iri in self._aliases

    @property
    def instruments(self) -> Collection[Instrument]:
        """All instruments in the order in which they were added."""
        return self._instruments.values()

    @property
    def relations(self) -> Collection[Relation]:
        """All relations in the order in which they were added."""
        return self._known.values()

    @property
    def updated(self) -> date | None:
        """The last day on which a source of the graph was read; ``None`` without sources."""
        return max((s.read_on for s in self.sources.values() if s.read_on), default=None)

    def counts(self) -> dict[str, int]:
        """Return the number of relations of each kind."""
        totals: dict[str, int] = {}
        for relation in self._known.values():
            totals[relation.kind] = totals.get(relation.kind, 0) + 1
        return totals

    # Look-ups

    def canonical(self, iri: str) -> str:
        """Return the IRI that stands for ``iri`` now, another one after a merge.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        if iri in self._instruments:
            return iri
        try:
            return self._aliases[iri]
        except KeyError:
            raise IdentifierError(
                f"{iri!r}: no instrument of the graph. Look it up by number first."
            ) from None

    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        found = self._instruments.get(iri)
        return found if found is not None else self._instruments[self.canonical(iri)]

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        """Return all instruments of this number, oldest first, undated ones last."""
        return self._lookup("number", number_key, lambda i: i.number).get(number_key(number), ())

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a number whose accents or separators may be damaged."""
        return self._lookup("loose", loose_key, lambda i: i.number).get(loose_key(number), ())

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title, compared after folding."""
        return self._lookup("title", fold, lambda i: i.title).get(fold(title), ())

    def _lookup(
        self, name: str, key: Callable[[str], str], value: Callable[[Instrument], str | None]
    ) -> dict[str, tuple[Instrument, ...]]:
        index = self._indexes.get(name)
        if index is None:
            lists: dict[str, list[Instrument]] = {}
            for instrument in sorted(self._instruments.values(), key=_age):
                if text := value(instrument):
                    lists.setdefault(key(text), []).append(instrument)
            index = self._indexes[name] = {key: tuple(found) for key, found in lists.items()}
        return index

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts, of all or the given kinds."""
        return tuple(_edges(self._out, self.canonical(iri), kinds))

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument, of all or the given kinds."""
        return tuple(_edges(self._in, self.canonical(iri), kinds))

    def incoming_by_kind(self, iri: str) -> dict[str, list[Relation]]:
        """Return the relations that act on the instrument, by kind. Not to be changed."""
        return self._in.get(iri) or self._in.get(self.canonical(iri), {})

    def outgoing_by_kind(self, iri: str) -> dict[str, list[Relation]]:
        """Return the relations in which the instrument acts, by kind. Not to be changed."""
        return self._out.get(iri) or self._out.get(self.canonical(iri), {})

    # Additions

    def add_source(self, source: Source) -> None:
        """Add a source.

        Raises:
            RecordError: another source has the same id.
        """
        known = self.sources.setdefault(source.id, source)
        if known != source:
            raise RecordError(f"source {source.id!r}: two sources of one id. Rename one of them.")

    def add_instrument(self, instrument: Instrument) -> Instrument:
        """Add an instrument, or merge it into what is known of it; return the result."""
        iri = self._aliases.get(instrument.iri, instrument.iri)
        if iri != instrument.iri:
            instrument = replace(instrument, iri=iri, date=self._instruments[iri].date)
        known = self._instruments.get(iri)
        merged = instrument if known is None else merge_instruments(known, instrument)
        if merged is not known:
            self._instruments[iri] = merged
            self._changed()
        if known is None and (twin := self._twin(merged)):
            undated, dated = (iri, twin) if merged.date is None else (twin, iri)
            return self.merge(undated, dated)
        return merged

    def add_relation(self, relation: Relation) -> Relation:
        """Add a relation, or its evidence and sources to the same one; return the result.

        Raises:
            RecordError: an end of the relation is no instrument of the graph.
        """
        source, target = relation.source, relation.target
        if source not in self._instruments or target not in self._instruments:
            source, target = self._end(relation, source), self._end(relation, target)
            relation = relation._replace(source=source, target=target)
        key = _identity(relation)
        known = self._known.get(key)
        if known is not None:
            merged = merge_relations(known, relation)
            if merged is not known:
                self._changed()
                self._known[key] = merged
                for edges, end in ((self._out, source), (self._in, target)):
                    of_kind = edges[end][relation.kind]
                    of_kind[of_kind.index(known)] = merged
            return merged
        self.memo.clear()
        self._known[key] = relation
        self._out.setdefault(source, {}).setdefault(relation.kind, []).append(relation)
        self._in.setdefault(target, {}).setdefault(relation.kind, []).append(relation)
        return relation

    def merge(self, undated: str, dated: str) -> Instrument:
        """Make a provisional node one with the dated instrument it has turned out to be.

        Raises:
            IdentifierError: one of them is unknown, or ``undated`` has a date of its own.
        """
        old, new = self.instrument(undated), self.instrument(dated)
        if old.iri == new.iri:
            return new
        if old.date is not None:
            raise IdentifierError(f"{undated!r}: has a date. Only undated nodes can be merged.")
        merged = merge_instruments(new, replace(old, iri=new.iri, date=new.date))
        self._instruments[new.iri] = merged
        del self._instruments[old.iri]
        self._changed()
        for alias, iri in self._aliases.items():
            if iri == old.iri:
                self._aliases[alias] = new.iri
        self._aliases[old.iri] = new.iri
        self._repoint(old.iri)
        return merged

    def _changed(self) -> None:
        self._indexes.clear()
        self.memo.clear()

    def _repoint(self, iri: str) -> None:
        moved = [*_edges(self._out, iri, None), *_edges(self._in, iri, None)]
        for relation in moved:
            if self._known.pop(_identity(relation), None) is None:
                continue
            self._out[relation.source][relation.kind].remove(relation)
            self._in[relation.target][relation.kind].remove(relation)
            if self.canonical(relation.source) != self.canonical(relation.target):
                self.add_relation(relation)
        self._out.pop(iri, None)
        self._in.pop(iri, None)

    def _end(self, relation: Relation, iri: str) -> str:
        if iri in self._instruments:
            return iri
        if iri in self._aliases:
            return self._aliases[iri]
        raise RecordError(
            f"relation {relation.kind} {relation.source} -> {relation.target}: "
            f"{iri!r} is no instrument of the graph. Add the instrument first."
        )

    def _twin(self, instrument: Instrument) -> str | None:
        same = self._same.setdefault(_stem(instrument.iri), [])
        if instrument.iri not in same:
            same.append(instrument.iri)
        if len(same) == 1 or read_number(instrument.number).year is None:
            return None
        undated = instrument.date is None
        others = [i for i in same if i != instrument.iri and (f"/{UNDATED}/" in i) != undated]
        alive = [i for i in others if i in self._instruments]
        return alive[0] if len(alive) == 1 else None


def _stem(iri: str) -> tuple[str, str]:
    """Return an IRI without its date, the same for the provisional and the dated node."""
    head, _, number = iri.rpartition("/")
    return head.rpartition("/")[0], number


def _identity(relation: Relation) -> tuple[object, ...]:
    r = relation
    return (r.kind, r.source, r.target, r.scope, r.parts, r.valid_from, r.valid_to)


def _edges(edges: _Edges, iri: str, kinds: Iterable[str] | None) -> Iterator[Relation]:
    by_kind = edges.get(iri, {})
    for kind in by_kind if kinds is None else dict.fromkeys(kinds):
        yield from by_kind.get(kind, ())


def _age(instrument: Instrument) -> tuple[bool, date, str]:
    return instrument.date is None, instrument.date or date.min, instrument.iri
