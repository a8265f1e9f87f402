"""One worksheet while it is written: cells as they may stand there, links, heights, limits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from report.workbook.look import Look
from report.workbook.sheet import Cell, Formula, Link, Mark, Row, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Limits of spreadsheets: links of a sheet, UTF-16 units of a cell.
MOST_LINKS, MOST_UNITS = 65_530, 32_767
#: Width of a column where none is said; height of a line; how much words need beyond their letters,
#: since lines break between words.
_WIDTH, _LINE, _WIDER = 16.0, 15.0, 1.1
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Before it the calendar of spreadsheets is wrong; such days are written as text."""


class Written(NamedTuple):
    """What became of a sheet.

    Attributes:
        name: of the sheet in the workbook; a sheet that is too long gives several.
        rows: rows below the headings.
        cut: cells that were cut to what a cell can hold.
        unlinked: cells whose link was left out, words alone kept.
    """

    name: str
    rows: int
    cut: int
    unlinked: int


class Page:
    """One worksheet while it is written."""

    def __init__(self, look: Look, page: Worksheet, sheet: Sheet) -> None:
        """Begin a worksheet of a sheet."""
        self._look, self._page, self._sheet = look, page, sheet
        self._at = 0
        self._cut = self._links = self._unlinked = self._count = 0
        self._last: tuple[str, Any] | None = None

    def head(self) -> None:
        """Set the page up and write what stands above the rows."""
        page, sheet = self._page, self._sheet
        page.set_paper(9)
        if sheet.landscape:
            page.set_landscape()
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L&A&R{self._look.say('page')}")
        page.hide_gridlines(1)
        for column in range(len(sheet.widths) or len(sheet.headings)):
            page.set_column(column, column, self._width(column))
        if sheet.title is not None:
            page.write_string(0, 0, self._fit(sheet.title), self._look.style("title"))
            page.set_row(0, 24)
            self._at = 1
        for note in sheet.notes:
            self._note(note)
        if sheet.headings:
            style = self._look.style("heading")
            for column, words in enumerate(sheet.headings):
                page.write_string(self._at, column, self._fit(words), style)
            page.set_row(self._at, max(2 * _LINE, self._height(sheet.headings) + 2))
            page.freeze_panes(self._at + 1, 0)
            page.repeat_rows(self._at)
            self._at += 1

    def _width(self, column: int) -> float:
        widths = self._sheet.widths
        return float(widths[column]) if column < len(widths) else _WIDTH

    def _note(self, words: str) -> None:
        """Write a line across all columns, as high as it has to be."""
        columns = max(1, len(self._sheet.headings) or len(self._sheet.widths))
        style = self._look.style("note")
        if columns > 1:
            self._page.merge_range(self._at, 0, self._at, columns - 1, "", style)
        self._page.write_string(self._at, 0, self._fit(words), style)
        wide = sum(self._width(column) for column in range(columns))
        # Longer than a page is wide, the line wraps; merged cells do not grow by themselves.
        self._page.set_row(self._at, _LINE * max(1, ceil(len(words) * _WIDER / wide)))
        self._at += 1

    def rows(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        for row in rows:
            self._page.set_row(self._at, self._height(row))
            for column, cell in enumerate(row):
                self._cell(column, cell)
            if not self._sheet.charts:
                # Heights of rows that are written are asked for by charts alone.
                self._page.row_info.pop(self._at - 1, None)
                self._page.row_sizes.pop(self._at - 1, None)
            self._at += 1
            self._count += 1

    def _height(self, row: Row) -> float:
        """Return how high a row must be to show its words; not every viewer finds out itself."""
        lines = 1
        for column, cell in enumerate(row):
            words = cell.words if isinstance(cell, Link) else cell
            words = words.value if isinstance(words, Mark) else words
            if not isinstance(words, str) or (isinstance(cell, Mark) and cell.tone == "section"):
                continue
            room = self._width(column) / _WIDER
            if len(words) > room or "\n" in words:
                lines = max(lines, sum(ceil(len(p) / room) or 1 for p in words.split("\n")))
        return _LINE * min(lines, self._sheet.most_lines)

    def _cell(self, column: int, cell: Cell, tone: str = "text") -> None:
        page, at, style = self._page, self._at, self._look.style
        match cell:
            case None | "":
                page.write_blank(at, column, None, style(tone))
            case str():
                page.write_string(at, column, self._fit(cell), style(tone))
            case Mark():
                self._cell(column, cell.value, cell.tone)
            case Link():
                self._link(column, cell)
            case Formula():
                page.write_formula(at, column, cell.text, style("number", tone), cell.value)
            case datetime.date():
                if cell < _FIRST_DAY:
                    page.write_string(at, column, f"{cell:%d/%m/}{cell.year}", style(tone))
                else:
                    page.write_datetime(at, column, cell, style("day", tone))
            case _:
                page.write_number(at, column, cell, style("number", tone))

    def _link(self, column: int, link: Link) -> None:
        from xlsxwriter.url import Url

        words = self._fit(link.words) or "…"
        if link.target is not None and self._links < MOST_LINKS:
            # Rows of one file stand together: they share one object.
            if self._last is None or self._last[0] != link.target:
                self._last = link.target, Url(link.target)
            self._page.write_string(self._at, column, words, self._look.style("link"))
            url = self._last[1]
            url.text = words
            self._page.write_url(self._at, column, url, self._look.style("link"))
            self._links += 1
            return
        self._unlinked += link.target is not None
        self._page.write_string(self._at, column, words, self._look.style("text"))

    def _fit(self, words: str) -> str:
        """Return words as a cell can hold them: no control characters, not too long."""
        words = clean(words)
        if len(words) * 2 <= MOST_UNITS or _units(words) <= MOST_UNITS:
            return words
        self._cut += 1
        kept = words.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)]
        return kept.decode("utf-16-le", "ignore") + "…"

    def close(self, following: str | None, *, charts: bool) -> None:
        """Write what is to be said below the rows, then filter and charts."""
        page, sheet = self._page, self._sheet
        last = self._at - 1
        if sheet.headings:
            if not self._count:
                page.write_string(self._at, 0, self._look.say("none"), self._look.style("note"))
                self._at += 1
            head = sheet.first_row - 1
            page.autofilter(head, 0, max(last, head + 1), len(sheet.headings) - 1)
        self._at += 1
        if following is not None:
            self._below("goes_on", following)
        if self._cut:
            self._below("cut", self._cut)
        if self._unlinked:
            self._below("unlinked", self._unlinked)
        if charts:
            for chart in sheet.charts:
                page.insert_chart(chart.at, self._look.chart(chart))

    def _below(self, key: str, *values: object) -> None:
        words = self._look.say(key, *values)
        self._page.write_string(self._at, 0, words, self._look.style("title", "note", "flat"))
        self._at += 1

    def written(self, name: str) -> Written:
        """Return what became of it."""
        return Written(name, self._count, self._cut, self._unlinked)


def _units(words: str) -> int:
    return len(words) + sum(c > "\uffff" for c in words)


def clean(words: str) -> str:
    """Return words without the characters that XML forbids; line breaks and tabs stay."""
    return _ILLEGAL.sub("", words)
