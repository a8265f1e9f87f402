"""The journal of a run that is under way: what has been taken in, in files that only grow.

A batch is records appended to the files of records, brought to the disk, and then one line in the
ledger with what became of each input and how long the files are now. Whenever the run is broken
off, also between the two, the next one cuts the files to what the last whole line of the ledger
says and goes on behind it.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from ingest.records import Records
from ingest.sources.taken import NOT_IN, Outcome
from kg.model import Source
from kg.store.files import ATTESTATIONS, INSTRUMENTS, RELATIONS
from kg.store.jsonl import record_of
from kg.store.segments import LEDGER, REFUSED

_SOURCES = "sources.jsonl"
_FILES = (_SOURCES, INSTRUMENTS, RELATIONS, ATTESTATIONS)


class Lines(NamedTuple):
    """Records as lines of the files, in the order of ``_FILES``: cheap to pass on."""

    sources: str = ""
    instruments: str = ""
    relations: str = ""
    attestations: str = ""


# ``json.dumps`` with options makes an encoder for each call, which costs as much as its work.
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


def lines_of(records: Records) -> Lines:
    """Return records as lines."""
    sources = "".join(f"{_encode(source)}\n" for source in records.sources)
    parts = (records.instruments, records.relations, records.attestations)
    return Lines(sources, *("".join(f"{_encode(record_of(v))}\n" for v in part) for part in parts))


class Entry(NamedTuple):
    """What became of one input or row.

    Attributes:
        where, outcome, detail: as in ``ingest.sources.taken.Taken``.
        sha256: digest of the input's bytes; empty for rows.
        signature: what copies of a text are told by; empty for rows.
    """

    where: str
    outcome: Outcome
    detail: str = ""
    sha256: str = ""
    signature: str = ""


class Journal:
    """The files of one run.

    Attributes:
        read_on: the day on which the run began.
        taken: how many rows of each source are in the files.
        done: the files that are finished, by name.
        counts: how many inputs and rows had each outcome.
        signatures: those of the texts that were counted before this went on, in order.
    """

    def __init__(self, folder: Path, *, read_on: date) -> None:
        """Begin in a folder, or go on with what is in it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.read_on = read_on
        self.taken: Counter[str] = Counter()
        self.done: set[str] = set()
        self.counts: Counter[Outcome] = Counter()
        self.signatures: list[str] = []
        sizes = self._resume()
        self._files = [_cut(folder / name, sizes.get(name, 0)) for name in _FILES]
        self._ledger = _cut(folder / LEDGER, sizes[LEDGER])
        if not sizes[LEDGER]:
            self._say({"begun": read_on.isoformat()})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; what is not committed is cut off by the next run."""
        for file in (*self._files, self._ledger):
            # Closing a file on a full disk fails as its writing has.
            with suppress(OSError):
                file.close()

    def commit(
        self,
        entries: Iterable[Entry],
        records: Iterable[Lines],
        *,
        counts: Counter[Outcome],
        done: Iterable[str] = (),
        taken: tuple[str, int] | None = None,
    ) -> None:
        """Add a batch.

        Args:
            entries: what became of each input; of rows those that are not simply in may do.
            records: what they gave.
            counts: how many of the batch had each outcome.
            done: the files that are finished with it.
            taken: the source and the number of rows of it in the batch.

        Raises:
            OSError: the disk is full or cannot be written; the batch is not in.
        """
        for lines in records:
            for file, text in zip(self._files, lines, strict=True):
                if text:
                    file.write(text.encode())
        sizes = {}
        for name, file in zip(_FILES, self._files, strict=True):
            file.flush()
            os.fsync(file.fileno())
            sizes[name] = file.tell()
        said: dict[str, Any] = {"sizes": sizes, "counts": counts, "taken": taken}
        said["done"] = list(done)
        said["entries"] = [entry._asdict() for entry in entries]
        self._say(said)
        self._count(said)

    def _say(self, said: dict[str, Any]) -> None:
        self._ledger.write(f"{json.dumps(said, ensure_ascii=False)}\n".encode())
        self._ledger.flush()
        os.fsync(self._ledger.fileno())

    def _count(self, said: dict[str, Any]) -> None:
        self.counts.update({Outcome(name): n for name, n in said["counts"].items()})
        if said["taken"]:
            name, count = said["taken"]
            self.taken[name] += count
        self.done.update(said["done"])

    def _resume(self) -> dict[str, int]:
        """Count what the ledger says and return how long each file is to be."""
        sizes = {LEDGER: 0}
        for said, end in _whole(self.folder / LEDGER):
            if "begun" in said:
                self.read_on = date.fromisoformat(said["begun"])
            else:
                sizes |= said["sizes"]
                self._count(said)
                counted = (e for e in said["entries"] if e["outcome"] == Outcome.IN)
                self.signatures += [e["signature"] for e in counted if e["signature"]]
            sizes[LEDGER] = end
        return sizes

    def sources(self) -> Iterator[Source]:
        """Yield the sources of what is in the files."""
        with (self.folder / _SOURCES).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                source = Source(*json.loads(line))
                day = source.read_on
                yield source._replace(read_on=date.fromisoformat(str(day)) if day else None)

    def write_refused(self, path: Path | None = None) -> Path:
        """Write the list of what was refused, as a table that Excel opens; return its path."""
        path = path or self.folder / REFUSED
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("where", "reason"))
            table.writerows((entry.where, entry.detail) for entry in self.entries(NOT_IN))
        return path

    def entries(self, outcomes: Collection[Outcome]) -> Iterator[Entry]:
        """Yield the inputs and rows with one of these outcomes, in order."""
        for said, _ in _whole(self.folder / LEDGER):
            for entry in said.get("entries", ()):
                if entry["outcome"] in outcomes:
                    yield Entry(**{**entry, "outcome": Outcome(entry["outcome"])})


def _cut(path: Path, size: int) -> BinaryIO:
    """Return a file open for appending, cut to a size."""
    file = path.open("r+b" if path.exists() else "w+b")
    file.truncate(size)
    file.seek(size)
    return file


def _whole(path: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the whole lines of a ledger, each with the offset of its end."""
    if not path.is_file():
        return
    end = 0
    with path.open("rb") as file:
        for line in file:
            try:
                said = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                said = None
            if said is None:
                return
            end += len(line)
            yield said, end
