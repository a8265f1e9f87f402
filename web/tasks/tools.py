"""What a working process has at hand, and how it does a task."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

from kg.contract import Store
from kg.errors import IdentifierError, LegalGraphError, TooLargeError
from web.answer import Refused
from web.problems import ProblemError


class Tools(NamedTuple):
    """What tasks work with.

    Attributes:
        graph: the instruments known.
    """

    graph: Store


Task: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""A function of a module of ``web.tasks``, and its arguments after the tools."""


def begin(open_store: Callable[[], Store], memory: int) -> Callable[[Task], Any]:
    """Make a process ready; return what it does with a task.

    Args:
        open_store: opens the graph.
        memory: address space that the process may use, in bytes; 0 for all. Windows has no such
            limit.
    """
    if memory:
        with suppress(ImportError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    tools = Tools(open_store())

    def work(task: Task) -> Any:  # noqa: ANN401 - whatever the task returns
        function, args, named = task
        try:
            return function(tools, *args, **named)
        except ProblemError as error:
            return Refused(error.slug, str(error))
        except TooLargeError as error:
            return Refused("too-large", str(error))
        except IdentifierError as error:
            return Refused("not-in-data", str(error))
        except LegalGraphError as error:
            return Refused("unreadable", str(error))
        except MemoryError:
            return Refused("unreadable", "needs more memory than allowed. Split the file.")

    return work
