"""The commands that ask the graph, as a user types them; the fixtures run real processes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"


@pytest.fixture
def environment(tmp_path):
    return os.environ | {"VIENDAN_HOME": str(tmp_path / "nhà riêng"), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(environment):
    def call(*args, stdin=None, code=0):
        done = subprocess.run(
            [sys.executable, "-m", "cli", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err, err
        assert done.returncode == code, out + err
        return out, err

    return call


def numbers(text):
    return [row["number"] for row in json.loads(text)["rows"]]


def test_what_the_state_was_and_what_was_known_are_two_questions(run):
    """61/2018 was replaced from 01/7/2025 by a decree signed on 09/6/2025."""

    def state(as_of, *known):
        out, _ = run("query", "status", OLD, "--as-of", as_of, *known, "--format", "json")
        return json.loads(out)["rows"][0]["state"]

    assert state("2025-06-30") == "in_force"
    assert state("2025-07-01") == "replaced"
    assert state("2025-07-01", "--known", "2025-06-08") == "in_force"
    assert state("2025-07-01", "--known", "2025-06-09") == "replaced"


def test_what_was_not_yet_public_is_not_in_the_graph(run):
    _, err = run("show", NEW, "--known", "2025-06-08", code=2)
    assert "không có trong dữ liệu" in err
    assert "không có nghĩa là văn bản không được ban hành" in err


def test_a_question_gives_the_same_rows_asked_by_name_and_in_words(run):
    by_name, _ = run("query", "replaced-by", OLD, "--as-of", "2026-01-01", "--format", "json")
    asked, told = run(
        "ask", "what replaced 61/2018/ND-CP", "--as-of", "2026-01-01", "--format", "json"
    )
    assert json.loads(asked) == json.loads(by_name)
    assert numbers(asked)[-1] == NEW
    assert OLD in told
    assert "Hiểu là" in told


def test_an_ambiguous_number_is_asked_back(run):
    out, _ = run("ask", "văn bản nào triển khai 76/NQ-CP", code=2)
    assert "13/6/2013" in out
    assert "15/7/2021" in out


def test_at_a_terminal_the_choice_is_typed(environment):
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "ask", "văn bản nào triển khai 76/NQ-CP"],
        stdin=slave,
        stdout=slave,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=environment,
    )
    os.close(slave)
    os.write(master, b"2\n")
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    assert process.wait() == 0
    os.close(master)
    assert "23/CT-TTg (02/9/2021)" in seen.decode()


def test_what_changed_between_two_days(run):
    out, _ = run("diff", "--from", "2025-06-30", "--to", "2025-07-01", "--format", "json")
    rows = json.loads(out)["rows"]
    assert {"2025-07-01"} == {row["day"] for row in rows}
    assert (OLD, "replaced_by") in {(row["number"], row["event"]) for row in rows}
    out, _ = run("diff", OLD, "--from", "2025-07-01", "--to", "2026-01-01", "--format", "json")
    assert json.loads(out)["rows"] == [], "the first day is not counted"


def test_every_question_is_listed_and_the_unknown_one_refused(run):
    out, _ = run("query", "--list")
    slugs = [line.split()[0] for line in out.splitlines()]
    assert {"implements", "carries-out", "depends-on", "orphans", "changes"} <= set(slugs)
    _, err = run("query", "implemented", OLD, code=2)
    assert all(slug in err for slug in slugs)


def test_tables_as_csv_and_pictures(run, tmp_path):
    out, _ = run("query", "cited-by", OLD, "--format", "csv")
    assert len(list(csv.reader(io.StringIO(out)))) > 1
    page = tmp_path / "lược đồ 61.html"
    run("show", OLD, "--format", "html", "-o", page)
    assert OLD in page.read_text(encoding="utf-8")
    out, _ = run("query", "replaces", OLD, "--format", "svg")
    assert ET.fromstring(out).tag.endswith("svg")
    out, _ = run("show", OLD, "--format", "mermaid")
    assert "\nflowchart" in out
    _, err = run("show", "76/NQ-CP", "--format", "svg", code=2)
    assert "13/6/2013" in err, "one picture shows one instrument"


@pytest.mark.parametrize("form", [".ttl", ".jsonld", ".nq"])
def test_what_is_exported_is_imported_again(run, tmp_path, form):
    file = tmp_path / f"đồ thị{form}"
    run("export", "-o", file)
    run("import", file)
    before, _ = run("lint-data", "--data", ROOT / "data")
    after, _ = run("lint-data")
    assert after == before, "what the data had already is added to nothing"


def test_a_file_of_no_format_and_a_broken_one(run, tmp_path):
    _, err = run("export", "-o", tmp_path / "graph.xyz", code=2)
    assert ".ttl" in err
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")
    _, err = run("import", broken, code=2)
    assert "broken.ttl" in err
    assert not (tmp_path / "nhà riêng").exists(), "nothing was added"


def test_sparql_asks_the_local_graph(run):
    query = (
        "SELECT ?number WHERE { ?who viendan:implements ?what ; eli:number ?number ."
        ' ?what eli:number "76/NQ-CP" ; eli:date_document "2021-07-15"^^xsd:date }'
    )
    out, _ = run("sparql", query, "--format", "csv")
    assert set(out.split()) == {"number", "23/CT-TTg", "282/QĐ-TTg"}
    _, err = run("sparql", "DELETE WHERE { ?s ?p ?o }", code=2)
    assert "SELECT" in err


def test_shapes_of_the_shipped_data(run):
    out, _ = run("lint-data", "--data", ROOT / "data", "--shacl")
    assert out.endswith(" 0 problems\n")


def test_a_server_that_is_not_there(run):
    _, err = run("show", OLD, "--store", "bolt://127.0.0.1:9", code=2)
    assert "127.0.0.1:9" in err
