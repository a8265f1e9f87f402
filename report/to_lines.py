"""Findings as lines for pipelines: CSV, and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from check.runner import Report
from kg.errors import LegalGraphError
from report.findings import told_findings
from report.to_json import check_json
from report.to_table import csv_text

SCHEMA = "viendan.lines/1"
_COLUMNS = {
    "vi": (
        "Tệp",
        "Dòng",
        "Bắt đầu",
        "Kết thúc",
        "Mã",
        "Quy tắc",
        "Mức độ",
        "Nội dung",
        "Văn bản",
        "Nhận xét",
        "Đề xuất",
        "Căn cứ",
    ),
    "en": (
        "file",
        "line",
        "start",
        "end",
        "code",
        "rule",
        "severity",
        "words",
        "instrument",
        "message",
        "suggestion",
        "proof",
    ),
}
_NONE = {
    "vi": "không có phát hiện: {cited} trích dẫn, {checked} đã kiểm tra, {unknown} ngoài dữ liệu",
    "en": "no findings: {cited} citations, {checked} checked, {unknown} outside the data",
}
# Readers that take these for ends of lines would cut a JSON string in two.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def check_csv(reports: Iterable[Report | LegalGraphError], language: str) -> str:
    """Return one row a finding, with a head, for all documents.

    Nothing is passed over: a document without findings has one row with severity ``none``, each
    part of a document and each file that could not be read has one with ``unread``; code and rule
    are empty there.

    Args:
        reports: of the documents in their order; the error for one that could not be read.
        language: of messages and heads, ``vi`` or ``en``. Severities are slugs in both.
    """
    rows = (row for report in reports for row in _rows(report, language))
    return csv_text(_COLUMNS[language], rows)


def check_jsonl(report: Report, language: str) -> Iterator[str]:
    """Yield a line of JSON, without its newline, for the document and for each of its findings.

    The first has ``"type": "document"`` with the particulars, the coverage and the summary of
    ``viendan.check/1``; the others ``"type": "finding"`` with its finding, and the path, line,
    words and instrument to go with it.
    """
    whole = check_json(report, language)
    document = {key: whole[key] for key in ("document", "as_of", "coverage", "summary")}
    yield _line("document", document)
    told = told_findings(report, language)
    for one, finding in zip(told, whole["findings"], strict=True):
        more = {
            "path": report.path,
            "line": one.line,
            "words": one.words,
            "instrument": one.iri,
        }
        yield _line("finding", more | finding)


def unread_line(error: LegalGraphError) -> str:
    """Return the line of JSON, ``"type": "unread"``, for a file that could not be read."""
    return _line("unread", {"error": type(error).__name__, "message": str(error)})


def _line(kind: str, fields: dict[str, Any]) -> str:
    shown = json.dumps({"schema": SCHEMA, "type": kind, **fields}, ensure_ascii=False)
    for char, escaped in _LINE_ENDS.items():
        shown = shown.replace(char, escaped)
    return shown


def _rows(report: Report | LegalGraphError, language: str) -> Iterator[list[str]]:
    if isinstance(report, LegalGraphError):
        # The message begins with the path, which no attribute has.
        yield _row("", "unread", str(report))
        return
    for note in report.document.unread:
        yield _row(report.path, "unread", note)
    found = False
    for told in told_findings(report, language):
        found = True
        finding = told.finding
        yield [
            report.path,
            *map(str, (told.line, finding.start, finding.end)),
            finding.code,
            finding.rule,
            finding.severity.slug,
            told.words,
            told.iri or "",
            told.message,
            told.suggestion,
            " | ".join(told.proof),
        ]
    if not found:
        counts = {"cited": report.cited, "checked": report.checked}
        counts["unknown"] = report.cited - report.checked
        yield _row(report.path, "none", _NONE[language].format(**counts))


def _row(path: str, severity: str, message: str) -> list[str]:
    return [path, "", "", "", "", "", severity, "", "", " ".join(message.split()), "", ""]
