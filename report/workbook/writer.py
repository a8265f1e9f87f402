"""Sheets as a workbook (.xlsx): text stays text, memory stays flat, the file is whole or absent."""

from __future__ import annotations

import datetime
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from kg.errors import LegalGraphError
from kg.extras import need
from report.workbook.look import Look
from report.workbook.page import Page, Written, clean
from report.workbook.sheet import Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["MOST_ROWS", "Part", "Written", "parts_of", "write_workbook"]

#: Limits of spreadsheets: rows of a sheet, length of its name.
MOST_ROWS, _NAME = 1_048_576, 31
#: Rows kept free below the rows of a sheet for what is to be said of them.
_BELOW = 4
_NO_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


class Part(NamedTuple):
    """Where rows of a sheet stand: its name, first and last row counted from 0, how many.

    Without any row, ``last`` is the first, and that row holds nothing but words that say so.
    """

    name: str
    first: int
    last: int
    rows: int


def parts_of(name: str, rows: int, *, first_row: int = 1, most_rows: int) -> tuple[Part, ...]:
    """Return on which sheets the rows of one will stand, for formulas that count them.

    Args:
        name: of the sheet, one that ``write_workbook`` need not change.
        rows: how many it has.
        first_row: ``Sheet.first_row``.
        most_rows: as given to ``write_workbook``.
    """
    room = _room(first_row, most_rows)
    found = []
    for number, start in enumerate(range(0, max(rows, 1), room), 1):
        here = min(room, rows - start)
        last = first_row + max(here, 1) - 1
        found.append(Part(_numbered(name, number), first_row, last, here))
    return tuple(found)


def _room(first_row: int, most_rows: int) -> int:
    return max(1, most_rows - first_row - _BELOW)


def _numbered(name: str, number: int) -> str:
    tail = f" ({number})" if number > 1 else ""
    return name[: _NAME - len(tail)] + tail


def write_workbook(
    output: Path | BinaryIO,
    sheets: Iterable[Sheet],
    *,
    language: str = "vi",
    title: str = "",
    most_rows: int = MOST_ROWS,
) -> tuple[Written, ...]:
    """Write sheets as a workbook and return what became of each.

    Args:
        output: file, replaced in one step, or a stream.
        sheets: in their order; rows are taken while they are written.
        language: ``vi`` or ``en``, for what the writer itself has to say.
        title: of the workbook, in its properties.
        most_rows: rows of a sheet, all told; what is more goes on in "Name (2)" and so forth.

    Raises:
        MissingExtraError: the extra ``office`` is not installed.
        LegalGraphError: the file is open in another program, which on Windows forbids replacing.
        OSError: the folder cannot be written.
    """
    need("xlsx", extra="office", packages=("xlsxwriter",))
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
    }
    with _replacing(output) as place, Workbook(place, options) as book:
        # A fixed day of making: the same content gives the same bytes.
        made = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
        book.set_properties({"title": clean(title), "author": "viendan", "created": made})
        writer = _Writer(book, language, most_rows)
        return tuple(chain.from_iterable(writer.write(sheet) for sheet in sheets))


@contextmanager
def _replacing(output: Path | BinaryIO) -> Iterator[str | BinaryIO]:
    """Give a place to write to, and put what was written where it belongs once it is whole."""
    if not isinstance(output, Path):
        yield output
        return
    from xlsxwriter.exceptions import FileCreateError

    handle, temporary = tempfile.mkstemp(dir=output.parent, prefix=".viendan-", suffix=".xlsx")
    os.close(handle)
    try:
        yield temporary
        Path(temporary).chmod(0o644)
        Path(temporary).replace(output)
    except FileCreateError as error:
        raise LegalGraphError(f"{output}: cannot be written: {error}. Is the disk full?") from error
    except PermissionError as error:
        raise LegalGraphError(
            f"{output}: cannot be replaced, it is open in another program or protected. Close it "
            "there, or give another name."
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


class _Writer:
    """Writes sheet after sheet into one workbook."""

    def __init__(self, book: Workbook, language: str, most_rows: int) -> None:
        self._book = book
        self._look = Look(book, language)
        self._most_rows = most_rows
        self._names: set[str] = set()

    def write(self, sheet: Sheet) -> Iterator[Written]:
        """Write a sheet, and as many more as its rows need."""
        rows = iter(sheet.rows)
        room = _room(sheet.first_row, self._most_rows)
        name = self._name(sheet.name)
        for number in range(2, self._most_rows):
            page = Page(self._look, self._book.add_worksheet(name), sheet)
            page.head()
            page.rows(islice(rows, room))
            waiting = next(rows, None)
            following = None if waiting is None else self._name(sheet.name, number)
            page.close(following, charts=number == 2)
            yield page.written(name)
            if waiting is None or following is None:
                return
            rows, name = chain((waiting,), rows), following

    def _name(self, wanted: str, number: int = 1) -> str:
        """Return a name that a sheet may have and none has yet."""
        plain = _NO_NAME.sub("_", clean(wanted)).strip() or "_"
        while True:
            name = _numbered(plain, number)
            if name.casefold() not in self._names:
                self._names.add(name.casefold())
                return name
            number += 1
