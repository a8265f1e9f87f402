"""What a working process has at hand, and how it does a task."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from kg.contract import Store
from kg.errors import IdentifierError, LegalGraphError, TooLargeError
from web.answer import Refused
from web.problems import ProblemError
from web.rendering import offer_leaving
from web.tasks.caught import Caught


class Tools(NamedTuple):
    """What tasks work with.

    Attributes:
        graph: the instruments known.
    """

    graph: Store


class Begun(NamedTuple):
    """What a process is begun with.

    Attributes:
        open_store: opens the graph.
        memory: address space that the process may use, in bytes; 0 for all. Windows has no such
            limit.
        folder: where it and the programs that it starts put their temporary files.
        warm: done before the first task.
        is_shared: whoever looks at its pages has signed in, and may leave again.
    """

    open_store: Callable[[], Store]
    memory: int
    folder: Path
    warm: Callable[[Tools], object]
    is_shared: bool = False


class Fault(NamedTuple):
    """A fault of the program; ``told`` is its kind and place."""

    told: str


class Last(NamedTuple):
    """A result after which the process has to make room for a new one."""

    result: Any


Task: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""A function of a module of ``web.tasks``, and its arguments after the tools."""

#: Objects that may be made before garbage in cycles is looked for; a check makes few cycles.
_GARBAGE = (50_000, 20, 20)


def begin(begun: Begun) -> Callable[[Task | None], Any]:
    """Make a process ready; return what it does with a task.

    Without a task it tells whether the graph has changed since the process was begun.
    """
    limit_memory(begun.memory)
    begun.folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(begun.folder)
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(begun.folder))
    tools = Tools(begun.open_store())
    offer_leaving(begun.is_shared)
    begun.warm(tools)
    # What was imported lives as long as the process: looking through it again finds nothing.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)

    def work(task: Task | None) -> Any:  # noqa: ANN401 - whatever the task returns
        result: Any = None
        with Caught() as caught:
            result = _has_changed(begun, tools) if task is None else _done(tools, task)
        tidy(begun.folder)
        return _refused(caught) if caught.told else result

    return work


def tidy(folder: Path) -> None:
    """Delete what is in a folder for temporary files."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink(missing_ok=True)


def limit_memory(memory: int) -> None:
    """Limit the address space of this process, in bytes; 0 for none. Windows has no such limit."""
    if memory:
        with suppress(ImportError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _has_changed(begun: Begun, tools: Tools) -> bool:
    """Tell whether the records are others than those that the graph was made of."""
    key = getattr(tools.graph, "key", None)
    if key is None:
        return False
    with suppress(LegalGraphError, OSError):
        now = begun.open_store()
        changed: bool = getattr(now, "key", key) != key
        now.close()
        return changed
    return False


def _done(tools: Tools, task: Task) -> Any:  # noqa: ANN401 - whatever the task returns
    function, args, named = task
    try:
        return function(tools, *args, **named)
    except ProblemError as error:
        return Refused(error.slug, str(error), tuple(error.more.items()))
    except TooLargeError as error:
        return Refused("too-large", str(error))
    except IdentifierError as error:
        return Refused("not-in-data", str(error))
    except LegalGraphError as error:
        return Refused("unreadable", str(error))


def _refused(caught: Caught) -> Any:  # noqa: ANN401 - one of the results without an answer
    if caught.kind is MemoryError:
        return Last(Refused("unreadable", "needs more memory than allowed. Split the file."))
    if caught.kind is RecursionError:
        return Refused("unreadable", "nested more deeply than can be read. Save it again.")
    return Fault(caught.told)
