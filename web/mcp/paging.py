"""Answers a page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from queries.table import Table

_WORDS = {
    "vi": ("Dòng {}–{} trong {}.", "hơn {}", "Đọc tiếp: offset={}."),
    "en": ("Rows {}–{} of {}.", "more than {}", "Read on: offset={}."),
}


class Part(NamedTuple):
    """Some rows of an answer.

    Attributes:
        table: the answer with these rows alone.
        total: how many there are in all; ``None`` where only so many were asked for.
        offset: how many stand before these.
        following: the offset of the next page, ``None`` at the end.
    """

    table: Table
    total: int | None
    offset: int
    following: int | None

    def json(self) -> dict[str, Any]:
        """Return what is told of the rows beside them."""
        return {
            "total": self.total,
            "offset": self.offset,
            "shown": len(self.table.rows),
            "next_offset": self.following,
        }

    def words(self, language: str) -> str:
        """Return which rows these are, where they are not all."""
        if self.offset == 0 and self.following is None:
            return ""
        which, more, on = _WORDS[language]
        shown = self.offset + len(self.table.rows)
        total = more.format(shown) if self.total is None else self.total
        first = min(self.offset + 1, shown)
        told = which.format(first, shown, total)
        return told if self.following is None else f"{told} {on.format(self.following)}"


class Page(NamedTuple):
    """Which rows are wanted."""

    offset: int
    limit: int

    @property
    def reach(self) -> int:
        """How many rows to ask for so that one tells whether more follow."""
        return self.offset + self.limit + 1

    def of(self, table: Table, *, reached: bool) -> Part:
        """Return the wanted rows of an answer.

        Args:
            table: the answer.
            reached: whether it was asked for no more rows than ``reach`` and has so many.
        """
        end = self.offset + self.limit
        return Part(
            table=replace(table, rows=table.rows[self.offset : end]),
            total=None if reached else len(table.rows),
            offset=self.offset,
            following=end if len(table.rows) > end else None,
        )
