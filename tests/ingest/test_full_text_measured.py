"""Relations of real texts, labelled by hand; skipped where the shared material is absent.

The floor is under what is reached, so that a loss is seen. Labels and their rules: README.md there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.full_text import read_full_text
from report.to_relations import relations_to_dict

SHARED = Path(os.environ.get("VIENDAN_SHARED", Path(__file__).parents[3] / "shared"))
LABELLED = SHARED / "relations"
SCORER = SHARED / "tools" / "score_relations.py"
READ = (
    "import sys; from ingest.full_text import read_full_text as r; "
    "from report.to_relations import relations_to_json as j; "
    "sys.stdout.buffer.write(j(r(sys.stdin.buffer.read().decode('utf-8'))).encode('utf-8'))"
)

pytestmark = pytest.mark.skipif(not LABELLED.is_dir(), reason="the shared material is absent")


def test_relations_and_particulars_reach_the_floor():
    command = f'"{sys.executable}" -c "{READ}"'
    run = subprocess.run(
        [sys.executable, str(SCORER), str(LABELLED), "--json", "--cmd", command],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    figures = json.loads(run.stdout)
    assert figures["f1"] >= 0.98
    assert figures["metadata"] >= 0.98
    assert figures["evidence"] == 1


@pytest.mark.parametrize(
    "path", sorted(LABELLED.glob("*.txt")) if LABELLED.is_dir() else [], ids=lambda p: p.stem
)
def test_what_the_labels_leave_unsaid_is_not_made_up(path):
    own = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["self"]
    read = relations_to_dict(read_full_text(path.read_text(encoding="utf-8")))["self"]
    for field in ("number", "date", "effective", "expires"):
        assert read[field] == own[field], field
