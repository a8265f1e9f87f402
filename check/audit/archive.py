"""The archive of audits: one SQLite file with every text judged, its verdict and what it rests on.

It holds the texts themselves, so that they can be judged again without their files; whoever may
not keep drafts there deletes the file, or takes folders out with ``forget``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from check.audit.asked import COUNT, UPDATED
from check.audit.record import Audited, Change, Cited, Found, Reason, Run, Unread
from check.audit.rows import read_change, read_cited, read_found, read_particulars, read_run
from check.audit.schema import CITED, FORMAT, FOUND, PARTICULARS, SCHEMA
from check.wording import day
from kg.errors import RecordError

#: A text with the files that have it, in the order of their paths; the first is no copy.
_DOCUMENTS = f"""
SELECT v.text, f.path || CASE t.member WHEN '' THEN '' ELSE '/' || t.member END AS whole, f.folder,
  hex(f.digest), first_value(f.path) OVER (PARTITION BY v.text ORDER BY f.path), f.path,
  {", ".join("v." + name.strip() for name in PARTICULARS.split(","))}
FROM verdict v JOIN text t ON t.id = v.text
JOIN file f ON f.digest = t.digest AND f.suffix = t.suffix
"""  # noqa: S608 - put together from the names of columns alone


class Archive:
    """An archive that is open. Its readers yield rows one by one, so memory stays flat."""

    def __init__(self, path: Path) -> None:
        """Open an archive, made anew where there is none.

        Raises:
            RecordError: the file is no archive, or of another version.
        """
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path, isolation_level=None)
        try:
            found = self.connection.execute("PRAGMA user_version").fetchone()[0]
            made = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not made:
                self.connection.execute("PRAGMA journal_mode = WAL")
                self.connection.executescript(
                    f"BEGIN;{SCHEMA};PRAGMA user_version = {FORMAT};COMMIT"
                )
            elif found != FORMAT:
                raise RecordError(
                    f"{path}: an archive of layout {found}, not {FORMAT}. Give another file with "
                    "--archive, or delete this one and audit anew."
                )
            self.connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.DatabaseError as error:
            self.connection.close()
            raise RecordError(
                f"{path}: no archive of audits ({error}). Give another file with --archive."
            ) from error

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    # Reading, for reports

    def documents(self, *, texts: Iterable[int] | None = None) -> Iterator[Audited]:
        """Yield the audited documents in the order of their paths, all or those of some texts."""
        chosen = "" if texts is None else f"WHERE v.text IN ({_numbers(texts)})"
        for row in self.connection.execute(f"{_DOCUMENTS} {chosen} ORDER BY whole"):
            text, whole, folder, digest, first, path, *said = row
            copy_of = first if first != path else None
            yield Audited(text, whole, folder, digest.lower(), copy_of, read_particulars(said))

    def findings(self, text: int) -> list[Found]:
        """Return the findings of a text in its order."""
        query = f"SELECT {FOUND} FROM finding WHERE text = ? ORDER BY at"  # noqa: S608
        rows = self.connection.execute(query, (text,)).fetchall()
        return [filled(read_found(row), self._coverage()) for row in rows]

    def _coverage(self) -> tuple[str, str]:
        """Return what messages tell of the data: the number of instruments and its day."""
        query = "SELECT instruments, updated FROM run ORDER BY id DESC LIMIT 1"
        instruments, updated = self.connection.execute(query).fetchone() or (0, None)
        return str(instruments), day(date.fromisoformat(updated) if updated else None)

    def citations(self, text: int) -> list[Cited]:
        """Return the citations of a text in its order."""
        query = f"SELECT {CITED} FROM citation WHERE text = ? ORDER BY at"  # noqa: S608
        return [read_cited(row) for row in self.connection.execute(query, (text,))]

    def citing(self, iri: str) -> list[int]:
        """Return the texts that cite an instrument."""
        query = "SELECT DISTINCT text FROM citation WHERE iri = ? ORDER BY text"
        return [row[0] for row in self.connection.execute(query, (iri,))]

    def cited_instruments(self) -> Iterator[tuple[str, int, int]]:
        """Yield each instrument cited: its IRI, the texts that cite it, the citations in them."""
        yield from self.connection.execute(
            "SELECT iri, count(DISTINCT text), count(*) FROM citation WHERE iri IS NOT NULL "
            "GROUP BY iri ORDER BY 2 DESC, 3 DESC, 1"
        )

    def unread(self) -> Iterator[Unread]:
        """Yield what gave no document, in the order of the paths."""
        query = (
            "SELECT u.path || CASE u.member WHEN '' THEN '' ELSE '/' || u.member END AS whole, "
            "coalesce(f.folder, ''), u.reason, u.detail "
            "FROM unread u LEFT JOIN file f ON f.path = u.path ORDER BY whole"
        )
        for path, folder, reason, detail in self.connection.execute(query):
            yield Unread(path, folder, Reason(reason), detail)

    def changes(self, *, after: int = 0) -> Iterator[Change]:
        """Yield what runs after a given one changed, by run, text and place."""
        query = (
            f'SELECT run, "on", text, gone, {FOUND} FROM change WHERE run > ? '  # noqa: S608
            "ORDER BY run, text, start, code, gone"
        )
        coverage = self._coverage()
        for row in self.connection.execute(query, (after,)):
            change = read_change(row)
            yield change._replace(found=filled(change.found, coverage))

    def runs(self) -> list[Run]:
        """Return the runs, oldest first."""
        return [read_run(r) for r in self.connection.execute("SELECT * FROM run ORDER BY id")]

    def counts(self) -> tuple[int, int, int]:
        """Return the numbers of documents, of texts and of what could not be read."""
        one = self.connection.execute
        documents = one(
            "SELECT count(*) FROM verdict v JOIN text t ON t.id = v.text "
            "JOIN file f ON f.digest = t.digest AND f.suffix = t.suffix"
        ).fetchone()[0]
        texts = one("SELECT count(*) FROM verdict").fetchone()[0]
        return documents, texts, one("SELECT count(*) FROM unread").fetchone()[0]


def filled(found: Found, coverage: tuple[str, str]) -> Found:
    """Return a finding with the coverage of the data, which changes every day, in its messages."""
    if COUNT not in found.message_vi:
        return found
    return found._replace(
        message_vi=_filled(found.message_vi, coverage),
        message_en=_filled(found.message_en, coverage),
    )


def _filled(message: str, coverage: tuple[str, str]) -> str:
    count, updated = coverage
    return message.replace(COUNT, count).replace(UPDATED, updated)


def _numbers(texts: Iterable[int]) -> str:
    return ",".join(str(int(text)) for text in texts)
