"""The sheet of cited instruments: status on the day, successor, how many documents cite them."""

from __future__ import annotations

from collections.abc import Iterator

from check.wording import type_word
from report.workbook.judged import Judged, judged, proof_of, state_words, successor_words
from report.workbook.sheet import Mark, Row, Sheet, Tone
from report.workbook.view import View
from report.workbook.words import GROUPS, OUTCOMES, pick

NAME = ("Theo văn bản được viện dẫn", "By instrument")
#: Column that formulas of other sheets count.
GROUP = 5
_HEADINGS = (
    ("Số, ký hiệu", "Number"),
    ("Tên loại", "Type"),
    ("Ngày ban hành", "Date"),
    ("Cơ quan ban hành", "Issuer"),
    ("Tên gọi, trích yếu", "Title"),
    ("Nhóm hiệu lực", "Group"),
    ("Tình trạng hiệu lực", "Status"),
    ("Từ ngày", "Since"),
    ("Văn bản thay thế", "Successor"),
    ("Số tài liệu viện dẫn", "Documents citing it"),
    ("Số lượt viện dẫn", "Citations"),
    ("Tài liệu có lỗi về văn bản này", "Documents with an error about it"),
    ("Tài liệu có cảnh báo (không có lỗi)", "Documents with a warning at most"),
    ("Căn cứ của tình trạng", "Proof of the status"),
    ("Mã định danh", "IRI"),
)
_WIDTHS = (20, 15, 12, 24, 50, 20, 26, 12, 44, 11, 11, 13, 13, 60, 40)
TONES: dict[str, Tone] = {"gone": "gone", "pause": "gone", "part": "warning", "live": "live"}


def instruments_sheet(view: View) -> Sheet:
    """Return the sheet: those that have ended first, then by the documents that cite them."""
    return Sheet(
        name=view.say(*NAME),
        headings=[view.say(*heading) for heading in _HEADINGS],
        widths=_WIDTHS,
        rows=_rows(view),
    )


def _rows(view: View) -> Iterator[Row]:
    for one in judged(view):
        yield _row(one, view)
    outside = group_mark("outside", view)
    for number in view.tallies.unresolved():
        words = pick(OUTCOMES.get(number.outcome, (number.outcome,) * 2), view.language)
        yield (
            number.words,
            *(None,) * 4,
            outside if number.outcome == "unknown" else group_mark("open", view),
            words,
            None,
            None,
            number.documents,
            number.citations,
            *(None,) * 4,
        )


def _row(one: Judged, view: View) -> Row:
    cited, x, found = one.cited, one.instrument, one.status
    return (
        (x.number if x else cited.number) or view.say("(không số)", "(no number)"),
        type_word(x, view.language) if x else None,
        x.date if x else None,
        x.issuer if x else None,
        x.title if x else None,
        group_mark(one.group, view),
        state_words(one, view.language),
        found.since if found else None,
        successor_words(one, view.graph),
        cited.documents,
        cited.citations,
        cited.with_errors,
        cited.with_warnings,
        proof_of(one, view.graph, view.language),
        cited.iri,
    )


def group_mark(group: str, view: View) -> Mark:
    """Return a group of states as a cell."""
    return Mark(pick(GROUPS[group], view.language), TONES.get(group, "open"))
