"""Segments: what several runs have added is one graph, however many folders it lies in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.graph import Graph
from kg.model import Attestation, Instrument, Relation, Source
from kg.store import open_graph
from kg.store.files import INGESTED, segments
from kg.store.jsonl import record_of, write_manifest, write_records
from kg.store.merged_lines import joined, sorted_lines
from kg.store.segments import compact, finish, free, short_form

A = Instrument(
    iri="/akn/vn/act/nghi-dinh/chinh-phu/2090-04-23/61-2090-nd-cp",
    type="nghi-dinh",
    number="61/2090/NĐ-CP",
    issuer="Chính phủ",
    date=date(2090, 4, 23),
    kind="qppl",
    effective=date(2090, 6, 21),
    sources={"number": ("s",), "date": ("s",), "effective": ("s",)},
)
PLAN = Instrument(
    iri="/akn/vn/act/ke-hoach/bo-y-te/2091-01-02/{n}-kh-byt",
    type="ke-hoach",
    number="{n}/KH-BYT",
    issuer="Bộ Y tế",
    date=date(2091, 1, 2),
)


def plan(n: int) -> Instrument:
    number, iri = PLAN.number.format(n=n), PLAN.iri.format(n=n)
    return replace(PLAN, iri=iri, number=number, sources={"number": (f"text-{n}",)})


@pytest.fixture
def shipped(tmp_path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    write_manifest(folder / "manifest.csv", [Source(id="s", where="x", method="full text")])
    write_records(folder / "instruments.jsonl", [A])
    return folder


def add(user: Path, n: int, known) -> Path:
    """Add a plan that is based on the decree, and says of it what all plans say."""
    working = user / INGESTED / "run.partial"
    working.mkdir(parents=True)
    own = plan(n)
    relation = Relation(kind="based_on", source=own.iri, target=A.iri, sources=(f"text-{n}",))
    attested = Attestation(A.iri, "date", "2090-04-22", ((f"text-{n}", 1),))
    for name, records in (
        ("instruments.jsonl", [own]),
        ("relations.jsonl", [relation]),
        ("attestations.jsonl", [attested]),
    ):
        text = "".join(json.dumps(record_of(r), ensure_ascii=False) + "\n" for r in records * 2)
        (working / name).write_text(text, encoding="utf-8")
    folder = free(user, "run")
    finish(working, folder, [Source(id=f"text-{n}", where=f"{n}.txt")], known)
    return folder


def everything(graph) -> list[object]:
    instruments = {(i, tuple(sorted(i.sources.items()))) for i in graph.instruments}
    return [instruments, set(graph.relations), set(graph.all_attestations()), dict(graph.sources)]


def test_many_segments_are_compacted_and_say_the_same(shipped, tmp_path):
    user, cache = tmp_path / "user", tmp_path / "cache"
    known = open_graph(shipped, cache=cache)
    for n in range(7):
        add(user, n, known)
    before = everything(open_graph(shipped, user, cache=cache))
    assert len(before[0]) == 8
    (attestation,) = before[2]
    assert attestation.documents == 7
    compact(user, most=7)
    assert len(segments(user)) == 7, "not more than allowed"
    compact(user, most=4)
    assert len(segments(user)) <= 4
    assert everything(open_graph(shipped, user, cache=cache)) == before
    add(user, 7, known)
    compact(user, most=2)
    assert len(open_graph(shipped, user, cache=cache)) == 9


def test_what_a_broken_off_compaction_leaves_twice_counts_once(shipped, tmp_path, monkeypatch):
    user, cache = tmp_path / "user", tmp_path / "cache"
    for n in range(5):
        add(user, n, open_graph(shipped, cache=cache))
    before = everything(open_graph(shipped, user, cache=cache))
    with monkeypatch.context() as patched:
        patched.setattr("kg.store.segments.tidy", lambda user_dir: None)
        compact(user, most=3)
    assert len(segments(user)) > 5, "the old ones are still there"
    assert everything(open_graph(shipped, user, cache=cache)) == before
    compact(user, most=3)
    assert len(segments(user)) <= 3
    assert everything(open_graph(shipped, user, cache=cache)) == before


def test_a_segment_larger_than_memory_is_the_same(shipped, tmp_path, monkeypatch):
    known = open_graph(shipped, cache=tmp_path / "cache")
    said = []
    for chunk in (10**6, 40):
        monkeypatch.setattr("kg.store.merged_lines._CHUNK", chunk)
        folder = add(tmp_path / str(chunk), 3, known)
        said.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert said[0] == said[1]


def test_unfinished_folders_are_not_read(shipped, tmp_path):
    user = tmp_path / "user"
    folder = add(user, 1, open_graph(shipped, cache=tmp_path))
    folder.rename(folder.with_name("run.partial"))
    assert segments(user) == []
    assert len(open_graph(shipped, user, cache=tmp_path)) == 1


def test_a_reference_to_nowhere_is_refused_and_the_run_stays(shipped, tmp_path):
    user = tmp_path / "user"
    with pytest.raises(RecordError, match="no longer in the graph"):
        add(user, 1, Graph())
    assert (user / INGESTED / "run.partial" / "relations.jsonl").is_file()
    assert segments(user) == []


def test_a_compiled_graph_of_fewer_segments_is_deleted(shipped, tmp_path):
    user, cache = tmp_path / "user", tmp_path / "cache"
    for n in range(3):
        add(user, n, open_graph(shipped, cache=tmp_path / "other"))
        open_graph(shipped, user, cache=cache)
    assert len(list(cache.glob("*.sqlite"))) == 1


def test_a_short_form_under_the_name_it_had_without_a_day():
    undated = A.iri.replace("2090-04-23", "undated")
    short = short_form(A, undated)
    assert (short.iri, short.date, short.effective, short.attested) == (undated, None, None, True)
    assert "date" not in short.sources
    assert short_form(A).date == A.date


lines = st.lists(st.text("ab{\u2028ế", max_size=4).map(lambda text: f"{text}\n"), max_size=30)


@given(lines, st.integers(1, 12))
def test_sorting_through_files_is_sorting(tmp_path_factory, given, chunk):
    folder = tmp_path_factory.mktemp("sorted")
    assert list(sorted_lines(given, folder, chunk=chunk, at_once=3)) == sorted(set(given))
    assert not list(folder.iterdir())


def _line(value) -> str:
    return json.dumps(record_of(value), ensure_ascii=False) + "\n"


def test_a_node_named_by_many_texts_names_eight_and_a_record_all():
    for attested, kept in ((True, 8), (False, 20)):
        named = [
            replace(plan(1), attested=attested, sources={"number": (f"t{n:02}",)})
            for n in range(20)
        ]
        (line,) = joined("instruments.jsonl", sorted(map(_line, named)))
        assert json.loads(line)["sources"]["number"] == [f"t{n:02}" for n in range(kept)]


def test_records_that_differ_stay_apart():
    other = replace(plan(1), title="Khác")
    assert len(list(joined("instruments.jsonl", sorted(map(_line, [plan(1), other]))))) == 2
    relation = Relation(kind="amends", source=A.iri, target=plan(1).iri, sources=("b",))
    part = relation._replace(scope="part", parts="Điều 1")
    later = relation._replace(known_from=date(2092, 1, 1), evidence="sửa", sources=("a",))
    sooner = later._replace(known_from=date(2091, 1, 1), evidence=None)
    found = [
        json.loads(line)
        for line in joined("relations.jsonl", sorted(map(_line, [relation, part, later, sooner])))
    ]
    assert [r["scope"] for r in found] == ["part", "whole"]
    assert (found[1]["known_from"], found[1]["evidence"]) == ("2091-01-01", "sửa")
    assert sorted(found[1]["sources"]) == ["a", "b"]
