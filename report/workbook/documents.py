"""The sheet of documents, copies marked, and the sheet of what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from check.audit.record import Particulars
from check.audit.tallies import Listed
from check.finding import Severity
from report.workbook.sheet import Mark, Row, Sheet
from report.workbook.view import View, shown_place
from report.workbook.words import CLEAN, DATE_SOURCES, PARTLY, REASONS, pick

NAME = ("Tài liệu", "Documents")
UNREAD_NAME = ("Không đọc được", "Not read")
#: Columns that formulas of other sheets count.
COPY, WORST, CITATIONS, CHECKED, UNKNOWN, OCR = 7, 8, 9, 10, 11, 15
KIND = 1
_HEADINGS = (
    ("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
    ("Tài liệu (mở tệp)", "Document (opens the file)"),
    ("Số, ký hiệu", "Number"),
    ("Ngày tài liệu", "Its date"),
    ("Nguồn của ngày", "The date is"),
    ("Trích yếu", "Title"),
    ("Định dạng", "Format"),
    ("Bản sao của", "Copy of"),
    ("Mức nặng nhất", "Worst finding"),
    ("Viện dẫn", "Citations"),
    ("Đã đối chiếu", "Checked"),
    ("Ngoài dữ liệu", "Outside the data"),
    ("Lỗi", "Errors"),
    ("Cảnh báo", "Warnings"),
    ("Lưu ý", "Notes"),
    ("Trang đọc bằng OCR", "Pages by OCR"),
    ("Bảng mã cũ", "Old encoding"),
    ("Đọc thiếu", "Not read"),
    ("Thư mục", "Folder"),
    ("Mã băm SHA-256 của tệp", "SHA-256"),
)
_WIDTHS = (24, 40, 15, 12, 20, 44, 9, 30, 14, *(9,) * 6, 10, 11, 30, 18, 68)
_UNREAD_HEADINGS = (
    ("Tệp", "File"),
    ("Tình trạng", "State"),
    ("Lý do", "Reason"),
    ("Cần làm gì", "What to do"),
    ("Chi tiết", "Details"),
    ("Thư mục", "Folder"),
)


def documents_sheet(view: View) -> Sheet:
    """Return the sheet of the documents that were read, by path."""
    return Sheet(
        name=view.say(*NAME),
        headings=[view.say(*heading) for heading in _HEADINGS],
        widths=_WIDTHS,
        most_lines=5,
        rows=(_row(listed, view) for listed in view.tallies.documents()),
    )


def _row(listed: Listed, view: View) -> Row:
    said, place = listed.said, listed.place
    return (
        view.unit(listed.unit),
        view.link(place),
        said.number,
        said.date,
        pick(DATE_SOURCES.get(said.date_source, (said.date_source,) * 2), view.language),
        said.title,
        said.kind,
        shown_place(listed.copy_of) if listed.copy_of else None,
        worst(said, view),
        said.citations,
        said.checked,
        said.unknown,
        said.errors,
        said.warnings,
        said.infos,
        said.recognised or None,
        said.decoded_from,
        "; ".join(said.unread),
        place.folder,
        listed.sha256,
    )


def worst(said: Particulars, view: View) -> Mark:
    """Return a document's worst severity as a cell."""
    counts = ((said.errors, Severity.ERROR), (said.warnings, Severity.WARNING))
    for count, severity in (*counts, (said.infos, Severity.INFO)):
        if count:
            return view.severity(severity)
    return Mark(pick(CLEAN, view.language), "live")


def unread_sheet(view: View) -> Sheet:
    """Return the sheet of what gave no document, and of documents not read in full."""
    return Sheet(
        name=view.say(*UNREAD_NAME),
        headings=[view.say(*heading) for heading in _UNREAD_HEADINGS],
        widths=(50, 18, 34, 50, 60, 20),
        rows=_unread(view),
    )


def _unread(view: View) -> Iterator[Row]:
    for left in view.tallies.left():
        why, then = REASONS[left.reason]
        yield (
            view.link(left.place),
            Mark(view.say(*UNREAD_NAME), "error"),
            view.say(*why),
            view.say(*then),
            left.detail,
            left.place.folder,
        )
    for listed in view.tallies.documents(partly=True):
        yield (
            view.link(listed.place),
            Mark(view.say(*PARTLY[0]), "warning"),
            view.say(*PARTLY[0]),
            view.say(*PARTLY[1]),
            "; ".join(listed.said.unread),
            listed.place.folder,
        )
