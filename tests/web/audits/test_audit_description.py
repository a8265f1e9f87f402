"""What the description of the interface tells of audits is right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from audit_zips import done, packed, sample

CONFIG = Path(__file__).parents[1] / "api" / "schemathesis.toml"
LISTS = ("documents", "findings", "instruments", "unread", "workbook", "page")


def test_schemathesis_finds_no_failure(server, tmp_path):
    pytest.importorskip("schemathesis")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
        *("run", f"{server.address}/openapi.json", "--include-path-regex", "^/audits"),
        *("--max-examples", "15", "--seed", "1", "--checks", "all"),
        *("--generation-database", "none", "--no-color"),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_answers_are_as_described(server):
    validate = pytest.importorskip("jsonschema").validate
    whole = httpx.get(f"{server.address}/openapi.json").json()
    audit = done(server.address, packed({"a.txt": sample("txt"), "b.docx": b"PK"}))

    def schema(path):
        told = whole["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        return {**told["schema"], "components": whole["components"]}

    validate(httpx.get(server.address + audit).json(), schema("/audits/{id}"))
    for name in LISTS[:4]:
        answer = httpx.get(f"{server.address}{audit}/{name}").json()
        assert answer["total"] > 0
        validate(answer, schema(f"/audits/{{id}}/{name}"))


def test_cursors_are_of_one_list(server):
    audit = done(server.address, packed({f"{n}.txt": sample("txt") for n in range(3)}))
    page = httpx.get(f"{server.address}{audit}/documents?limit=1").json()
    for query in (
        f"documents?worst=error&cursor={page['next']}",
        "documents?cursor=x",
        "findings?limit=0",
    ):
        got = httpx.get(f"{server.address}{audit}/{query}")
        assert (got.status_code, got.json()["type"]) == (422, "/problems/invalid"), query


@pytest.mark.parametrize("id_", ["x" * 22, "%2e%2e", "x", "\u0111"])
def test_what_is_not_there(server, id_):
    for name in ("", *(f"/{name}" for name in LISTS)):
        assert httpx.get(f"{server.address}/audits/{id_}{name}").status_code == 404
