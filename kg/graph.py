"""The graph in memory: add and merge instruments and relations, look them up, walk the edges."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from kg.agreement import agreed_day
from kg.attested import Attestations
from kg.contract import Around, Memo, Store, absent, relation_order
from kg.errors import IdentifierError, RecordError
from kg.indexes import Indexes
from kg.merging import merge_instruments, merge_relations
from kg.model import Attestation, Instrument, Relation, Source
from kg.trust import best_rank
from kg.twins import holds_year, main_record

_Edges = dict[str, dict[str, list[Relation]]]
_NONE: dict[str, list[Relation]] = {}


class Graph(Store):
    """Instruments and the relations between them.

    Nodes are named by IRI. Of numbers that hold a year, the undated and the attested nodes become
    one with the record when that is added (``kg.twins``); for other numbers (76/NQ-CP of 2013 and
    of 2021) ``merge`` is called by whoever has learnt the date. Afterwards the IRI that was merged
    still leads to the instrument. Where records differ, their sources decide (``kg.trust``): so
    sources are added first.
    """

    def __init__(self, sources: dict[str, Source] | None = None) -> None:
        """Make an empty graph, with sources if some are known already."""
        self.memo = Memo()
        self._sources: dict[str, Source] = {} if sources is None else sources
        self._instruments: dict[str, Instrument] = {}
        self._known: dict[tuple[object, ...], Relation] = {}
        self._out: _Edges = {}
        self._in: _Edges = {}
        self._said = Attestations()
        self._aliases: dict[str, str] = {}
        self._merged: dict[str, list[str]] = {}
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

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument: by field, most documents first, then by value."""
        return self._said.of(self.canonical(iri))

    def all_attestations(self) -> Iterator[Attestation]:
        """Yield all attestations, those of one instrument together."""
        return iter(self._said)

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

    @cached_property
    def _agreed(self) -> Indexes:
        """Look-ups in which what texts agree on counts as recorded."""
        return Indexes([self._as_agreed(i) for i in self._instruments.values()])

    def _as_agreed(self, instrument: Instrument) -> Instrument:
        day = agreed_day(self, instrument)
        return replace(instrument, date=day, attested=False) if day else instrument

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

    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        """Return the recorded central instruments numbered next to ``serial`` in a series."""
        if not agreed:
            return self._indexes.around(tail, types=types, year=year, serial=serial)
        found = self._agreed.around(tail, types=types, year=year, serial=serial)
        return Around(*(i and self._instruments[i.iri] for i in found))

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
        if iri != instrument.iri and self._stands_alone(instrument, self._instruments[iri]):
            self._part(instrument.iri)
            iri = instrument.iri
        known = self._instruments.get(iri)
        if known is not None:
            self._merge_into(known, instrument)
        else:
            self._put(instrument)
            if holds_year(instrument.number):
                self._settle(instrument)
        return self.instrument(iri)

    def add_attestation(self, attestation: Attestation) -> None:
        """Add what sources say of an instrument; of one source the larger count stands.

        Raises:
            RecordError: the target is no instrument of the graph.
        """
        if attestation.target not in self:
            raise unknown_target(attestation)
        if self._said.add(attestation._replace(target=self.canonical(attestation.target))):
            self._changed()

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
        self._absorb(old, new)
        return self.instrument(new.iri)

    def _put(self, instrument: Instrument) -> None:
        self._instruments[instrument.iri] = instrument
        self._changed()

    def _merge_into(self, known: Instrument, new: Instrument) -> None:
        merged, lost = merge_instruments(known, new, trust=self._trust)
        for attestation in lost:
            self.add_attestation(attestation)
        if merged is not known:
            self._put(merged)

    def _trust(self, ids: Iterable[str]) -> int:
        return best_rank(ids, self._sources)

    def _absorb(self, old: Instrument, new: Instrument) -> None:
        """Make a node one with another, whose IRI stays."""
        self._merge_into(new, old)
        self._said.move(old.iri, new.iri)
        del self._instruments[old.iri]
        merged = [*self._merged.pop(old.iri, ()), old.iri]
        self._aliases.update(dict.fromkeys(merged, new.iri))
        self._merged.setdefault(new.iri, []).extend(merged)
        self._changed()
        self._repoint(old.iri)

    def _stands_alone(self, record: Instrument, other: Instrument) -> bool:
        """Return whether a record is no longer what citing documents have made of its IRI."""
        if record.attested or not holds_year(record.number):
            return False
        return record.date is not None or other.attested

    def _part(self, iri: str) -> None:
        """Let a merged IRI stand for itself again."""
        if iri in self._aliases:
            self._merged[self._aliases.pop(iri)].remove(iri)

    def _changed(self) -> None:
        for made in ("_indexes", "_agreed"):
            self.__dict__.pop(made, None)
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

    def _settle(self, instrument: Instrument) -> None:
        """Make one what a new instrument shows to be one with it; its number holds a year."""
        names = self._same.setdefault(stem(instrument.iri), [])
        if instrument.iri not in names:
            names.append(instrument.iri)
        same = [self._instruments[iri] for iri in names if iri in self._instruments]
        if len(same) == 1:
            return
        undated = next((i.iri for i in same if i.date is None), "")
        dates = {said.value for said in self._said.of(undated) if said.field == "date"}
        main = main_record(same, dates)
        if main is None:
            return
        if main.iri not in self._instruments:
            self._part(main.iri)
            names.append(main.iri)
            self._put(main)
        for other in same:
            if other.iri != main.iri and (other.attested or other.date is None):
                self._absorb(other, self._instruments[main.iri])


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


def unknown_target(attestation: Attestation) -> RecordError:
    """Return the error of an attestation of what is no instrument of the graph."""
    return RecordError(
        f"attestation of {attestation.field} of {attestation.target}: no instrument of the graph. "
        "Add the instrument first."
    )
