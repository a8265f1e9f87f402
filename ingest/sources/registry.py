"""Which source reads a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from ingest.sources import folder, generic, phap_dien, vbpl
from ingest.sources.taken import Table
from kg.errors import LegalGraphError

# The publishers first: every table is also a generic one.
TABLES: Mapping[str, Table] = {
    module.NAME: cast("Table", module) for module in (phap_dien, vbpl, generic)
}
NAMES = ("auto", folder.NAME, *TABLES)


class Assigned(NamedTuple):
    """The files that each source reads, in order, and those that cannot be looked into."""

    files: dict[str, list[Path]]
    unread: dict[Path, str]


def assign(files: Iterable[Path], source: str = "auto") -> Assigned:
    """Return which source reads which file; full texts are those that are no table.

    Args:
        files: the files.
        source: one of ``NAMES``, for all of them.
    """
    found: dict[str, list[Path]] = {name: [] for name in (*TABLES, folder.NAME)}
    unread: dict[Path, str] = {}
    for path in files:
        try:
            # Looked into also where the source is named: what cannot be read is told here.
            claims = [name for name, table in TABLES.items() if table.claims(path)]
        except (LegalGraphError, OSError) as error:
            unread[path] = str(error).removeprefix(f"{path}: ")
            continue
        named = next(iter(claims), folder.NAME) if source == "auto" else source
        found[named].append(path)
    return Assigned(found, unread)
