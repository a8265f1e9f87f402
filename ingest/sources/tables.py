"""Rows of CSV, JSON Lines and Parquet files under one name for each column.

A row that cannot be read is yielded as the reason why, so that it is accounted for.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import UnreadableError
from kg.extras import need
from kg.text import slug

SUFFIXES = (".csv", ".jsonl", ".parquet")
_ROWS = 10_000
Cells = dict[str, str]


class Line(NamedTuple):
    """One row: its number in the file, its cells by the file's own column names, or a fault."""

    number: int
    cells: Cells
    fault: str = ""


def columns(path: Path) -> tuple[str, ...]:
    """Return the names of the columns of a table; none if the file is no table.

    Of JSON Lines only the first record is looked at.

    Raises:
        UnreadableError, MissingExtraError: as ``lines``.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return ()
    if suffix == ".parquet":
        return tuple(_parquet(path).schema_arrow.names)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
    except UnicodeDecodeError as error:
        raise _not_utf8(path, error) from error
    if suffix == ".csv":
        return tuple(next(csv.reader([first], delimiter=_delimiter(first)), ()))
    try:
        record = json.loads(first)
    except ValueError:
        return ()
    return tuple(record) if isinstance(record, dict) else ()


def lines(path: Path) -> Iterator[Line]:
    """Yield the rows of a table.

    Raises:
        UnreadableError: the file as a whole cannot be read as its suffix says.
        MissingExtraError: it is a Parquet file and the extra is absent.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            yield from _parquet_lines(path)
        elif suffix == ".csv":
            yield from _csv_lines(path)
        else:
            yield from _json_lines(path)
    except UnicodeDecodeError as error:
        raise _not_utf8(path, error) from error


def _not_utf8(path: Path, error: UnicodeDecodeError) -> UnreadableError:
    return UnreadableError(f"{path}: not UTF-8: {error}. Save the file as UTF-8.")


def _delimiter(header: str) -> str:
    """Return what separates cells; Excel of a Vietnamese system writes semicolons."""
    return max(",;\t", key=header.count)


def _csv_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        rows = csv.reader(file, delimiter=delimiter)
        names = next(rows, [])
        try:
            for row in rows:
                # A quoted cell may hold line feeds: the row ends in this line.
                if len(row) > len(names):
                    fault = f"{len(row)} cells under {len(names)} columns. Quote cells with commas."
                    yield Line(rows.line_num, {}, fault)
                elif any(row):
                    yield Line(rows.line_num, _cells(zip(names, row, strict=False)))
        except csv.Error as error:
            yield Line(rows.line_num, {}, f"not CSV: {error}. Save the file anew.")


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                record = json.loads(text)
            except ValueError as error:
                yield Line(number, {}, f"not JSON: {error}. Correct the line.")
                continue
            if isinstance(record, dict):
                yield Line(number, _cells(record.items()))
            else:
                yield Line(number, {}, "not a JSON object. Write one object a line.")


def _parquet(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    need(str(path), extra="parquet", packages=("pyarrow",))
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(path)
    except ArrowInvalid as error:
        raise UnreadableError(f"{path}: not Parquet: {error}. Get the file again.") from error


def _parquet_lines(path: Path) -> Iterator[Line]:
    file = _parquet(path)
    # Full texts and vectors lie in columns of the same files and are not wanted.
    kinds = {field.name: str(field.type) for field in file.schema_arrow}
    wanted = [name for name, kind in kinds.items() if name not in ("content", "content_html")]
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
        for record in batch.to_pylist():
            number += 1
            yield Line(number, _cells(record.items()))


def _cells(pairs: Any) -> Cells:  # noqa: ANN401 - whatever a cell holds becomes words
    return {str(name): _words(value) for name, value in pairs}


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    return str(value)


class Named(NamedTuple):
    """Which columns of a file are which, and those nobody knows."""

    names: dict[str, str]
    unknown: tuple[str, ...]

    def row(self, cells: Mapping[str, str]) -> Cells:
        """Return the cells under the names of this project; empty ones are left out."""
        return {name: cells[own] for own, name in self.names.items() if cells.get(own)}


def named(given: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> Named:
    """Return which columns are which.

    Args:
        given: the file's columns.
        known: name of a column in this project to other names for it; case, accents, blanks and
            underlines make no difference.
    """
    spellings = {slug(s): name for name, others in known.items() for s in (name, *others)}
    names: dict[str, str] = {}
    for column in given:
        name = spellings.get(slug(column))
        if name is not None and name not in names.values():
            names[column] = name
    return Named(names, tuple(column for column in given if column not in names))


def beginning(path: Path, size: int) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)
