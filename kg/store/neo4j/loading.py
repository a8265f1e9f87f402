"""Bringing the graph of a Neo4j server to what another store holds.

Every batch is compared with what the server has, by digests, and only what differs is written, in a
transaction a batch. So a load that was killed goes on where it stopped when it is run again, a
second load writes nothing, and a load of changed records writes the changes. From the first change
to the end the stamp says ``loading``, and readers refuse the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from kg.contract import Store
from kg.errors import ServerError
from kg.model import Relation
from kg.store.neo4j.connect import Server
from kg.store.neo4j.listing import count_nodes, count_relations, pages
from kg.store.neo4j.memory import batches, pattern
from kg.store.neo4j.rows import (
    SCHEMA,
    Fingerprint,
    Properties,
    Value,
    alias_properties,
    by_target,
    instrument_properties,
    relation_id,
    relation_properties,
    source_properties,
    type_of,
)
from kg.store.neo4j.schema import (
    ALIAS,
    ATTESTED,
    COMPLETE,
    INSTRUMENT,
    KEYS,
    LOADING,
    SOURCE,
    Stamp,
)
from kg.store.neo4j.stamp import make_schema, read_stamp, write_stamp

BATCH = 10_000
Progress = Callable[[str, int, int], None]
"""Called after each batch with what is loaded, how many are done and how many there are."""


class Loaded(NamedTuple):
    """What a load came to.

    Attributes:
        instruments: number of instruments in the graph.
        relations: number of relations of each kind.
        written: records that were new or differed.
        removed: records on the server that the graph does not hold.
        fingerprint: the same for the same records.
    """

    instruments: int
    relations: dict[str, int]
    written: int
    removed: int
    fingerprint: str


def load(
    store: Store,
    uri: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Loaded:
    """Make the graph on a server equal to ``store``; see ``open_neo4j`` for the address.

    Raises:
        ServerError: no server there, it refuses, or the database holds something else.
        RecordError: a kind of relation cannot be a type of Neo4j.
    """
    with Server(uri, user=user, password=password, database=database) as server:
        return _Load(store, server, batch, progress or _silent).run()


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class _Load:
    def __init__(self, store: Store, server: Server, batch: int, progress: Progress) -> None:
        self._store = store
        self._server = server
        self._batch = batch
        self._progress = progress
        self._counts = {kind: n for kind, n in store.counts().items() if n}
        for kind in self._counts:
            type_of(kind)  # A kind that cannot be a type is refused before anything is written.
        self._before = read_stamp(server)
        self._kinds = sorted({*(self._before.kinds if self._before else ()), *self._counts})
        self._loading = Stamp(SCHEMA, LOADING, "", tuple(self._kinds), None)
        self._marked = self._before == self._loading
        self._fingerprint = Fingerprint()
        self._written = self._removed = 0

    def run(self) -> Loaded:
        self._refuse_others()
        make_schema(self._server, self._counts)
        sources = [source_properties(source) for source in self._store.sources.values()]
        aliases = [alias_properties(*pair) for pair in self._store.aliases.items()]
        self._nodes(SOURCE, sources, len(sources))
        instruments = (instrument_properties(i, self._store) for i in self._store.instruments)
        self._nodes(INSTRUMENT, instruments, len(self._store))
        self._nodes(ALIAS, aliases, len(aliases))
        attested = sum(1 for _ in by_target(self._store))
        self._nodes(ATTESTED, by_target(self._store), attested)
        self._relations()
        self._remove_relations()
        self._remove_nodes(SOURCE, {str(row["id"]) for row in sources}.__contains__, len(sources))
        self._remove_nodes(INSTRUMENT, self._holds, len(self._store))
        self._remove_nodes(ALIAS, self._store.aliases.__contains__, len(aliases))
        self._remove_nodes(ATTESTED, self._is_attested, attested)
        return self._finish()

    def _refuse_others(self) -> None:
        if self._before is None and any(count_nodes(self._server, label) for label in KEYS):
            raise ServerError(
                f"{self._server.name}: the database holds nodes {', '.join(KEYS)} that viendan "
                "has not made. Give another database."
            )

    # Writing what is new

    def _nodes(self, label: str, rows: Iterable[Properties], total: int) -> None:
        key, done = KEYS[label], 0
        have = f"UNWIND $keys AS key MATCH (n:{label} {{{key}: key}}) RETURN key, n.digest"
        put = f"UNWIND $rows AS row MERGE (n:{label} {{{key}: row.{key}}}) SET n = row"
        for some in batches(rows, self._batch):
            known: dict[Value, str] = dict(self._server.read(have, keys=[row[key] for row in some]))
            self._write(put, [row for row in some if known.get(row[key]) != row["digest"]])
            self._add_up(some)
            done += len(some)
            self._progress(f"{label.lower()}s", done, total)

    def _relations(self) -> None:
        waiting: dict[str, list[Relation]] = {kind: [] for kind in self._counts}
        done, total = 0, sum(self._counts.values())
        for relation in self._store.relations:
            waiting[relation.kind].append(relation)
            if len(waiting[relation.kind]) >= self._batch:
                done += self._put_relations(relation.kind, waiting.pop(relation.kind))
                waiting[relation.kind] = []
                self._progress("relations", done, total)
        for kind, left in waiting.items():
            if left:
                done += self._put_relations(kind, left)
                self._progress("relations", done, total)

    def _put_relations(self, kind: str, relations: Collection[Relation]) -> int:
        rows = [relation_properties(relation) for relation in relations]
        have = f"UNWIND $ids AS id MATCH ()-[r:{type_of(kind)} {{id: id}}]->() RETURN id, r.digest"
        known: dict[Value, str] = dict(self._server.read(have, ids=[row["id"] for row in rows]))
        put = (
            "UNWIND $rows AS row MATCH (a:Instrument {iri: row.source}) "
            "MATCH (b:Instrument {iri: row.target}) "
            f"MERGE (a)-[r:{type_of(kind)} {{id: row.properties.id}}]->(b) SET r = row.properties"
        )
        new = [
            {"source": relation.source, "target": relation.target, "properties": row}
            for relation, row in zip(relations, rows, strict=True)
            if known.get(row["id"]) != row["digest"]
        ]
        self._write(put, new)
        self._add_up(rows)
        return len(rows)

    def _write(self, query: str, rows: Collection[object]) -> None:
        if rows:
            self._mark()
            self._server.write(query, rows=rows)
            self._written += len(rows)

    def _add_up(self, rows: Iterable[Properties]) -> None:
        for row in rows:
            self._fingerprint.add(row)

    # Removing what is left over

    def _remove_relations(self) -> None:
        there = count_relations(self._server, self._kinds)
        # All of the store's are there, so where the numbers agree there are no others.
        kinds = [kind for kind in self._kinds if there.get(kind, 0) != self._counts.get(kind, 0)]
        if not kinds:
            return
        query = (
            f"UNWIND $iris AS iri MATCH (:Instrument {{iri: iri}})-[r{pattern(kinds)}]->() "
            "RETURN iri, type(r), r.id"
        )
        for page in pages(self._server):
            left: dict[str, list[str]] = {}
            rows = self._server.read(query, iris=page)
            wanted = self._ids({row["iri"] for row in rows}, kinds)
            for _, type_, id_ in rows:
                if id_ not in wanted:
                    left.setdefault(type_, []).append(id_)
            for type_, ids in left.items():
                self._remove(
                    f"UNWIND $keys AS id MATCH ()-[r:{type_} {{id: id}}]->() DELETE r", ids
                )

    def _ids(self, iris: Iterable[str], kinds: Collection[str]) -> set[str]:
        held = filter(self._holds, iris)
        return {relation_id(r) for iri in held for r in self._store.outgoing(iri, kinds=kinds)}

    def _remove_nodes(self, label: str, holds: Callable[[str], bool], total: int) -> None:
        if count_nodes(self._server, label) == total:
            return
        key = KEYS[label]
        query = f"UNWIND $keys AS key MATCH (n:{label} {{{key}: key}}) DETACH DELETE n"
        for page in pages(self._server, label):
            self._remove(query, [iri for iri in page if not holds(iri)])

    def _remove(self, query: str, keys: list[str]) -> None:
        for some in batches(keys, self._batch):
            self._mark()
            self._server.write(query, keys=some)
            self._removed += len(some)

    def _is_attested(self, iri: str) -> bool:
        return self._holds(iri) and bool(self._store.attestations(iri))

    def _holds(self, iri: str) -> bool:
        return iri in self._store and self._store.canonical(iri) == iri

    # The stamp

    def _mark(self) -> None:
        if not self._marked:
            write_stamp(self._server, self._loading)
            self._marked = True

    def _finish(self) -> Loaded:
        there = count_relations(self._server, self._counts)
        instruments = count_nodes(self._server, INSTRUMENT)
        if there != self._counts or instruments != len(self._store):
            raise ServerError(
                f"{self._server.name}: {instruments} instruments and {sum(there.values())} "
                f"relations after a load of {len(self._store)} and {sum(self._counts.values())}. "
                "Another load may have run; run this one again."
            )
        fingerprint = str(self._fingerprint)
        kinds = tuple(sorted(self._counts))
        stamp = Stamp(SCHEMA, COMPLETE, fingerprint, kinds, self._store.updated)
        if stamp != self._before:
            write_stamp(self._server, stamp)
        return Loaded(instruments, there, self._written, self._removed, fingerprint)
