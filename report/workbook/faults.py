"""The sheet of findings: a row for each finding of each document."""

from __future__ import annotations

from collections.abc import Iterator

from check.audit.tallies import Fault
from report.workbook.sheet import Row, Sheet
from report.workbook.view import Names, View
from report.workbook.words import rule_name

NAME = ("Phát hiện", "Findings")
#: Columns that formulas of other sheets count.
SEVERITY, CODE = 6, 7
_HEADINGS = (
    ("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
    ("Tài liệu (mở tệp)", "Document (opens the file)"),
    ("Số, ký hiệu", "Number"),
    ("Ngày tài liệu", "Its date"),
    ("Bản sao", "Copy"),
    ("Dòng", "Line"),
    ("Mức độ", "Severity"),
    ("Mã quy tắc", "Rule"),
    ("Nội dung kiểm tra", "Rule's name"),
    ("Chỗ viện dẫn", "Words"),
    ("Nội dung phát hiện", "Finding"),
    ("Đề xuất sửa", "Proposed wording"),
    ("Văn bản liên quan", "Instrument"),
    ("Căn cứ của phát hiện", "Proof"),
    ("Đoạn văn", "Where it stands"),
    ("Thư mục", "Folder"),
)
_WIDTHS = (24, 34, 15, 12, 8, 7, 11, 9, 24, 28, 46, 40, 40, 40, 50, 18)


def faults_sheet(view: View) -> Sheet:
    """Return the sheet: unit by unit, errors first, then by document and place."""
    return Sheet(
        name=view.say(*NAME),
        headings=[view.say(*heading) for heading in _HEADINGS],
        widths=_WIDTHS,
        rows=_rows(view),
        most_lines=5,
    )


def _rows(view: View) -> Iterator[Row]:
    order = view.unit_order()
    names = Names(view.graph)
    for fault in view.tallies.faults(lambda unit: order.get(unit, len(order))):
        yield _row(fault, view, names)


def _row(fault: Fault, view: View, names: Names) -> Row:
    found, language = fault.found, view.language
    return (
        view.unit(fault.unit),
        view.link(fault.place),
        fault.number,
        fault.date,
        view.say("có", "yes") if fault.copy else None,
        found.line,
        view.severity(found.severity),
        found.code,
        rule_name(found.code, found.rule, language),
        found.words,
        found.message(language),
        found.suggestion,
        names.of(None, found.iri),
        found.proof(language),
        found.excerpt,
        fault.place.folder,
    )
