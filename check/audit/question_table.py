"""The questions that verdicts rest on, in the archive."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator

#: Ids of questions remembered as written.
_AT_HAND = 200_000


class QuestionTable:
    """Questions by id, each with its key and the digest of its answer."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Write into an archive; batches are the caller's."""
        self._db = db
        self._written: set[int] = set()

    def some(self, many: int) -> Iterator[tuple[tuple[int, str, bytes], ...]]:
        """Yield all questions, so many at a time, by id."""
        # Ids are the first 8 bytes of digests: any whole number of that size.
        query = "SELECT id, key, answer FROM question WHERE id >= ? ORDER BY id LIMIT ?"
        start = -(2**63)
        while rows := tuple(self._db.execute(query, (start, many))):
            yield rows
            start = rows[-1][0] + 1

    def count(self) -> int:
        """Return the number of questions."""
        return int(self._db.execute("SELECT count(*) FROM question").fetchone()[0])

    def forget(self) -> None:
        """Delete all questions."""
        self._db.execute("DELETE FROM question")
        self._written.clear()

    def answer(self, changed: Iterable[tuple[int, str, bytes]]) -> None:
        """Write new answers."""
        rows = ((answer, question) for question, _, answer in changed)
        self._db.executemany("UPDATE question SET answer = ? WHERE id = ?", rows)

    def add(self, questions: Iterable[tuple[int, str, bytes]]) -> None:
        """Write questions that are new."""
        new = [question for question in questions if question[0] not in self._written]
        if len(self._written) > _AT_HAND:
            self._written.clear()
        self._db.executemany("INSERT OR IGNORE INTO question VALUES (?, ?, ?)", new)
        self._written.update(question[0] for question in new)

    def resting_on(self, questions: set[int]) -> list[int]:
        """Return the texts whose verdicts rest on some questions."""
        return [
            text
            for text, asked in self._db.execute("SELECT text, asked FROM verdict WHERE run > 0")
            if not questions.isdisjoint(array("q", asked))
        ]

    def forget_unused(self) -> None:
        """Delete questions that no verdict rests on."""
        self._db.execute("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)")
        for (asked,) in self._db.execute("SELECT asked FROM verdict"):
            ids = ((question,) for question in array("q", asked))
            self._db.executemany("INSERT OR IGNORE INTO used VALUES (?)", ids)
        self._db.execute("DELETE FROM question WHERE id NOT IN (SELECT id FROM used)")
        self._db.execute("DROP TABLE used")
        self._written.clear()
