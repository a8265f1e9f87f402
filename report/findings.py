"""What a report tells of its findings, in words: shared by the outputs that list them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from check.finding import Finding, Proof, Severity
from check.runner import Report
from check.wording import coverage, dated, day
from kg.contract import Store
from kg.model import Relation
from kg.state import Fact
from report.drawing.nodes import clean
from report.labels import cell_words, relation_label

SEVERITIES = {
    "vi": {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"},
    "en": {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"},
}
_MOST_PROOFS, _MOST_SOURCES = 3, 2
_LONGEST_QUOTE = 300
_WORDS = {
    "vi": {
        "from": "từ ngày {}",
        "number": "số, ký hiệu",
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
        "from": "from {}",
        "number": "number",
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
            severity=SEVERITIES[language][finding.severity],
            message=clean(finding.message(language)),
            suggestion=clean(finding.suggestion),
            iri=instrument_of(finding, report),
            proof=tuple(_proofs(finding, report.context.graph, language)),
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


def _proofs(finding: Finding, graph: Store, language: str) -> Iterator[str]:
    for proof in finding.proof[:_MOST_PROOFS]:
        told = _statement(proof, finding, graph, language)
        if sources := _sources(proof.sources, graph):
            told = f"{told} ({sources})" if told else sources
        if told:
            yield clean(told)


def _statement(proof: Proof, finding: Finding, graph: Store, language: str) -> str:
    """Return what a proof says, without its sources."""
    if not isinstance(proof, Relation):
        return _field(proof, finding, graph, language)
    source, target = dated(graph.instrument(proof.source)), dated(graph.instrument(proof.target))
    told = f"{source} {relation_label(proof.kind, language)} {target}"
    if proof.parts:
        told += f" [{proof.parts}]"
    if proof.valid_from:
        told += f" {_WORDS[language]['from'].format(day(proof.valid_from))}"
    quote = clean(proof.evidence)
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE - 1]}…"
    return f"{told}: “{quote}”" if quote else told


def _field(proof: Fact, finding: Finding, graph: Store, language: str) -> str:
    number = _WORDS[language]["number"]
    label = number if proof.field == "number" else cell_words("field", proof.field, language)
    if finding.about is None:
        return f"{label} {day(proof.value)}" if proof.value else label
    about = graph.instrument(finding.about)
    value = day(proof.value) if proof.value else getattr(about, proof.field, None)
    return f"{dated(about)}: {label} {value}" if value else f"{dated(about)}: {label}"


def _sources(ids: Sequence[str], graph: Store) -> str:
    shown = (graph.sources[i].where for i in ids[:_MOST_SOURCES] if i in graph.sources)
    return "; ".join(shown)
