"""The side of the Dask worker: processes of ``kg.workers`` that do what messages ask for."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import current_process, parent_process
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, NamedTuple

import kg
from kg.errors import LegalGraphError
from kg.workers import Workers

#: Seconds after which the processes on a worker end if nobody asks for them.
_IDLE = 600.0
#: Packages whose code makes the results.
_CODE = ("kg", "cite", "check", "ingest")


class Copy(NamedTuple):
    """A carried file by its name in the folder of a Dask worker."""

    name: str


class Setup(NamedTuple):
    """What a Dask worker needs before its first task.

    Attributes:
        key: names one ``Cluster``.
        code: version and digest of the client's code.
        begin, given, seconds: as in ``Cluster``, with a ``Copy`` for each carried file.
    """

    key: str
    code: str
    begin: Callable[..., Callable[[Any], Any]]
    given: tuple[Any, ...]
    seconds: float


class Message(NamedTuple):
    """Tasks; whoever loads them from bytes, as a worker does, gets their results instead.

    The scheduler looks at functions and not into bytes: with ``pickle.loads`` for the function it
    needs no viendan of its own.
    """

    setup: Setup
    tasks: tuple[bytes, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return work, (self.setup, self.tasks)


def installed() -> str:
    """Return the version of viendan."""
    try:
        return version("viendan")
    except PackageNotFoundError:
        return "?"


@cache
def code() -> str:
    """Return the version of viendan with a digest of the code that makes the results."""
    digest = sha256()
    root = Path(kg.__file__).parent.parent
    for package in _CODE:
        found = (p for p in (root / package).rglob("*") if p.suffix in {".py", ".yaml"})
        for path in sorted(found, key=lambda p: p.relative_to(root).as_posix()):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            # A checkout on Windows has other ends of lines.
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{installed()} ({digest.hexdigest()[:12]})"


def work(setup: Setup, tasks: tuple[bytes, ...]) -> tuple[list[Any], float]:
    """Return the results of tasks, and the seconds they took.

    Raises:
        LegalGraphError: viendan is another one here, or its processes cannot start.
    """
    began = monotonic()
    if setup.code != code():
        from distributed import get_worker

        raise LegalGraphError(
            f"worker {get_worker().address}: has viendan {code()}, the client {setup.code}. "
            "Install the same version on all machines and start the workers again."
        )
    # They come from the client that the worker's scheduler let in.
    results = _place(setup).work(pickle.loads(task) for task in tasks)  # noqa: S301
    return results, monotonic() - began


def end(setup: Setup, dask_worker: Any = None) -> None:  # noqa: ANN401 - Dask gives it by name
    """End the processes of a ``Cluster`` on this worker, and take its files away."""
    with _lock:
        place = _places.pop(setup.key, None)
    if place:
        place.end()
    for value in setup.given:
        if isinstance(value, Copy) and dask_worker is not None:
            # On Windows a file that is still open stays until the worker ends.
            with suppress(OSError):
                (Path(dask_worker.local_directory) / value.name).unlink(missing_ok=True)


class _Place:
    """The processes that a Dask worker keeps for one ``Cluster``."""

    def __init__(self, setup: Setup, folder: Path) -> None:
        self._setup, self._folder = setup, folder
        self._free: list[Workers[Any, Any]] = []
        self._lock, self._busy, self._ended = Lock(), 0, False
        self._last = monotonic()

    def work(self, tasks: Iterable[Any]) -> list[Any]:
        """Return the results of tasks, in a process that nobody else uses meanwhile."""
        with self._lock:
            workers = self._free.pop() if self._free else None
            self._busy += 1
        try:
            workers = workers or self._new()
            results = list(workers.each(tasks))
        except BaseException:
            if workers:
                workers.close()
            workers = None
            raise
        finally:
            with self._lock:
                self._busy -= 1
                self._last = monotonic()
                kept = workers is not None and not self._ended
                if workers and kept:
                    self._free.append(workers)
            if workers and not kept:
                workers.close()
        return results

    def _new(self) -> Workers[Any, Any]:
        given = tuple(
            self._folder / value.name if isinstance(value, Copy) else value
            for value in self._setup.given
        )
        return Workers(1, _begin, (self._setup.begin, given), seconds=self._setup.seconds)

    def end(self) -> None:
        """End the processes: those at work when they have done."""
        with self._lock:
            self._ended, ended, self._free = True, self._free, []
        for workers in ended:
            workers.close()

    def idle(self) -> float:
        """Return for how many seconds nobody has asked for anything."""
        with self._lock:
            return 0.0 if self._busy else monotonic() - self._last


_places: dict[str, _Place] = {}
_lock = Lock()


def _place(setup: Setup) -> _Place:
    from distributed import get_worker

    with _lock:
        if setup.key not in _places:
            # A worker under a nanny may have no children otherwise; they end with it, see _begin.
            current_process().daemon = False
            if not _places:
                Thread(target=_tidy, daemon=True).start()
            _places[setup.key] = _Place(setup, Path(get_worker().local_directory))
        return _places[setup.key]


def _tidy() -> None:
    """End the processes that a client has left behind which was killed."""
    while True:
        sleep(_IDLE / 10)
        with _lock:
            left = [key for key, place in _places.items() if place.idle() > _IDLE]
            ended = [_places.pop(key) for key in left]
            for place in ended:
                place.end()
            if not _places:
                return


def _begin(
    begin: Callable[..., Callable[[Any], Any]], given: tuple[Any, ...]
) -> Callable[[Any], Any]:
    """Begin in a process, which from now on ends with its Dask worker, however that ends."""
    Thread(target=_end_with_parent, daemon=True).start()
    return begin(*given)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
