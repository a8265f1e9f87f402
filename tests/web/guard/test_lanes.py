"""What a request does to its process harms no other: crashes, hangs, memory, rubbish."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from functools import partial

import lane_tasks
import psutil
import pytest
from real_server import ROOT

from kg.store import open_graph
from web.lanes import Lanes
from web.problems import ProblemError
from web.settings import Limits, Settings

DECREE = """CHÍNH PHỦ
Số: 61/2091/NĐ-CP
Hà Nội, ngày 05 tháng 01 năm 2091

NGHỊ ĐỊNH
Quy định về cơ chế một cửa

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về cơ chế một cửa.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.

TM. CHÍNH PHỦ
THỦ TƯỚNG
"""
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")


@contextmanager
def lanes_of(home, **limits):
    given = {"text_seconds": 2.0, "file_seconds": 2.0, "graph_seconds": 2.0, **limits}
    store = partial(open_graph, None, home)
    settings = Settings(open_store=store, today=date.today, processes=1, limits=Limits(**given))
    with Lanes.started(settings) as lanes:
        yield lanes


@pytest.fixture(scope="module")
def lanes(tmp_path_factory):
    with lanes_of(tmp_path_factory.mktemp("home")) as started:
        yield started


def ask(lane, task, *args):
    """Return what a task gives, or the slug of why it does not."""

    async def asked():
        try:
            return await lane.run(task, *args)
        except ProblemError as error:
            return error.slug

    return asyncio.run(asked())


def files_left(lanes):
    return [path for path in lanes.folder.rglob("*") if path.is_file()]


BAD = {
    lane_tasks.crash: ("unreadable", "fault"),
    lane_tasks.leave: ("unreadable", "fault"),
    lane_tasks.hang: ("took-too-long", "took-too-long"),
    lane_tasks.hang_in_c: ("took-too-long", "took-too-long"),
    lane_tasks.hoard: ("unreadable", "unreadable"),
    lane_tasks.nest: ("unreadable", "unreadable"),
    lane_tasks.fail: ("fault", "fault"),
    lane_tasks.refuse: ("unreadable", "unreadable"),
    lane_tasks.object_to: ("conflict", "conflict"),
}


@_POSIX
@pytest.mark.parametrize("task", BAD, ids=lambda task: task.__name__)
@pytest.mark.parametrize("name", ["files", "texts"])
def test_it_costs_its_own_request_alone(lanes, task, name, capfd):
    lane = getattr(lanes, name)
    assert ask(lane, task) == BAD[task][name == "texts"]
    assert ask(lane, lane_tasks.echo, "còn đây") == "còn đây"
    assert not files_left(lanes)
    told = "".join(capfd.readouterr())
    assert lane_tasks.DRAFT not in told
    assert "Traceback" not in told


def test_a_fault_is_told_with_its_place(lanes, capfd):
    ask(lanes.texts, lane_tasks.fail)
    told = capfd.readouterr().err
    assert "KeyError" in told
    assert "lane_tasks.py:" in told


def test_a_refusal_keeps_all_that_it_tells(lanes):
    with pytest.raises(ProblemError) as refused:
        asyncio.run(lanes.graph.run(lane_tasks.object_to))
    assert (str(refused.value), refused.value.more) == ("not now.", {"near": ["61/2018/NĐ-CP"]})


def test_a_result_that_cannot_be_sent_is_a_fault(lanes):
    assert ask(lanes.texts, lane_tasks.unsendable) == "fault"
    assert ask(lanes.texts, lane_tasks.echo, 1) == 1


def test_rubbish_is_gone_after_the_answer(lanes):
    assert str(lanes.folder) in ask(lanes.files, lane_tasks.litter)
    assert not files_left(lanes)


def test_a_program_that_a_file_keeps_busy_ends_with_its_process(lanes, tmp_path):
    told = tmp_path / "pid"
    assert ask(lanes.files, lane_tasks.start_and_hang, str(told)) == "took-too-long"
    assert ask(lanes.files, lane_tasks.echo, 1) == 1
    started = int(told.read_text(encoding="utf-8"))
    for _ in range(100):
        if not psutil.pid_exists(started):
            break
        asyncio.run(asyncio.sleep(0.1))
    assert not psutil.pid_exists(started)
    assert not files_left(lanes)


def test_files_that_keep_processes_busy_do_not_hold_up_the_next_one(tmp_path):
    with lanes_of(tmp_path, file_seconds=30.0) as lanes:

        async def all_at_once():
            bad = [asyncio.create_task(lanes.files.run(lane_tasks.hang)) for _ in range(3)]
            await asyncio.sleep(0.2)
            good = await asyncio.wait_for(lanes.files.run(lane_tasks.echo, "tệp lành"), 25)
            for task in bad:
                task.cancel()
            return good

        assert asyncio.run(all_at_once()) == "tệp lành"


def test_too_many_are_turned_away_and_who_has_gone_is_forgotten(tmp_path):
    with lanes_of(tmp_path, waiting=4, text_seconds=30.0) as lanes:

        async def crowd():
            held = asyncio.create_task(lanes.texts.run(lane_tasks.hang))
            waiting = [asyncio.create_task(lanes.texts.run(lane_tasks.crash)) for _ in range(3)]
            await asyncio.sleep(0.2)
            with pytest.raises(ProblemError) as busy:
                await lanes.texts.run(lane_tasks.pid)
            for task in (*waiting, held):
                task.cancel()
            await asyncio.gather(held, *waiting, return_exceptions=True)
            return busy.value.slug

        assert asyncio.run(crowd()) == "busy"
        assert lanes.texts.waiting == 0
        # Closing does not wait for what hangs; and none of those who went has crashed a process.
    assert not lanes.texts.replaced


def test_a_process_that_ends_while_it_has_nothing_to_do_costs_nothing(lanes):
    process = psutil.Process(ask(lanes.texts, lane_tasks.pid))
    process.kill()
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        asyncio.run(asyncio.sleep(0.01))
    assert ask(lanes.texts, lane_tasks.echo, 1) == 1


def test_records_that_change_are_read_anew(tmp_path):
    with lanes_of(tmp_path / "home", graph_seconds=20.0) as lanes:
        before = ask(lanes.graph, lane_tasks.instruments)
        decree = tmp_path / "nghị định.txt"
        decree.write_text(DECREE, encoding="utf-8")
        variables = {**os.environ, "VIENDAN_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "cli", "ingest", str(decree)]
        subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
        for _ in range(150):
            now = [ask(lane, lane_tasks.instruments) for lane in (lanes.graph, lanes.texts)]
            if min(now) > before:
                break
            asyncio.run(asyncio.sleep(0.2))
        assert min(now) > before
