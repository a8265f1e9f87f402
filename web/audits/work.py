"""The process of an audit: it unpacks, audits, and prepares what is asked for afterwards."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from check.audit.archive import Archive
from check.audit.judging import Given
from check.audit.pool import How
from check.audit.run import audit
from check.audit.tallies import Tallies
from ingest.sources.folder import documents_below
from kg.contract import Store
from kg.errors import LegalGraphError, MissingExtraError
from report.to_json import iso
from web.audits.ending import end_children, go_behind_others, on_end_of
from web.audits.home import remove
from web.audits.lists import make_lists
from web.audits.members import unpack
from web.audits.naming import give_names
from web.audits.reading import read_within
from web.tasks.audits import report, workbook
from web.tasks.tools import Tools, limit_memory

ARCHIVE = "audit.sqlite"
"""The results, in the folder of a job."""
UPLOADED = "uploaded"
"""The archive that was sent, in the same place."""
_OFTEN = 0.25


class Work(NamedTuple):
    """What a process of an audit is given.

    Attributes:
        folder: of the job.
        name: of the archive, as its sender calls it.
        members: how many it has.
        room: bytes that may be written.
        open_store: opens the graph.
        as_of: the day compared up to.
        language: of the workbook and the page that are made at once.
        rules: codes of the rules to apply.
        started: local date and time.
        jobs: processes that read.
        seconds: after so long a file is given up.
        memory: address space of this process and of each that reads, in bytes; 0 for all.
    """

    folder: Path
    name: str
    members: int
    room: int
    open_store: Callable[[], Store]
    as_of: date
    language: str
    rules: tuple[str, ...]
    started: str
    jobs: int
    seconds: float
    memory: int


class Told(NamedTuple):
    """How far an audit is.

    Attributes:
        state: ``unpacking``, ``reading``, ``closing``, ``done`` or ``failed``.
        done, total: files.
        bytes_done, bytes_total: their sizes; 0 while unpacking.
        errors, warnings: found until now.
        reason: why it failed.
        summary: counts of an audit that is done, see ``check.audit.tallies.Totals``, with those of
            the data and of the files left out since they are hidden or no documents.
    """

    state: str
    done: int = 0
    total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    errors: int = 0
    warnings: int = 0
    reason: str = ""
    summary: dict[str, int | str | None] | None = None


def work(connection: Connection, leash: Connection, given: Work) -> None:
    """Audit an archive; what is told goes through a pipe.

    Args:
        connection: takes ``Told``.
        leash: see ``on_end_of``.
        given: the task.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    on_end_of(leash, lambda: remove(given.folder))
    go_behind_others()
    _keep_temporary_files(given.folder / "temporary")
    tell = _Teller(connection)
    try:
        _audited(given, tell)
    except LegalGraphError as error:
        end_children()
        tell(Told("failed", reason=str(error)), now=True)
    except OSError as error:
        end_children()
        tell(Told("failed", reason=f"audit: {error.strerror or error}."), now=True)
    except MemoryError:
        end_children()
        tell(Told("failed", reason="audit: not enough memory. Split the archive."), now=True)


def _keep_temporary_files(folder: Path) -> None:
    """Have this process and those that it starts write their temporary files into a folder.

    They are deleted with it, also those of a process that has crashed.
    """
    folder.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        os.environ[variable] = str(folder)
    tempfile.tempdir = str(folder)


class _Teller:
    """Tells not too often."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._last = connection, 0.0

    def due(self) -> bool:
        """Return whether something should be told."""
        return monotonic() - self._last >= _OFTEN

    def __call__(self, told: Told, *, now: bool = False) -> None:
        if now or self.due():
            self._last = monotonic()
            self._connection.send(told)


def _audited(given: Work, tell: _Teller) -> None:
    # What is unpacked and judged here comes from others, as what is read in the processes below.
    limit_memory(given.memory)
    files = given.folder / "files"
    files.mkdir()
    uploaded = given.folder / UPLOADED
    tell(Told("unpacking", total=given.members), now=True)
    unpacked = unpack(
        uploaded,
        files,
        name=given.name,
        room=given.room,
        told=lambda done: tell(Told("unpacking", min(done, given.members), given.members)),
    )
    uploaded.unlink()
    with Archive(given.folder / ARCHIVE) as archive:
        read = _read(archive, files, given, tell)
        tell(Told("closing"), now=True)
        remove(files)
        give_names(archive, files, unpacked)
        with closing(given.open_store()) as graph:
            make_lists(archive, graph, as_of=given.as_of)
            _make_files(given, Tools(graph))
        archive.connection.execute("PRAGMA journal_mode = DELETE")
        summary = _summary(archive, left_out=unpacked.hidden + len(unpacked.labels) - read)
    tell(Told("done", summary=summary), now=True)


def _make_files(given: Work, tools: Tools) -> None:
    """Make what is mostly downloaded: of thousands of documents it takes longer than a request."""
    path, language = str(given.folder / ARCHIVE), given.language
    for make, name in ((workbook, "audit-{}.xlsx"), (report, "audit-{}.html")):
        # What is not installed is told to whoever asks for the file.
        with suppress(MissingExtraError):
            target = str(given.folder / name.format(language))
            make(tools, path, target, language=language, as_of=given.as_of)


def _summary(archive: Archive, *, left_out: int) -> dict[str, int | str | None]:
    run = archive.runs()[-1]
    return {
        **Tallies(archive).totals()._asdict(),
        "left_out": left_out,
        "instruments": run.instruments,
        "relations": run.relations,
        "updated": iso(run.updated),
    }


def _read(archive: Archive, files: Path, given: Work, tell: _Teller) -> int:
    """Audit what was unpacked; return how many files are documents."""
    documents = list(documents_below(files))
    reading = _Reading(archive, len(documents), tell)
    tell(Told("reading", total=len(documents)), now=True)
    audit(
        files,
        documents,
        archive,
        Given(partial(read_within, given.memory), given.open_store, given.as_of, given.rules),
        How(jobs=given.jobs, seconds=given.seconds, progress=reading.progress),
        started=given.started,
    )
    return len(documents)


class _Reading:
    """Tells how far reading is; it is told so once for each file."""

    def __init__(self, archive: Archive, files: int, tell: _Teller) -> None:
        self._archive, self._files, self._tell = archive, files, tell
        self._done = 0

    def progress(self, done: int, total: int) -> None:
        self._done = self._files if done >= total else min(self._done + 1, self._files)
        if not self._tell.due():
            return
        query = "SELECT coalesce(sum(errors), 0), coalesce(sum(warnings), 0) FROM verdict"
        errors, warnings = self._archive.connection.execute(query).fetchone()
        self._tell(Told("reading", self._done, self._files, done, total, errors, warnings))
