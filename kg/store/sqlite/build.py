"""Compiling records into a graph file.

Records are streamed: files that ``write_records`` wrote are in the order of IRIs, so two folders
are merged like two sorted lists and equal records meet. Of instruments only those of one type and
issuer are in memory at a time, which is as far as one can turn out to be another's provisional
node; what is merged, and how, is decided by ``kg.graph.Graph`` alone.
"""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.agreement import agreed_day
from kg.contract import relation_order
from kg.graph import Graph, identity
from kg.ids import UNDATED
from kg.merging import merge_relations
from kg.model import Instrument, Relation, Source
from kg.store.files import ATTESTATIONS, INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import read_attestations, read_manifest
from kg.store.sqlite.processes import (
    Keyed,
    Processes,
    keyed_instruments,
    keyed_relations,
    processes_for,
)
from kg.store.sqlite.reading import SqliteStore
from kg.store.sqlite.rows import (
    Ends,
    Group,
    Keys,
    Row,
    Rows,
    Said,
    ends_and_said,
    keys_of,
    relation_of,
)
from kg.store.sqlite.schema import INDEXES, create
from kg.store.sqlite.states import compile_states

_Order = TypeVar("_Order", str, Ends)
_Record = TypeVar("_Record", Keyed, Said)
_iri = attrgetter("iri")
_SORT = (
    "INSERT INTO relation SELECT * FROM staging ORDER BY target, kind, source, n",
    "DROP TABLE staging",
)


class _Job(NamedTuple):
    """What is built, and by whom; ``unordered`` are the files found not to be in order."""

    folders: Sequence[Path]
    key: str
    unordered: set[Path]
    processes: Processes | None


class _OutOfOrder(Exception):  # noqa: N818 - a turn in the building, never seen outside
    """A file somebody has edited by hand is not in order; its records are sorted in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path


def build(
    path: Path,
    folders: Sequence[Path],
    *,
    key: str = "",
    processes: Processes | None = None,
) -> None:
    """Compile the records of some folders into a graph file, replacing it in one step.

    A reader sees the old file or the new one; where the building is broken off, the old one stays.

    Args:
        path: the file; its folder exists.
        folders: folders of records, the shipped ones first.
        key: what the file is made from, kept in it as ``SqliteStore.key``.
        processes: those that read and derive; by default some where the records are many.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
        OSError, sqlite3.Error: the file cannot be written.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    # Building makes millions of objects and no cycles: looking for these is a quarter of its time.
    collecting = gc.isenabled()
    gc.disable()
    records = (folder / name for folder in folders for name in (INSTRUMENTS, RELATIONS))
    job = _Job(folders, key, set(), processes or processes_for(records))
    try:
        while not _compiled(temporary, job):
            temporary.unlink()
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
        if job.processes is not None:
            job.processes.close()
        if collecting:
            gc.enable()


def _compiled(path: Path, job: _Job) -> bool:
    with closing(create(path)) as db:
        db.execute("BEGIN")
        try:
            _fill(db, job)
        except _OutOfOrder as found:
            job.unordered.add(found.path)
            return False
        db.execute("COMMIT")
        compile_states(db, path, job.processes)
    return True


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Windows keeps a file that another process reads. It has the same name, so it was made
        # from the same records.
        if not path.is_file():
            raise


def _fill(db: sqlite3.Connection, job: _Job) -> None:
    rows = Rows(db)
    sources = _sources(job.folders)
    rows.write("source", map(rows.source, sources.values()))
    read = job.processes.instruments if job.processes else keyed_instruments
    rows.add_instruments(_groups(_joined(job, INSTRUMENTS, read), sources))
    attested = map(read_attestations, (folder / ATTESTATIONS for folder in job.folders))
    rows.add_attestations(chain.from_iterable(attested))
    read_related = job.processes.relations if job.processes else keyed_relations
    relations = _joined(job, RELATIONS, read_related)
    _add_relations(db, rows, relations)
    for statement in INDEXES:
        db.execute(statement)
    rows.list_agreed(_agreed(SqliteStore(db)))
    updated = max((s.read_on for s in sources.values() if s.read_on), default=None)
    counts = db.execute(
        "SELECT name, count(*) FROM relation r JOIN kind k ON k.id = r.kind GROUP BY r.kind"
    ).fetchall()
    facts = {
        "key": job.key,
        "instruments": str(rows.instruments),
        "relations": json.dumps(dict(counts)),
        "updated": updated.isoformat() if updated else "",
    }
    rows.write("meta", facts.items())


def _agreed(store: SqliteStore) -> Iterator[tuple[Instrument, date]]:
    """Yield the central instruments that no record dates, with the day that texts agree on."""
    for instrument in store.witnessed():
        if instrument.territory is None and (day := agreed_day(store, instrument)):
            yield instrument, day


def _sources(folders: Iterable[Path]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    graph = Graph(sources)
    for folder in folders:
        for source in read_manifest(folder / MANIFEST):
            # A source of the user's own that an upgrade has come to ship counts once.
            if source.id not in sources:
                graph.add_source(source)
    return sources


def _joined(
    job: _Job, name: str, read: Callable[[Path], Iterator[tuple[_Order, _Record]]]
) -> Iterator[tuple[_Order, _Record]]:
    """Return the records of one file of all folders, in order.

    Of equal keys those of the first folder come first.
    """
    paths = [path for folder in job.folders if (path := folder / name).is_file()]
    streams = [_ordered(path, read, job.unordered) for path in paths]
    return streams[0] if len(streams) == 1 else merge(*streams, key=itemgetter(0))


def _ordered(
    path: Path,
    read: Callable[[Path], Iterator[tuple[_Order, _Record]]],
    unordered: set[Path],
) -> Iterator[tuple[_Order, _Record]]:
    """Yield the records of a file in order.

    Raises:
        _OutOfOrder: they are not, and the file is not yet among ``unordered``.
    """
    if path in unordered:
        yield from sorted(read(path), key=itemgetter(0))
        return
    last = None
    for record in read(path):
        if last is not None and record[0] < last:
            raise _OutOfOrder(path)
        last = record[0]
        yield record


def _groups(
    instruments: Iterable[tuple[str, Keyed]], sources: dict[str, Source]
) -> Iterator[Group]:
    """Yield the instruments of one type and issuer after another, merged."""
    for _, alike in groupby(instruments, key=lambda item: item[0].rsplit("/", 2)[0]):
        all_ = list(alike)
        if _all_apart(all_):
            yield Group([keyed for _, keyed in all_], {}, ())
            continue
        graph = Graph(sources)
        keys: dict[Instrument, Keys] = {}
        for _, (instrument, known) in all_:
            graph.add_instrument(instrument)
            keys[instrument] = known
        merged = [(i, keys.get(i) or keys_of(i)) for i in sorted(graph.instruments, key=_iri)]
        yield Group(merged, graph.aliases, graph.all_attestations())


def _all_apart(keyed: Sequence[tuple[str, Keyed]]) -> bool:
    """Return whether none of some instruments can be another: most types and issuers are so."""
    if any(f"/{UNDATED}/" in iri for iri, _ in keyed):
        return False
    if any(instrument.attested for _, (instrument, _) in keyed):
        return len({iri.rpartition("/")[2] for iri, _ in keyed}) == len(keyed)
    return len(dict(keyed)) == len(keyed)


def _add_relations(
    db: sqlite3.Connection, rows: Rows, relations: Iterable[tuple[Ends, Said]]
) -> None:
    """Write relations that come in order; those of merged instruments join others at the end."""
    moved: list[Relation] = []
    db.execute("CREATE TEMP TABLE staging AS SELECT * FROM relation")
    rows.write("staging", _rows(rows, relations, moved))
    for statement in _SORT:
        db.execute(statement)
    store = SqliteStore(db)
    for relation in moved:
        target, kind, source, *_ = rows.relation(*ends_and_said(relation), 0)
        ends = (target, kind, source)
        joined = _merged([*store.same_ends(*ends), relation])
        db.execute("DELETE FROM relation WHERE target = ? AND kind = ? AND source = ?", ends)
        parted = map(ends_and_said, joined)
        rows.write("relation", (rows.relation(*both, n) for n, both in enumerate(parted)))


def _rows(
    rows: Rows, relations: Iterable[tuple[Ends, Said]], moved: list[Relation]
) -> Iterator[Row]:
    aliases = rows.aliases
    for ends, group in groupby(relations, key=itemgetter(0)):
        same = [said for _, said in group]
        kind, source, target = ends
        if aliases and (source in aliases or target in aliases):
            rows.meet(kind)
            now = kind, aliases.get(source, source), aliases.get(target, target)
            moved += (relation_of(now, said) for said in same)
        elif len(same) == 1:
            yield rows.relation(ends, same[0], 0)
        else:
            for n, relation in enumerate(_merged(relation_of(ends, said) for said in same)):
                yield rows.relation(*ends_and_said(relation), n)


def _merged(relations: Iterable[Relation]) -> list[Relation]:
    merged: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        key = identity(relation)
        merged[key] = merge_relations(merged[key], relation) if key in merged else relation
    return sorted(merged.values(), key=relation_order)
