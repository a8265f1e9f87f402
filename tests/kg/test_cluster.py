"""A Dask cluster of real processes: the results of one machine, whatever ends in the middle."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from dask_processes import Running

from kg.cluster import Carried, Cluster
from kg.errors import LegalGraphError
from kg.workers import Failed

pytest.importorskip("distributed")


def begin(base: int, table: Path):
    """What tasks do here: some crash, hang, fall with their worker or tell where they run."""
    added = int(table.read_text())

    def work(task: int | str | Path):
        if task == 13:
            os._exit(3)
        if task == 17:
            time.sleep(3600)
        if isinstance(task, Path):
            with task.open("a") as started:
                print(os.getpid(), file=started)
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(3600)
        if task == "where":
            time.sleep(0.05)
            return os.getppid(), os.getpid()
        if isinstance(task, int):
            time.sleep(0.01)
            return base + added + task
        return task

    return work


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> Iterator[Running]:
    """A cluster of two workers that nobody starts again; one test ends the second."""
    running = Running(tmp_path_factory.mktemp("hai máy"))
    try:
        running.worker("--no-nanny", wait=False)
        running.worker("--no-nanny")
        yield running
    finally:
        running.end()


@pytest.fixture(scope="module")
def frail(tmp_path_factory) -> Iterator[Running]:
    """One worker that Dask's nanny starts again, and a scheduler that blames a task at once."""
    folder = tmp_path_factory.mktemp("một lần")
    running = Running(folder, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        running.worker()
        yield running
    finally:
        running.end()


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "bảng.txt"
    path.write_text("500")
    return path


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_results_come_in_order_and_faults_stay_alone(two, table):
    with closing(Cluster(two.address, begin, (1000, Carried(table)), seconds=1)) as cluster:
        table.unlink()
        results = list(cluster.each(iter(range(60))))
        assert list(cluster.each(())) == []
    crashed, hung = results[13], results[17]
    results[13], results[17] = 1513, 1517
    assert results == [1500 + n for n in range(60)]
    assert isinstance(crashed, Failed)
    assert "code 3" in crashed.reason
    assert isinstance(hung, Failed)
    assert hung.timed_out
    assert not list(two.folder.rglob("viendan-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_worker_costs_nothing(two, table):
    victim = two.processes[-1]
    with closing(Cluster(two.address, begin, (0, Carried(table)), seconds=60)) as cluster:
        at_work: dict[int, int] = {}
        results = []
        for number, result in enumerate(cluster.each(_until_met(victim.pid, at_work))):
            if isinstance(result, tuple):
                at_work[result[0]] = result[1]
                if result[0] == victim.pid and victim.poll() is None:
                    victim.kill()
                    victim.wait()
                results.append(number)
            else:
                results.append(result - 1500)
        assert victim.pid in at_work
        assert results == list(range(len(results)))
        time.sleep(1)
        assert not _alive(at_work[victim.pid]), "what the killed worker has started lives on"


def _until_met(pid: int, at_work: dict[int, int]) -> Iterator[int | str]:
    """Yield questions for the worker until a given one answers, and then work for all."""
    number = 0
    while pid not in at_work and number < 2_000:
        yield "where"
        number += 1
    yield from range(1000 + number, 1100 + number)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_task_that_ends_workers_fails_alone(frail, table, tmp_path):
    pids = tmp_path / "pids"
    with closing(Cluster(frail.address, begin, (0, Carried(table)), seconds=60)) as cluster:
        tasks = [*range(100, 110), pids, *range(111, 120)]
        results = list(cluster.each(tasks))
    failed = results.pop(10)
    assert results == [500 + n for n in tasks if n != pids]
    assert isinstance(failed, Failed)
    assert "ended while reading it" in failed.reason
    # Such a process works on for an hour, if it does not see that its worker has ended.
    assert not any(_alive(int(pid)) for pid in pids.read_text().split())


def test_another_version_is_refused(two, table, monkeypatch):
    monkeypatch.setattr("kg.cluster.client.code", lambda: "0.0.0 (another)")
    with (
        closing(Cluster(two.address, begin, (0, table), seconds=9)) as cluster,
        pytest.raises(LegalGraphError, match=r"worker tcp://.*the client 0.0.0 \(another\)"),
    ):
        list(cluster.each([1]))


def test_a_worker_without_the_module_is_told(tmp_path, two, table):
    (tmp_path / "only_here.py").write_text("def begin(table):\n    return str\n")
    sys.path.append(str(tmp_path))
    try:
        from only_here import begin as other
    finally:
        sys.path.remove(str(tmp_path))
    with (
        closing(Cluster(two.address, other, (table,), seconds=9)) as cluster,
        pytest.raises(LegalGraphError, match=r"cannot run viendan .*only_here"),
    ):
        list(cluster.each([1]))


def test_tasks_are_taken_only_a_little_ahead(two, table):
    taken = []

    def tasks() -> Iterator[bytes]:
        for number in range(400):
            taken.append(number)
            yield bytes(1 << 20)

    with closing(Cluster(two.address, begin, (0, Carried(table)), seconds=60)) as cluster:
        for number, result in enumerate(cluster.each(tasks())):
            assert len(taken) - number <= 64
            assert len(result) == 1 << 20
            if number == 30:
                break


def test_a_lost_scheduler_is_told(frail, table):
    with closing(Cluster(frail.address, begin, (0, Carried(table)), seconds=60)) as cluster:
        results = cluster.each(range(100, 10_000))
        assert next(results) == 600
        frail.scheduler.kill()
        with pytest.raises(LegalGraphError, match="connection to the scheduler was lost"):
            list(results)


def test_nothing_at_the_address(monkeypatch):
    monkeypatch.setattr("kg.cluster.client._CONNECT", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(LegalGraphError, match=rf"{address}: no Dask scheduler.*dask worker"):
        Cluster(address, begin, (), seconds=1)
    with pytest.raises(LegalGraphError, match="not the address"):
        Cluster("somewhere", begin, (), seconds=1)
