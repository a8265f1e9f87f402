"""The graph in memory: add and merge instruments and relations, look them up, walk the edges."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from kg.contract import Around, Memo, Store, absent, relation_order
from kg.errors import IdentifierError, RecordError
from kg.ids import UNDATED, read_number
from kg.indexes import Indexes
from kg.merging import merge_instruments, merge_relations
from kg.model import Instrument, Relation, Source

_Edges = dict[str, dict[str, list[Relation]]]
_NONE: dict[str, list[Relation]] = {}


class Graph(Store):
    """Instruments and the relations between them.

    Nodes are named by IRI. A provisional node (``undated``) becomes the dated one when that is
    added and the number itself holds a year, so that it can name no other instrument; for other
    numbers (76/NQ-CP of 2013 and of 2021) ``merge`` is called by whoever has learnt the date.
    Afterwards the provisional IRI still leads to the instrument.
    """

    def __init__(self) -> None:
        """Make an empty graph."""
        self.memo = Memo()
        self._sources: dict[str, Source] = {}
        self._instruments: dict[str, Instrument] = {}
        self._known: dict[tuple[object, ...], Relation] = {}
        self._out: _Edges = {}
        self._in: _Edges = {}
        self._aliases: dict[str, str] = {}
        self._same: dict[tuple[str, str], list[str]] = {}

    # The whole

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return self._sources

    @property
    def aliases(self) -> Mapping[str, str]:
        """Provisional IRIs that were merged, and the IRIs they lead to."""
        return self._aliases

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
        return dict(Counter(relation.kind for relation in self._known.values()))

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
            raise absent(iri) from None

    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        found = self._instruments.get(iri)
        return found if found is not None else self._instruments[self.canonical(iri)]

    @cached_property
    def _indexes(self) -> Indexes:
        return Indexes(self._instruments.values())

    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        """Return all instruments that have one of these numbers, each once."""
        return self._indexes.by_numbers(numbers)

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a number whose accents or separators may be damaged."""
        return self._indexes.by_loose_number(number)

    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers of the graph that are one keystroke away, as issued, sorted."""
        return self._indexes.near_numbers(number)

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        """Return the instruments whose number is this one and more."""
        return self._indexes.by_number_start(number)

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title, compared after folding."""
        return self._indexes.by_title(title)

    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        """Return all instruments of a type."""
        return self._indexes.by_type(type)

    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        """Return the instruments whose titles are nearest to some words, best first."""
        return self._indexes.like_title(words, limit=limit)

    def around(self, tail: str, *, types: Iterable[str], year: int, serial: int) -> Around:
        """Return the recorded central instruments numbered next to ``serial`` in a series."""
        return self._indexes.around(tail, types=types, year=year, serial=serial)

    # Relations

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts, of all or the given kinds."""
        return _of_kinds(self._out.get(iri) or self._out.get(self.canonical(iri)), kinds)

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument, of all or the given kinds."""
        return _of_kinds(self._in.get(iri) or self._in.get(self.canonical(iri)), kinds)

    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        """Return the IRIs of the instruments that act in a relation of these kinds."""
        return (iri for iri, acts in self._out.items() if any(acts.get(kind) for kind in kinds))

    # Additions

    def add_source(self, source: Source) -> None:
        """Add a source.

        Raises:
            RecordError: another source has the same id.
        """
        known = self._sources.setdefault(source.id, source)
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
        key = identity(relation)
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
        for edges, end in ((self._out, source), (self._in, target)):
            of_kind = edges.setdefault(end, {}).setdefault(relation.kind, [])
            insort(of_kind, relation, key=relation_order)
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
        self.__dict__.pop("_indexes", None)
        self.memo.clear()

    def _repoint(self, iri: str) -> None:
        moved = [
            relation
            for edges in (self._out, self._in)
            for of_kind in edges.get(iri, _NONE).values()
            for relation in of_kind
        ]
        for relation in moved:
            if self._known.pop(identity(relation), None) is None:
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
        raise unknown_end(relation, iri)

    def _twin(self, instrument: Instrument) -> str | None:
        same = self._same.setdefault(stem(instrument.iri), [])
        if instrument.iri not in same:
            same.append(instrument.iri)
        if len(same) == 1 or read_number(instrument.number).year is None:
            return None
        undated = instrument.date is None
        others = [i for i in same if i != instrument.iri and (f"/{UNDATED}/" in i) != undated]
        alive = [i for i in others if i in self._instruments]
        return alive[0] if len(alive) == 1 else None


def stem(iri: str) -> tuple[str, str]:
    """Return an IRI without its date, the same for the provisional and the dated node."""
    head, _, number = iri.rpartition("/")
    return head.rpartition("/")[0], number


def identity(relation: Relation) -> tuple[object, ...]:
    """Return what makes two records one relation; evidence and sources are joined."""
    r = relation
    return (r.kind, r.source, r.target, r.scope, r.parts, r.valid_from, r.valid_to)


def _of_kinds(
    by_kind: dict[str, list[Relation]] | None, kinds: Iterable[str] | None
) -> tuple[Relation, ...]:
    if not by_kind:
        return ()
    wanted = sorted(by_kind if kinds is None else by_kind.keys() & kinds)
    return tuple(relation for kind in wanted for relation in by_kind[kind])


def unknown_end(relation: Relation, iri: str) -> RecordError:
    """Return the error of a relation with an end that no instrument of the graph has."""
    return RecordError(
        f"relation {relation.kind} {relation.source} -> {relation.target}: "
        f"{iri!r} is no instrument of the graph. Add the instrument first."
    )
