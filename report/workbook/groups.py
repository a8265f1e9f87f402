"""The sheets that count by unit and by rule."""

from __future__ import annotations

from collections.abc import Iterator

from check.audit.tallies import OfRule
from report.workbook.sheet import Row, Sheet
from report.workbook.view import View
from report.workbook.words import rule_name

UNITS, RULES = ("Theo đơn vị", "By unit"), ("Theo quy tắc", "By rule")
#: Columns of the sheet of rules that a chart draws.
RULE_LABEL, RULE_TOTAL = 1, 6
_UNIT_HEADINGS = (
    ("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
    ("Tài liệu", "Documents"),
    ("Trong đó bản sao", "Copies among them"),
    ("Tài liệu có lỗi", "Documents with errors"),
    ("Tài liệu chỉ có cảnh báo", "Documents with warnings at most"),
    ("Viện dẫn", "Citations"),
    ("Đã đối chiếu", "Checked"),
    ("Ngoài dữ liệu", "Outside the data"),
    ("Lỗi", "Errors"),
    ("Cảnh báo", "Warnings"),
    ("Lưu ý", "Notes"),
)
_RULE_HEADINGS = (
    ("Mã quy tắc", "Rule"),
    ("Nội dung kiểm tra", "Name"),
    ("Tài liệu có phát hiện", "Documents"),
    ("Lỗi", "Errors"),
    ("Cảnh báo", "Warnings"),
    ("Lưu ý", "Notes"),
    ("Tổng số phát hiện", "Findings"),
)


def units_sheet(view: View) -> Sheet:
    """Return the sheet of units, the one with most faulty documents first."""
    return Sheet(
        name=view.say(*UNITS),
        headings=[view.say(*heading) for heading in _UNIT_HEADINGS],
        widths=(50, *(13,) * 10),
        rows=((view.unit(of.unit), *of[1:]) for of in view.tallies.by_unit()),
    )


def rules_sheet(view: View) -> Sheet:
    """Return the sheet of rules: all that were applied, those without findings too."""
    return Sheet(
        name=view.say(*RULES),
        headings=[view.say(*heading) for heading in _RULE_HEADINGS],
        widths=(12, 50, *(14,) * 5),
        rows=_rules(view),
    )


def _rules(view: View) -> Iterator[Row]:
    for of in applied_rules(view):
        name = rule_name(of.code, of.rule, view.language)
        yield (of.code, name, *of[2:], of.findings)


def applied_rules(view: View) -> list[OfRule]:
    """Return what each rule found: those with most findings first, those with none last."""
    found = {of.code: of for of in view.tallies.by_rule()}
    runs = view.archive.runs()
    for code in runs[-1].rules if runs else ():
        found.setdefault(code, OfRule(code, code, 0, 0, 0, 0))
    return sorted(found.values(), key=lambda of: (-of.findings, of.code))
