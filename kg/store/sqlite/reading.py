"""A graph read from its compiled file, a few rows at a time."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from kg.contract import Around, Links, Memo, Store, absent, age, attestation_order
from kg.ids import loose_key, number_key
from kg.lapse import PARENTS
from kg.model import Attestation, Instrument, Relation, Source
from kg.slips import deletions, one_slip, slips
from kg.state import State
from kg.store.sqlite.schema import open_read_only
from kg.text import fold
from kg.timeline import effect_kinds
from kg.titles import COMMON, candidates, rank_titles, title_key

_COLUMNS = (
    "i.id, i.iri, i.type, i.number, i.issuer, i.date, i.title, i.effective, i.expires,"
    " i.kind, i.territory, i.attested, i.provenance"
)
_WIDTH = 1 + _COLUMNS.count(",")
_INSTRUMENT = f"SELECT {_COLUMNS} FROM instrument i"
_RELATION = (
    " r.part, r.parts, r.valid_from, r.valid_to, r.known_from,"
    " (SELECT text FROM quote WHERE id = r.quote), r.provenance FROM relation r"
)
# CROSS JOIN keeps SQLite from beginning with the instruments. Whoever asks for relations asks for
# the instruments at their other ends next, so these are read in one go.
_OUT = f"SELECT r.kind, {_COLUMNS},{_RELATION} CROSS JOIN instrument i ON i.id = r.target"
_IN = f"SELECT r.kind, {_COLUMNS},{_RELATION} CROSS JOIN instrument i ON i.id = r.source"
_BOTH = (
    f"SELECT r.kind, s.iri, t.iri,{_RELATION}"
    " CROSS JOIN instrument s ON s.id = r.source CROSS JOIN instrument t ON t.id = r.target"
)
_SAID = (
    "SELECT i.iri, a.field, a.value, a.source, a.n FROM attestation a"
    " CROSS JOIN instrument i ON i.id = a.instrument"
)
# The parts of a tail hold the tail itself, and have an index.
_TAIL = (
    "SELECT tail.id FROM tail_part CROSS JOIN tail ON tail.id = tail_part.tail"
    " WHERE tail_part.part = ? AND tail.text = ?"
)
_SERIES = (
    "i.tail = ? AND i.year = ? AND i.serial {} ?"
    " AND i.type IN ({{}}){}"
    " ORDER BY i.serial {order}, ifnull(i.agreed, i.date) {order}, i.iri {order} LIMIT 1"
)
_OF_RECORD = (" AND i.agreed IS NULL", "")
#: The next instrument of a series, by records alone and with the days that texts agree on.
_BELOW = tuple(_SERIES.format("<", of_record, order="DESC") for of_record in _OF_RECORD)
_ABOVE = tuple(_SERIES.format(">", of_record, order="ASC") for of_record in _OF_RECORD)
#: So many instruments and provenances are kept at hand; then the store begins anew.
_AT_HAND = 8_000

_day = lru_cache(maxsize=65536)(date.fromordinal)
_T = TypeVar("_T")


class SqliteStore(Store):
    """A compiled graph file, opened read-only; many processes may read one file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read from a connection of ``schema.open_read_only``, which the store then owns."""
        self.memo = Memo()
        self._db = db
        self._kinds = dict(db.execute("SELECT id, name FROM kind"))
        self._kind_ids = {name: id_ for id_, name in self._kinds.items()}
        self._names = _Cache(self._name)
        self._type_ids = _Cache(self._read_type_id)
        self._tails = _Cache(self._tail_row)
        self._series = _Cache(self._has_series)
        self._provenance = _Cache(self._read_provenance)
        self._ids = _Cache(self._read_id)
        self._near_tails = _Cache(self._read_near_tails)
        self._numbered = _Cache(self._with_key)
        self._at_hand: dict[int, Instrument] = {}
        self._of_kinds: dict[Any, str] = {}
        self._fetched: dict[tuple[bool, str, tuple[str, ...]], tuple[Relation, ...]] = {}

    @classmethod
    def open(cls, path: Path) -> SqliteStore:
        """Return the store of a file that ``build`` made.

        Raises:
            sqlite3.Error: the file is absent, damaged or no graph.
        """
        return cls(open_read_only(path))

    @property
    def key(self) -> str:
        """What the file was made from, as given to ``build``."""
        return self._meta["key"]

    @property
    def path(self) -> Path:
        """The file itself, which other processes may open too."""
        return Path(self._db.execute("PRAGMA database_list").fetchone()[2])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # The whole

    @cached_property
    def _meta(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT name, value FROM meta"))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id, each read when asked for: a graph has one for each text ingested."""
        return _Sources(self._db)

    @property
    def instruments(self) -> Collection[Instrument]:
        """All instruments in the order of their IRIs."""
        return _Scan(len(self), self._all_instruments)

    def _all_instruments(self) -> Iterator[Instrument]:
        return map(self._made, self._db.execute(f"{_INSTRUMENT} ORDER BY i.id"))

    @property
    def relations(self) -> Collection[Relation]:
        """All relations, in the order of their targets."""
        return _Scan(sum(self.counts().values()), lambda: self._between(""))

    def _between(self, where: str, *values: int) -> Iterator[Relation]:
        query = f"{_BOTH} {where} ORDER BY r.target, r.kind, r.source, r.n"
        for kind, source, target, *rest in self._db.execute(query, values):
            yield self._relation(kind, source, target, rest)

    def same_ends(self, target: int, kind: int, source: int) -> list[Relation]:
        """Return the relations of one kind between two rows."""
        where = "WHERE r.target = ? AND r.kind = ? AND r.source = ?"
        return list(self._between(where, target, kind, source))

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Provisional IRIs that were merged, and the IRIs they lead to."""
        query = "SELECT old, iri FROM alias JOIN instrument ON id = instrument"
        return dict(self._db.execute(query))

    def all_attestations(self) -> Iterator[Attestation]:
        """Yield all attestations, those of one instrument together."""
        rows = self._db.execute(f"{_SAID} ORDER BY a.instrument, a.field, a.value, a.source")
        for iri, same in groupby(rows, key=itemgetter(0)):
            yield from _attestations(iri, same)

    def counts(self) -> dict[str, int]:
        """Return the number of relations of each kind."""
        counts: dict[str, int] = json.loads(self._meta["relations"])
        return counts

    @property
    def updated(self) -> date | None:
        """The last day on which a source of the graph was read; ``None`` without sources."""
        updated = self._meta["updated"]
        return date.fromisoformat(updated) if updated else None

    def __len__(self) -> int:
        return int(self._meta["instruments"])

    # One instrument

    def __contains__(self, iri: object) -> bool:
        if not isinstance(iri, str):
            return False
        with suppress(KeyError, ValueError):
            return bool(self._ids[iri])
        return False

    def canonical(self, iri: str) -> str:
        """Return the IRI that stands for ``iri`` now, another one after a merge.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        return str(self._ids[iri][1])

    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        return self._by_id(self._ids[iri][0])

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument: by field, most documents first, then by value."""
        id_, own = self._ids[iri]
        query = f"{_SAID} WHERE a.instrument = ? ORDER BY a.field, a.value, a.source"
        return _attestations(own, self._db.execute(query, (id_,)))

    def witnessed(self) -> Iterator[Instrument]:
        """Yield the instruments that are attested only, or undated and attested."""
        query = (
            "SELECT id FROM instrument i WHERE attested = 1 OR date IS NULL"
            " AND EXISTS (SELECT 1 FROM attestation WHERE instrument = i.id)"
        )
        return map(self._by_id, array("q", (id_ for (id_,) in self._db.execute(query))))

    def iris(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the IRIs of some rows."""
        query = "SELECT id, iri FROM instrument WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(query, (json.dumps(list(ids)),)))

    def row(self, iri: str) -> int:
        """Return the number of an instrument's row.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        return int(self._ids[iri][0])

    def _by_id(self, id_: int) -> Instrument:
        found = self._at_hand.get(id_)
        if found is None:
            found = self._made(self._db.execute(f"{_INSTRUMENT} WHERE i.id = ?", (id_,)).fetchone())
        return found

    def _read_id(self, iri: str) -> tuple[int, str]:
        row = self._db.execute("SELECT id, iri FROM instrument WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            query = "SELECT id, iri FROM alias JOIN instrument ON id = instrument WHERE old = ?"
            row = self._db.execute(query, (iri,)).fetchone()
        if row is None:
            raise absent(iri)
        return row[0], row[1]

    def _name(self, id_: int) -> str:
        return str(self._db.execute("SELECT text FROM name WHERE id = ?", (id_,)).fetchone()[0])

    def _read_provenance(self, id_: int) -> Any:  # noqa: ANN401 - ids, or fields with ids
        row = self._db.execute("SELECT sources FROM provenance WHERE id = ?", (id_,)).fetchone()
        found = json.loads(row[0])
        if isinstance(found, dict):
            return {name: tuple(ids) for name, ids in found.items()}
        return tuple(found)

    def _made(self, row: Sequence[Any]) -> Instrument:
        (id_, iri, type_, number, issuer, day, title, effective, expires, *rest) = row
        known = self._at_hand.get(id_)
        if known is not None:
            return known
        kind, territory, attested, provenance = rest
        names = self._names
        found = Instrument(
            iri=iri,
            type=names[type_],
            number=number,
            issuer=names[issuer],
            date=_day(day) if day else None,
            title=title,
            effective=_day(effective) if effective else None,
            expires=_day(expires) if expires else None,
            kind=names[kind],
            territory=names[territory] if territory else None,
            attested=bool(attested),
            sources=self._provenance[provenance] or {},
        )
        if len(self._at_hand) >= _AT_HAND:
            self._at_hand.clear()
        self._at_hand[id_] = found
        return found

    def _select(self, where: str, values: Iterable[object]) -> tuple[Instrument, ...]:
        rows = self._db.execute(f"{_INSTRUMENT} WHERE {where}", tuple(values))
        return tuple(sorted(map(self._made, rows), key=age))

    # Look-ups

    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        """Return all instruments that have one of these numbers, each once."""
        return self._with_keys(dict.fromkeys(map(number_key, numbers)))

    def _with_keys(self, keys: Iterable[str]) -> tuple[Instrument, ...]:
        wanted = json.dumps(list(keys))
        return self._select("i.number_key IN (SELECT value FROM json_each(?))", (wanted,))

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        """Return all instruments of this number; only numbers of the graph are remembered."""
        key = number_key(number)
        return self._numbered.get(key) or self._with_key(key)

    def _with_key(self, key: str) -> tuple[Instrument, ...]:
        found = self._select("i.number_key = ?", (key,))
        if found:
            self._numbered.keep(key, found)
        return found

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a number whose accents or separators may be damaged."""
        return self._select("i.loose_key = ?", (loose_key(number),))

    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers of the graph that are one keystroke away, as issued, sorted."""
        query = (
            "SELECT (SELECT i.number FROM instrument i WHERE i.number_key = value"
            " ORDER BY i.id LIMIT 1) FROM json_each(?)"
        )
        keys = json.dumps(list(slips(number, self._near_tails.__getitem__)))
        return tuple(sorted(near for (near,) in self._db.execute(query, (keys,)) if near))

    def _read_near_tails(self, tail: str) -> list[str]:
        query = (
            "SELECT DISTINCT t.text FROM json_each(?) CROSS JOIN tail_part ON part = value"
            " JOIN tail t ON t.id = tail_part.tail"
        )
        rows = self._db.execute(query, (json.dumps(list(deletions(tail))),))
        return one_slip(tail, (other for (other,) in rows))

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        """Return the instruments whose number is this one and more."""
        key = number_key(number)
        # "0" follows "/" in the order of characters, "." follows "-".
        bounds = (f"{key}/", f"{key}0", f"{key}-", f"{key}.")
        return self._select(
            "i.number_key >= ? AND i.number_key < ? OR i.number_key >= ? AND i.number_key < ?",
            bounds,
        )

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title, compared after folding."""
        found = self._select("i.title_key = ?", (title_key(title),))
        wanted = fold(title)
        return tuple(i for i in found if i.title and fold(i.title) == wanted)

    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        """Return all instruments of a type."""
        return self._select("i.type IN (SELECT id FROM name WHERE text = ?)", (type,))

    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        """Return the instruments whose titles are nearest to some words, best first."""
        query = f"SELECT rowid FROM title_gram WHERE title_gram MATCH ? LIMIT {COMMON}"

        def bearers(gram: str) -> list[int]:
            return [id_ for (id_,) in self._db.execute(query, (f'"{gram}"',))]

        nearest = json.dumps(candidates(words, bearers))
        rows = self._db.execute(
            "SELECT id, title FROM instrument WHERE id IN (SELECT value FROM json_each(?))",
            (nearest,),
        )
        ids = rank_titles(words, dict(rows), limit=limit)
        return tuple(self._by_id(id_) for id_ in ids)

    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        """Return the recorded central instruments numbered next to ``serial`` in a series."""
        own = self._tails.get(tail) or self._tail_row(tail)
        if own is None:
            return Around(None, None)
        ids = ", ".join(str(self._type_ids[name]) for name in types)
        if not self._series[own, year, ids]:
            return Around(None, None)
        values = (own, year, serial)
        below = self._select(_BELOW[agreed].format(ids), values)
        above = self._select(_ABOVE[agreed].format(ids), values)
        return Around(next(iter(below), None), next(iter(above), None))

    def _has_series(self, key: tuple[int, int, str]) -> bool:
        """Return whether instruments of a tail, a year and some types are known."""
        tail, year, ids = key
        where = f"tail = ? AND year = ? AND type IN ({ids})"
        query = f"SELECT EXISTS (SELECT 1 FROM instrument WHERE {where})"
        return bool(self._db.execute(query, (tail, year)).fetchone()[0])

    def _tail_row(self, tail: str) -> int | None:
        row = self._db.execute(_TAIL, (tail, tail)).fetchone()
        if row is None:
            return None
        self._tails.keep(tail, row[0])
        return int(row[0])

    def _read_type_id(self, name: str) -> int:
        """Return the row of a type's name, 0 where no instrument is of the type."""
        row = self._db.execute("SELECT id FROM name WHERE text = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    # Relations

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts, of all or the given kinds."""
        if isinstance(kinds, tuple) and (False, iri, kinds) in self._fetched:
            return self._fetched[False, iri, kinds]
        id_, own = self._ids[iri]
        query = f"{_OUT} WHERE r.source = ?{self._of(kinds)} ORDER BY r.kind, r.target, r.n"
        return tuple(
            self._relation(kind, own, self._met(rest), rest[_WIDTH:])
            for kind, *rest in self._db.execute(query, (id_,))
        )

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument, of all or the given kinds."""
        if isinstance(kinds, tuple) and (True, iri, kinds) in self._fetched:
            return self._fetched[True, iri, kinds]
        id_, own = self._ids[iri]
        query = f"{_IN} WHERE r.target = ?{self._of(kinds)} ORDER BY r.kind, r.source, r.n"
        return tuple(
            self._relation(kind, self._met(rest), own, rest[_WIDTH:])
            for kind, *rest in self._db.execute(query, (id_,))
        )

    def _of(self, kinds: Iterable[str] | None) -> str:
        if kinds is None:
            return ""
        wanted = tuple(kinds)
        clause = self._of_kinds.get(wanted)
        if clause is None:
            ids = sorted(self._kind_ids[kind] for kind in wanted if kind in self._kind_ids)
            clause = f" AND r.kind IN ({', '.join(map(str, ids))})"
            self._of_kinds[wanted] = clause
        return clause

    def _relation(self, kind: int, source: str, target: str, rest: list[Any]) -> Relation:
        part, parts, valid_from, valid_to, known_from, quote, provenance = rest
        return Relation(
            self._kinds[kind],
            source,
            target,
            "part" if part else "whole",
            parts,
            _day(valid_from) if valid_from else None,
            _day(valid_to) if valid_to else None,
            _day(known_from) if known_from else None,
            quote,
            self._provenance[provenance],
        )

    def neighbours(self, iris: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return the other ends of all relations of each instrument, in either direction."""
        rows = {iri: self.row(iri) for iri in iris}
        near = self.links().neighbours(set(rows.values()))
        names = self.iris({other for others in near.values() for other in others})
        return {iri: {names[other] for other in near[row]} for iri, row in rows.items()}

    def links(self) -> Links[int]:
        """Return who is next to whom, by the numbers of rows."""
        return _RowLinks(self, self._db)

    def most_targeted(
        self, kinds: Collection[str], *, as_of: date, limit: int
    ) -> list[tuple[str, int]]:
        """Return the IRIs on which most instruments signed by a day act, and how many do."""
        query = (
            "SELECT i.iri, n FROM (SELECT r.target AS id, count(DISTINCT r.source) AS n"
            " FROM relation r CROSS JOIN instrument a ON a.id = r.source"
            f" WHERE (a.date IS NULL OR a.date <= ?){self._of(kinds)}"
            " GROUP BY r.target ORDER BY n DESC, r.target LIMIT ?) JOIN instrument i USING (id)"
            " ORDER BY n DESC, i.iri"
        )
        return [(iri, n) for iri, n in self._db.execute(query, (as_of.toordinal(), limit))]

    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        """Return the IRIs of the instruments that act in a relation of these kinds, each once."""
        query = (
            "SELECT i.iri FROM instrument i WHERE EXISTS (SELECT 1 FROM relation r"
            f" WHERE r.source = i.id{self._of(kinds)})"
        )
        return (iri for (iri,) in self._db.execute(query))

    def fetch(self, iris: Collection[str]) -> None:
        """Read at once the instruments that are not at hand; relations bring theirs along."""
        missing = [iri for iri in iris if iri not in self._ids]
        if len(missing) > 1:
            query = f"{_INSTRUMENT} WHERE i.iri IN (SELECT value FROM json_each(?))"
            for row in self._db.execute(query, (json.dumps(missing),)):
                self._met(row)

    def prefetch(self, iris: Iterable[str]) -> None:
        """Read at once what statuses of these instruments need; the batch before is let go."""
        self._fetched.clear()
        wanted = json.dumps(list(iris))
        query = f"{_INSTRUMENT} WHERE i.iri IN (SELECT value FROM json_each(?))"
        own = {row[0]: self._met(row) for row in self._db.execute(query, (wanted,))}
        self._prefetch(own, effect_kinds(), incoming=True)
        self._prefetch(own, PARENTS, incoming=False)

    def _prefetch(self, own: dict[int, str], kinds: tuple[str, ...], *, incoming: bool) -> None:
        end, other = ("target", "source") if incoming else ("source", "target")
        query = (
            f"SELECT r.{end}, r.kind, {_COLUMNS},{_RELATION} CROSS JOIN instrument i"
            f" ON i.id = r.{other} WHERE r.{end} IN (SELECT value FROM json_each(?))"
            f"{self._of(kinds)} ORDER BY r.{end}, r.kind, r.{other}, r.n"
        )
        found: dict[int, list[Relation]] = {id_: [] for id_ in own}
        for id_, kind, *rest in self._db.execute(query, (json.dumps(list(own)),)):
            mine, theirs = own[id_], self._met(rest)
            ends = (theirs, mine) if incoming else (mine, theirs)
            found[id_].append(self._relation(kind, *ends, rest[_WIDTH:]))
        for id_, relations in found.items():
            self._fetched[incoming, own[id_], kinds] = tuple(relations)

    def _met(self, row: Sequence[Any]) -> str:
        """Keep the instrument with whose columns a row begins at hand; return its IRI."""
        id_, iri = row[0], row[1]
        if id_ not in self._at_hand:
            self._made(row[:_WIDTH])
        self._ids.keep(iri, (id_, iri))
        return str(iri)

    def compiled_states(self, iris: Collection[str], *, as_of: date) -> dict[str, State]:
        """Return the states of the instruments, compiled when the file was built."""
        query = (
            "SELECT i.iri, (SELECT s.state FROM state s WHERE s.instrument = i.id AND s.day <= ?"
            " ORDER BY s.day DESC LIMIT 1)"
            " FROM json_each(?) j CROSS JOIN instrument i ON i.iri = j.value"
        )
        rows = self._db.execute(query, (as_of.toordinal(), json.dumps(list(iris))))
        return {iri: _STATES[state] for iri, state in rows}


_STATES = tuple(State)


def _attestations(iri: str, rows: Iterable[Sequence[Any]]) -> tuple[Attestation, ...]:
    """Return attestations of one instrument from their rows, those of field and value together."""
    found = (
        Attestation(iri, field, value, tuple((source, n) for *_, source, n in same))
        for (field, value), same in groupby(rows, key=itemgetter(1, 2))
    )
    return tuple(sorted(found, key=attestation_order))


class _Sources(Mapping[str, Source]):
    """The sources of a file; those asked for are kept at hand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._read = lru_cache(maxsize=_AT_HAND)(self._find)

    def _find(self, id_: str) -> Source | None:
        row = self._db.execute("SELECT * FROM source WHERE id = ?", (id_,)).fetchone()
        return _source(row) if row else None

    def __getitem__(self, id_: str) -> Source:
        found = self._read(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._db.execute("SELECT id FROM source ORDER BY id"))

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM source").fetchone()[0])


def _source(row: Sequence[Any]) -> Source:
    id_, where, read_on, method, official, *rest = row
    return Source(id_, where, _day(read_on) if read_on else None, method, bool(official), *rest)


class _RowLinks(Links[int]):
    """Links between rows, which are numbered in the order of IRIs."""

    def __init__(self, store: SqliteStore, db: sqlite3.Connection) -> None:
        super().__init__(store)
        self._rows = store
        self._db = db

    def key(self, iri: str) -> int:
        return self._rows.row(iri)

    def iri(self, key: int) -> str:
        return self._rows.iris([key])[key]

    def targets(self, keys: Collection[int]) -> dict[int, list[int]]:
        return self._pairs("source", "target", keys, {key: [] for key in keys})

    def neighbours(self, keys: Collection[int]) -> dict[int, list[int]]:
        return self._pairs("target", "source", keys, self.targets(keys))

    def _pairs(
        self, own: str, other: str, keys: Collection[int], found: dict[int, list[int]]
    ) -> dict[int, list[int]]:
        query = f"SELECT {own}, {other} FROM json_each(?) CROSS JOIN relation ON {own} = value"
        for key, there in self._db.execute(query, (json.dumps(list(keys)),)):
            found[key].append(there)
        return found


class _Cache(dict[Any, Any]):
    """Remembers what a function of one argument gave; emptied when it grows large."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: object) -> Any:  # noqa: ANN401
        value = self._read(key)
        self.keep(key, value)
        return value

    def keep(self, key: object, value: object) -> None:
        """Remember a value that was met by chance."""
        if len(self) >= _AT_HAND:
            self.clear()
        self[key] = value


class _Scan(Collection[_T]):
    """Rows of a table, read anew each time they are iterated over."""

    def __init__(self, length: int, read: Callable[[], Iterator[_T]]) -> None:
        self._length = length
        self._read = read

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[_T]:
        return self._read()

    def __contains__(self, item: object) -> bool:
        return any(item == found for found in self)
