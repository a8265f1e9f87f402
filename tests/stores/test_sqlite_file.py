"""The graph file: how records become one, and that no reader ever sees half of it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from contract import chain_of, graph_of
from hypothesis import given, settings
from hypothesis import strategies as st
from model import SOURCES, attestations, instruments, records

from kg.errors import RecordError
from kg.graph import Graph
from kg.ids import series_key
from kg.model import Attestation, Instrument, Relation
from kg.store.files import ATTESTATIONS, INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import parts, read_instruments, read_relations, write_manifest, write_records
from kg.store.sqlite import processes
from kg.store.sqlite.build import build
from kg.store.sqlite.reading import SqliteStore
from kg.store.sqlite.schema import open_read_only


def write(
    folder: Path,
    nodes: list[Instrument],
    edges: list[Relation],
    said: Sequence[Attestation] = (),
) -> Path:
    folder.mkdir(exist_ok=True)
    write_manifest(folder / MANIFEST, SOURCES)
    write_records(folder / INSTRUMENTS, nodes)
    write_records(folder / RELATIONS, edges)
    write_records(folder / ATTESTATIONS, said)
    return folder


def whole(store) -> tuple[object, ...]:
    nodes = sorted(store.instruments, key=lambda i: i.iri)
    said = sorted(store.all_attestations())
    return nodes, set(store.relations), store.counts(), dict(store.aliases), said


@settings(max_examples=40)
@given(
    st.lists(instruments(), min_size=1, max_size=8),
    records(),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_two_folders_join_as_they_do_in_memory(tmp_path_factory, shipped, own, rng, data):
    """Records of one instrument, its undated and attested twins, and what is said of them."""
    nodes, edges = own
    said = [data.draw(attestations(some)) for some in ([*nodes, *shipped], nodes)]
    folder = tmp_path_factory.mktemp("dữ liệu")
    shipped = list({i.iri: i for i in shipped}.values())
    iris = [i.iri for i in (*nodes, *shipped)]
    across = [
        Relation(kind, *rng.sample(iris, 2), evidence="có", sources=("a",))
        for kind in ("cites", "replaces", "cites")
        if len(set(iris)) > 1
    ]
    edges = [*edges, *(r for r in across if r.source != r.target)]
    again = [r._replace(evidence="khác", sources=("b",)) for r in edges[:2]]
    folders = [
        write(folder / "a", [*shipped, *nodes], edges, said[0]),
        write(folder / "b", nodes, again, said[1]),
    ]
    in_order = sorted(
        (i for f in folders for i in read_instruments(f / INSTRUMENTS)), key=lambda i: i.iri
    )
    reference = graph_of(in_order, [])
    for edge in (r for f in folders for r in read_relations(f / RELATIONS)):
        reference.add_relation(edge)
    for attestation in (*said[0], *said[1]):
        reference.add_attestation(attestation)
    build(folder / "g.sqlite", folders)
    store = SqliteStore.open(folder / "g.sqlite")
    assert whole(store) == whole(reference)
    for iri in iris:
        assert store.canonical(iri) == reference.canonical(iri)
        assert store.incoming(iri) == reference.incoming(iri)
        assert store.outgoing(iri) == reference.outgoing(iri)
        assert store.attestations(iri) == reference.attestations(iri)
        if (series := series_key(reference.instrument(iri).number)) is not None:
            for year in (2090, 2091):
                near = {"types": ["nghi-dinh"], "year": year, "serial": series[0], "agreed": True}
                assert store.around(series[1], **near) == reference.around(series[1], **near)
    store.close()


def test_several_processes_build_the_same_file(tmp_path, monkeypatch):
    nodes, edges = chain_of(400)
    folder = write(tmp_path / "dữ liệu", nodes, edges)
    monkeypatch.setattr(processes, "_PART", 3_000)
    build(tmp_path / "one.sqlite", [folder])
    build(tmp_path / "two.sqlite", [folder], processes=processes.Processes(2))
    one, two = ((tmp_path / f"{name}.sqlite").read_bytes() for name in ("one", "two"))
    assert one == two
    broken = (folder / RELATIONS).read_text(encoding="utf-8").splitlines()
    broken[300] = broken[300].replace('"scope"', '"skope"')
    (folder / RELATIONS).write_text("\n".join(broken), encoding="utf-8")
    with pytest.raises(RecordError, match=r"relations\.jsonl:301: unknown keys"):
        build(tmp_path / "two.sqlite", [folder], processes=processes.Processes(2))
    assert (tmp_path / "two.sqlite").read_bytes() == two, "the old file stays"


@given(st.lists(st.sampled_from(["", "a", "bcd", "é" * 9]), max_size=40), st.integers(1, 30))
def test_the_parts_of_a_file_are_its_lines(tmp_path_factory, lines, size):
    path = tmp_path_factory.mktemp("parts") / "f"
    path.write_bytes("\n".join(lines).encode())
    found = list(parts(path, size))
    pieces = [path.read_bytes()[start:end] for start, end in found]
    assert b"".join(pieces) == path.read_bytes()
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])


def test_files_edited_by_hand_need_no_order(tmp_path):
    nodes, edges = chain_of(30)
    folder = write(tmp_path / "d", nodes, edges)
    build(tmp_path / "sorted.sqlite", [folder])
    for name in (INSTRUMENTS, RELATIONS):
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        lines = lines[::-2] + lines[-2::-2]
        (folder / name).write_text("".join(lines), encoding="utf-8")
    build(tmp_path / "shuffled.sqlite", [folder])
    first, second = (SqliteStore.open(tmp_path / f"{n}.sqlite") for n in ("sorted", "shuffled"))
    assert whole(first) == whole(second)


def test_a_relation_to_nowhere_is_refused_and_the_old_file_stays(tmp_path):
    nodes, edges = chain_of(3)
    path = tmp_path / "g.sqlite"
    folder = write(tmp_path / "d", nodes, edges)
    build(path, [folder])
    write_records(folder / INSTRUMENTS, nodes[:2])
    with pytest.raises(RecordError, match=r"3-2090-nd-cp.*no instrument"):
        build(path, [folder])
    assert len(SqliteStore.open(path)) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d", "g.sqlite"]


def test_a_reader_changes_nothing(tmp_path):
    build(tmp_path / "g.sqlite", [write(tmp_path / "d", *chain_of(2))])
    db = open_read_only(tmp_path / "g.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM relation")


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "g.sqlite"
    folders = {n: write(tmp_path / str(n), *chain_of(n)) for n in (20, 300)}
    build(path, [folders[20]], key="20")
    seen: set[tuple[str, int, int]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            store = SqliteStore.open(path)
            seen.add((store.key, len(store), sum(1 for _ in store.relations)))
            store.close()

    reader = threading.Thread(target=read)
    reader.start()
    for n in (300, 20, 300, 20, 300):
        build(path, [folders[n]], key=str(n))
    done.set()
    reader.join()
    assert seen <= {("20", 20, 19), ("300", 300, 299)}
    assert len(seen) == 2, "both were read while they were being exchanged"


def test_a_building_that_is_killed_leaves_the_old_file(tmp_path):
    path = tmp_path / "g.sqlite"
    build(path, [write(tmp_path / "a", *chain_of(5))], key="old")
    many = write(tmp_path / "b", *chain_of(20_000))
    code = (
        "import sys; from pathlib import Path; from kg.store.sqlite.build import build;"
        "print('go', flush=True); build(Path(sys.argv[1]), [Path(sys.argv[2])], key='new')"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(many)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    process.stdout.readline()
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert list(tmp_path.glob("*.tmp")), "it was killed while it built"
    store = SqliteStore.open(path)
    assert (store.key, len(store)) == ("old", 5)


def test_a_record_that_both_folders_have_is_joined(tmp_path):
    nodes, _ = chain_of(1)
    titled = replace(nodes[0], title="Về thử nghiệm", sources={"title": ("b",)})
    folders = [write(tmp_path / "a", nodes, []), write(tmp_path / "b", [titled], [])]
    build(tmp_path / "g.sqlite", folders)
    (found,) = SqliteStore.open(tmp_path / "g.sqlite").instruments
    assert (found.title, found.date) == ("Về thử nghiệm", date(2090, 1, 2))
    assert found.sources == {"date": ("a",), "title": ("b",)}


def test_relations_of_a_provisional_node_join_those_of_the_dated_one(tmp_path):
    (dated, other), _ = chain_of(2)
    undated = replace(dated, iri=dated.iri.replace(str(dated.date), "undated"), date=None)
    told = Relation("cites", other.iri, dated.iri, evidence="một", sources=("a",))
    again = Relation("cites", other.iri, undated.iri, evidence="hai", sources=("b",))
    part = again._replace(scope="part", parts="Điều 1")
    folders = [
        write(tmp_path / "a", [dated, other], [told]),
        write(tmp_path / "b", [undated, other], [again, part]),
    ]
    build(tmp_path / "g.sqlite", folders)
    store = SqliteStore.open(tmp_path / "g.sqlite")
    moved = part._replace(target=dated.iri)
    assert store.incoming(undated.iri) == (moved, told._replace(sources=("a", "b")))
    assert store.counts() == {"cites": 2}


def test_the_graph_in_memory_is_empty_at_first():
    assert (len(Graph()), Graph().updated, list(Graph().relations)) == (0, None, [])
