"""Tables of answers: aligned text, JSON, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from textwrap import wrap
from typing import Any

from check.wording import day
from kg.contract import Store
from queries.question import Question
from queries.table import COLUMNS, Cell, Table
from report.labels import cell_words, plain_words, question_heading
from report.to_json import dumps

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_text(table: Table, language: str, *, empty: str) -> str:
    """Return the rows as blocks of aligned lines, ``empty`` where there are none."""
    place = 0 if language == "vi" else 1
    lines: list[str] = []
    for number, row in enumerate(table.rows, 1):
        lines.append(f"{number}. {_lead(table, number - 1)}")
        for column in table.columns:
            if column in {"number", "date", "step", "other_iri"}:
                continue
            value = cell_words(column, row[column], language)
            if value:
                head = COLUMNS[column][place]
                folded = wrap(value, 88, break_long_words=False) or [""]
                lines.append(f"     {head}: {folded[0]}")
                lines += [f"       {line}" for line in folded[1:]]
    if not lines:
        lines.append(empty)
    lines += [f"* {note[place]}" for note in table.notes]
    return "\n".join(lines)


def tables_text(graph: Store, asked: Question, tables: list[Table], language: str) -> str:
    """Return the answers to one question about several instruments, each under its heading."""
    empty = "  (chưa có trong dữ liệu)" if language == "vi" else "  (none in the data)"
    blocks: list[str] = []
    for table in tables:
        about = graph.instrument(table.iri) if table.iri else None
        heading = question_heading(asked, about, language)
        blocks.append(f"{heading}\n{table_text(table, language, empty=empty)}")
    return "\n\n".join(blocks)


def _lead(table: Table, index: int) -> str:
    row = table.rows[index]
    number = row.number or f"(không số) {row.title or ''}".strip()
    return f"{number} ({day(row.date)})" if row.date else number


def tables_json(tables: list[Table]) -> str:
    """Return the answers as JSON: one object, or a list where there are several."""
    shown = [table_json(table) for table in tables]
    return dumps(shown[0] if len(shown) == 1 else shown)


def table_json(table: Table) -> dict[str, Any]:
    """Return the answer as ``viendan.query/1``."""
    return {
        "schema": "viendan.query/1",
        "question": table.question,
        "instrument": table.iri,
        "as_of": table.as_of.isoformat(),
        "columns": ["iri", *(c for c in table.columns if c != "iri")],
        "rows": [
            {"iri": row.iri} | {c: _plain(row[c]) for c in table.columns} for row in table.rows
        ],
        "notes": [{"vi": vi, "en": en} for vi, en in table.notes],
    }


def _plain(cell: Cell) -> Any:  # noqa: ANN401
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def table_csv(table: Table, language: str) -> str:
    """Return the answer as CSV."""
    place = 0 if language == "vi" else 1
    rows = ([plain_words(row[c]) for c in table.columns] for row in table.rows)
    return csv_text([COLUMNS[c][place] for c in table.columns], rows)


def csv_text(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV; cells that a spreadsheet would run as formulas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in row])
    return out.getvalue()
