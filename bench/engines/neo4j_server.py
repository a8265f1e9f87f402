"""Neo4j: a real server of its own, loaded by ``kg.store.neo4j`` and asked in Cypher over Bolt."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Self

from bench.engines.engine import Engine, plain_state
from bench.peak import peak_mb
from kg.ids import number_key
from kg.store.neo4j.connect import Server
from kg.store.neo4j.reading import Neo4jStore, open_neo4j

_URI, _PID, _HOME = "VIENDAN_BENCH_URI", "VIENDAN_BENCH_PID", "VIENDAN_BENCH_HOME"
_SERVERS = Path(__file__).resolve().parents[2] / "tests" / "stores"

_IMPLEMENTS = (
    "MATCH (:Instrument {iri: $iri})<-[:IMPLEMENTS|GUIDES]-(a)"
    " WHERE a.date IS NULL OR a.date <= $day RETURN DISTINCT a.iri AS iri"
)
# What carries out was signed after what it carries out, so a look at the end of a way is enough,
# and the planner can prune ways.
_LINEAGE = (
    "MATCH (:Instrument {iri: $iri})<-[:IMPLEMENTS|GUIDES*1..]-(a)"
    " WHERE a.date IS NULL OR a.date <= $day RETURN DISTINCT a.iri AS iri"
    " UNION MATCH (:Instrument {iri: $iri})<-[:REPLACES*1..]-(a) RETURN DISTINCT a.iri AS iri"
    " UNION MATCH (:Instrument {iri: $iri})-[:REPLACES*1..]->(a) RETURN DISTINCT a.iri AS iri"
)
_STATES = (
    "UNWIND $iris AS iri MATCH (i:Instrument {iri: iri})"
    " OPTIONAL MATCH (i)<-[r:REPLACES|REPEALS {scope: 'whole'}]-(a)"
    " WHERE coalesce(r.valid_from, a.effective) <= $day"
    " RETURN iri, toString(i.date) AS signed, toString(i.effective) AS effective,"
    " [e IN collect([toString(coalesce(r.valid_from, a.effective)), toLower(type(r))])"
    " WHERE e[0] IS NOT NULL] AS ends"
)
_PATH = (
    "MATCH (a:Instrument {iri: $iri}), (b:Instrument {iri: $to})"
    " OPTIONAL MATCH way = shortestPath((a)-[*]-(b)) RETURN length(way) AS steps"
)


class Neo4jServerEngine(Engine):
    """Queries are round trips to another process; memory is that of both."""

    label = "Neo4j 5.26"
    remark = "server of 2 GB heap and 1 GB page cache on the same machine, over Bolt"

    def __init__(self, server: Server, store: Neo4jStore) -> None:
        """Take a connection for Cypher, and the store of the contract for look-ups."""
        self._server, self._store = server, store

    @classmethod
    @contextmanager
    def running(cls, place: Path) -> Iterator[None]:
        sys.path.insert(0, str(_SERVERS))
        server_of_tests = import_module("neo4j_server").Neo4jServer
        with server_of_tests(heap="2g", pagecache="1g") as server:
            assert server._process is not None
            os.environ[_URI] = server.uri
            os.environ[_PID], os.environ[_HOME] = str(server._process.pid), str(server.home)
            yield

    @classmethod
    def prepare(cls, folder: Path, place: Path) -> None:
        from kg.store.sqlite.build import build

        build(place / "graph.sqlite", [folder])

    @classmethod
    def build(cls, folder: Path, place: Path) -> None:
        from kg.store.neo4j.loading import load
        from kg.store.sqlite.reading import SqliteStore

        store = SqliteStore.open(place / "graph.sqlite")
        load(store, os.environ[_URI])
        store.close()

    @classmethod
    def files(cls, place: Path) -> Path:
        return Path(os.environ[_HOME]) / "data"

    @classmethod
    def open(cls, place: Path) -> Self:
        uri = os.environ[_URI]
        return cls(Server(uri), open_neo4j(uri))

    def by_number(self, number: str) -> Collection[str]:
        return [instrument.iri for instrument in self._store.by_number(number)]

    def implements(self, iri: str, *, as_of: date) -> Collection[str]:
        return [row["iri"] for row in self._server.read(_IMPLEMENTS, iri=iri, day=as_of)]

    def lineage(self, iri: str, *, as_of: date) -> Collection[str]:
        return [row["iri"] for row in self._server.read(_LINEAGE, iri=iri, day=as_of)]

    def states(self, iris: Collection[str], *, as_of: date) -> dict[str, str]:
        rows = self._server.read(_STATES, iris=list(iris), day=as_of)
        return {
            row["iri"]: plain_state(
                as_of=as_of.isoformat(),
                signed=row["signed"],
                effective=row["effective"],
                ends=[(day, kind) for day, kind in row["ends"]],
            )
            for row in rows
        }

    def path(self, iri: str, to: str) -> int | None:
        steps: int | None = self._server.read(_PATH, iri=iri, to=to)[0]["steps"]
        return steps

    def near_number(self, number: str) -> Collection[str]:
        return list(map(number_key, self._store.near_numbers(number)))

    def like_title(self, words: str) -> str | None:
        return next((i.title for i in self._store.like_title(words, limit=1)), None)

    def resident(self) -> float:
        return super().resident() + peak_mb(os.environ[_PID])

    def close(self) -> None:
        self._store.close()
        self._server.close()


ENGINE = Neo4jServerEngine
