"""The workbook of a check: findings, all citations with their status, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from check.audit.verdict import excerpt
from check.runner import Report
from cite.resolve import Resolution
from kg.contract import Store
from kg.errors import LegalGraphError
from kg.model import Citation, Role
from kg.state import State
from report.findings import particulars, told_findings
from report.labels import STATES
from report.rendered import Outcome
from report.workbook.instruments import TONES as GROUP_TONES
from report.workbook.sheet import Mark, Row, Sheet
from report.workbook.view import TONES, instrument_words
from report.workbook.words import GROUP_OF, OUTCOMES, PARTLY, pick, rule_name
from report.workbook.writer import write_workbook

_TITLE = ("Kết quả kiểm tra viện dẫn", "Check of citations")
FINDINGS = ("Phát hiện", "Findings")
CITATIONS = ("Viện dẫn", "Citations")
UNREAD = ("Không đọc được", "Not read")
_FOUND = (
    ("Tài liệu", "Document", 28),
    ("Dòng", "Line", 7),
    ("Mức độ", "Severity", 11),
    ("Mã quy tắc", "Rule", 9),
    ("Nội dung kiểm tra", "Rule's name", 24),
    ("Chỗ viện dẫn", "Words", 28),
    ("Nội dung phát hiện", "Finding", 50),
    ("Đề xuất sửa", "Proposed wording", 44),
    ("Văn bản liên quan", "Instrument", 44),
    ("Căn cứ của phát hiện", "Proof", 44),
    ("Đoạn văn", "Where it stands", 54),
)
_CITED = (
    ("Tài liệu", "Document", 28),
    ("Dòng", "Line", 7),
    ("Chỗ viện dẫn", "Words", 44),
    ("Số, ký hiệu", "Number", 20),
    ("Đối chiếu", "Looked up", 24),
    ("Văn bản", "Instrument", 54),
    ("Tình trạng khi ban hành tài liệu", "Status on the document's day", 26),
    ("Tình trạng đến ngày đối chiếu", "Status now", 26),
    ("Mã định danh", "IRI", 44),
)
_LEFT = (("Tài liệu", "Document", 44), ("Tình trạng", "State", 18), ("Chi tiết", "Details", 90))
_FOUND_ONE = ("đã xác định", "found")


def check_workbook(outcomes: Sequence[Outcome], graph: Store, *, language: str) -> bytes:
    """Return a workbook on documents that were checked.

    Args:
        outcomes: the report on each document, or why there is none.
        graph: what was checked against.
        language: ``vi`` or ``en``.

    Raises:
        MissingExtraError: the extra ``office`` is not installed.
    """
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    errors = [outcome for outcome in outcomes if isinstance(outcome, LegalGraphError)]
    notes = [f"{name}: {value}" for name, value in _said(reports, language)]
    sheets = (
        _sheet(FINDINGS, _FOUND, _findings(reports, graph, language), language, notes),
        _sheet(CITATIONS, _CITED, _citations(reports, graph, language), language),
        _sheet(UNREAD, _LEFT, _unread(reports, errors, language), language),
    )
    out = BytesIO()
    write_workbook(out, sheets, language=language, title=pick(_TITLE, language))
    return out.getvalue()


def _said(reports: Sequence[Report], language: str) -> tuple[tuple[str, str], ...]:
    """Return what is said above the findings: of one document all, of several the data alone."""
    rows = particulars(reports[0], language) if reports else ()
    return rows if len(reports) == 1 else rows[1:3]


def _sheet(
    name: tuple[str, str],
    columns: tuple[tuple[str, str, int], ...],
    rows: Iterator[Row],
    language: str,
    notes: Sequence[str] = (),
) -> Sheet:
    return Sheet(
        name=pick(name, language),
        headings=[pick((vi, en), language) for vi, en, _ in columns],
        widths=[width for _, _, width in columns],
        rows=rows,
        title=pick(_TITLE, language) if notes else None,
        notes=notes,
        most_lines=6,
    )


def _findings(reports: Sequence[Report], graph: Store, language: str) -> Iterator[Row]:
    for report in reports:
        for told in told_findings(report, language):
            found = told.finding
            yield (
                report.path,
                told.line,
                Mark(told.severity, TONES[found.severity]),
                found.code,
                rule_name(found.code, found.rule, language),
                told.words,
                told.message,
                told.suggestion,
                instrument_words(graph, None, told.iri),
                "\n".join(told.proof),
                excerpt(report.text, found.start, found.end),
            )


def _citations(reports: Sequence[Report], graph: Store, language: str) -> Iterator[Row]:
    for report in reports:
        line, at = 1, 0
        pairs = zip(report.citations, report.resolutions, strict=True)
        for citation, resolution in sorted(pairs, key=lambda pair: pair[0].start):
            if citation.role is not Role.CITE:
                continue
            line += report.text.count("\n", at, citation.start)
            at = citation.start
            yield (
                report.path,
                line,
                " ".join(citation.text.split()),
                citation.number,
                *_looked_up(report, citation, resolution, graph, language),
            )


def _looked_up(
    report: Report, citation: Citation, resolution: Resolution, graph: Store, language: str
) -> Row:
    """Return how it was looked up, which instrument it is, its states and its IRI."""
    found = resolution.instrument
    if found is None:
        outcome = str(resolution.outcome)
        words = pick(OUTCOMES.get(outcome, (outcome, outcome)), language)
        several = "\n".join(
            instrument_words(graph, None, c.instrument.iri) for c in resolution.candidates
        )
        return Mark(words, "open"), several, None, None, None
    then, now = (
        report.context.status(found.iri, as_of=day).state for day in (report.date, report.as_of)
    )
    return (
        pick(_FOUND_ONE, language),
        instrument_words(graph, citation.number, found.iri),
        _state(then, language),
        _state(now, language),
        found.iri,
    )


def _state(state: State, language: str) -> Mark:
    return Mark(pick(STATES[str(state)], language), GROUP_TONES.get(GROUP_OF[state], "open"))


def _unread(
    reports: Sequence[Report], errors: Sequence[LegalGraphError], language: str
) -> Iterator[Row]:
    for error in errors:
        # A message begins with the path, which no attribute has.
        path, _, why = str(error).partition(": ")
        yield path, Mark(pick(UNREAD, language), "error"), why
    for report in reports:
        for note in report.document.unread:
            yield report.path, Mark(pick(PARTLY[0], language), "warning"), note
