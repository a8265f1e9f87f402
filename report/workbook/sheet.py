"""What a workbook is made of: sheets, their cells and charts, as values that know no format."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Tone = Literal["error", "warning", "info", "gone", "live", "open", "section", "soft"]
"""How a cell is marked: by severity, by what the law says, or as a heading of rows."""


class Mark(NamedTuple):
    """A value with a colour. The words always say the same as the colour."""

    value: str | int
    tone: Tone


class Link(NamedTuple):
    """Words that open a file or another sheet.

    Attributes:
        words: what is shown; written as text, whatever it looks like.
        target: from ``report.workbook.links``; ``None`` for words alone.
    """

    words: str
    target: str | None


class Formula(NamedTuple):
    """A formula with the value it has, for viewers that do not calculate.

    Only the project's own words make formulas, never those of a draft or of a file's name.
    """

    text: str
    value: int | float | str


Cell = str | int | float | datetime.date | Mark | Link | Formula | None
Row = Sequence[Cell]


class Chart(NamedTuple):
    """A bar chart of two columns of a sheet, drawn by the spreadsheet itself.

    Attributes:
        title: its heading.
        sheet: name of the sheet its numbers stand in.
        rows: first and last row, counted from 0.
        names, values: the columns, counted from 0.
        data: the same names and numbers, for viewers that do not calculate.
        at: the cell of its upper left corner, such as ``F2``.
    """

    title: str
    sheet: str
    rows: tuple[int, int]
    names: int
    values: int
    data: tuple[tuple[str, int], ...]
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    r"""One sheet. Rows are taken one by one, so a generator of a million keeps memory flat.

    Attributes:
        name: at most 31 characters, none of ``[ ] : * ? / \``, unlike the others in any case.
        headings: of the columns; empty for a sheet without a table.
        rows: cells in the order of the headings. Text stays text, whatever it begins with.
        widths: of the columns, in characters; where missing, 16.
        title: words above the table, large.
        notes: lines below the title and above the headings.
        charts: drawn beside the rows.
        landscape: whether it is printed across.
        most_lines: lines that a row is high at most; what is longer is seen in the cell.
    """

    name: str
    headings: Sequence[str] = ()
    rows: Iterable[Row] = ()
    widths: Sequence[float] = ()
    title: str | None = None
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    landscape: bool = True
    most_lines: int = 16

    @property
    def first_row(self) -> int:
        """Number of the first row of cells, counted from 0."""
        return (self.title is not None) + len(self.notes) + bool(self.headings)
