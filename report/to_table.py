"""Tables of answers: aligned text, JSON, CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from textwrap import wrap
from typing import Any

from check.wording import day
from kg.vocab import load_vocabulary
from queries.table import COLUMNS, Cell, Table
from report.to_card import STATES

_EVENTS = {
    "state": ("tình trạng", "status"),
    "proof": ("căn cứ", "proof"),
    "successor": ("văn bản thay thế", "successor"),
    "signed": ("ban hành", "signed"),
    "effective": ("có hiệu lực", "in force"),
    "last_day": ("ngày cuối của giai đoạn", "last day of its period"),
    "applies": ("đang áp dụng", "applies"),
    "period_ended": ("hết giai đoạn thực hiện", "its period ended"),
    "partly_ended": ("hết hiệu lực một phần", "partly ended"),
    "lapsed": ("hết hiệu lực theo văn bản gốc (suy luận)", "lapsed with its parent (inferred)"),
    "over": ("hết thời hạn của quan hệ", "a relation ran out"),
    "day_unknown": ("chưa rõ ngày, sớm nhất là ngày này", "day unknown, this one at the earliest"),
}
_CONSEQUENCES = {
    "lapses": ("hết hiệu lực theo (suy luận)", "lapses with it (inferred)"),
    "needs_check": ("cần kiểm tra", "to be checked"),
    "continues": ("tiếp tục có hiệu lực", "continues"),
    "no_rule": ("luật không quy định", "no rule"),
    "ended": ("đã hết hiệu lực từ trước", "has ended already"),
}
_YES_NO = {True: ("có", "yes"), False: ("không", "no")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDE = {"title": 60, "evidence": 48, "source": 44, "issuer": 34}


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def table_text(table: Table, language: str, *, empty: str) -> str:
    """Return the rows as blocks of aligned lines, ``empty`` where there are none."""
    place = 0 if language == "vi" else 1
    lines: list[str] = []
    for number, row in enumerate(table.rows, 1):
        lines.append(f"{number}. {_lead(table, number - 1)}")
        for column in table.columns:
            if column in {"number", "date", "step", "other_iri"}:
                continue
            value = _label(column, row[column], place)
            if value:
                head = COLUMNS[column][place]
                folded = wrap(value, 88, break_long_words=False) or [""]
                lines.append(f"     {head}: {folded[0]}")
                lines += [f"       {line}" for line in folded[1:]]
    if not lines:
        lines.append(empty)
    lines += [f"* {note[place]}" for note in table.notes]
    return "\n".join(lines)


def _label(column: str, cell: Cell, place: int) -> str:
    """Return a cell in words: names of states, relations and events are translated."""
    if isinstance(cell, bool):
        return _YES_NO[cell][place]
    words = _words(cell)
    if column == "consequence" and words in _CONSEQUENCES:
        return _CONSEQUENCES[words][place]
    if column == "state" and words in STATES:
        return STATES[words][place]
    if column == "event" and words in _EVENTS:
        return _EVENTS[words][place]
    if column in {"relation", "event"}:
        return _relation(words, place)
    return words


def _relation(name: str, place: int) -> str:
    vocabulary = load_vocabulary()
    if name in vocabulary.relations:
        entry = vocabulary.relations[name]
        return (entry.vi, entry.en)[place]
    if name in vocabulary.inverses:
        entry = vocabulary.relations[vocabulary.inverses[name]]
        return (entry.inverse_vi, entry.inverse_en)[place]
    return name


def _lead(table: Table, index: int) -> str:
    row = table.rows[index]
    number = row.number or f"(không số) {row.title or ''}".strip()
    return f"{number} ({day(row.date)})" if row.date else number


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
    """Return the answer as CSV; cells that a spreadsheet would run as formulas are quoted."""
    place = 0 if language == "vi" else 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([COLUMNS[c][place] for c in table.columns])
    for row in table.rows:
        cells = (_words(row[c]) for c in table.columns)
        writer.writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in cells])
    return out.getvalue()
