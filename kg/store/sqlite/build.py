"""Compiling records into a graph file.

Records are streamed: files that ``write_records`` wrote are in the order of IRIs, so two folders
are merged like two sorted lists and equal records meet. Of instruments only those of one type and
issuer are in memory at a time, which is as far as one can turn out to be another's provisional
node; what is merged, and how, is decided by ``kg.graph.Graph`` alone.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from kg.contract import relation_order
from kg.graph import Graph, identity
from kg.merging import merge_relations
from kg.model import Instrument, Relation, Source
from kg.store.jsonl import (
    INSTRUMENTS,
    MANIFEST,
    RELATIONS,
    read_instruments,
    read_manifest,
    read_relations,
)
from kg.store.sqlite.reading import SqliteStore
from kg.store.sqlite.rows import Row, Rows
from kg.store.sqlite.schema import INDEXES, create
from kg.store.sqlite.states import compile_states

_Record = TypeVar("_Record", Instrument, Relation)
_Pair = tuple[str, str, str]
_SORT = (
    "INSERT INTO relation SELECT * FROM staging ORDER BY target, kind, source, n",
    "DROP TABLE staging",
)


class _OutOfOrder(Exception):  # noqa: N818 - a turn in the building, never seen outside
    """A file somebody has edited by hand is not in order; its records are sorted in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path


def build(path: Path, folders: Sequence[Path], *, key: str = "") -> None:
    """Compile the records of some folders into a graph file, replacing it in one step.

    A reader sees the old file or the new one; where the building is broken off, the old one stays.

    Args:
        path: the file; its folder exists.
        folders: folders of records, the shipped ones first.
        key: what the file is made from, kept in it as ``SqliteStore.key``.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
        OSError, sqlite3.Error: the file cannot be written.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    unordered: set[Path] = set()
    try:
        while not _compiled(temporary, folders, key, unordered):
            temporary.unlink()
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _compiled(path: Path, folders: Sequence[Path], key: str, unordered: set[Path]) -> bool:
    with closing(create(path)) as db:
        db.execute("BEGIN")
        try:
            _fill(db, folders, key, unordered)
        except _OutOfOrder as found:
            unordered.add(found.path)
            return False
        db.execute("COMMIT")
    return True


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Windows keeps a file that another process reads. It has the same name, so it was made
        # from the same records.
        if not path.is_file():
            raise


def _fill(db: sqlite3.Connection, folders: Sequence[Path], key: str, unordered: set[Path]) -> None:
    rows = Rows(db)
    sources = _sources(folders)
    rows.write("source", map(rows.source, sources))
    instruments = _joined(folders, INSTRUMENTS, read_instruments, _iri, unordered)
    rows.add_instruments(_groups(instruments))
    relations = _joined(folders, RELATIONS, read_relations, _ends, unordered)
    _add_relations(db, rows, relations)
    for statement in INDEXES:
        db.execute(statement)
    compile_states(db)
    updated = max((s.read_on for s in sources if s.read_on), default=None)
    counts = db.execute(
        "SELECT name, count(*) FROM relation r JOIN kind k ON k.id = r.kind GROUP BY r.kind"
    ).fetchall()
    facts = {
        "key": key,
        "instruments": str(rows.instruments),
        "relations": json.dumps(dict(counts)),
        "updated": updated.isoformat() if updated else "",
    }
    rows.write("meta", facts.items())


def _sources(folders: Iterable[Path]) -> list[Source]:
    graph = Graph()
    for folder in folders:
        for source in read_manifest(folder / MANIFEST):
            # A source of the user's own that an upgrade has come to ship counts once.
            if source.id not in graph.sources:
                graph.add_source(source)
    return list(graph.sources.values())


def _iri(instrument: Instrument) -> str:
    return instrument.iri


def _ends(relation: Relation) -> _Pair:
    return relation.kind, relation.source, relation.target


def _joined(
    folders: Iterable[Path],
    name: str,
    read: Callable[[Path], Iterator[_Record]],
    key: Callable[[_Record], Any],
    unordered: set[Path],
) -> Iterator[_Record]:
    """Return the records of one file of all folders, in order, those of the first folder first."""
    paths = [path for folder in folders if (path := folder / name).is_file()]
    streams = [_ordered(path, read, key, unordered) for path in paths]
    return streams[0] if len(streams) == 1 else merge(*streams, key=key)


def _ordered(
    path: Path,
    read: Callable[[Path], Iterator[_Record]],
    key: Callable[[_Record], Any],
    unordered: set[Path],
) -> Iterator[_Record]:
    """Yield the records of a file in order.

    Raises:
        _OutOfOrder: they are not, and the file is not yet among ``unordered``.
    """
    if path in unordered:
        yield from sorted(read(path), key=key)
        return
    last = None
    for record in read(path):
        here = key(record)
        if last is not None and here < last:
            raise _OutOfOrder(path)
        last = here
        yield record


def _groups(instruments: Iterable[Instrument]) -> Iterator[Graph]:
    """Yield graphs of the instruments of one type and issuer, merged."""
    for _, group in groupby(instruments, key=lambda i: i.iri.rsplit("/", 2)[0]):
        graph = Graph()
        for instrument in group:
            graph.add_instrument(instrument)
        yield graph


def _add_relations(db: sqlite3.Connection, rows: Rows, relations: Iterable[Relation]) -> None:
    """Write relations that come in order; those of merged instruments join others at the end."""
    moved: list[Relation] = []
    db.execute("CREATE TEMP TABLE staging AS SELECT * FROM relation")
    rows.write("staging", _rows(rows, relations, moved))
    for statement in _SORT:
        db.execute(statement)
    store = SqliteStore(db)
    for relation in moved:
        target, kind, source, *_ = rows.relation(relation, 0)
        ends = (target, kind, source)
        joined = _merged([*store.same_ends(*ends), relation])
        db.execute("DELETE FROM relation WHERE target = ? AND kind = ? AND source = ?", ends)
        rows.write("relation", (rows.relation(r, n) for n, r in enumerate(joined)))


def _rows(rows: Rows, relations: Iterable[Relation], moved: list[Relation]) -> Iterator[Row]:
    aliases = rows.aliases
    for _, group in groupby(relations, key=_ends):
        same = list(group)
        source, target = same[0].source, same[0].target
        if aliases and (source in aliases or target in aliases):
            rows.meet(same[0].kind)
            source, target = aliases.get(source, source), aliases.get(target, target)
            moved += (relation._replace(source=source, target=target) for relation in same)
            continue
        for n, relation in enumerate(_merged(same) if len(same) > 1 else same):
            yield rows.relation(relation, n)


def _merged(relations: Iterable[Relation]) -> list[Relation]:
    merged: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        key = identity(relation)
        merged[key] = merge_relations(merged[key], relation) if key in merged else relation
    return sorted(merged.values(), key=relation_order)
