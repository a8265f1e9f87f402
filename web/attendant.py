"""A thread with one process, to which it passes the tasks of a lane.

Threads, because pipes of processes cannot be waited for in an event loop on Windows.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from kg.workers import Failed
from web.fair import Turns
from web.process import Process
from web.tasks.caught import Caught
from web.tasks.tools import Begun, Fault, Last, Task

#: Seconds between two looks at whether the graph has changed and the process is still needed.
_LOOK = 5.0
#: Why a process was replaced.
ENDED, TIMEOUT = "ended", "timeout"


@dataclass(slots=True, eq=False)
class Asked:
    """A task with where its result goes; ``task`` is ``None`` where nobody waits for it."""

    task: Task | None
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    begun: bool = False
    lock: Lock = field(default_factory=Lock)

    def begin(self) -> Task | None:
        """Return what is to be done; ``None`` if whoever asked has gone away."""
        with self.lock:
            self.begun = self.task is not None
            return self.task

    def drop(self) -> None:
        """Keep nothing of a task that nobody waits for; one that was begun goes on."""
        with self.lock:
            self.task = None


@dataclass(slots=True, kw_only=True)
class Crew:
    """What the attendants of a lane share.

    Attributes:
        name: of the lane.
        begun: with which its processes are begun.
        seconds: after so long a task is given up.
        life: tasks after which a process makes room for a new one.
        queue: tasks that wait.
        edition: of the graph; it rises when the records have changed.
        changed: called when one of them has found that; ``None`` if none shall look.
        replaced: processes that were replaced, by the reason.
        closing: the server ends.
    """

    name: str
    begun: Begun
    seconds: float
    life: int
    queue: Turns[Asked] = field(default_factory=Turns)
    edition: int = 0
    changed: Callable[[], None] | None = None
    replaced: Counter[str] = field(default_factory=Counter)
    closing: bool = False


class Attendant:
    """Passes tasks to one process, and puts a new one in its place where it ends.

    Attributes:
        busy: whether its process works.
        fault: why its first process cannot work; ``None`` if it can.
    """

    def __init__(self, crew: Crew, number: int, *, idle: float | None = None) -> None:
        """Start a process.

        Args:
            crew: to which it belongs.
            number: of the attendant, from 0; the processes of a crew are renewed in turn.
            idle: seconds without a task after which it leaves; ``None`` if it stays.
        """
        self._crew, self._number, self._idle = crew, number, idle
        self._life = crew.life + crew.life * number // 4
        self._process: Process | None = None
        self._successor: Process | None = None
        self._looked = self._used = monotonic()
        self._ready = Event()
        self.busy = False
        self.fault: str | None = None
        self._thread = Thread(target=self._attend, daemon=True)
        self._thread.start()

    @property
    def is_there(self) -> bool:
        """Whether it has not left."""
        return self._thread.is_alive()

    @property
    def can_work(self) -> bool:
        """Whether it has a process."""
        return self._ready.is_set() and self._process is not None

    def wait(self) -> str | None:
        """Wait until its first process can work; return why it cannot."""
        self._ready.wait()
        return self.fault

    def end_soon(self) -> None:
        """Ask its processes to end; for a crew that is closing."""
        for process in (self._process, self._successor):
            if process is not None:
                process.end_soon()

    def join(self) -> None:
        """Wait until it has left."""
        self._thread.join()

    def _attend(self) -> None:
        self.fault = self._start()
        self._ready.set()
        while not self._crew.closing and self.fault is None:
            asked = self._crew.queue.get(_LOOK)
            if asked is not None:
                self._serve(asked)
            elif self._idle is not None and monotonic() - self._used > self._idle:
                break
            with Caught() as caught:
                self._look()
            if caught.told:
                self._tell(caught.told)
        for process in (self._process, self._successor):
            if process is not None:
                process.end()

    def _start(self) -> str | None:
        """Take a new process, or the one that is being started; return why it cannot work."""
        process = self._successor or Process(self._crew.begun, self._crew.edition)
        self._process, self._successor = process, None
        if self._crew.closing:
            process.end_soon()
        fault = process.fault()
        if fault is not None:
            self._process = None
            process.end()
        return fault

    def _replace(self, reason: str) -> None:
        """End the process and take a new one, which starts while the old one tidies up."""
        old, self._process = self._process, None
        if self._successor is None and not self._crew.closing:
            self._successor = Process(self._crew.begun, self._crew.edition)
        code = old.end() if old is not None else None
        if self._crew.closing:
            return
        self._crew.replaced[reason] += 1
        self._tell(f"a process was replaced ({reason}, exit code {code})")
        if (fault := self._start()) and not self._crew.closing:
            self._tell(fault)

    def _serve(self, asked: Asked) -> None:
        """Do a task, unless whoever asked has gone away."""
        task = asked.begin()
        if task is None:
            return
        self.busy = True
        result: Any = Fault("")
        with Caught() as caught:
            result = self._result(task)
        if isinstance(result, Fault):
            self._tell(f"fault of the program: {caught.told or result.told}")
        told = result.result if isinstance(result, Last) else result
        # The answer first: a process that hangs takes a while to end.
        with suppress(RuntimeError):
            asked.loop.call_soon_threadsafe(_settle, asked.future, told)
        with Caught():
            if isinstance(result, Last):
                self._replace("memory")
            elif isinstance(result, Failed):
                self._replace(result.reason)
            elif caught.told:
                # Whether its result is still on the way is not known.
                self._replace(ENDED)
        self._used, self.busy = monotonic(), False

    def _result(self, task: Task) -> Any:  # noqa: ANN401 - what the task returns
        # One that ended while it had nothing to do harms nobody.
        if self._process is not None and not self._process.is_alive():
            self._replace("idle")
        if self._process is None and (fault := self._start()):
            return Fault(fault)
        if self._process is None:
            return Failed(ENDED)
        try:
            return self._process.do(task, self._crew.seconds)
        except TimeoutError:
            return Failed(TIMEOUT, timed_out=True)
        except (EOFError, OSError):
            return Failed(ENDED)

    def _look(self) -> None:
        """See whether the graph has changed, and renew a process that is old or has an old one."""
        process, crew = self._process, self._crew
        if process is None:
            return
        if crew.changed is not None and self._number == 0 and monotonic() - self._looked > _LOOK:
            kept = process.edition != crew.edition or self._compare(process, crew.changed)
            self._looked = monotonic()
            if not kept:
                return
        if self._successor is None:
            if process.given >= self._life or process.edition != crew.edition:
                self._successor = Process(crew.begun, crew.edition)
        elif self._successor.has_started():
            self._renew(process, self._successor)

    def _compare(self, process: Process, changed: Callable[[], None]) -> bool:
        """Have a process see whether the graph has changed; return whether it is still there."""
        try:
            if process.do(None, self._crew.seconds) is True:
                changed()
        except TimeoutError:
            reason = TIMEOUT
        except (EOFError, OSError):
            reason = ENDED
        else:
            return True
        # Its result may still come, and would be taken for that of the next task.
        self._replace(reason)
        # The new one may have opened a graph that the others do not have.
        changed()
        return False

    def _renew(self, old: Process, new: Process) -> None:
        self._successor = None
        if fault := new.fault():
            # As where somebody is still at work on the records.
            self._tell(fault)
            new.end()
            old.edition, old.given = self._crew.edition, 0
            return
        self._process = new
        self._crew.replaced["renewed"] += 1
        old.end()

    def _tell(self, what: str) -> None:
        """Tell whoever runs the server; never with words of a draft."""
        print(f"viendan: {self._crew.name}: {what}", file=sys.stderr, flush=True)


def _settle(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)
