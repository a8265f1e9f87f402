"""The terminal report: what is wrong, where, why, since when, and the right wording."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from check.finding import Finding, Severity
from check.proof import proof_words
from check.runner import Report
from check.wording import day

Style = Callable[[str, str], str]
"""``style(words, role)``: colours words for a role, or returns them as they are."""

_WIDTH = 96
_WORDS = {
    "vi": {
        "line": "dòng",
        "date": "Ngày văn bản",
        "as_of": "đối chiếu đến",
        "data": "dữ liệu",
        "instruments": "văn bản, cập nhật",
        "propose": "Đề xuất",
        "proof": "Căn cứ",
        "notes": "Lưu ý",
        "unread": "Không đọc được",
        "recognised": "Bản quét (OCR): trang {pages}; chữ có thể đọc sai, cần đối chiếu bản gốc",
        "decoded": "Bảng mã cũ, đã chuyển sang Unicode: {encoding}",
        "none": "Không phát hiện lỗi hoặc cảnh báo.",
        "summary": "{cited} trích dẫn, {checked} đã kiểm tra, {unknown} ngoài dữ liệu",
        "counts": "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
    },
    "en": {
        "line": "line",
        "date": "Document date",
        "as_of": "compared up to",
        "data": "data",
        "instruments": "instruments, updated",
        "propose": "Proposed",
        "proof": "Proof",
        "notes": "Notes",
        "unread": "Not read",
        "recognised": "Scanned (OCR): page {pages}; misreadings are possible, see the original",
        "decoded": "Old encoding, turned into Unicode: {encoding}",
        "none": "No errors or warnings found.",
        "summary": "{cited} citations, {checked} checked, {unknown} outside the data",
        "counts": "{errors} errors, {warnings} warnings, {infos} notes",
    },
}
_SOURCES = {
    "vi": {
        "option": "do người dùng chọn",
        "header": "đọc ở đầu văn bản",
        "month": "đầu văn bản chỉ ghi tháng, tính đến ngày cuối tháng",
        "estimated": "đầu văn bản để trống ngày; ước theo ngày mới nhất được dẫn",
        "signature": "đọc ở phần ký",
        "today": "văn bản không ghi ngày: dùng ngày hôm nay, chọn ngày khác bằng --date",
    },
    "en": {
        "option": "chosen",
        "header": "read from the head",
        "month": "the head states the month only: its last day",
        "estimated": "the head leaves the day blank: the latest day cited",
        "signature": "read at the signature",
        "today": "the document states none: today; choose another with --date",
    },
}


def plain(words: str, role: str) -> str:
    """Return the words as they are: the style of pipes and files."""
    del role
    return words


def check_text_report(report: Report, language: str, *, style: Style = plain) -> str:
    """Return the report of one document for the terminal.

    Errors and warnings come first, each with its line of text; notes follow, one line each.
    """
    words = _WORDS[language]
    lines = [*_head(report, language, style)]
    lines += _provenance(report, words)
    lines += [f"{words['unread']}: {note}" for note in report.document.unread]
    loud = [f for f in report.findings if f.severity > Severity.INFO]
    quiet = [f for f in report.findings if f.severity is Severity.INFO]
    for finding in loud:
        lines += ["", *_block(finding, report, language, style)]
    if not loud:
        lines += ["", words["none"]]
    if quiet:
        lines += ["", style(words["notes"], "heading")]
        lines += [_note(f, report, language, style) for f in quiet]
    return "\n".join([*lines, "", *close(report, language, style)])


def _head(report: Report, language: str, style: Style) -> list[str]:
    words, graph = _WORDS[language], report.context.graph
    precise = report.date_precision
    source = precise if report.date_source == "header" and precise != "day" else report.date_source
    return [
        style(report.path, "heading"),
        f"{words['date']}: {day(report.date)} ({_SOURCES[language][source]}); "
        f"{words['as_of']} {day(report.as_of)}; "
        f"{words['data']}: {len(graph)} {words['instruments']} {day(graph.updated)}",
    ]


def _provenance(report: Report, words: dict[str, str]) -> list[str]:
    """Return what is to be known of how the text was got out of its file."""
    document = report.document
    lines = []
    if document.recognised:
        lines.append(words["recognised"].format(pages=_page_ranges(document.recognised)))
    if document.decoded_from:
        lines.append(words["decoded"].format(encoding=document.decoded_from))
    return lines


def _page_ranges(pages: Sequence[int]) -> str:
    """Return pages, counted from 0, as a reader counts them: ``1-3, 5``."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1]:
            ranges[-1][1] = page + 1
        else:
            ranges.append([page + 1, page + 1])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def _line_number(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _block(finding: Finding, report: Report, language: str, style: Style) -> list[str]:
    words = _WORDS[language]
    label = finding.severity.label(language).upper()
    at = f"{words['line']} {_line_number(report.text, finding.start)}"
    shown, marks = _excerpt(report.text, finding.start, finding.end)
    lines = [
        f"{at}  {style(label, finding.severity.slug)} {finding.code} {finding.rule}",
        f"    {shown}",
        f"    {style(marks, finding.severity.slug)}",
        f"  {finding.message(language)}",
    ]
    if finding.suggestion:
        lines.append(f"  {words['propose']}: {style(finding.suggestion, 'propose')}")
    proof = proof_words(finding, report.context.graph, language)
    if proof:
        lines.append(f"  {words['proof']}: {proof}")
    return lines


def _note(finding: Finding, report: Report, language: str, style: Style) -> str:
    at = f"{_WORDS[language]['line']} {_line_number(report.text, finding.start)}"
    proposed = f" → {finding.suggestion}" if finding.suggestion else ""
    return f"  {at:<10} {style(finding.code, 'info')} {finding.message(language)}{proposed}"


def _excerpt(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the line or lines of text that a span stands in, cut to size, and marks beneath it."""
    room = max(10, (_WIDTH - min(end - start, _WIDTH)) // 2)
    left = max(start - room, text.rfind("\n", 0, start) + 1, 0)
    right = min(end + room, len(text))
    stop = text.find("\n", end, right)
    right = stop if stop >= 0 else right
    before, middle, after = (
        _flat(text[a:b]) for a, b in ((left, start), (start, end), (end, right))
    )
    before = ("…" if left > 0 and text[left - 1] != "\n" else "") + before.lstrip()
    after = after.rstrip() + ("…" if right < len(text) and text[right] != "\n" else "")
    if len(middle) > _WIDTH:
        middle = middle[: _WIDTH - 1] + "…"
    return before + middle + after, " " * _columns(before) + "~" * _columns(middle)


def _flat(words: str) -> str:
    return "".join(" " if c.isspace() or not c.isprintable() else c for c in words)


def _columns(words: str) -> int:
    return sum(not unicodedata.combining(c) for c in words)


def close(report: Report, language: str, style: Style = plain) -> list[str]:
    """Return the lines that close a report: citations by what is known of them, and findings."""
    words = _WORDS[language]
    summary = words["summary"].format(
        cited=report.cited, checked=report.checked, unknown=report.cited - report.checked
    )
    counts = words["counts"].format(
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
    )
    return [style(summary, "heading"), counts]
