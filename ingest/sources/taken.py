"""What a source gives for each of its rows or texts: records, or the reason why there are none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from ingest.records import Records
from kg.contract import Store
from kg.model import Source
from kg.text import slug


class Outcome(StrEnum):
    """What became of a row or a text."""

    IN = "in"
    MERGED = "merged"
    COPY = "copy"
    REFUSED = "refused"
    UNREAD = "unread"
    KNOWN = "known"
    NOTED = "noted"


class Taken(NamedTuple):
    """One row or text, and what it gave.

    Attributes:
        file: the file it stands in.
        where: the file with the line, row or article, for people.
        outcome: ``merged`` rows say what an earlier one says, or joined it; ``refused`` rows say
            nothing that could be taken in, ``unread`` are whole files and texts that cannot be
            read; ``copy`` is a text whose words another one has; ``known`` inputs were read by an
            earlier run; ``noted`` is a remark on a file and no row of it.
        detail: the reason of a refusal, what it was merged with, or what was corrected.
        records: what it gave to the graph.
    """

    file: Path
    where: str
    outcome: Outcome
    detail: str = ""
    records: Records = Records()


class About(NamedTuple):
    """What the user says of what he gives.

    Attributes:
        read_on: the day of reading.
        url: where it was got from; the path by default.
        title: what it is called.
        licence: under what terms.
        official: of a government host.
    """

    read_on: date
    url: str = ""
    title: str = ""
    licence: str = ""
    official: bool = False


class Table(Protocol):
    """A module of this package for one publisher's files that hold many documents."""

    NAME: str

    def claims(self, path: Path) -> bool:
        """Return whether a file is of this publisher's format; only its beginning is read."""

    def read(self, files: Sequence[Path], graph: Store, about: About) -> Iterator[Taken]:
        """Yield what each row of the files gives, in an order that only the files decide."""


def source_of(path: Path, about: About, *, method: str, digest: str = "") -> Source:
    """Return the source that a file of many documents is."""
    digest = digest or sha256(path)
    return Source(
        id=f"{slug(path.stem) or 'file'}-{digest[:8]}",
        where=about.url or str(path),
        read_on=about.read_on,
        method=method,
        official=about.official,
        title=about.title or path.name,
        licence=about.licence,
        sha256=digest,
    )


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


NOT_IN = (Outcome.REFUSED, Outcome.UNREAD)
"""What is listed with its reason."""
