"""Workbooks (.xlsx): of an audit, and of any list of rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from check.audit.archive import Archive
from kg.contract import Store
from report.workbook import action, documents, faults, groups, instruments, review, summary
from report.workbook.judged import judged
from report.workbook.sheet import Cell, Formula, Link, Mark, Sheet
from report.workbook.view import View
from report.workbook.writer import MOST_ROWS, Part, Written, parts_of, write_workbook

__all__ = [
    "Cell",
    "Formula",
    "Link",
    "Mark",
    "Sheet",
    "Written",
    "audit_workbook",
    "write_workbook",
]


def audit_workbook(
    archive: Archive,
    graph: Store,
    output: Path | BinaryIO,
    *,
    language: str,
    as_of: date,
    most_rows: int = MOST_ROWS,
) -> tuple[Written, ...]:
    """Write the workbook of an audit and return what became of each sheet.

    Rows are read from the archive while they are written: memory does not grow with documents.

    Args:
        archive: what was audited.
        graph: the data of today; statuses of cited instruments are its own, as of the day given,
            and may differ from the findings where the data has changed since the audit.
        output: file, replaced in one step, or a stream. Links lead from the file's folder.
        language: ``vi`` or ``en``.
        as_of: day of the statuses.
        most_rows: rows of a sheet at most; more go on in a further one.

    Raises:
        MissingExtraError: the extra ``office`` is not installed.
        LegalGraphError: the file is open in another program.
        OSError: the folder cannot be written.
    """
    beside = output.resolve().parent if isinstance(output, Path) else None
    view = View(archive, graph, language, as_of, beside)
    title = view.say("Kết quả kiểm tra viện dẫn", "Audit of citations")
    return write_workbook(
        output, _sheets(view, most_rows), language=language, title=title, most_rows=most_rows
    )


def _sheets(view: View, most_rows: int) -> Iterator[Sheet]:
    yield summary.summary_sheet(view, _parts(view, most_rows))
    yield faults.faults_sheet(view)
    yield instruments.instruments_sheet(view)
    yield groups.units_sheet(view)
    yield groups.rules_sheet(view)
    yield documents.unread_sheet(view)
    yield documents.documents_sheet(view)
    yield review.whole_sheet(view)
    yield review.parts_sheet(view)
    yield action.action_sheet(view)


def _parts(view: View, most_rows: int) -> dict[str, tuple[Part, ...]]:
    """Return where the rows of each sheet will stand; the summary, written first, counts them."""
    totals = view.tallies.totals()
    cited = sum(1 for _ in judged(view)) + sum(1 for _ in view.tallies.unresolved())
    rows = {
        faults.NAME: totals.findings,
        instruments.NAME: cited,
        groups.UNITS: len(view.tallies.by_unit()),
        groups.RULES: len(groups.applied_rules(view)),
        documents.UNREAD_NAME: totals.unread + totals.partly,
        documents.NAME: totals.documents,
        review.WHOLE: 0,
        review.PARTS: 0,
        action.NAME: 0,
    }
    return {
        view.say(*name): parts_of(view.say(*name), count, most_rows=most_rows)
        for name, count in rows.items()
    }
