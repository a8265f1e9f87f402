"""Writing into the archive: runs, files, texts and their verdicts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from time import monotonic
from typing import Any, NamedTuple

from check.audit.judging import FileRead, Judged
from check.audit.question_table import QuestionTable
from check.audit.record import Cited, Found, Particulars, Run
from check.audit.rows import read_run, run_row

#: Of results that wait to be written: so many, or for so many seconds.
_MANY, _LONG = 200, 2.0
_FOUND_KEY = tuple(Found._fields.index(name) for name in ("code", "iri", "words", "start"))


class Listed(NamedTuple):
    """A file of the folder audited.

    Attributes:
        path: where it is; ``name`` the same in letters that every file can hold.
        folder: first folder below the one audited.
        suffix: behind the last dot, small letters.
    """

    path: str
    name: str
    folder: str
    size: int
    mtime: int
    suffix: str


def _insert(table: str, columns: int, verb: str = "INSERT") -> str:
    return f"{verb} INTO {table} VALUES ({', '.join('?' * columns)})"


_NEW_RUN = _insert("run", len(Run._fields), "REPLACE")
_NEW_VERDICT = _insert("verdict", 3 + len(Particulars._fields), "REPLACE")
_NEW_CITATION = _insert("citation", 2 + len(Cited._fields))
_NEW_FINDING = _insert("finding", 2 + len(Found._fields))
_NEW_CHANGE = _insert("change", 4 + len(Found._fields))
_NEW_FILE = _insert("file", 7, "REPLACE")
_OF_TEXT = ("verdict", "citation", "finding", "change")


class Writer:
    """Writes what a run finds, in batches, each on the disk as a whole or not at all."""

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        """Write about the files of a folder."""
        self._db, self._root = db, root
        self.questions = QuestionTable(db)
        self._waiting, self._since = 0, monotonic()
        self.run = 0
        self._on = ""

    # Batches

    def open(self) -> None:
        """Begin a batch if none is open."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
            self._waiting, self._since = 0, monotonic()

    def counted(self) -> None:
        """Count a result; end the batch when it is large or old."""
        self._waiting += 1
        if self._waiting >= _MANY or monotonic() - self._since >= _LONG:
            self.commit()

    def commit(self) -> None:
        """End the batch."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def discard(self) -> None:
        """Throw the batch away."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    # Runs

    def last(self) -> Run | None:
        """Return the last run; what the questions answer is what they answered then."""
        row = self._db.execute("SELECT * FROM run ORDER BY id DESC LIMIT 1").fetchone()
        return read_run(row) if row else None

    def put_run(self, run: Run) -> None:
        """Write a run, new or over itself."""
        self._db.execute(_NEW_RUN, run_row(run))
        self.run, self._on = run.id, run.as_of.isoformat()

    def stale(self, texts: Iterable[int] | None = None) -> None:
        """Let verdicts be made anew, those of some texts or all."""
        if texts is None:
            self._db.execute("UPDATE verdict SET run = 0")
        else:
            rows = ((text,) for text in texts)
            self._db.executemany("UPDATE verdict SET run = 0 WHERE text = ?", rows)

    def compare_up_to(self, as_of: date) -> None:
        """Let verdicts that stay be those of another day."""
        self._db.execute("UPDATE verdict SET as_of = ?", (as_of.isoformat(),))

    # Files

    def known(self, name: str) -> tuple[int, int, bytes | None, str] | None:
        """Return size, time, digest and suffix of a file as it was."""
        query = "SELECT size, mtime, digest, suffix FROM file WHERE path = ?"
        found: tuple[int, int, bytes | None, str] | None = self._db.execute(
            query, (name,)
        ).fetchone()
        return found

    def put_folder(self, file: Listed) -> None:
        """Write the folder of a file known, which another one may have been audited before."""
        self._db.execute(
            "UPDATE file SET root = ?1, folder = ?2 WHERE path = ?3 AND (root, folder) <> (?1, ?2)",
            (self._root, file.folder, file.name),
        )

    def of_size(self, size: int, suffix: str) -> bool:
        """Return whether a file known has this size and suffix."""
        query = "SELECT 1 FROM file WHERE size = ? AND suffix = ? LIMIT 1"
        return self._db.execute(query, (size, suffix)).fetchone() is not None

    def with_digest(self, digest: bytes, suffix: str) -> str | None:
        """Return the name of a file that has this content and has been read."""
        query = "SELECT path FROM file WHERE digest = ? AND suffix = ? LIMIT 1"
        found = self._db.execute(query, (digest, suffix)).fetchone()
        return found[0] if found else None

    def reasons(self, name: str) -> set[str]:
        """Return why what is in a file could not be read."""
        query = "SELECT DISTINCT reason FROM unread WHERE path = ?"
        return {row[0] for row in self._db.execute(query, (name,))}

    def put_file(self, file: Listed, digest: bytes | None) -> None:
        """Write a file that has been read, or is a copy of one."""
        row = (file.name, self._root, file.folder, file.size, file.mtime, digest, file.suffix)
        self._db.execute(_NEW_FILE, row)

    def put_copy(self, file: Listed, digest: bytes, of: str) -> None:
        """Write a file with the content of another one, and what of it cannot be read."""
        self.put_file(file, digest)
        if file.name != of:
            self._db.execute("DELETE FROM unread WHERE path = ?", (file.name,))
            self._db.execute(
                "INSERT INTO unread SELECT ?, member, reason, detail FROM unread WHERE path = ?",
                (file.name, of),
            )

    def put_unread(self, file: Listed, unread: Iterable[tuple[str, str, str]]) -> None:
        """Write what of a file gave no document, over what was written of it before."""
        self._db.execute("DELETE FROM unread WHERE path = ?", (file.name,))
        rows = ((file.name, *told) for told in unread)
        self._db.executemany("INSERT INTO unread VALUES (?, ?, ?, ?)", rows)

    def put_read(self, file: Listed, read: FileRead) -> None:
        """Write a file with its texts."""
        self.put_file(file, read.digest)
        self.put_unread(file, read.unread)
        self._db.execute("UPDATE run SET read = read + 1 WHERE id = ?", (self.run,))
        if read.digest is not None:
            self._drop_members(read, file.suffix)
            for judged in read.texts:
                self._put_text(read.digest, file.suffix, judged)

    def _drop_members(self, read: FileRead, suffix: str) -> None:
        """Delete texts of the same content that a reading anew no longer gives."""
        query = "SELECT id, member FROM text WHERE digest = ? AND suffix = ?"
        members = {judged.member for judged in read.texts}
        before = self._db.execute(query, (read.digest, suffix)).fetchall()
        self._drop_texts([text for text, member in before if member not in members])

    def _put_text(self, digest: bytes, suffix: str, judged: Judged) -> None:
        row = self._db.execute(
            "SELECT id FROM text WHERE digest = ? AND suffix = ? AND member = ?",
            (digest, suffix, judged.member),
        ).fetchone()
        if row is not None:
            self._db.execute("UPDATE text SET document = ? WHERE id = ?", (judged.text, row[0]))
            self.put_again(row[0], judged)
            return
        text = self._db.execute(
            "INSERT INTO text (digest, suffix, member, document) VALUES (?, ?, ?, ?)",
            (digest, suffix, judged.member, judged.text),
        ).lastrowid
        self._put_verdict(int(text or 0), judged)

    # Verdicts

    def put_again(self, text: int, judged: Judged) -> None:
        """Write a verdict in the place of another, and what has changed."""
        before = self._db.execute(
            "SELECT * FROM finding WHERE text = ? ORDER BY at", (text,)
        ).fetchall()
        self._put_changes(text, [row[2:] for row in before], judged.findings)
        self._db.execute("DELETE FROM citation WHERE text = ?", (text,))
        self._db.execute("DELETE FROM finding WHERE text = ?", (text,))
        self._put_verdict(text, judged)

    def _put_verdict(self, text: int, judged: Judged) -> None:
        self._db.execute(_NEW_VERDICT, (text, self.run, judged.asked, *judged.said))
        self._db.executemany(_NEW_CITATION, _numbered(text, judged.citations))
        self._db.executemany(_NEW_FINDING, _numbered(text, judged.findings))

    def _put_changes(
        self, text: int, before: Sequence[Sequence[Any]], now: Sequence[Sequence[Any]]
    ) -> None:
        gone = _left(before, Counter(map(_found_key, now)))
        come = _left(now, Counter(map(_found_key, before)))
        rows = [(True, row) for row in gone] + [(False, row) for row in come]
        self._db.executemany(
            _NEW_CHANGE, ((self.run, self._on, text, int(was), *row) for was, row in rows)
        )

    def give_up(self, text: int, reason: str, detail: str) -> None:
        """Write that a text could not be judged again, for each file that has it."""
        self._db.execute(
            "INSERT OR REPLACE INTO unread SELECT f.path, t.member, ?, ? FROM text t "
            "JOIN file f ON f.digest = t.digest AND f.suffix = t.suffix WHERE t.id = ?",
            (reason, detail, text),
        )
        self._drop_texts([text])

    def counts(self, run: int) -> tuple[int, int, int]:
        """Return how many texts a run has judged and left, and how many files it has read."""
        judged, kept = self._db.execute(
            "SELECT coalesce(sum(run = ?1), 0), coalesce(sum(run <> ?1), 0) FROM verdict", (run,)
        ).fetchone()
        read = self._db.execute("SELECT read FROM run WHERE id = ?", (run,)).fetchone()[0]
        return judged, kept, read

    def to_judge(self) -> tuple[int, int]:
        """Return how many texts are to be judged again, and their size."""
        found = self._db.execute(
            "SELECT count(*), coalesce(sum(characters), 0) FROM verdict WHERE run = 0"
        ).fetchone()
        return found[0], found[1]

    def texts_to_judge(self, many: int) -> Iterator[list[tuple[int, int, bytes]]]:
        """Yield texts to be judged again: number, size and text, so many at a time."""
        query = (
            "SELECT v.text, v.characters, t.document FROM verdict v JOIN text t ON t.id = v.text "
            "WHERE v.run = 0 AND v.text > ? ORDER BY v.text LIMIT ?"
        )
        last = 0
        while rows := self._db.execute(query, (last, many)).fetchall():
            yield rows
            last = rows[-1][0]

    # What is no longer there

    def names_below(self, root: str, separator: str) -> Iterator[str]:
        """Yield the names of the files known below a folder."""
        start = root if root.endswith(separator) else root + separator
        query = "SELECT path FROM file WHERE path >= ? AND path < ? ORDER BY path"
        end = start[:-1] + chr(ord(start[-1]) + 1)
        yield from (row[0] for row in self._db.execute(query, (start, end)))

    def drop_files(self, names: Iterable[str]) -> None:
        """Delete files, and the texts that no other file has."""
        rows = [(name,) for name in names]
        self._db.executemany("DELETE FROM file WHERE path = ?", rows)
        self._db.executemany("DELETE FROM unread WHERE path = ?", rows)

    def drop_orphans(self) -> int:
        """Delete the texts that no file has; return how many."""
        query = (
            "SELECT id FROM text t WHERE NOT EXISTS "
            "(SELECT 1 FROM file f WHERE f.digest = t.digest AND f.suffix = t.suffix)"
        )
        orphans = [row[0] for row in self._db.execute(query)]
        self._drop_texts(orphans)
        return len(orphans)

    def _drop_texts(self, texts: Sequence[int]) -> None:
        for table in _OF_TEXT:
            self._db.executemany(
                f"DELETE FROM {table} WHERE text = ?",  # noqa: S608 - names of tables alone
                ((text,) for text in texts),
            )
        self._db.executemany("DELETE FROM text WHERE id = ?", ((text,) for text in texts))


def _numbered(text: int, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    return ((text, at, *row) for at, row in enumerate(rows))


def _found_key(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row[at] for at in _FOUND_KEY)


def _left(rows: Sequence[Sequence[Any]], there: Counter[tuple[Any, ...]]) -> list[Sequence[Any]]:
    """Return the rows that have no equal among others, each counted once."""
    left = []
    for row in rows:
        key = _found_key(row)
        if there[key]:
            there[key] -= 1
        else:
            left.append(row)
    return left
