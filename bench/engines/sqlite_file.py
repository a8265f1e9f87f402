"""viendan's own store: one SQLite file, asked through the ``Store`` contract and the questions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Self

from bench.engines.engine import CARRYING, Engine
from kg.contract import Store
from kg.ids import number_key
from kg.status import states
from queries.chain import replaced, replacing
from queries.reach import reach
from queries.shortest import shortest
from queries.table import signed_by


class StoreEngine(Engine):
    """Any store of the contract, asked as the project's own questions ask it."""

    def __init__(self, graph: Store) -> None:
        """Take the store, which is closed with the engine."""
        self._graph = graph

    def by_number(self, number: str) -> Collection[str]:
        return [instrument.iri for instrument in self._graph.by_number(number)]

    def implements(self, iri: str, *, as_of: date) -> Collection[str]:
        relations = self._graph.incoming(iri, kinds=CARRYING)
        return {relation.source for relation in signed_by(self._graph, relations, as_of)}

    def lineage(self, iri: str, *, as_of: date) -> Collection[str]:
        graph = self._graph
        rows = reach(graph, iri, show="source", as_of=as_of, transitive=True)
        rows += [*replaced(graph, iri), *replacing(graph, iri)]
        return {row.iri for row in rows}

    def states(self, iris: Collection[str], *, as_of: date) -> dict[str, str]:
        return {iri: state.value for iri, state in states(self._graph, iris, as_of=as_of).items()}

    def path(self, iri: str, to: str) -> int | None:
        way = shortest(self._graph, iri, to)
        return None if way is None else len(way) - 1

    def near_number(self, number: str) -> Collection[str]:
        return list(map(number_key, self._graph.near_numbers(number)))

    def like_title(self, words: str) -> str | None:
        return next((i.title for i in self._graph.like_title(words, limit=1)), None)

    def close(self) -> None:
        self._graph.close()


class SqliteFile(StoreEngine):
    """The embedded default."""

    label = "SQLite (viendan)"
    remark = "full status with periods, lapses and suspensions; rows as the questions give them"

    @classmethod
    def build(cls, folder: Path, place: Path) -> None:
        from kg.store.sqlite.build import build

        build(place / "graph.sqlite", [folder])

    @classmethod
    def open(cls, place: Path) -> Self:
        from kg.store.sqlite.reading import SqliteStore

        return cls(SqliteStore.open(place / "graph.sqlite"))


ENGINE = SqliteFile
