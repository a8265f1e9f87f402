"""Where sources were read, as links where they are addresses of the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.contract import Store
from queries.table import addresses
from report.drawing.nodes import clean

_LONGEST = 64


class Place(NamedTuple):
    """A source: what is shown of it, and where it leads; ``None`` where it is no address."""

    words: str
    address: str | None


def places(graph: Store, ids: Iterable[str]) -> tuple[Place, ...]:
    """Return where the sources of these ids were read, each once."""
    return tuple(map(place, addresses(graph, ids)))


def place(where: str) -> Place:
    """Return one source; a long address is shown by its beginning."""
    words = clean(where)
    if not words.startswith(("https://", "http://")) or "…" in words or " " in words:
        return Place(words, None)
    shown = words.split("//", 1)[1].rstrip("/")
    return Place(shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…", words)
