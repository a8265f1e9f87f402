"""Full texts: each file of a folder, or of an archive, is read as a document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.records import Records
from ingest.sources.taken import About
from kg.contract import Store
from kg.document import Document

NAME = "folder"
# What systems and programs leave beside documents; nobody has put it there to be read.
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_OF_PROGRAMS = frozenset(
    ".js .css .ico .svg .woff .woff2 .exe .dll .lnk .json .yaml .yml .toml .py".split()
)
_TABLES = frozenset({".csv", ".tsv", ".jsonl", ".parquet"})


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, without hidden ones and litter."""
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            litter = name.startswith((".", "~$")) or name.casefold() in _LITTER
            if not litter and Path(name).suffix.lower() not in _OF_PROGRAMS:
                yield Path(where) / name


def documents_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that are documents, in order; tables of records are none."""
    return (f for f in sorted(files_below(folder)) if f.suffix.lower() not in _TABLES)


def records_of_text(document: Document, digest: str, graph: Store, about: About) -> Records:
    """Return what a text gives; its sources tell what the user says of it and its digest."""
    from ingest.full_text.records import records_of

    records = records_of(document, graph, read_on=about.read_on)
    sources = tuple(
        source._replace(
            where=f"{about.url}#{Path(document.path).name}" if about.url else document.path,
            official=about.official,
            title=about.title or source.title,
            licence=about.licence,
            sha256=digest,
        )
        for source in records.sources
    )
    return records._replace(sources=sources)
