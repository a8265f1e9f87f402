"""Reading processes: a crash or a hang is the failure of one input, and order is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import LegalGraphError
from kg.workers import Failed, Workers


def begin(base: int):
    def work(task: int) -> int:
        if task == 13:
            os._exit(3)
        if task == 17:
            time.sleep(3600)
        if task % 5 == 0:
            time.sleep(0.02)
        return base + task

    return work


def begin_with_a_program(told: str):
    """Each input keeps a program running in a session of its own, as the reader of .doc does."""

    def work(task: int) -> int:
        command = [sys.executable, "-c", "import time; time.sleep(3600)"]
        with subprocess.Popen(command, start_new_session=True) as program:
            Path(told).write_text(str(program.pid), encoding="ascii")
            try:
                program.wait()
            except BaseException:
                program.kill()
                raise
        return task

    return work


def begin_badly():
    os._exit(4)


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_order_and_faults_stay_alone(count):
    workers = Workers(count, begin, (1000,), seconds=2)
    results = list(workers.each(range(30)))
    workers.close()
    expected = [1000 + n for n in range(30)]
    assert [r for n, r in enumerate(results) if n not in (13, 17)] == [
        r for n, r in enumerate(expected) if n not in (13, 17)
    ]
    crashed, hung = results[13], results[17]
    assert isinstance(crashed, Failed)
    assert "code 3" in crashed.reason
    assert isinstance(hung, Failed)
    assert "2 seconds" in hung.reason
    assert (crashed.timed_out, hung.timed_out) == (False, True)


def test_more_than_a_process_lives_for(monkeypatch):
    monkeypatch.setattr("kg.workers._LIFE", 4)
    workers = Workers(2, begin, (0,), seconds=60)
    assert list(workers.each(iter([1, 2, 3, 4] * 6))) == [1, 2, 3, 4] * 6
    workers.close()


def test_no_inputs_no_results():
    workers = Workers(1, begin, (0,), seconds=60)
    assert list(workers.each(())) == []
    workers.close()


def test_a_process_that_cannot_start_is_no_fault_of_an_input():
    workers = Workers(1, begin_badly, (), seconds=60)
    with pytest.raises(LegalGraphError, match="could not start"):
        list(workers.each([1]))
    workers.close()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="what is alive is asked the POSIX way")
def test_a_process_that_is_ended_ends_the_programs_it_has_started(tmp_path):
    told = tmp_path / "pid"
    workers = Workers(1, begin_with_a_program, (str(told),), seconds=3)
    (failed,) = workers.each([1])
    workers.close()
    assert isinstance(failed, Failed)
    assert failed.timed_out
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text("ascii")), 0)
