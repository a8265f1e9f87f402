"""The side of the client: tasks go out a little ahead of the results, which come in their order."""

from __future__ import annotations

import logging
import pickle
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import uuid4

from kg.cluster.place import Copy, Message, Setup, code, end, installed
from kg.errors import LegalGraphError
from kg.extras import need
from kg.workers import Failed

#: Seconds to find a scheduler, and then for its workers, which may have just been started.
_CONNECT, _JOIN = 6, 15
#: Seconds without any worker after which a run is given up; the restart of one takes less.
_ALONE = 60
#: Seconds between two looks at whether there is still a worker.
_LOOK = 5
#: Seconds of work in one message: with less Dask has more to do than the workers, with more a
#: worker that is killed costs more.
_PACE = 0.25
#: Tasks in one message at most, and bytes after which no more are added.
_MOST, _FULL = 32, 1 << 20
#: Messages on their way for each thread of the cluster, and bytes in all.
_AHEAD, _FLYING = 3, 64 << 20

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Carried(NamedTuple):
    """A file among what is ``given``: each worker gets a copy, and ``begin`` the path of it."""

    path: Path


class _Sent(NamedTuple):
    """Tasks on their way, and the future of their results."""

    tasks: tuple[bytes, ...]
    size: int
    future: Any


class Cluster(Generic[_Task, _Result]):
    """Workers on other machines, used like ``kg.workers.Workers``."""

    def __init__(
        self,
        address: str,
        begin: Callable[..., Callable[[_Task], _Result]],
        given: tuple[Any, ...],
        *,
        seconds: float,
    ) -> None:
        """Connect to a scheduler that runs.

        Args:
            address: of the scheduler, ``tcp://host:8786`` or ``tls://host:8786``.
            begin: a function of a module that the workers have too, called in each of their
                processes with ``given``; returns what is done with a task.
            given: what can be passed between machines; files as ``Carried``.
            seconds: after so long a task has failed.

        Raises:
            MissingExtraError: Dask is not installed here.
            LegalGraphError: there is no scheduler at the address, or it has no worker.
        """
        need("--scheduler", extra="cluster", packages=("distributed",))
        self.address = address
        self._client: Any = _connect(address)
        self._pace, self._threads, self._worked = _PACE, 1, monotonic()
        key = uuid4().hex
        try:
            sent = tuple(self._carried(f"{key}-{n}", value) for n, value in enumerate(given))
            self._setup = Setup(key, code(), begin, sent, seconds)
            self._count()
        except BaseException:
            self._client.close()
            raise

    def _carried(self, name: str, value: Any) -> Any:  # noqa: ANN401 - anything given
        """Send a carried file to all workers, those that join later too."""
        if not isinstance(value, Carried):
            return value
        from distributed.diagnostics.plugin import UploadFile

        plugin = UploadFile(str(value.path), load=False)
        plugin.filename = f"viendan-{name}{value.path.suffix}"
        self._client.register_plugin(plugin, name=plugin.filename)
        return Copy(plugin.filename)

    def close(self) -> None:
        """End the processes on the workers, take the carried files away, and disconnect."""
        # A worker or scheduler that has gone has nothing left to end.
        with suppress(OSError, TimeoutError, RuntimeError, ValueError):
            if self._client.status == "running":
                for value in self._setup.given:
                    if isinstance(value, Copy):
                        self._client.unregister_worker_plugin(value.name)
                self._client.run(end, self._setup, on_error="ignore")
        with suppress(OSError, TimeoutError):
            self._client.close(timeout=_LOOK)

    def each(self, tasks: Iterable[_Task]) -> Iterator[_Result | Failed]:
        """Yield the results of all tasks in their order, or why there is none.

        Tasks are asked for only a little ahead of the results, by number and by size.

        Raises:
            LegalGraphError: the scheduler or all workers are lost, a worker has another version
                of viendan or cannot start its processes.
        """
        waiting = (pickle.dumps(task, pickle.HIGHEST_PROTOCOL) for task in tasks)
        flying: deque[_Sent] = deque()
        more = True
        try:
            while True:
                while more and self._room(flying):
                    batch = self._batch(waiting)
                    more = bool(batch)
                    if batch:
                        flying.append(self._send(batch))
                if not flying:
                    return
                yield from self._results(flying.popleft())
        finally:
            for sent in flying:
                sent.future.release()

    def _room(self, flying: deque[_Sent]) -> bool:
        size = sum(sent.size for sent in flying)
        return not flying or (len(flying) < _AHEAD * max(1, self._threads) and size < _FLYING)

    def _batch(self, waiting: Iterator[bytes]) -> tuple[bytes, ...]:
        """Return the next tasks that make a message worth its way; none at the end."""
        batch: list[bytes] = []
        size, count = 0, max(1, int(_PACE / self._pace))
        while len(batch) < count and size < _FULL:
            some = list(islice(waiting, 1))
            if not some:
                break
            batch += some
            size += len(some[0])
        return tuple(batch)

    def _send(self, tasks: tuple[bytes, ...]) -> _Sent:
        import dask

        message = pickle.dumps(Message(self._setup, tasks), pickle.HIGHEST_PROTOCOL)
        # What goes with the task outlives a worker; what is scattered among them does not.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"}):
            future = self._client.submit(pickle.loads, message, pure=False)
        return _Sent(tasks, len(message), future)

    def _results(self, sent: _Sent) -> Iterator[_Result | Failed]:
        from distributed import KilledWorker

        try:
            results, seconds = self._answer(sent.future)
        except KilledWorker as error:
            yield from self._blamed(sent, error.allowed_failures + 1)
            return
        except (ImportError, AttributeError) as error:
            raise LegalGraphError(
                f"{self.address}: a worker cannot run viendan ({error}). Install viendan "
                f"{installed()} with the extra `cluster` on every worker."
            ) from error
        finally:
            sent.future.release()
        self._pace, self._worked = max(seconds / len(sent.tasks), _PACE / _MOST), monotonic()
        yield from results

    def _blamed(self, sent: _Sent, times: int) -> Iterator[_Result | Failed]:
        """Find out with which of some tasks the workers end; the others do not suffer for it."""
        if len(sent.tasks) > 1:
            for task in sent.tasks:
                yield from self._results(self._send((task,)))
        else:
            yield Failed(
                f"{times} worker(s) ended while reading it. Open and save the file again, or give "
                "the workers more memory."
            )

    def _answer(self, future: Any) -> Any:  # noqa: ANN401 - untyped in Dask
        """Return what a message is answered.

        Raises:
            LegalGraphError: it never will be.
        """
        while True:
            try:
                return future.result(timeout=_LOOK)
            except (CancelledError, OSError) as error:
                # One of the time that was waited is an OSError too.
                if not isinstance(error, TimeoutError) or self._client.status != "running":
                    raise self._lost("the connection to the scheduler was lost") from error
            self._count()
            if monotonic() - self._worked > _ALONE and not self._threads:
                raise self._lost(f"no worker for {_ALONE} seconds")

    def _count(self) -> None:
        """Count the threads of the cluster."""
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError) as error:
            raise self._lost("the connection to the scheduler was lost") from error
        if self._threads:
            self._worked = monotonic()

    def _lost(self, what: str) -> LegalGraphError:
        return LegalGraphError(
            f"{self.address}: {what}. Start it again and repeat the command: what is done is kept."
        )


def _connect(address: str) -> Any:  # noqa: ANN401 - untyped in Dask
    """Return a client of a scheduler that has a worker."""
    if not address.startswith(("tcp://", "tls://")):
        raise LegalGraphError(
            f"{address!r}: not the address of a Dask scheduler. Write it as tcp://host:8786."
        )
    from distributed import Client

    # What Dask says of connections is told by errors here.
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    connect: Any = Client
    try:
        # Versions of Dask itself do not matter: what is passed is our own, and that is compared.
        with warnings.catch_warnings(action="ignore"):
            client = connect(address, timeout=_CONNECT, set_as_default=False, name="viendan")
    except (OSError, TimeoutError, ValueError) as error:
        raise LegalGraphError(
            f"{address}: no Dask scheduler answers. Start `dask scheduler` there, and "
            f"`dask worker {address}` on each machine that is to work."
        ) from error
    try:
        client.wait_for_workers(1, timeout=_JOIN)
    except TimeoutError as error:
        client.close()
        raise LegalGraphError(
            f"{address}: the scheduler has no worker. Start `dask worker {address}` on each "
            "machine that is to work."
        ) from error
    return client
