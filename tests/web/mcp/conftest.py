"""One server for all tests, started as an assistant starts it; its home has letters and blanks."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("mcp")
from mcp_assistant import assistant, run_cli


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("nhà của trợ lý") / "dữ liệu"


@pytest.fixture(scope="session")
def helper(home, tmp_path_factory):
    log = tmp_path_factory.mktemp("nhật ký") / "stderr.txt"
    with assistant(home, log) as connected:
        yield connected
    assert log.read_text(encoding="utf-8") == ""


@pytest.fixture
def cli_json(home):
    def printed(*args, stdin=""):
        return json.loads(run_cli(home, *args, "--format", "json", stdin=stdin))

    return printed
