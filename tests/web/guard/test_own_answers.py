"""Everybody gets the answer to what they have asked, and nobody that of another."""

from __future__ import annotations

import asyncio
import time

import pytest
import slow_store

from web import attendant
from web.attendant import Asked, Attendant, Crew
from web.process import Process
from web.tasks.tools import Begun


@pytest.fixture
def begun(tmp_path):
    return Begun(slow_store.open_store, 0, tmp_path / "lane", slow_store.warm)


def test_a_look_at_the_graph_that_takes_too_long_leaves_no_answer_behind(begun, monkeypatch):
    monkeypatch.setattr(attendant, "_LOOK", 0.3)
    told = []
    crew = Crew(name="graph", begun=begun, seconds=1.0, life=1000)
    crew.changed = lambda: told.append(1)
    one = Attendant(crew, 0)
    assert one.wait() is None

    async def ask(who):
        loop = asyncio.get_running_loop()
        asked = Asked((slow_store.slowly, (0, who), {}), loop, loop.create_future())
        crew.queue.put(who, asked)
        return await asyncio.wait_for(asked.future, 30)

    async def all_in_turn():
        for _ in range(200):
            if crew.replaced["timeout"]:
                break
            await asyncio.sleep(0.05)
        return [await ask(who) for who in ("An", "Bình", "Chi", "Dũng")]

    try:
        assert asyncio.run(all_in_turn()) == ["An", "Bình", "Chi", "Dũng"]
        assert crew.replaced["timeout"]
        assert told
    finally:
        crew.closing = True
        crew.queue.close()
        one.end_soon()
        one.join()


def test_an_answer_that_comes_late_is_given_to_nobody(begun):
    process = Process(begun, 0)
    try:
        assert process.fault() is None
        with pytest.raises(TimeoutError):
            process.do((slow_store.slowly, (0.5, "của An"), {}), 0.1)
        time.sleep(1)
        with pytest.raises(EOFError):
            process.do((slow_store.slowly, (0, "của Bình"), {}), 5)
    finally:
        process.end()
