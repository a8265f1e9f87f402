"""The description of the interface is right: every operation is tried against it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from real_server import RealServer

HERE = Path(__file__).parent


def test_schemathesis_finds_no_failure(server: RealServer, tmp_path: Path):
    pytest.importorskip("schemathesis")
    command = [
        *(sys.executable, "-m", "schemathesis.cli"),
        *("--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{server.address}/openapi.json"),
        *("--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--seed", "1"),
        *("--checks", "all", "--generation-database", "none", "--no-color"),
    ]
    variables = {**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)}
    done = subprocess.run(
        command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def described(server: RealServer) -> dict:
    return httpx.get(f"{server.address}/openapi.json").json()


def test_every_operation_says_what_it_does(server: RealServer):
    for path, methods in described(server)["paths"].items():
        for method, operation in methods.items():
            assert len(operation["summary"]) > 15, (method, path)
            assert operation["tags"], (method, path)
            for parameter in operation.get("parameters", ()):
                assert (
                    parameter["in"] == "path"
                    or "default" in parameter["schema"]
                    or (parameter["schema"].get("description") or parameter.get("description"))
                ), (path, parameter["name"])


def test_every_reference_leads_somewhere(server: RealServer):
    whole = described(server)
    text = httpx.get(f"{server.address}/openapi.json").text
    names = set(re.findall(r'"\$ref":\s*"#/components/schemas/([^"]+)"', text))
    assert names <= whole["components"]["schemas"].keys()
    assert {"Problem", "Check", "Card", "Table"} <= whole["components"]["schemas"].keys()


def test_token_is_told_and_not_always_needed(server: RealServer):
    whole = described(server)
    assert whole["security"] == [{}, {"token": []}]
    assert whole["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
