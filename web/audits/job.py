"""One audit as the server sees it: its state, and the process that does it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple

from web.audits.work import Told, Work, work

WAITING, DONE, FAILED = "waiting", "done", "failed"
#: Seconds that a process has to end what it has started; and to be gone after its last word.
_MERCY, _LAST = 1.5, 5.0
#: Seconds of reading after which can be told how many more there are.
_FIRST = 2.0


class Asked(NamedTuple):
    """What was asked for, as it is told to who asks how far it is.

    Attributes:
        name: of the archive.
        size: of the archive, in bytes.
        members: files in it.
        as_of: the day compared up to.
        language: of what is downloaded, where no other is asked for.
    """

    name: str
    size: int
    members: int
    as_of: date
    language: str


class Job:
    """An audit. What others ask of it is set by one thread alone, as a whole."""

    def __init__(self, folder: Path, asked: Asked) -> None:
        """Hold a job in its folder, waiting for ``begin``."""
        self.id = folder.name
        self.folder, self.asked = folder, asked
        self.told = Told(WAITING)
        self.seen = self.since = monotonic()
        self._begun: float | None = None
        self._gone = Event()
        self._gone.set()
        self._leash: Connection | None = None
        self._kill: Callable[[], None] | None = None

    @property
    def state(self) -> str:
        """One of ``waiting``, ``unpacking``, ``reading``, ``closing``, ``done``, ``failed``."""
        return self.told.state

    @property
    def runs(self) -> bool:
        """Whether its process works."""
        return self.state not in (WAITING, DONE, FAILED)

    def look(self) -> None:
        """Keep it for some time more."""
        self.seen = monotonic()

    def left(self) -> float | None:
        """Return how many seconds reading will still take, where that can be told."""
        told = self.told
        if self._begun is None or told.state != "reading" or not told.bytes_done:
            return None
        spent = monotonic() - self._begun
        if spent < _FIRST:
            return None
        return spent * (told.bytes_total - told.bytes_done) / told.bytes_done

    def begin(self, given: Work, ended: Callable[[], None]) -> None:
        """Start the process.

        Args:
            given: its task.
            ended: called, in a thread, when it has ended.
        """
        context = get_context("spawn")
        connection, theirs = context.Pipe(duplex=False)
        leash, end = context.Pipe(duplex=False)
        # No daemon: it starts processes of its own.
        process = context.Process(target=work, args=(theirs, leash, given), daemon=False)
        process.start()
        theirs.close()
        leash.close()
        self.told = Told("unpacking", total=given.members)

        def attend() -> None:
            with suppress(EOFError, OSError):
                while True:
                    self._put(connection.recv())
            process.join(_LAST)
            if process.is_alive():
                process.kill()
                process.join()
            connection.close()
            with suppress(OSError):
                end.close()
            if self.state not in (DONE, FAILED):
                self.told = Told(FAILED, reason="the process ended. Report it.")
            process.close()
            self._gone.set()
            ended()

        self._leash, self._kill = end, process.kill
        self._gone.clear()
        Thread(target=attend, daemon=True).start()

    def _put(self, told: Told) -> None:
        if told.state == "reading" and self._begun is None:
            self._begun = monotonic()
        self.look()
        self.told = told

    def let_go(self) -> None:
        """Have its process end, and what that has started."""
        if self._leash is not None:
            with suppress(OSError):
                self._leash.close()

    def end(self) -> None:
        """Have its process end, if it has one, and wait until it has gone."""
        self.let_go()
        if self._kill is not None and not self._gone.wait(_MERCY):
            with suppress(ValueError, OSError):
                self._kill()
        self._gone.wait(_LAST)
