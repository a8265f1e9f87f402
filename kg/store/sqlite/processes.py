"""Reading and deriving in several processes, which pays for large graphs only.

What is passed between processes is plain: tuples of what a record holds, bytes of numbers. The
order of results is that of the tasks, so a file comes out the same however it was divided.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import fields
from itertools import islice
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from kg.model import Instrument
from kg.store.jsonl import Part, parts, read_instruments, read_relations
from kg.store.sqlite.rows import Ends, Keys, Said, ends_and_said, keys_of

#: Bytes of records from which on processes are worth their start.
LARGE = 64_000_000
_PART = 4_000_000
_FIELDS = tuple(field.name for field in fields(Instrument))
_plain_instrument = attrgetter(*_FIELDS)
Keyed = tuple[Instrument, Keys]
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Processes:
    """A few processes that work ahead of the one that uses their results."""

    def __init__(self, count: int) -> None:
        """Start so many processes when they are first needed."""
        # Windows can only begin afresh; the same everywhere is easier to rely on.
        # Reading makes no cycles, so no process looks for any.
        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=gc.disable)
        self._ahead = count + 1

    def close(self) -> None:
        """End the processes; what has not begun is not begun."""
        self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[[_Task], _Result], tasks: Iterable[_Task]) -> Iterator[_Result]:
        """Yield the results of all tasks in order, a few of them worked out ahead."""
        tasks = iter(tasks)
        waiting: deque[Future[_Result]] = deque(
            self._pool.submit(work, task) for task in islice(tasks, self._ahead)
        )
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(self._pool.submit(work, task) for task in islice(tasks, 1))
            yield result

    def instruments(self, path: Path) -> Iterator[tuple[str, Keyed]]:
        """Read a file of instruments as ``keyed_instruments`` does."""
        tasks = ((path, part) for part in parts(path, _PART))
        for found in self.each(_instruments, tasks):
            for values, keys in found:
                instrument = Instrument(**dict(zip(_FIELDS, values, strict=True)))
                yield instrument.iri, (instrument, Keys._make(keys))

    def relations(self, path: Path) -> Iterator[tuple[Ends, Said]]:
        """Read a file of relations as ``keyed_relations`` does."""
        tasks = ((path, part) for part in parts(path, _PART))
        for found in self.each(_relations, tasks):
            yield from found


def keyed_instruments(path: Path) -> Iterator[tuple[str, Keyed]]:
    """Read a file of instruments, each behind what they are ordered by."""
    return ((i.iri, (i, keys_of(i))) for i in read_instruments(path))


def keyed_relations(path: Path) -> Iterator[tuple[Ends, Said]]:
    """Read a file of relations, each behind what they are ordered by."""
    return map(ends_and_said, read_relations(path))


def processes_for(files: Iterable[Path]) -> Processes | None:
    """Return processes where the files are large and the machine has room for them."""
    size = sum(path.stat().st_size for path in files if path.is_file())
    count = os.cpu_count() or 1
    return Processes(count) if size >= LARGE and count > 1 else None


def _instruments(task: tuple[Path, Part]) -> Sequence[Any]:
    found = read_instruments(*task)
    return [(_plain_instrument(instrument), tuple(keys_of(instrument))) for instrument in found]


def _relations(task: tuple[Path, Part]) -> Sequence[Any]:
    return list(map(ends_and_said, read_relations(*task)))
