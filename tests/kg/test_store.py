from __future__ import annotations

import json
import os
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
from kg.store.jsonl import (
    MANIFEST_COLUMNS,
    attestation_of,
    instrument_of,
    read_attestations,
    read_instruments,
    read_manifest,
    read_relations,
    record_of,
    relation_of,
    write_manifest,
    write_records,
)
from kg.store.records import add_to_user

A = Instrument(
    iri="/akn/vn/act/nghi-dinh/chinh-phu/2090-04-23/61-2090-nd-cp",
    type="nghi-dinh",
    number="61/2090/NĐ-CP",
    issuer="Chính phủ",
    date=date(2090, 4, 23),
    kind="qppl",
    effective=date(2090, 6, 21),
    sources={"number": ("s",), "date": ("s",), "issuer": ("s",), "effective": ("s",)},
)
B = replace(
    A,
    iri=A.iri.replace("61", "118"),
    number="118/2090/NĐ-CP",
    effective=None,
    title="“Về” một cửa\u2028",
    sources={"number": ("s",)},
)
R = Relation(
    kind="replaces", source=B.iri, target=A.iri, valid_from=date(2091, 7, 1), sources=("s",)
)
S = Source(
    id="s", where="https://example.vn/x,y", read_on=date(2090, 1, 1), method="đọc", official=True
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe_days = st.none() | st.dates()
ids = st.lists(texts, max_size=3).map(tuple)
instruments = st.builds(
    Instrument,
    iri=texts,
    type=texts,
    number=texts,
    issuer=texts,
    date=maybe_days,
    title=st.none() | texts,
    effective=maybe_days,
    expires=maybe_days,
    kind=texts,
    territory=st.none() | texts,
    attested=st.booleans(),
    sources=st.dictionaries(texts, ids, max_size=3),
)
relations = st.builds(
    Relation,
    kind=texts,
    source=texts,
    target=texts,
    scope=st.sampled_from(["whole", "part"]),
    parts=st.none() | texts,
    valid_from=maybe_days,
    valid_to=maybe_days,
    known_from=maybe_days,
    evidence=st.none() | texts,
    sources=ids,
)


attestations = st.builds(
    Attestation,
    target=texts,
    field=st.sampled_from(["issuer", "title"]),
    value=texts,
    counts=st.dictionaries(texts, st.integers(1), min_size=1).map(
        lambda d: tuple(sorted(d.items()))
    ),
)


@given(instruments, relations, attestations)
def test_records_and_values_are_inverses(instrument, relation, attestation):
    assert attestation_of(json.loads(json.dumps(record_of(attestation)))) == attestation
    assert instrument_of(json.loads(json.dumps(record_of(instrument)))) == instrument
    assert relation_of(json.loads(json.dumps(record_of(relation)))) == relation


def test_files_round_trip(tmp_path):
    write_records(tmp_path / "i.jsonl", [B, A, A])
    write_records(tmp_path / "r.jsonl", [R])
    write_manifest(tmp_path / "m.csv", [S])
    assert list(read_instruments(tmp_path / "i.jsonl")) == [B, A], "sorted, each once"
    assert list(read_relations(tmp_path / "r.jsonl")) == [R]
    assert read_manifest(tmp_path / "m.csv") == [S]


def test_a_manifest_of_before_has_no_digests(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(
        "id,where,title,read_on,method,official,licence\n"
        "s,https://example.vn,Tên,2090-01-01,đọc,true,facts only\n",
        encoding="utf-8",
    )
    (found,) = read_manifest(path)
    assert (found.title, found.licence, found.sha256) == ("Tên", "facts only", "")
    write_manifest(path, [found._replace(sha256="ab" * 32)])
    assert path.read_text(encoding="utf-8").splitlines()[0].endswith(",licence,sha256")
    (again,) = read_manifest(path)
    assert again == found._replace(sha256="ab" * 32), "title and licence are kept"


SAID = record_of(Attestation(A.iri, "date", "2090-04-23", (("s", 2),)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"note": 1}, "unknown keys"),
        ({"field": "number"}, "field is 'number'"),
        ({"value": "23/4/2090"}, "day"),
        ({"value": None}, "value is None"),
        ({"counts": {}}, "counts are"),
        ({"counts": {"s": 0}}, "counts are"),
        ({"counts": {"s": True}}, "counts are"),
        ({"counts": {"s": "2"}}, "counts are"),
        ({"counts": [["s", 2]]}, "counts is"),
    ],
)
def test_a_faulty_attestation_is_refused_with_file_and_line(tmp_path, change, message):
    path = tmp_path / "attestations.jsonl"
    lines = [json.dumps(SAID), json.dumps({**SAID, **change})]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RecordError, match=f"attestations.jsonl:2: .*{message}"):
        list(read_attestations(path))


GOOD = record_of(R)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a record"),
        (json.dumps({**GOOD, "note": 1}), r"unknown keys \['note'\]"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "scope"}), r"missing keys \['scope'\]"),
        (json.dumps({**GOOD, "kind": None}), "kind is None"),
        (json.dumps({**GOOD, "scope": "some"}), "scope is 'some'"),
        (json.dumps({**GOOD, "valid_from": "2090-02-30"}), "day"),
        (json.dumps({**GOOD, "valid_from": 2090}), "valid_from is 2090"),
        (json.dumps({**GOOD, "sources": ["a", 1]}), "sources hold"),
    ],
)
def test_a_faulty_record_is_refused_with_file_and_line(tmp_path, line, message):
    path = tmp_path / "relations.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match=f"relations.jsonl:3: .*{message}"):
        list(read_relations(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,where\na,b\n", ":1: columns"),
        (",".join(MANIFEST_COLUMNS) + "\na,b,c\n", ":2: .*too few"),
        (",".join(MANIFEST_COLUMNS) + "\na,b,c,2090-13-01,m,true,l,\n", ":2: .*day"),
        (",".join(MANIFEST_COLUMNS) + "\na,b,c,2090-12-01,m,yes,l,\n", ":2: official"),
    ],
)
def test_a_faulty_manifest_is_refused(tmp_path, text, message):
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=message):
        read_manifest(tmp_path / "manifest.csv")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "i.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(RecordError, match="UTF-8"):
        list(read_instruments(tmp_path / "i.jsonl"))


@pytest.fixture
def shipped(tmp_path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    write_manifest(folder / "manifest.csv", [S])
    write_records(folder / "instruments.jsonl", [A])
    write_records(folder / "relations.jsonl", [])
    return folder


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()}


def test_additions_join_the_shipped_records_and_repeat_nothing(shipped, tmp_path):
    user, cache = tmp_path / "user", tmp_path / "cache"
    graph = open_graph(shipped, user, cache=cache)
    own = Source(id="mine", where="plan.docx")
    new = {"sources": [own], "instruments": [B], "relations": [R], "known": graph}
    added = add_to_user(user, **new)
    assert (added.instruments, added.relations) == (2, 1), "B, and A in short beside the relation"
    before = state(user)
    again = add_to_user(user, **new)
    assert (again.sources, again.instruments, again.relations) == (0, 0, 0)
    assert state(user) == before
    assert not [p for p in user.iterdir() if p.suffix == ".tmp"]
    for _ in range(2):
        joined = open_graph(shipped, user, cache=cache)
        assert {x.number for x in joined.instruments} == {"61/2090/NĐ-CP", "118/2090/NĐ-CP"}
        assert joined.instrument(A.iri) == A
        assert joined.incoming(A.iri) == (R,)
        assert joined.sources == {"s": S, "mine": own}


def test_additions_survive_an_upgrade_that_drops_a_record(shipped, tmp_path):
    user = tmp_path / "user"
    add_to_user(user, instruments=[B], relations=[R], known=open_graph(shipped, cache=tmp_path))
    write_records(shipped / "instruments.jsonl", [])
    graph = open_graph(shipped, user, cache=tmp_path)
    assert graph.instrument(A.iri).attested
    assert graph.incoming(A.iri) == (R,)


def test_an_addition_to_nowhere_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(RecordError, match="no instrument"):
        add_to_user(tmp_path / "user", instruments=[B], relations=[R])
    assert not (tmp_path / "user").exists()


def test_the_cache_follows_the_files(shipped, tmp_path):
    cache = tmp_path / "cache"
    assert len(open_graph(shipped, cache=cache)) == 1
    write_records(shipped / "instruments.jsonl", [A, B])
    assert len(open_graph(shipped, cache=cache)) == 2
    (compiled,) = cache.iterdir()
    compiled.write_bytes(b"SQLite format 3\0 no more")
    assert len(open_graph(shipped, cache=cache)) == 2, "a damaged file is made anew"
    assert [p.suffix for p in cache.iterdir()] == [".sqlite"], "what is out of date is gone"
    (shipped / "relations.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(RecordError):
        open_graph(shipped, cache=cache)


def test_without_a_folder_for_it_the_graph_is_read_into_memory(shipped, tmp_path):
    occupied = tmp_path / "cache"
    occupied.write_text("a file, not a folder", encoding="utf-8")
    graph = open_graph(shipped, cache=occupied)
    assert isinstance(graph, Graph)
    assert graph.instrument(A.iri) == A


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "i.jsonl"
    write_records(path, [A])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_records(path, [A, B])
    assert list(read_instruments(path)) == [A]
    assert [p.name for p in tmp_path.iterdir()] == ["i.jsonl"]
