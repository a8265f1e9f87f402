"""A run that is killed, wherever that happens, goes on and ends with the same graph."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from archives import ABOUT, archive, place_in, run_child, said

from ingest.pipeline import How, ingest
from kg.store.files import INGESTED, segments

# The child counts what it does to files of the user's folder and ends at once at a given count.
CHILD = """
import os
from pathlib import Path
from archives import ABOUT, place_in
from ingest.pipeline import How, ingest, taking

taking._TEXTS, taking._ROWS = 3, 7
place, left = place_in(Path({folder!r})), [{events}]

def seen():
    left[0] -= 1
    if not left[0]:
        os._exit(9)

def watch(event, given):
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.truncate"):
        if str(place.user_dir) in str(given[0]):
            seen()

def synced(number, fsync=os.fsync):
    fsync(number)
    seen()

if __name__ == "__main__":
    os.fsync = synced
    sys.addaudithook(watch)
    done = ingest([Path({archive!r})], place, ABOUT, How(jobs=0))
    print(1_000_000 - left[0], *sorted(done.counts.values()))
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> Path:
    return archive(tmp_path_factory.mktemp("kho lưu trữ"), 14)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, texts):
    """What a run that goes through says, and how much it does to files."""
    folder = tmp_path_factory.mktemp("whole")
    child = run_child(
        CHILD.format(folder=str(folder), archive=str(texts), events=1_000_000), cwd=folder
    )
    assert child.returncode == 0, child.stderr
    events, *counts = map(int, child.stdout.split())
    return said(place_in(folder)), events, counts


@pytest.mark.parametrize("seed", range(6))
def test_killed_anywhere_and_rerun_it_is_the_same_graph(tmp_path, texts, whole, seed):
    expected, events, counts = whole
    chance = random.Random(seed)  # noqa: S311 - where to be killed
    for _ in range(2):
        at = chance.randint(1, events)
        code = CHILD.format(folder=str(tmp_path), archive=str(texts), events=at)
        killed = run_child(code, cwd=tmp_path)
        assert killed.returncode in (0, 9), killed.stderr
    place = place_in(tmp_path)
    summary = ingest([texts], place, ABOUT, How(jobs=0))
    assert said(place) == expected
    if summary.segment is not None:
        assert sorted(summary.counts.values()) == counts, "nothing is read twice"
    (segment,) = segments(place.user_dir)
    left = {path.name for path in segment.parent.iterdir() if path.is_dir()}
    assert left == {segment.name}, "nothing unfinished stays"


PARENT = """
from pathlib import Path
from archives import ABOUT, place_in
from ingest.pipeline import How, ingest, taking

taking._TEXTS = 2
if __name__ == "__main__":
    tell = lambda done, total: print(done, flush=True)
    ingest([Path({archive!r})], place_in(Path({folder!r})), ABOUT, How(jobs=2, progress=tell))
"""


def test_a_process_killed_from_outside_leaves_what_it_had(tmp_path, texts, whole):
    run_child("", cwd=tmp_path)
    script = tmp_path / "child.py"
    code = PARENT.format(folder=str(tmp_path), archive=str(texts))
    script.write_text(script.read_text("utf-8") + code, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        for _ in range(6):
            child.stdout.readline()
        child.kill()
    place = place_in(tmp_path)
    (working,) = (place.user_dir / INGESTED).iterdir()
    assert not segments(place.user_dir), "an unfinished run is not read"
    before = (working / "ledger.jsonl").read_bytes()
    assert before.count(b"\n") > 3
    summary = ingest([texts], place, ABOUT, How(jobs=0))
    assert summary.segment is not None
    assert (summary.segment / "ledger.jsonl").read_bytes().startswith(before), "it went on"
    assert said(place) == whole[0]
