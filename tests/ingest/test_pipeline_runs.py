"""Runs: twice is once, the order of what is given does not matter, each input is accounted for."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from archives import ABOUT, DECREE, archive, place_in, plan, said, write_table
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.pipeline import How, ingest, rehearse
from ingest.sources.taken import Outcome
from kg.lint import lint
from kg.store.files import segments
from kg.store.jsonl import read_manifest
from kg.vocab import load_vocabulary

HERE = How(jobs=0)


@pytest.fixture
def texts(tmp_path) -> Path:
    return archive(tmp_path / "kho", 6)


def test_every_input_is_accounted_for(tmp_path, texts):
    place = place_in(tmp_path)
    done: list[tuple[int, int]] = []
    how = How(jobs=0, progress=lambda *told: done.append(told))
    summary = ingest([texts, tmp_path / "không có"], place, ABOUT, how)
    assert summary.counts == Counter(
        {Outcome.IN: 6 + 19 + 9, Outcome.MERGED: 9, Outcome.COPY: 1, Outcome.UNREAD: 2}
    )
    size = sum(p.stat().st_size for p in texts.rglob("*") if p.is_file() and p.suffix != ".db")
    assert done[-1] == (size, size)
    assert done == sorted(done)
    assert summary.list_of_refused is not None
    with summary.list_of_refused.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["where"]: row["reason"] for row in csv.DictReader(file)}
    assert set(listed) == {str(texts / "hỏng.pdf"), str(tmp_path / "không có")}
    assert all(listed.values())


def test_sources_tell_digest_and_licence_one_for_each_text(tmp_path, texts):
    place = place_in(tmp_path)
    summary = ingest([texts], place, ABOUT._replace(url="https://example.vn"), HERE)
    sources = read_manifest(summary.segment / "manifest.csv")
    own = [source for source in sources if source.id != "shipped"]
    assert len(own) == 7 + 2
    assert {source.licence for source in own} == {"CC0"}
    assert all(len(source.sha256) == 64 for source in own)
    assert all(source.where.startswith("https://example.vn") for source in own)


def test_the_second_time_adds_nothing(tmp_path, texts):
    place = place_in(tmp_path)
    ingest([texts], place, ABOUT, HERE)
    before, folders = said(place), segments(place.user_dir)
    again = ingest([texts], place, ABOUT._replace(read_on=ABOUT.read_on.replace(day=9)), HERE)
    assert again.segment is None
    assert again.counts == Counter({Outcome.KNOWN: 9, Outcome.UNREAD: 1})
    assert (said(place), segments(place.user_dir)) == (before, folders)


def test_a_new_text_in_a_known_folder_is_a_segment_of_its_own(tmp_path, texts):
    place = place_in(tmp_path)
    ingest([texts], place, ABOUT, HERE)
    (texts / "mới.txt").write_text(plan(70), encoding="utf-8")
    summary = ingest([texts], place, ABOUT, HERE)
    assert summary.counts[Outcome.IN] == 1
    assert len(segments(place.user_dir)) == 2
    assert len(place.open_store().by_numbers(["71/KH-UBND"])) == 1


def test_processes_and_none_give_the_same(tmp_path, texts):
    places = [place_in(tmp_path / name) for name in ("a", "b")]
    for place, jobs in zip(places, (0, 2), strict=True):
        ingest([texts], place, ABOUT, How(jobs=jobs))
    assert said(places[0]) == said(places[1])


def test_what_is_cited_and_shipped_is_kept_beside_and_stands_alone(tmp_path, texts):
    place = place_in(tmp_path)
    ingest([texts], place, ABOUT, HERE)
    assert place.open_store().instrument(DECREE.iri) == DECREE
    (place.data_dir / "instruments.jsonl").write_text("", encoding="utf-8")
    alone = place.open_store().instrument(DECREE.iri)
    assert (alone.attested, alone.number, alone.effective) == (True, DECREE.number, None)
    assert not list(lint(place.open_store(), load_vocabulary()))


def test_a_rehearsal_tells_the_same_and_leaves_nothing(tmp_path, texts):
    place = place_in(tmp_path)
    told = rehearse([texts], place, ABOUT, HERE)
    assert not place.user_dir.exists()
    assert told.counts == ingest([texts], place, ABOUT, HERE).counts


@settings(max_examples=8)
@given(st.permutations(range(5)), st.integers(1, 4))
def test_the_order_of_what_is_given_does_not_matter(order, cut):
    """Also not whether tables of documents or of changes come first, or in one run or two."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for n in range(3):
            paths.append(folder / f"văn bản {n}.txt")
            paths[-1].write_text(plan(n if n < 2 else 0), encoding="utf-8")
        shutil.rmtree(folder / "t", ignore_errors=True)
        tables = archive(folder / "t", 0)
        paths += [tables / "documents.csv", tables / "changes.csv"]
        places = [place_in(folder / "a"), place_in(folder / "b")]
        ingest(paths, places[0], ABOUT, HERE)
        ingest([paths[n] for n in order], places[1], ABOUT, HERE)
        assert said(places[0]) == said(places[1])
        # Tables first or last, in runs of their own: numbers with a year are the same node.
        parted = place_in(folder / "c")
        both = [paths[3], paths[4]] if cut % 2 else [paths[4], paths[3]]
        for path in both:
            ingest([path], parted, ABOUT, HERE)
        once = place_in(folder / "d")
        ingest(both, once, ABOUT, HERE)
        mine, theirs = parted.open_store(), once.open_store()
        assert {(r.kind, r.source, r.target, r.parts) for r in mine.relations} == {
            (r.kind, r.source, r.target, r.parts) for r in theirs.relations
        }
        assert {i.iri for i in mine.instruments} == {i.iri for i in theirs.instruments}


def test_a_full_disk_leaves_a_run_that_can_go_on(tmp_path, texts):
    resource = pytest.importorskip("resource", reason="limits of processes are of POSIX")
    place = place_in(tmp_path)
    place.open_store()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        with pytest.raises(OSError, match="large"):
            ingest([texts], place, ABOUT, HERE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not segments(place.user_dir)
    summary = ingest([texts], place, ABOUT, HERE)
    assert summary.segment is not None
    other = place_in(tmp_path / "other")
    ingest([texts], other, ABOUT, HERE)
    assert said(place) == said(other)


def test_a_table_that_lacks_its_columns_is_refused_by_its_first_line(tmp_path):
    path = write_table(tmp_path / "bảng.csv", ("colour", "taste"), [("red", "sweet")])
    summary = ingest([path], place_in(tmp_path), ABOUT, HERE)
    (refused,) = summary.refused
    assert refused.where == f"{path}:1"
    assert "no column number or title" in refused.detail
    assert summary.segment is None
    assert summary.list_of_refused.is_file()


def test_the_ledger_names_the_instrument_of_each_text(tmp_path, texts):
    summary = ingest([texts], place_in(tmp_path), ABOUT, HERE)
    lines = (summary.segment / "ledger.jsonl").read_text("utf-8").splitlines()
    entries = [entry for line in lines for entry in json.loads(line).get("entries", ())]
    named = {Path(e["where"]).name: e["detail"] for e in entries if e["where"].endswith(".txt")}
    assert named["kế hoạch 003.txt"].endswith("2095-08-04/4-kh-ubnd")
    assert {e["outcome"] for e in entries if e["where"].endswith("sao.txt")} == {"copy"}


def test_the_texts_of_an_archive_are_inputs_of_their_own(tmp_path):
    path = tmp_path / "kho.zip"
    with zipfile.ZipFile(path, "w") as package:
        for n in range(3):
            package.writestr(f"năm/kế hoạch {n}.txt", plan(n))
        package.writestr("hỏng.pdf", b"%PDF-1.4 broken")
    place = place_in(tmp_path)
    summary = ingest([path], place, ABOUT, HERE)
    assert summary.counts == Counter({Outcome.IN: 3, Outcome.UNREAD: 1})
    assert summary.refused[0].where == f"{path}/hỏng.pdf"
    assert [Path(entry.where).name for entry in summary.taken] == [
        f"kế hoạch {n}.txt" for n in range(3)
    ]
    assert ingest([path], place, ABOUT, HERE).counts == Counter({Outcome.KNOWN: 1})


def test_copies_attest_once_and_keep_their_own_record(tmp_path):
    """A portal's copy is no second witness of what the text cites."""
    folder = tmp_path / "kho"
    folder.mkdir()
    for n in range(3):
        text = plan(0).replace("Số: 1/KH-UBND", f"Số: {n + 1}/KH-UBND")
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    place = place_in(tmp_path)
    summary = ingest([folder], place, ABOUT, HERE)
    assert summary.counts == Counter({Outcome.IN: 1, Outcome.COPY: 2})
    graph = place.open_store()
    assert all(graph.by_numbers([f"{n}/KH-UBND"]) for n in (1, 2, 3))
    attested = list(graph.all_attestations())
    assert attested
    assert {a.documents for a in attested} == {1}


def test_a_copy_of_a_text_of_an_earlier_run_is_a_copy(tmp_path):
    place = place_in(tmp_path)
    for n, outcome in ((0, Outcome.IN), (1, Outcome.COPY)):
        path = tmp_path / f"{n}.txt"
        path.write_text(f"{plan(0)}{' ' * n}\n", encoding="utf-8")
        assert ingest([path], place, ABOUT, HERE).counts == Counter({outcome: 1})
    again = ingest([path], place, ABOUT, HERE, again=True)
    assert again.counts == Counter({Outcome.COPY: 1})


def test_a_graph_that_grows_while_a_run_is_under_way_is_no_fault(tmp_path, texts):
    """Another run, or an upgrade, may come between; what is found then is kept beside too."""
    place = place_in(tmp_path)
    shipped = place.data_dir / "instruments.jsonl"
    whole = shipped.read_text("utf-8")
    shipped.write_text("", encoding="utf-8")

    def grow(done: int, total: int) -> None:
        if done and total:
            shipped.write_text(whole, encoding="utf-8")

    # The tables come first, so processes that read texts begin when the graph has grown.
    summary = ingest([texts], place, ABOUT, How(jobs=1, progress=grow))
    assert summary.segment is not None
    found = place.open_store().instrument(DECREE.iri)
    assert (found.attested, found.title) == (False, DECREE.title)
