"""Records as rows of a graph file that is being built."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from kg.graph import unknown_end, unknown_target
from kg.ids import loose_key, number_key, series_key
from kg.model import Attestation, Instrument, Relation, Source
from kg.slips import deletions
from kg.titles import grams, title_key

_BATCH = 10_000
#: Wording that recurs is kept once; so many different ones are remembered while building.
_REMEMBERED = 200_000

Row = Sequence[Any]
_Key = TypeVar("_Key")


# Plain tuples: there are millions, and named ones cost twice as much to make and to pass on.
Ends = tuple[str, str, str]
"""What relations are ordered by in a file: kind, source, target."""
Said = tuple[bool, str | None, int | None, int | None, int | None, str | None, tuple[str, ...]]
"""The rest of a relation as its row has it: part or not, parts, days as ordinals, evidence, ids."""


def ends_and_said(r: Relation) -> tuple[Ends, Said]:
    """Return a relation in two; ``relation_of`` is the inverse."""
    kind, source, target, scope, parts, valid_from, valid_to, known_from, evidence, sources = r
    return (kind, source, target), (
        scope == "part",
        parts,
        valid_from.toordinal() if valid_from else None,
        valid_to.toordinal() if valid_to else None,
        known_from.toordinal() if known_from else None,
        evidence,
        sources,
    )


def relation_of(ends: Ends, said: Said) -> Relation:
    """Return the relation of its two parts."""
    part, parts, *days, evidence, sources = said
    first, last, known = (date.fromordinal(day) if day else None for day in days)
    scope: Literal["part", "whole"] = "part" if part else "whole"
    return Relation(*ends, scope, parts, first, last, known, evidence, sources)


class Keys(NamedTuple):
    """What an instrument is looked up by; ``None`` or empty where it has no number or title."""

    number: str | None
    loose: str | None
    serial: int | None
    tail: str | None
    title: int | None
    grams: str


def keys_of(i: Instrument) -> Keys:
    """Return what an instrument is looked up by."""
    number = (number_key(i.number), loose_key(i.number)) if i.number else (None, None)
    series = (series_key(i.number) if i.number else None) or (None, None)
    title = (title_key(i.title), " ".join(grams(i.title))) if i.title else (None, "")
    return Keys(*number, *series, *title)


class Group(NamedTuple):
    """Instruments with their keys, in the order of IRIs; what was merged into them; what lost."""

    instruments: Collection[tuple[Instrument, Keys]]
    aliases: Mapping[str, str]
    lost: Iterable[Attestation]


class _Interned(Generic[_Key]):
    """Gives values numbers and remembers which are still to be written."""

    def __init__(self, render: Callable[[_Key], str] = str) -> None:
        self.numbers: dict[_Key, int] = {}
        self.pending: list[tuple[int, str]] = []
        self._count = 0
        self._render = render

    def __call__(self, value: _Key) -> int:
        number = self.numbers.get(value)
        if number is None:
            self._count = number = self.numbers[value] = self._count + 1
            self.pending.append((number, self._render(value)))
        return number

    def forget(self) -> None:
        """Bound the memory; values that come again are kept a second time."""
        if len(self.numbers) > _REMEMBERED:
            self.numbers.clear()


class Rows:
    """Writes records; identifiers are given in the order in which instruments come.

    Attributes:
        ids: IRI to the identifier of its row, provisional IRIs included.
        instruments: the number of instruments written.
        aliases: provisional IRI to the IRI it was merged into.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        """Write to the empty tables of ``schema.create``."""
        db.execute("CREATE TEMP TABLE said AS SELECT * FROM attestation")
        self.ids: dict[str, int] = {}
        self.instruments = 0
        self.aliases: dict[str, str] = {}
        self._db = db
        self._names: _Interned[str] = _Interned()
        self._kinds: _Interned[str] = _Interned()
        self._tails: _Interned[str] = _Interned()
        self._quotes: _Interned[str] = _Interned()
        self._provenance: _Interned[tuple[Any, ...]] = _Interned(_sources_text)

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows to a table, batch by batch."""
        rows = iter(rows)
        while batch := list(islice(rows, _BATCH)):
            marks = ", ".join("?" * len(batch[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)
            self._write_interned()
        self._write_interned()

    def _write_interned(self) -> None:
        for table, interned in (
            ("name", self._names),
            ("kind", self._kinds),
            ("tail", self._tails),
            ("quote", self._quotes),
            ("provenance", self._provenance),
        ):
            if interned.pending:
                self._db.executemany(f"INSERT INTO {table} VALUES (?, ?)", interned.pending)
                interned.pending.clear()
        self._quotes.forget()
        self._provenance.forget()

    @staticmethod
    def source(source: Source) -> Row:
        """Return the row of a source."""
        id_, where, read_on, *rest = source
        return (id_, where, _ordinal(read_on), *rest)

    def add_instruments(self, groups: Iterable[Group]) -> None:
        """Write the instruments of groups, which come in the order of IRIs too."""
        titles: list[tuple[int, str]] = []
        for group in groups:
            self.aliases.update(group.aliases)
            self.write(
                "instrument", (self._instrument(i, keys, titles) for i, keys in group.instruments)
            )
            self.ids.update((old, self.ids[new]) for old, new in group.aliases.items())
            self.write("said", self._attestations(group.lost))
            if len(titles) >= _BATCH:
                self._write_titles(titles)
        self._write_titles(titles)
        # In one piece a gram is looked up once, not once in each piece written.
        self._db.execute("INSERT INTO title_gram (title_gram) VALUES ('optimize')")
        self.write("alias", ((old, self.ids[old]) for old in self.aliases))
        tails = self._tails.numbers.items()
        parts = ((part, number) for tail, number in tails for part in deletions(tail))
        self.write("tail_part", parts)

    def add_attestations(self, attestations: Iterable[Attestation]) -> None:
        """Write attestations beside those of the groups; of one source the larger count stands.

        Raises:
            RecordError: a target is no instrument of the graph.
        """
        self.write("said", self._attestations(attestations))
        self._db.execute(
            "INSERT INTO attestation SELECT instrument, field, value, source, max(n) FROM said"
            " GROUP BY instrument, field, value, source"
        )
        self._db.execute("DROP TABLE said")

    def _attestations(self, attestations: Iterable[Attestation]) -> Iterator[Row]:
        for attestation in attestations:
            target = self.ids.get(attestation.target)
            if target is None:
                raise unknown_target(attestation)
            for source, n in attestation.counts:
                yield target, attestation.field, attestation.value, source, n

    def _write_titles(self, titles: list[tuple[int, str]]) -> None:
        self._db.executemany("INSERT INTO title_gram (rowid, grams) VALUES (?, ?)", titles)
        titles.clear()

    def _instrument(self, i: Instrument, keys: Keys, titles: list[tuple[int, str]]) -> Row:
        self.ids[i.iri] = self.instruments = number = self.instruments + 1
        if keys.grams:
            titles.append((number, keys.grams))
        tail = None if keys.tail is None else self._tails(keys.tail)
        listed = tail is not None and i.date and i.territory is None and not i.attested
        return (
            number,
            i.iri,
            self._names(i.type),
            i.number,
            self._names(i.issuer),
            _ordinal(i.date),
            i.title,
            _ordinal(i.effective),
            _ordinal(i.expires),
            self._names(i.kind),
            self._names(i.territory) if i.territory is not None else None,
            i.attested,
            self._provenance(tuple(i.sources.items())),
            keys.number,
            keys.loose,
            keys.title,
            *((tail, i.date.year, keys.serial) if listed and i.date else _UNLISTED),
            None,
        )

    def list_agreed(self, days: Iterable[tuple[Instrument, date]]) -> None:
        """Put instruments without a recorded date into their series, by the day agreed on."""
        for instrument, day in days:
            series = series_key(instrument.number)
            if series is not None:
                serial, tail = series
                self._db.execute(
                    "UPDATE instrument SET tail = ?, year = ?, serial = ?, agreed = ? WHERE id = ?",
                    (
                        self._tails.numbers[tail],
                        day.year,
                        serial,
                        day.toordinal(),
                        self.ids[instrument.iri],
                    ),
                )

    def meet(self, kind: str) -> None:
        """Number a kind now: kinds are met in order, and some relations are written later."""
        self._kinds(kind)

    def relation(self, ends: Ends, said: Said, n: int) -> Row:
        """Return the row of a relation, the ``n``-th of its kind between its ends.

        Raises:
            RecordError: an end is no instrument of the graph.
        """
        kind, source, target = ends
        part, parts, valid_from, valid_to, known_from, evidence, ids = said
        target_id, source_id = self.ids.get(target), self.ids.get(source)
        if target_id is None or source_id is None:
            absent = target if target_id is None else source
            raise unknown_end(relation_of(ends, said), absent)
        return (
            target_id,
            self._kinds.numbers.get(kind) or self._kinds(kind),
            source_id,
            n,
            part,
            parts,
            valid_from,
            valid_to,
            known_from,
            None if evidence is None else self._quotes(evidence),
            self._provenance.numbers.get(ids) or self._provenance(ids),
        )


_UNLISTED = (None, None, None)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _sources_text(sources: tuple[Any, ...]) -> str:
    """Return ids of sources, or pairs of a field and its ids, as JSON."""
    pairs = bool(sources) and isinstance(sources[0], tuple)
    return json.dumps(dict(sources) if pairs else sources, ensure_ascii=False)
