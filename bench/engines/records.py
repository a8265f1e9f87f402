"""The records of a folder for engines that take plain values: no dates parsed, no checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.store.files import INSTRUMENTS, RELATIONS


class Node(NamedTuple):
    """An instrument; days are ISO text, ``None`` where unknown."""

    iri: str
    number: str
    title: str | None
    date: str | None
    effective: str | None
    expires: str | None
    type: str
    issuer: str


class Edge(NamedTuple):
    """A relation; days are ISO text, ``None`` where unknown."""

    kind: str
    source: str
    target: str
    scope: str
    valid_from: str | None
    valid_to: str | None
    known_from: str | None


def nodes(folder: Path) -> Iterator[Node]:
    """Yield the instruments of a folder."""
    for record in _records(folder / INSTRUMENTS):
        yield Node(*(record[name] for name in Node._fields))


def edges(folder: Path) -> Iterator[Edge]:
    """Yield the relations of a folder."""
    for record in _records(folder / RELATIONS):
        yield Edge(*(record[name] for name in Edge._fields))


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
