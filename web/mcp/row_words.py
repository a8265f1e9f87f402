"""Rows of an answer in words, unfolded: an assistant needs addresses whole."""

from __future__ import annotations

from collections.abc import Iterator

from check.wording import day
from queries.table import COLUMNS, Row, Table
from report.labels import cell_words
from web.mcp.naming import tidy_line
from web.mcp.paging import Part

_EMPTY = {"vi": "(chưa có trong dữ liệu)", "en": "(none in the data)"}
#: Told by the line that leads a row, or of use to programs alone.
_IN_LEAD = frozenset({"number", "date", "step", "other_iri"})


def part_lines(part: Part, language: str) -> Iterator[str]:
    """Yield the rows, numbered as in the whole answer, and what must be told with them."""
    place = 0 if language == "vi" else 1
    for number, row in enumerate(part.table.rows, part.offset + 1):
        yield tidy_line(f"{number}. {_lead(row)} [{row.iri}]")
        yield from _cells(part.table, row, language)
    if not part.table.rows:
        yield _EMPTY[language]
    for note in part.table.notes:
        yield tidy_line(f"* {note[place]}")


def _lead(row: Row) -> str:
    named = row.number or row.title or row.type
    return f"{named} ({day(row.date)})" if row.date else named


def _cells(table: Table, row: Row, language: str) -> Iterator[str]:
    for column in table.columns:
        words = "" if column in _IN_LEAD else cell_words(column, row[column], language)
        if words:
            yield tidy_line(f"   {COLUMNS[column][language == 'en']}: {words}")
