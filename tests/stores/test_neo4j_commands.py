"""The commands of a user with a Neo4j server: load it, ask it, check drafts against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.store import open_graph

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "ke-hoach-cchc.docx"


@pytest.fixture
def run(tmp_path):
    def call(*args, codes=(0,)):
        done = subprocess.run(
            [sys.executable, "-m", "cli", *map(str, args)],
            capture_output=True,
            cwd=ROOT,
            env=os.environ | {"VIENDAN_HOME": str(tmp_path / "nhà"), "PYTHONPATH": str(ROOT)},
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode in codes, out + err
        return out, err

    return call


def test_a_server_gives_the_answers_of_the_file(run, neo4j_uri):
    first, told = run("load", "neo4j", "--uri", neo4j_uri)
    graph = open_graph()
    total = sum(graph.counts().values())
    assert f"{len(graph)} văn bản, {total} quan hệ" in first
    assert f"relations: {total}/{total}" in told
    again, _ = run("load", "neo4j", "--uri", neo4j_uri)
    assert "ghi 0, xóa 0" in again
    assert again.split(";")[-1] == first.split(";")[-1], "the same fingerprint"
    for command in (
        ("show", "76/NQ-CP", "--as-of", "2026-01-01", "--format", "json"),
        ("query", "implements", "76/NQ-CP", "--as-of", "2026-01-01", "--format", "json"),
        ("query", "orphans", "--as-of", "2026-01-01", "--format", "csv"),
        ("query", "replaced-by", "61/2018/NĐ-CP", "--known", "2025-06-08", "--format", "csv"),
        ("diff", "--from", "2025-06-30", "--to", "2025-07-01", "--format", "csv"),
        ("ask", "nghị định 61/2018 còn hiệu lực không", "--as-of", "2026-01-01"),
    ):
        assert run(*command, "--store", neo4j_uri) == run(*command)


def test_a_draft_is_judged_alike(run, neo4j_uri):
    run("load", "neo4j", "--uri", neo4j_uri)
    command = ("check", SAMPLE, "--as-of", "2026-11-22", "--format", "json")
    here, _ = run(*command, codes=(1,))
    there, _ = run(*command, "--store", neo4j_uri, codes=(1,))
    assert json.loads(there) == json.loads(here)
    assert json.loads(there)["findings"]
