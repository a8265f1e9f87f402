"""Files that end or halt who reads them, and audits that are killed: all the rest goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from audited import AS_OF, SAMPLES, run, said
from test_judged_again import drafts

from check.audit.archive import Archive
from check.audit.pool import How
from check.audit.record import Reason
from ingest.readers.together import documents_together

CRASH, HANG = b"ends the process", b"never ends"
HERE = Path(__file__).parent


def read(paths, contents):
    """Some contents end the process that reads them, or keep it for ever."""
    for content in contents:
        if content == CRASH:
            os._exit(70)
        if content == HANG:
            time.sleep(3600)
    yield from documents_together(paths, contents)


def test_a_crash_and_a_hang_are_told_and_nothing_else_is_lost(tmp_path):
    root = drafts(tmp_path / "kế hoạch", 12, 1)
    for name in ("y.txt", "z.txt"):
        (root / name).write_text("Hai bản giống nhau, đọc cùng lúc.", encoding="utf-8")
    expected = dict(said_without_faults(root, tmp_path))
    (root / "03 a.txt").write_bytes(CRASH)
    (root / "05 a.txt").write_bytes(HANG)
    (root / "06 a.txt").write_bytes(CRASH)
    with Archive(tmp_path / "a.sqlite") as archive:
        done = run(root, archive, read=read, how=How(jobs=2, seconds=4))
        found = said(archive)
        unread = [(Path(u.path).name, u.reason) for u in found.pop("unread")]
        assert found == expected
        assert unread == [
            ("03 a.txt", Reason.CRASHED),
            ("05 a.txt", Reason.TIMED_OUT),
            ("06 a.txt", Reason.CRASHED),
        ]
        assert (done.judged, done.read) == (15, 17), "copies are not read"
        assert run(root, archive, read=read, how=How(jobs=2, seconds=4)).read == 0
        (root / "03 a.txt").write_text("Theo Nghị định số 61/2018/NĐ-CP.", encoding="utf-8")
        run(root, archive, read=read, how=How(jobs=2, seconds=4))
        assert len(list(archive.unread())) == 2


def said_without_faults(root: Path, tmp_path: Path):
    found = said_of(root, tmp_path / "whole.sqlite")
    assert found.pop("unread") == []
    return found


def said_of(root: Path, archive: Path):
    run(root, archive)
    return said(archive)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_of_files_read_together_only_the_bad_one_is_listed(tmp_path):
    root = tmp_path / "kế hoạch"
    root.mkdir()
    plan = (SAMPLES / "ke-hoach-cchc.txt").read_text(encoding="utf-8")
    for n in range(2):
        lines = plan.replace("999/QĐ", f"{n}/QĐ").replace("\n", "\\par\n")
        letters = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in lines)
        (root / f"{n}.rtf").write_text("{\\rtf1\\uc1 " + letters + "}", encoding="ascii")
    (root / "1 a.doc").write_bytes(CRASH)
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, read=read, how=How(jobs=1, seconds=300))
        (unread,) = archive.unread()
        assert (Path(unread.path).name, unread.reason) == ("1 a.doc", Reason.CRASHED)
        documents = list(archive.documents())
    assert [Path(d.path).name for d in documents] == [f"{n}.rtf" for n in range(2)]
    assert all(d.particulars.citations > 5 for d in documents)


def test_processes_give_what_one_process_gives(tmp_path):
    root = drafts(tmp_path / "kế hoạch", 12, 2)
    run(root, tmp_path / "a.sqlite", how=How(jobs=3))
    run(root, tmp_path / "b.sqlite")
    assert said(tmp_path / "a.sqlite") == said(tmp_path / "b.sqlite")


CHILD = """
import os, signal, sys
sys.path[:0] = {places!r}
from datetime import date
from pathlib import Path
from audited import run, slowly
from check.audit import writing
from check.audit.archive import Archive
from check.audit.pool import How

writing._MANY = 3
left = [{statements}]

def seen(statement):
    left[0] -= statement.startswith({kind!r})
    if not left[0]:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

if __name__ == "__main__":
    tell = lambda done, total: print(done, flush=True)
    how = How(jobs={jobs}, progress=tell)
    with Archive(Path({archive!r})) as archive:
        archive.connection.set_trace_callback(seen)
        as_of = date.fromisoformat({as_of!r})
        run(Path({root!r}), archive, read=slowly, how=how, as_of=as_of)
    print(-left[0], flush=True)
"""


def child(
    root: Path,
    archive: Path,
    jobs: int,
    statements: int = 0,
    as_of: date = AS_OF,
    kind: str = "",
) -> subprocess.Popen[str]:
    """Start an audit in a process of its own, which kills itself at one of its statements."""
    script = archive.parent / "child.py"
    places = [str(HERE), str(HERE.parents[2])]
    code = CHILD.format(
        places=places,
        root=str(root),
        archive=str(archive),
        jobs=jobs,
        statements=statements,
        as_of=as_of.isoformat(),
        kind=kind,
    )
    script.write_text(code, encoding="utf-8")
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, str(script)], stdout=pipe, stderr=pipe, text=True)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A folder, what an audit that goes through says of it, and in how many statements."""
    place = tmp_path_factory.mktemp("hồ sơ")
    root = drafts(place / "kế hoạch", 30, 7)
    for n in (3, 4):
        shutil.copy(root / "01.txt", root / f"bản sao {n}.txt")
    (root / "hỏng.docx").write_bytes(b"PK\x03\x04" + b"0" * 90)
    with child(root, place / "whole.sqlite", 0) as process:
        told, _ = process.communicate()
    with Archive(place / "whole.sqlite") as archive:
        (done,) = archive.runs()
        return root, said(archive), done, int(told.split()[-1])


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_statement_it_goes_on_to_the_same_archive(tmp_path, many, seed):
    root, expected, whole, statements = many
    chance = random.Random(seed)  # noqa: S311 - where to be killed
    kept = 0
    for _ in range(2):
        at = chance.randint(1, statements * 2 // 3)
        with child(root, tmp_path / "a.sqlite", 0, at) as process:
            process.communicate()
        with Archive(tmp_path / "a.sqlite") as archive:
            now = archive.counts()[1]
            assert now >= kept, "what was written stays"
            kept = now
    goes_on(root, tmp_path / "a.sqlite", expected, whole)


def goes_on(root, path, expected, whole):
    with Archive(path) as archive:
        done = run(root, archive)
        assert said(archive) == expected
        assert done == whole, "it is one run, however often it was broken off"
        assert len(archive.runs()) == 1


def test_killed_from_outside_its_processes_end_and_it_goes_on(tmp_path, many):
    root, expected, whole, _ = many
    with child(root, tmp_path / "a.sqlite", 2) as process:
        assert process.stdout is not None
        for _ in range(12):
            process.stdout.readline()
        process.kill()
        # Whoever holds the other ends of its pipes would keep this from coming to an end.
        process.communicate(timeout=60)
    with Archive(tmp_path / "a.sqlite") as archive:
        assert 0 < archive.counts()[1] < 32
    goes_on(root, tmp_path / "a.sqlite", expected, whole)


@pytest.fixture(scope="module")
def judged_again(tmp_path_factory, many):
    """An archive, another day, what it says then, and in how many statements it came to that."""
    place, later = tmp_path_factory.mktemp("kho"), AS_OF.replace(year=2019)
    run(many[0], place / "before.sqlite")
    shutil.copy(place / "before.sqlite", place / "after.sqlite")
    with child(many[0], place / "after.sqlite", 0, 0, later) as process:
        told, _ = process.communicate()
    run(many[0], place / "fresh.sqlite", as_of=later)
    assert said(place / "after.sqlite") == said(place / "fresh.sqlite")
    return place, later, int(told.split()[-1])


@pytest.mark.parametrize("batch", [1, 2, 3, 0])
def test_judging_again_goes_on_where_it_was_killed(tmp_path, many, judged_again, batch):
    """Killed between two batches, and anywhere."""
    root, (place, later, statements) = many[0], judged_again
    chance = random.Random(batch)  # noqa: S311 - where to be killed
    shutil.copy(place / "before.sqlite", tmp_path / "a.sqlite")
    at = batch or chance.randint(1, statements)
    kind = "BEGIN" if batch else ""
    with child(root, tmp_path / "a.sqlite", 0, at, later, kind) as process:
        process.communicate()
    with Archive(tmp_path / "a.sqlite") as archive, Archive(place / "after.sqlite") as whole:
        done = run(root, archive, as_of=later)
        assert (done.id, done.read, done.finished) == (2, 0, True)
        assert said(archive) == said(whole)
        assert list(archive.changes()) == list(whole.changes())


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_says_how_to_go_on(tmp_path, many):
    root, expected = many[:2]
    with child(root, tmp_path / "a.sqlite", 2) as process:
        assert process.stdout is not None
        for _ in range(6):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Give the same command to go on" in told.splitlines()[-1]
    with Archive(tmp_path / "a.sqlite") as archive:
        assert 0 < archive.counts()[1] < 32
        run(root, archive)
        assert said(archive) == expected
