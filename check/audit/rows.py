"""Rows of the archive's tables as records, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from check.audit.record import Change, Cited, Found, Particulars, Run
from check.finding import Severity


def particulars_row(said: Particulars) -> list[Any]:
    """Return the columns of a document's particulars."""
    plain = said._replace(unread=())
    row: list[Any] = [_plain(value) for value in plain]
    row[Particulars._fields.index("unread")] = json.dumps(said.unread, ensure_ascii=False)
    return row


def read_particulars(row: Sequence[Any]) -> Particulars:
    """Return the particulars of their columns."""
    said = Particulars(*row)
    return said._replace(
        date=date.fromisoformat(row[Particulars._fields.index("date")]),
        as_of=date.fromisoformat(row[Particulars._fields.index("as_of")]),
        unread=tuple(json.loads(row[Particulars._fields.index("unread")])),
    )


def cited_row(cited: Cited) -> list[Any]:
    """Return the columns of a citation."""
    return [_plain(value) for value in cited]


def read_cited(row: Sequence[Any]) -> Cited:
    """Return the citation of its columns."""
    cited = Cited(*row)
    return cited._replace(recorded=bool(cited.recorded), basis=bool(cited.basis))


def found_row(found: Found) -> list[Any]:
    """Return the columns of a finding."""
    return [_plain(value) for value in found]


def read_found(row: Sequence[Any]) -> Found:
    """Return the finding of its columns."""
    found = Found(*row)
    return found._replace(severity=Severity(found.severity), safe=bool(found.safe))


def read_change(row: Sequence[Any]) -> Change:
    """Return the change of its columns."""
    run, on, text, gone, *found = row
    return Change(run, date.fromisoformat(on), text, bool(gone), read_found(found))


def run_row(run: Run) -> list[Any]:
    """Return the columns of a run."""
    row = [_plain(value) for value in run._replace(rules=())]
    row[Run._fields.index("rules")] = " ".join(run.rules)
    return row


def read_run(row: Sequence[Any]) -> Run:
    """Return the run of its columns."""
    run = Run(*row)
    return run._replace(
        finished=bool(run.finished),
        as_of=date.fromisoformat(row[3]),
        rules=tuple(row[6].split()),
        updated=date.fromisoformat(row[9]) if row[9] else None,
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - what SQLite can keep
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool | Severity) else value
