"""Processes that read inputs, each watched, with the results in the order of the inputs.

A file can bring down the process that reads it, or keep it for ever. ``ProcessPoolExecutor`` then
fails every other input too and does not say which one was at fault, and Pebble (LGPL) would be one
more thing to install for what a pipe to each process gives: who is at fault is whoever has the
input in hand. The others go on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Generic, NamedTuple, NoReturn, TypeAlias, TypeVar

from kg.errors import LegalGraphError

#: Inputs in the hands of a process, so that it never waits for the next one.
_IN_HAND = 2
#: Results that may wait for an earlier one, by process; more inputs are not given out.
_AHEAD = 64
#: Inputs after which a process makes room for a new one: what libraries leave behind stays small.
_LIFE = 2_000
#: So many processes may end before anything has been read: then it is no fault of a file.
_IN_VAIN = 9
#: Seconds that a process has for its start, and for tidying up when it has to end.
_START, _MERCY = 60.0, 2.0

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much of how much is done, in bytes of what is worked on."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Failed(NamedTuple):
    """An input that has no result, and why; ``timed_out`` where it took too long."""

    reason: str
    timed_out: bool = False


class Worker(Generic[_Task]):
    """One process and what it has in hand; the first input is the one it works on.

    It sends ``None`` when it is ready, or ``Failed`` where it cannot be; then a result for each
    input, in their order.

    Attributes:
        connection: to the process.
        process: the process, which is started at once.
    """

    def __init__(self, begin: Callable[..., Callable[[Any], Any]], given: tuple[Any, ...]) -> None:
        """Start a process; arguments as of ``Workers``."""
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, begin, given), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.in_hand: deque[tuple[int, _Task]] = deque()
        self.since = monotonic()
        self.given = 0

    def give(self, number: int, task: _Task) -> None:
        """Hand it an input."""
        if not self.in_hand:
            self.since = monotonic()
        self.in_hand.append((number, task))
        self.given += 1
        # One that has just ended is found out where its results are waited for.
        with suppress(OSError):
            self.connection.send(task)

    def room(self) -> int:
        """Return how many inputs more it may have."""
        return _IN_HAND - len(self.in_hand) if self.ready and self.given < _LIFE else 0

    def end_soon(self) -> None:
        """Ask the process to end; on Windows it ends at once, with what it has started."""
        if sys.platform == "win32" and self.process.is_alive():
            system = os.environ.get("SYSTEMROOT", r"C:\Windows")
            command = [rf"{system}\System32\taskkill.exe", "/T", "/F", "/PID"]
            command.append(str(self.process.pid))
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603
        self.process.terminate()

    def kill(self) -> int | None:
        """End the process, with what it has started; return its exit code."""
        # Asked first, so that it ends programs with a session of their own and deletes its files.
        self.end_soon()
        self.process.join(_MERCY)
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg") and self.process.pid:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode


def _serve(
    connection: Connection, begin: Callable[..., Callable[[Any], Any]], given: tuple[Any, ...]
) -> None:
    """Work until there is nothing more; also when whoever gives the work has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(os, "setsid"):
        os.setsid()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            work = begin(*given)
        except LegalGraphError as error:
            connection.send(Failed(str(error)))
            return
        connection.send(None)
        while True:
            task = connection.recv()
            try:
                result = work(task)
            except Exception as error:
                # A fault of the program: told with its input, and shown as any other.
                told = f"{type(error).__name__}: {error}"
                connection.send(Failed(f"the program failed: {told}. Report it with the file."))
                raise
            connection.send(result)


def _leave(number: int, frame: object) -> NoReturn:
    """End by way of every ``finally``, which being asked again does not disturb."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)


class Workers(Generic[_Task, _Result]):
    """A few processes that work side by side."""

    def __init__(
        self,
        count: int,
        begin: Callable[..., Callable[[_Task], _Result]],
        given: tuple[Any, ...],
        *,
        seconds: float,
    ) -> None:
        """Start processes.

        Args:
            count: how many.
            begin: called in each with ``given``; returns what is done with an input.
            given: what can be passed between processes.
            seconds: after so long an input has failed.
        """
        self._begin, self._given, self._seconds = begin, given, seconds
        self._workers = [self._new() for _ in range(count)]
        self._read, self._ended = False, 0

    def _new(self) -> Worker[_Task]:
        return Worker(self._begin, self._given)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.end_soon()
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def each(self, tasks: Iterable[_Task]) -> Iterator[_Result | Failed]:
        """Yield the results of all inputs in their order, or why there is none.

        Raises:
            LegalGraphError: a process cannot even start.
        """
        waiting = enumerate(tasks)
        again: deque[tuple[int, _Task]] = deque()
        results: dict[int, _Result | Failed] = {}
        given = yielded = 0
        more = True
        while True:
            for worker in self._workers:
                ahead = yielded + _AHEAD * len(self._workers) - given + len(again)
                room = min(worker.room(), ahead)
                some = list(_some(again, waiting, room))
                more = more and len(some) >= room
                for number, task in some:
                    given = max(given, number + 1)
                    worker.give(number, task)
            if not more and not any(worker.in_hand for worker in self._workers):
                return
            self._receive(results, again)
            while yielded in results:
                yield results.pop(yielded)
                yielded += 1

    def _receive(
        self, results: dict[int, _Result | Failed], again: deque[tuple[int, _Task]]
    ) -> None:
        """Wait for something to happen, and keep results and failures."""
        busy = [worker for worker in self._workers if worker.in_hand or not worker.ready]
        until = min(worker.since + self._limit(worker) for worker in busy)
        told = wait([worker.connection for worker in busy], max(0.0, until - monotonic()))
        for worker in busy:
            if worker.connection in told:
                try:
                    result = worker.connection.recv()
                except (EOFError, OSError):
                    self._replace(worker, results, again, "ended")
                    continue
                worker.since = monotonic()
                if not worker.ready:
                    if isinstance(result, Failed):
                        raise LegalGraphError(result.reason)
                    worker.ready = True
                    continue
                number, _ = worker.in_hand.popleft()
                results[number] = result
                self._read = self._read or not isinstance(result, Failed)
                if worker.given >= _LIFE and not worker.in_hand:
                    self._replace(worker, results, again, "")
            elif monotonic() - worker.since >= self._limit(worker):
                self._replace(worker, results, again, "")

    def _limit(self, worker: Worker[_Task]) -> float:
        return self._seconds if worker.ready else max(self._seconds, _START)

    def _replace(
        self,
        worker: Worker[_Task],
        results: dict[int, _Result | Failed],
        again: deque[tuple[int, _Task]],
        how: str,
    ) -> None:
        """Put a new process in the place of one; the input it worked on has failed."""
        code = worker.kill()
        self._ended += bool(how)
        if not worker.ready or (self._ended > _IN_VAIN and not self._read):
            what = "every one has failed" if worker.ready else "could not start"
            raise LegalGraphError(
                f"reading processes: {what} (exit code {code}). Install viendan anew or report it."
            )
        if worker.in_hand:
            number, _ = worker.in_hand.popleft()
            results[number] = Failed(
                f"the process reading it ended with code {code}. Open and save the file again."
                if how
                else f"not read within {self._seconds:.0f} seconds. Split the file, or allow more.",
                timed_out=not how,
            )
        again.extend(worker.in_hand)
        self._workers[self._workers.index(worker)] = self._new()


def _some(
    again: deque[tuple[int, _Task]], waiting: Iterator[tuple[int, _Task]], count: int
) -> Iterator[tuple[int, _Task]]:
    """Yield so many inputs, those given out in vain before new ones."""
    for _ in range(count):
        if again:
            yield again.popleft()
        else:
            yield from islice(waiting, 1)


class Told:
    """Tells how far a run is, as it goes on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        """Tell ``progress``, where there is one, of so many bytes."""
        self._progress, self._total, self._done = progress, total, 0

    def add(self, size: int) -> None:
        """Tell that so many bytes more are done."""
        self._done += size
        if self._progress:
            self._progress(self._done, self._total)
