"""What a report tells of its findings, in words: shared by the outputs that list them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from check.finding import Finding, Severity
from check.proof import proof_lines
from check.runner import Report
from check.wording import coverage, day
from report.drawing.nodes import clean

_WORDS = {
    "vi": {
        "date": "Ngày văn bản",
        "as_of": "Đối chiếu đến ngày",
        "data": "Dữ liệu",
        "coverage": "{} văn bản, cập nhật {}",
        "citations": "Trích dẫn",
        "counted": "{cited} trích dẫn, {checked} đã kiểm tra, {unknown} ngoài dữ liệu "
        "(điều đó không có nghĩa là văn bản không được ban hành)",
        "findings": "Kết quả",
        "counts": "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
        "recognised": "Bản quét (OCR)",
        "pages": "{} trang do máy nhận dạng chữ, có thể đọc sai; cần đối chiếu bản gốc",
        "decoded": "Bảng mã cũ",
        "unread": "Không đọc được",
        "option": "do người dùng chọn",
        "header": "đọc ở đầu văn bản",
        "month": "đầu văn bản chỉ ghi tháng, tính đến ngày cuối tháng",
        "estimated": "đầu văn bản để trống ngày; ước theo ngày mới nhất được dẫn",
        "signature": "đọc ở phần ký",
        "today": "văn bản không ghi ngày: dùng ngày kiểm tra",
    },
    "en": {
        "date": "Document date",
        "as_of": "Compared up to",
        "data": "Data",
        "coverage": "{} instruments, updated {}",
        "citations": "Citations",
        "counted": "{cited} citations, {checked} checked, {unknown} outside the data "
        "(which says nothing of whether they were issued)",
        "findings": "Result",
        "counts": "{errors} errors, {warnings} warnings, {infos} notes",
        "recognised": "Scanned (OCR)",
        "pages": "{} pages read by OCR; misreadings are possible, see the original",
        "decoded": "Old encoding",
        "unread": "Not read",
        "option": "chosen",
        "header": "read from the head",
        "month": "the head states the month only: its last day",
        "estimated": "the head leaves the day blank: the latest day cited",
        "signature": "read at the signature",
        "today": "the document states none: the day of the check",
    },
}


class Told(NamedTuple):
    """A finding in words of one language; all words are single lines without control characters.

    Attributes:
        line: line of the text that it starts in, from 1.
        words: the words found fault with; empty for a finding on the document as a whole.
        iri: the instrument judged, of the citation or else of the proof, where it is certain.
        proof: each relation or field that proves it, with its sources.
    """

    finding: Finding
    line: int
    words: str
    severity: str
    message: str
    suggestion: str
    iri: str | None
    proof: tuple[str, ...]


def told_findings(report: Report, language: str) -> Iterator[Told]:
    """Yield the findings of a report in words, in their order, ``language`` ``vi`` or ``en``."""
    ends = [at for at, char in enumerate(report.text) if char == "\n"] if report.findings else []
    for finding in report.findings:
        yield Told(
            finding=finding,
            line=bisect_left(ends, finding.start) + 1,
            words=clean(report.text[finding.start : finding.end]),
            severity=finding.severity.label(language),
            message=clean(finding.message(language)),
            suggestion=clean(finding.suggestion),
            iri=instrument_of(finding, report),
            proof=tuple(map(clean, proof_lines(finding, report.context.graph, language))),
        )


def instrument_of(finding: Finding, report: Report) -> str | None:
    """Return the IRI of the instrument that a finding judges, ``None`` where it is not certain."""
    if finding.citation is not None:
        found = report.resolutions[finding.citation].instrument
        if found is not None:
            return found.iri
    return finding.about


def particulars(report: Report, language: str) -> tuple[tuple[str, str], ...]:
    """Return what a report says of the whole check, as ``(label, value)``.

    The day judged on and its origin, the day compared up to, the coverage of the data, the counts,
    and all that was not read or read with doubt.
    """
    words, document = _WORDS[language], report.document
    source = report.date_source
    if source == "header" and report.date_precision != "day":
        source = report.date_precision
    counted = words["counted"].format(
        cited=report.cited, checked=report.checked, unknown=report.cited - report.checked
    )
    counts = words["counts"].format(
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
    )
    rows = [
        ("date", f"{day(report.date)} ({words[source]})"),
        ("as_of", day(report.as_of)),
        ("data", words["coverage"].format(*coverage(report.context.graph))),
        ("citations", counted),
        ("findings", counts),
    ]
    if document.recognised:
        rows.append(("recognised", words["pages"].format(len(document.recognised))))
    if document.decoded_from:
        rows.append(("decoded", clean(document.decoded_from)))
    rows += [("unread", clean(note)) for note in document.unread]
    return tuple((words[name], value) for name, value in rows)
