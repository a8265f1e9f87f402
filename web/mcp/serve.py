"""Where ``viendan mcp`` begins; nothing of the optional SDK is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.contract import Store
from kg.extras import need


def serve(open_graph: Callable[[], Store], *, today: Callable[[], date]) -> None:
    """Answer an assistant over standard input and output until it closes the input.

    While serving, what anything prints goes to standard error: standard output carries the
    protocol alone.

    Args:
        open_graph: opens the graph; called for every call of a tool, so that new data shows
            without a restart, and the store is closed after it.
        today: the day on which drafts without a day are judged and questions without one asked.

    Raises:
        MissingExtraError: ``viendan[mcp]`` is not installed.
    """
    need("viendan mcp", extra="mcp", packages=("mcp",))
    # Imported here: the SDK takes a second, and it may be absent.
    from web.mcp.server import run

    run(open_graph, today=today)
