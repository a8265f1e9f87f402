"""Processes that work for a server: what one request does to its process harms no other.

Each kind of work has processes of its own, so that slow files never hold up texts.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

from kg.errors import LegalGraphError
from kg.workers import Failed
from web.answer import Refused
from web.attendant import Asked, Attendant, Crew
from web.fair import CLIENT
from web.problems import ProblemError
from web.settings import Settings
from web.tasks.tools import Begun, Fault, Tools
from web.tasks.warming import warm_files, warm_graph, warm_sparql, warm_texts

P = ParamSpec("P")
R = TypeVar("R")
#: Tasks after which processes make room for new ones: what libraries leave behind stays small.
_LIFE, _LIFE_OF_FILES = 20_000, 500
#: Processes for files at most, where others have been busy for longer than a request may wait, and
#: the seconds without work after which those beyond the first ones leave.
_MOST_FOR_FILES, _IDLE = 6, 60.0
_PATIENCE = 1.0
_FAULT = "the program failed. Report it with its version, and with the draft if it may be shown."
_TOO_LONG = "not done within {:.0f} seconds. Split it, or ask for less."
_ENDED = "the process that read it came to a sudden end. Open the file and save it again."
_BUSY = "too many requests wait. Try again in a few seconds."


class Lane:
    """Processes for one kind of work.

    Attributes:
        waiting: tasks that have no result yet.
    """

    def __init__(
        self, crew: Crew, *, count: int, most: int = 0, waiting: int, of_files: bool = False
    ) -> None:
        """Start processes.

        Args:
            crew: what they share.
            count: how many.
            most: how many more at most, where those are all busy for long.
            waiting: tasks that may wait.
            of_files: a process that ends has met a file that brings it down.
        """
        self.crew = crew
        self._waiting, self._most, self._of_files = waiting, max(most, count), of_files
        self._made = count
        self.waiting = 0
        self._of_clients: Counter[str] = Counter()
        self._attendants = [Attendant(crew, number) for number in range(count)]

    async def run(
        self, task: Callable[Concatenate[Tools, P], R], *args: P.args, **named: P.kwargs
    ) -> R:
        """Return what a task gives.

        Raises:
            ProblemError: too many wait, it took too long, or it refused.
        """
        client = CLIENT.get()
        self._take_place(client)
        loop = asyncio.get_running_loop()
        asked = Asked((task, args, named), loop, loop.create_future())
        timer = loop.call_later(_PATIENCE, self._grow, asked)
        try:
            self.crew.queue.put(client, asked)
            result = await asked.future
        finally:
            timer.cancel()
            self.crew.queue.drop(client, asked)
            asked.drop()
            self._give_place_back(client)
        if isinstance(result, Refused | Failed | Fault):
            raise self._problem(result)
        given: R = result
        return given

    def _take_place(self, client: str | None) -> None:
        """Count a task; a client has at most half of the places, so that others find one."""
        own = self._of_clients[client] if client is not None else 0
        if self.waiting >= self._waiting or own >= max(1, self._waiting // 2):
            raise ProblemError("busy", _BUSY)
        self.waiting += 1
        if client is not None:
            self._of_clients[client] += 1

    def _give_place_back(self, client: str | None) -> None:
        self.waiting -= 1
        if client is not None:
            self._of_clients[client] -= 1
            if not self._of_clients[client]:
                del self._of_clients[client]

    def ready(self) -> None:
        """Wait until the processes can work.

        Raises:
            LegalGraphError: they cannot.
        """
        for attendant in self._attendants:
            if fault := attendant.wait():
                raise LegalGraphError(fault)

    @property
    def processes(self) -> int:
        """How many can work."""
        return sum(attendant.can_work for attendant in self._attendants)

    @property
    def busy(self) -> int:
        """How many work."""
        return sum(attendant.busy for attendant in self._attendants)

    @property
    def replaced(self) -> Counter[str]:
        """How many processes were replaced, by the reason."""
        return self.crew.replaced

    def end_soon(self) -> None:
        """Ask the processes to end."""
        self.crew.closing = True
        self.crew.queue.close()
        for attendant in self._attendants:
            attendant.end_soon()

    def join(self) -> None:
        """Wait until the processes have ended."""
        for attendant in self._attendants:
            attendant.join()

    def _problem(self, result: Refused | Failed | Fault) -> ProblemError:
        if isinstance(result, Refused):
            return ProblemError(result.slug, result.detail, **dict(result.more))
        if isinstance(result, Failed) and result.timed_out:
            return ProblemError("took-too-long", _TOO_LONG.format(self.crew.seconds))
        if isinstance(result, Failed) and self._of_files:
            return ProblemError("unreadable", _ENDED)
        return ProblemError("fault", _FAULT)

    def _grow(self, asked: Asked) -> None:
        """Start one more process where a task has waited too long for one."""
        if asked.begun or asked.future.done() or self.crew.closing:
            return
        self._attendants = [one for one in self._attendants if one.is_there]
        if len(self._attendants) < self._most:
            self._attendants.append(Attendant(self.crew, self._made, idle=_IDLE))
            self._made += 1


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes of a server.

    Attributes:
        texts: checks what was pasted or sent as JSON.
        files: reads files, which may be hostile or slow.
        graph: looks up and answers questions.
        sparql: answers queries that whoever asks has written, which may be endless.
        folder: for temporary files of the server; it goes with the server.
    """

    texts: Lane
    files: Lane
    graph: Lane
    sparql: Lane
    folder: Path

    @classmethod
    @contextmanager
    def started(cls, settings: Settings) -> Iterator[Lanes]:
        """Yield the lanes with their processes.

        Raises:
            LegalGraphError: they cannot start.
        """
        made: list[Lane] = []
        with TemporaryDirectory(prefix=f"viendan-{os.getpid()}-") as folder:
            try:
                for lane in _lanes(settings, Path(folder)):
                    made.append(lane)
                    # The first one to start compiles the graph for all.
                    made[0].ready()
                for lane in made:
                    lane.ready()
                graph, texts, files, sparql = made
                graph.crew.changed = lambda: _reopen(made)
                yield cls(texts, files, graph, sparql, Path(folder))
            finally:
                for lane in made:
                    lane.end_soon()
                for lane in made:
                    lane.join()

    def all(self) -> tuple[Lane, ...]:
        """Return each of them."""
        return self.texts, self.files, self.graph, self.sparql


def _lanes(settings: Settings, folder: Path) -> Iterator[Lane]:
    """Start the lanes: of the graph, of texts, of files, of SPARQL."""
    limits = settings.limits

    def crew(name: str, seconds: float, life: int, warm: Callable[[Tools], object]) -> Crew:
        is_shared = settings.token is not None
        begun = Begun(settings.open_store, limits.memory, folder, warm, is_shared)
        return Crew(name=name, begun=begun, seconds=seconds, life=life)

    waiting = limits.waiting
    graph = crew("graph", limits.graph_seconds, _LIFE, warm_graph)
    yield Lane(graph, count=2, waiting=waiting)
    texts = crew("texts", limits.text_seconds, _LIFE, warm_texts)
    yield Lane(texts, count=settings.processes, waiting=waiting)
    files = crew("files", limits.file_seconds, _LIFE_OF_FILES, warm_files)
    yield Lane(files, count=2, most=_MOST_FOR_FILES, waiting=waiting, of_files=True)
    sparql = crew("sparql", limits.graph_seconds, _LIFE, warm_sparql)
    yield Lane(sparql, count=1, waiting=waiting)


def _reopen(lanes: list[Lane]) -> None:
    """Have all processes make room for new ones, which open the graph as it is now."""
    for lane in lanes:
        lane.crew.edition += 1
