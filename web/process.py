"""One working process with a folder for its temporary files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, TypeAlias

from kg.workers import Failed, Worker
from web.tasks.tools import Begun, Task, begin

_Numbered: TypeAlias = tuple[int, Task | None]

_START = 60.0
_NUMBERS = count()


def begin_numbered(begun: Begun) -> Callable[[_Numbered], tuple[int, Any]]:
    """Make a process ready, as ``begin``; each result carries the number of its task."""
    work = begin(begun)

    def numbered(asked: _Numbered) -> tuple[int, Any]:
        number, task = asked
        return number, work(task)

    return numbered


class Process:
    """A working process; whoever has made it ends it.

    Attributes:
        edition: of the graph that it has opened.
        given: tasks that it has had.
    """

    def __init__(self, begun: Begun, edition: int) -> None:
        """Start it; its folder is one below that of ``begun``."""
        self._folder = begun.folder / str(next(_NUMBERS))
        given = (begun._replace(folder=self._folder),)
        self._worker: Worker[_Numbered] = Worker(begin_numbered, given)
        self.edition, self.given = edition, 0
        self._number = 0

    def has_started(self) -> bool:
        """Return whether it has told if it can work; ``fault`` then returns at once."""
        return self._worker.connection.poll(0)

    def fault(self) -> str | None:
        """Wait for its start; return why it cannot work, ``None`` if it can."""
        with suppress(EOFError, OSError):
            if not self._worker.connection.poll(_START):
                return f"a process has not started within {_START:.0f} seconds. Try again."
            told = self._worker.connection.recv()
            return told.reason if isinstance(told, Failed) else None
        return "a process ended at its start. Install viendan anew or report it."

    def is_alive(self) -> bool:
        """Return whether it has not ended."""
        return self._worker.process.is_alive()

    def do(self, task: Task | None, seconds: float) -> Any:  # noqa: ANN401 - what the task returns
        """Return what it makes of a task.

        After an error it must not be used again: it may still give the result of this task.

        Raises:
            EOFError, OSError: it has ended, or gives the result of another task.
            TimeoutError: it has not come to an end in time.
        """
        self.given += 1
        self._number += 1
        self._worker.connection.send((self._number, task))
        if not self._worker.connection.poll(seconds):
            raise TimeoutError
        number, result = self._worker.connection.recv()
        if number != self._number:
            # Whoever asked before would read it, and nobody else must.
            raise EOFError
        return result

    def end_soon(self) -> None:
        """Ask it to end."""
        self._worker.end_soon()

    def end(self) -> int | None:
        """End it with what it has started, and delete its files; return its exit code."""
        code = self._worker.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
        return code
