"""Who does the tasks of an audit: this process, several of them, or machines."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from check.audit.judging import Given, Judge, Reading, Result, Task, begin
from kg.workers import Failed, Progress, Workers


class How(NamedTuple):
    """How an audit is done.

    Attributes:
        jobs: processes that read and judge, one for each core by default; 0 for none but this
            one, which a broken file can then bring down.
        seconds: after so long a task is given up.
        progress: told how far it is.
        scheduler: address of a cluster that does the tasks instead.
        again: read also what has been read before.
    """

    jobs: int | None = None
    seconds: float = 600.0
    progress: Progress | None = None
    scheduler: str | None = None
    again: bool = False


class _Crew(Protocol):
    def each(self, tasks: Iterable[Task]) -> Iterator[Result | Failed]: ...
    def close(self) -> None: ...


class Pool:
    """Does tasks; processes start when the first of them is needed."""

    def __init__(self, given: Given, how: How, graph: Path | None) -> None:
        """Do tasks with what is given and the compiled graph, where it is in a file."""
        self._given, self._how, self._graph = given, how, graph
        self._judge: Judge | None = None
        self._crew: _Crew | None = None

    @property
    def size(self) -> int:
        """How many tasks are done at a time."""
        return max(1, os.cpu_count() or 1 if self._how.jobs is None else self._how.jobs)

    def close(self) -> None:
        """End the processes."""
        if self._crew is not None:
            self._crew.close()
            self._crew = None
        if self._judge is not None:
            self._judge.close()
            self._judge = None

    def each(
        self, tasks: Iterable[Task], *, here: bool = False
    ) -> Iterator[tuple[Task, Result | Failed]]:
        """Yield each task with its result, in order.

        Args:
            tasks: asked for as they can be done.
            here: whether they are too few to start processes for.
        """
        waiting = iter(tasks)
        first = next(waiting, None)
        if first is None:
            return
        tasks = chain((first,), waiting)
        if self._how.jobs == 0 or (here and self._crew is None and not self._how.scheduler):
            yield from ((task, self._here().do(task)) for task in tasks)
            return
        issued: deque[Task] = deque()

        def told() -> Iterator[Task]:
            for task in tasks:
                issued.append(task)
                yield _sent(task) if self._how.scheduler else task

        if self._crew is None:
            self._crew = self._start()
        for result in self._crew.each(told()):
            yield issued.popleft(), result

    def _here(self) -> Judge:
        if self._judge is None:
            self._judge = Judge(self._given, self._graph)
        return self._judge

    def _start(self) -> _Crew:
        if self._how.scheduler:
            from kg.cluster import Carried, Cluster

            carried = (self._given, Carried(self._graph) if self._graph else None)
            cluster: Cluster[Task, Result] = Cluster(
                self._how.scheduler, begin, carried, seconds=self._how.seconds
            )
            return cluster
        given = (self._given, self._graph)
        crew: Workers[Task, Result] = Workers(self.size, begin, given, seconds=self._how.seconds)
        return crew


def _sent(task: Task) -> Task:
    """Return a task with the contents of its files, which other machines need not have."""
    if not isinstance(task, Reading):
        return task
    contents: list[bytes | None] = []
    for path in task.paths:
        content = None
        with suppress(OSError):
            content = Path(path).read_bytes()
        contents.append(content)
    return task._replace(contents=tuple(contents))
