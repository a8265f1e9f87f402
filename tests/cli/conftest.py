"""The commands as a user types them, in processes of their own, with a home of the test's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "nhà riêng"


@pytest.fixture
def run(home):
    def call(*args, stdin=None, code=None):
        done = subprocess.run(
            [sys.executable, "-m", "cli", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env=os.environ | {"VIENDAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err, err
        if code is not None:
            assert done.returncode == code, out + err
        return out, err, done.returncode

    return call
