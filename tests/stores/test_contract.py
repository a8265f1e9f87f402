"""The stores that need no server: in memory, in a file, and as known by a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from contract import StoreContract, graph_of
from model import SOURCES

from kg.contract import Store
from kg.known import known_by
from kg.model import Attestation, Instrument, Relation
from kg.store.files import ATTESTATIONS, INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import write_manifest, write_records
from kg.store.sqlite.build import build
from kg.store.sqlite.reading import SqliteStore


class TestInMemory(StoreContract):
    def made(
        self, nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
    ) -> Store:
        return graph_of(nodes, edges, said)


class TestKnownByTheEndOfTime(StoreContract):
    """Nothing is hidden from a reader of the last day."""

    def made(
        self, nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
    ) -> Store:
        return known_by(graph_of(nodes, edges, said), date.max)


class TestInAFile(StoreContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def made(
        self, nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
    ) -> Store:
        write_manifest(self.folder / MANIFEST, SOURCES)
        write_records(self.folder / INSTRUMENTS, nodes)
        write_records(self.folder / RELATIONS, edges)
        write_records(self.folder / ATTESTATIONS, said)
        path = self.folder / "đồ thị #1?.sqlite"
        build(path, [self.folder])
        return SqliteStore.open(path)
