"""What becomes of audits: cancelled, crashed, forgotten, left behind; and who else is served."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from contextlib import contextmanager

import httpx
import psutil
import pytest
from audit_zips import RTF, begin, done, items, many, packed, sample, state, until
from real_server import running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts of a POSIX shell")
SLEEPS = "#!/bin/sh\nexec sleep 600\n"
# In the place of LibreOffice: ends the process that has called it.
KILLS = "#!/bin/sh\nkill -9 $PPID\n"


def hanging(**more: bytes) -> bytes:
    """Return an archive with a file that takes for ever, and others."""
    files = {f"{n}.txt": sample("txt") + str(n).encode() for n in range(5)}
    return packed({"treo.rtf": RTF, **files, **more})


@contextmanager
def server_with(folder, script, **limits):
    """Run a server that finds a script in the place of LibreOffice."""
    program = folder / "soffice.sh"
    program.write_text(script)
    program.chmod(0o755)
    given = {"VIENDAN_SOFFICE": str(program), "VIENDAN_SANDBOX": "none"}
    with running(folder, limits=limits, **given) as server:
        yield server


def workers(server):
    """Return the processes that only audits have started."""
    found = set(server.processes())
    return [p for p in found if p.is_running() and p.nice() > 0]


def gone(processes):
    return not psutil.wait_procs(processes, timeout=5)[1]


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    with server_with(tmp_path_factory.mktemp("chậm"), SLEEPS, audits=2) as server:
        yield server


def wait_for(condition):
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("never came true")


def sleeping(server):
    return [p for p in workers(server) if p.name() == "sleep"]


def test_cancelling_leaves_nothing(slow):
    audit = begin(slow.address, hanging())
    wait_for(lambda: sleeping(slow))
    found = workers(slow)
    assert len(found) >= 3
    began = time.monotonic()
    assert httpx.delete(slow.address + audit, timeout=10).status_code == 204
    took = time.monotonic() - began
    assert gone(found)
    assert not slow.left() or not [p for p in slow.left() if audit[-22:] in p.parts]
    assert took < 5, took
    assert httpx.get(slow.address + audit).status_code == 404
    assert httpx.delete(slow.address + audit).status_code == 404


def test_two_at_a_time_others_wait_and_checks_are_answered(slow):
    first, second = begin(slow.address, hanging()), begin(slow.address, hanging())
    wait_for(lambda: len(sleeping(slow)) == 2)
    third = begin(slow.address, packed({"a.txt": sample("txt")}))
    told = state(slow.address, third)
    assert (told["state"], told["progress"]["before"]) == ("waiting", 0)
    for kind in ("documents", "workbook"):
        assert httpx.get(f"{slow.address}{third}/{kind}").status_code == 409
    text = {"text": "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018;"}
    for _ in range(5):
        assert httpx.post(f"{slow.address}/check", json=text).status_code == 200
    assert all(p.nice() > 0 for p in sleeping(slow))
    assert httpx.delete(slow.address + first).status_code == 204
    until(slow.address, third, "done")
    assert state(slow.address, second)["state"] == "reading"
    for one in (second, third):
        assert httpx.delete(slow.address + one).status_code == 204


def test_so_many_are_kept_and_no_more(slow):
    kept = []
    for _ in range(30):
        files = {"file": ("a.zip", packed({"a.txt": sample("txt")}))}
        sent = httpx.post(f"{slow.address}/audits", files=files, timeout=60)
        if sent.status_code != 202:
            break
        kept.append(sent.headers["location"])
    assert (sent.status_code, sent.json()["type"]) == (503, "/problems/busy")
    assert "retry-after" in sent.headers
    assert len(kept) == 20
    for audit in kept:
        assert httpx.delete(slow.address + audit, timeout=20).status_code == 204
    assert not [p for p in slow.left() if "uploaded" in p.name]


def test_what_is_too_large_is_refused_and_not_kept(tmp_path):
    with running(tmp_path, limits={"archive": 100_000}) as server:
        files = {"file": ("a.zip", packed({"a.bin": bytes(range(256)) * 2000}) + b"x" * 120_000)}
        got = httpx.post(f"{server.address}/audits", files=files)
        assert got.status_code == 413

        def pieces():
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
            for _ in range(30):
                yield b"x" * 100_000

        kind = {"content-type": "multipart/form-data; boundary=x"}
        try:
            got = httpx.post(f"{server.address}/audits", content=pieces(), headers=kind)
            assert got.status_code == 413
        except httpx.WriteError:
            pass
        wait_for(lambda: not [p for p in server.left() if p.name == "uploaded"])


def test_a_file_that_kills_its_reader_costs_itself_alone(tmp_path):
    with server_with(tmp_path, KILLS) as server:
        archive = hanging()
        audit = done(server.address, archive)
        (left,) = items(server.address, audit, "unread")
        assert (left["path"], left["reason"]) == ("treo.rtf", "crashed")
        assert len(list(items(server.address, audit, "documents"))) == 5


def test_a_file_that_takes_too_long_costs_itself_alone(tmp_path):
    with server_with(tmp_path, SLEEPS, file_seconds=3.0) as server:
        audit = done(server.address, hanging())
        (left,) = items(server.address, audit, "unread")
        assert (left["path"], left["reason"]) == ("treo.rtf", "timed_out")
        assert len(list(items(server.address, audit, "documents"))) == 5
        wait_for(lambda: not workers(server))


def test_an_audit_that_nobody_looks_at_is_deleted(tmp_path):
    with running(tmp_path, limits={"kept": 2.0}) as server:
        audit = done(server.address, packed({"a.txt": sample("txt")}))
        assert [p for p in server.left() if p.name == "audit.sqlite"]
        wait_for(lambda: not [p for p in server.left() if p.name == "audit.sqlite"])
        assert httpx.get(server.address + audit).status_code == 404


def test_the_end_of_the_server_ends_audits(tmp_path):
    with server_with(tmp_path, SLEEPS) as server:
        begin(server.address, hanging())
        wait_for(lambda: sleeping(server))
        server.processes()
        # Fails where a process or a file is left.
        server.stop()


def test_a_killed_server_leaves_no_process_and_the_next_one_no_file(tmp_path):
    folders = (tmp_path / "tmp").glob
    with server_with(tmp_path, SLEEPS) as server:
        done(server.address, packed({"a.txt": sample("txt")}))
        begin(server.address, hanging())
        wait_for(lambda: sleeping(server))
        found = workers(server)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        assert gone(found)
        (left,) = folders("viendan-audits-*")
        assert list(left.rglob("audit.sqlite"))
        with running(tmp_path):
            assert not left.exists()
            assert len(list(folders("viendan-audits-*"))) == 1
        # Other folders of the killed server are not of audits.
        shutil.rmtree(tmp_path / "tmp")


def test_another_server_is_not_disturbed(tmp_path):
    with running(tmp_path / "một") as first:
        audit = done(first.address, packed({"a.txt": sample("txt")}))
        with running(tmp_path / "hai", TMPDIR=str(tmp_path / "một" / "tmp")):
            assert httpx.get(f"{first.address}{audit}/documents").status_code == 200


def test_folders_are_the_users_alone(slow):
    audit = done(slow.address, many(3))
    (folder,) = (slow.folder / "tmp").glob("viendan-audits-*")
    assert folder.stat().st_mode & 0o077 == 0
    (job,) = folder.glob(audit[-22:])
    assert job.stat().st_mode & 0o077 == 0
    left = {path.suffix for path in job.iterdir() if path.is_file()}
    assert left == {".sqlite", ".lock", ".html", ".xlsx"}
    assert httpx.delete(slow.address + audit).status_code == 204
