"""Processes that work for a server: what one request does to its process harms no other.

Each kind of work has processes of its own, so that slow files never hold up texts. Threads pass
tasks on, because pipes of processes cannot be waited for in an event loop on Windows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from kg.workers import Failed, Worker
from web.answer import Refused
from web.problems import ProblemError
from web.settings import Settings
from web.tasks.tools import Task, Tools, begin

P = ParamSpec("P")
R = TypeVar("R")
_START = 60.0


class _Asked(NamedTuple):
    """A task with where its result goes."""

    task: Task
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class Lane:
    """Processes for one kind of work."""

    def __init__(self, settings: Settings, *, count: int, seconds: float) -> None:
        """Start processes.

        Args:
            settings: of the server.
            count: how many.
            seconds: after so long a task is given up.
        """
        self._given = (settings.open_store, settings.limits.memory)
        self._most, self._seconds = settings.limits.waiting, seconds
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self.waiting = 0
        self._threads = [Thread(target=self._attend, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    async def run(
        self, task: Callable[Concatenate[Tools, P], R], *args: P.args, **named: P.kwargs
    ) -> R:
        """Return what a task gives.

        Raises:
            ProblemError: too many wait, it took too long, or it refused.
        """
        if self.waiting >= self._most:
            raise ProblemError("busy", "too many requests wait. Try again in a few seconds.")
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self.waiting += 1
        try:
            self._asked.put(_Asked((task, args, named), loop, future))
            result = await future
        finally:
            self.waiting -= 1
        if isinstance(result, Refused):
            raise ProblemError(result.slug, result.detail)
        if isinstance(result, Failed):
            raise ProblemError("took-too-long" if result.timed_out else "fault", result.reason)
        given: R = result
        return given

    def close(self) -> None:
        """End the processes."""
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join()

    def _attend(self) -> None:
        """Pass tasks to one process, and put a new one in its place where it ends."""
        worker = self._new()
        while (asked := self._asked.get()) is not None:
            if asked.future.cancelled():
                continue
            result: Any
            try:
                worker.connection.send(asked.task)
                if worker.connection.poll(self._seconds):
                    result = worker.connection.recv()
                else:
                    result = Failed(f"not done within {self._seconds:.0f} seconds.", timed_out=True)
            except (EOFError, OSError):
                result = Failed("the process ended while it worked on this.")
            if isinstance(result, Failed):
                worker.kill()
                worker = self._new()
            with suppress(RuntimeError):
                asked.loop.call_soon_threadsafe(_settle, asked.future, result)
        worker.kill()

    def _new(self) -> Worker[Task]:
        worker: Worker[Task] = Worker(begin, self._given)
        if worker.connection.poll(_START):
            worker.connection.recv()
        return worker


def _settle(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes of a server.

    Attributes:
        texts: checks what was pasted or sent as JSON.
        files: reads files, which may be hostile or slow.
        graph: looks up and answers questions.
    """

    texts: Lane
    files: Lane
    graph: Lane

    @classmethod
    def started(cls, settings: Settings) -> Lanes:
        """Return the lanes with their processes."""
        limits = settings.limits
        return cls(
            Lane(settings, count=settings.processes, seconds=limits.text_seconds),
            Lane(settings, count=2, seconds=limits.file_seconds),
            Lane(settings, count=2, seconds=limits.graph_seconds),
        )

    def close(self) -> None:
        """End all processes."""
        for lane in (self.texts, self.files, self.graph):
            lane.close()
