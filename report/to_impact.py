"""Who cites an instrument and what must change: text, CSV, JSON, and a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from check.audit.impact import Impact
from check.audit.need import Affected, Need, Why
from check.audit.tallies import OfInstrument
from check.wording import day, listed, short
from kg.contract import Store
from kg.state import Status
from report.audited import (
    about_document,
    document_json,
    filled,
    finding_json,
    instrument_head,
    instrument_json,
    linked,
    one_line,
    plain,
)
from report.labels import STATES
from report.to_json import dumps, iso
from report.to_table import csv_text
from report.workbook.judged import Judged, proof_of
from report.workbook.sheet import Link, Mark, Row, Sheet, Tone
from report.workbook.words import pick

NEEDS: dict[Need, tuple[str, str]] = {
    Need.CORRECT: ("Phải sửa", "To be corrected"),
    Need.RENEW: ("Cần thay nếu còn thực hiện", "To be renewed if still carried out"),
    Need.LOOK: ("Cần xem lại", "To be looked at"),
    Need.NONE: ("Không cần sửa", "No change needed"),
}
_TONES: dict[Need, Tone] = {
    Need.CORRECT: "error",
    Need.RENEW: "warning",
    Need.LOOK: "info",
    Need.NONE: "live",
}
WHYS: dict[Why, tuple[str, str]] = {
    Why.FAULT: ("viện dẫn sai vào ngày văn bản", "wrong on the document's own day"),
    Why.ENDED_SINCE: (
        "đúng vào ngày văn bản; nay văn bản được viện dẫn đã hết hiệu lực",
        "right on its day; the instrument has ended since",
    ),
    Why.SUSPENDED_SINCE: (
        "đúng vào ngày văn bản; nay văn bản được viện dẫn đang ngưng hiệu lực",
        "right on its day; the instrument is suspended now",
    ),
    Why.UNRESOLVED: (
        "trùng số, chưa xác định được chỗ này viện dẫn văn bản nào",
        "the number fits, but which instrument is meant could not be told",
    ),
    Why.OTHER_DATA: (
        "dữ liệu về văn bản được viện dẫn đã thay đổi sau lần kiểm tra; cần kiểm tra lại",
        "the data on the instrument has changed since the audit; audit again",
    ),
    Why.LAPSED: (
        "có thể đã hết hiệu lực theo văn bản gốc (suy luận); cần kiểm tra",
        "may have lapsed with its parent (inferred); to be checked",
    ),
    Why.UNDATED: (
        "văn bản được viện dẫn đã hết hiệu lực, nhưng tài liệu không ghi ngày hoặc là văn bản hợp "
        "nhất",
        "the instrument has ended, but the document states no day or is a consolidated text",
    ),
    Why.NOT_JUDGED: (
        "đã hết hiệu lực vào ngày văn bản; lần kiểm tra không áp dụng quy tắc xét việc này",
        "had ended by then; the audit did not apply the rule that judges it",
    ),
    Why.ENDED_THEN: (
        "đã hết hiệu lực vào ngày văn bản; số không ghi năm nên chưa chắc là văn bản này",
        "had ended by then; a number without a year may mean another instrument",
    ),
    Why.STATE_UNKNOWN: (
        "dữ liệu chưa xác định được tình trạng hiệu lực",
        "the data does not tell whether it is in force",
    ),
    Why.PARTLY: (
        "văn bản được viện dẫn chỉ có hiệu lực một phần, hoặc chưa có hiệu lực",
        "the instrument is in force in part, or not yet",
    ),
    Why.PARENT_ENDED: (
        "văn bản được viện dẫn triển khai, hướng dẫn hoặc sửa đổi một văn bản đã hết hiệu lực",
        "the instrument carries out, guides or amends one that has ended",
    ),
    Why.ADVICE: ("có lưu ý khi kiểm tra", "the audit has a note on it"),
    Why.OWN_ACT: (
        "chính tài liệu này chấm dứt hiệu lực của văn bản được viện dẫn",
        "this document itself ends the instrument",
    ),
    Why.PAST: (
        "đã hết hiệu lực vào ngày văn bản, nhưng chỗ viện dẫn nói về việc đã qua hoặc nêu rõ là "
        "đã hết hiệu lực",
        "had ended by then, but the words look back or say so",
    ),
    Why.AMENDED_SINCE: (
        "còn hiệu lực; đã được sửa đổi, bổ sung sau ngày văn bản",
        "in force; amended since the document's day",
    ),
    Why.IN_FORCE: ("còn hiệu lực", "in force"),
}
#: Reasons that the findings give themselves.
_SAID = frozenset({Why.FAULT, Why.ADVICE, Why.ENDED_SINCE, Why.SUSPENDED_SINCE})
_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("Cần làm", "To do", 16),
    ("Lý do", "Why", 32),
    ("Tài liệu", "Document", 36),
    ("Đơn vị (hoặc thư mục)", "Unit (or folder)", 24),
    ("Số, ký hiệu", "Number", 15),
    ("Ngày tài liệu", "Its date", 12),
    ("Dòng", "Line", 7),
    ("Chỗ viện dẫn", "Words", 28),
    ("Điều, khoản", "Provision", 14),
    ("Trong căn cứ", "Legal basis", 9),
    ("Văn bản được viện dẫn", "Instrument", 36),
    ("Thông qua", "Through", 24),
    ("Tình trạng vào ngày tài liệu", "Status on its day", 22),
    ("Tình trạng đến {day}", "Status on {day}", 22),
    ("Nội dung phát hiện", "Findings", 48),
    ("Đề xuất sửa", "Proposed wording", 42),
    ("Mã quy tắc", "Rules", 10),
    ("Căn cứ xác định", "Proof", 44),
)


def impact_text(found: Impact, graph: Store, language: str) -> str:
    """Return what hangs on an instrument as text, document by document, the most urgent first."""
    lines = [*instrument_head(graph, found.iri, found.status, language)]
    if found.amended:
        words = pick(("Đã được sửa đổi, bổ sung bởi", "Amended by"), language)
        lines.append(f"{words}: {listed(graph.instrument(iri) for iri in found.amended)}")
    lines += ["", *_counts(found, language)]
    for need, rows in groupby(found.rows, key=lambda row: row.need):
        some = list(rows)
        heading = f"{pick(NEEDS[need], language).upper()} ({_places(len(some), language)})"
        lines += ["", heading, *_section(some, found, graph, language)]
    notes = notes_of(found, language)
    return "\n".join([*lines, *([""] if notes else []), *(f"* {note}" for note in notes)])


def _counts(found: Impact, language: str) -> Iterator[str]:
    citing = len({row.document.path for row in found.rows})
    of = pick(
        (
            "{} tài liệu viện dẫn, trong {} tài liệu đã kiểm tra; {} tệp không đọc được.",
            "{} documents cite it, of {} audited; {} files could not be read.",
        ),
        language,
    )
    yield of.format(citing, found.documents, found.unread)
    if found.rows:
        yield "; ".join(f"{pick(NEEDS[n], language)}: {found.count(n)}" for n in Need) + "."


def _places(count: int, language: str) -> str:
    return f"{count} {pick(('chỗ', 'places'), language)}"


def _section(rows: Iterable[Affected], found: Impact, graph: Store, language: str) -> Iterator[str]:
    for number, (_, same) in enumerate(groupby(rows, key=lambda row: row.document.path), 1):
        some = list(same)
        yield f"{number}. {one_line(some[0].document.path)}"
        yield f"   {about_document(some[0].document, language)}"
        for row in some:
            yield from _row_lines(row, found, graph, language)


def _row_lines(row: Affected, found: Impact, graph: Store, language: str) -> Iterator[str]:
    cited = row.cited
    line = pick(("dòng", "line"), language)
    basis = pick((" [căn cứ]", " [legal basis]"), language) if cited.basis else ""
    words = f"{cited.provision} {cited.words}" if cited.provision else cited.words
    yield f"   {line} {cited.line}: {one_line(words)}{basis}"
    said = [finding.message(language) for finding in row.findings]
    if not said or row.why not in _SAID:
        said.insert(0, pick(WHYS[row.why], language))
    yield from (f"     {one_line(words)}" for words in said)
    if not row.direct and (chain := _through(row, found, graph)):
        yield f"     {pick(('Thông qua', 'Through'), language)}: {chain}"
    if row.proposal:
        yield f"     {pick(('Đề xuất', 'Proposed'), language)}: {one_line(row.proposal)}"
    # What the heading proves is not proved again below it.
    told = row.direct and row.need in (Need.RENEW, Need.NONE)
    if not told and (proof := _proof(row, graph, language)):
        yield f"     {pick(('Căn cứ', 'Proof'), language)}: {one_line(proof)}"


def impact_csv(found: Impact, graph: Store, language: str) -> str:
    """Return the citations as CSV."""
    return csv_text(_headings(found, language), map(plain, _rows(found, graph, language)))


def impact_sheet(
    found: Impact, graph: Store, language: str, *, beside: Path | None = None
) -> Sheet:
    """Return the citations as a sheet for ``report.to_xlsx.write_workbook``.

    Args:
        found: what hangs on the instrument.
        graph: the data.
        language: ``vi`` or ``en``.
        beside: folder of the workbook, from which links lead to the documents.
    """
    heads = [one_line(line) for line in instrument_head(graph, found.iri, found.status, language)]
    rows = list(_rows(found, graph, language))
    kept = filled(rows, len(_COLUMNS))
    headings = _headings(found, language)
    return Sheet(
        name=pick(("Tác động", "Impact"), language),
        headings=[headings[at] for at in kept],
        widths=[_COLUMNS[at][2] for at in kept],
        rows=linked([[row[at] for at in kept] for row in rows], beside),
        title=heads[0],
        notes=[*heads[1:], *_counts(found, language), *notes_of(found, language)],
        most_lines=8,
    )


def _headings(found: Impact, language: str) -> list[str]:
    return [pick(pair[:2], language).format(day=day(found.as_of)) for pair in _COLUMNS]


def _rows(found: Impact, graph: Store, language: str) -> Iterator[Row]:
    for row in found.rows:
        said, cited = row.document.particulars, row.cited
        yield (
            Mark(pick(NEEDS[row.need], language), _TONES[row.need]),
            pick(WHYS[row.why], language),
            Link(row.document.path, row.document.path),
            row.document.unit,
            said.number,
            said.date if said.date_source != "today" else None,
            cited.line,
            cited.words,
            cited.provision,
            pick(("Có", "Yes"), language) if cited.basis else None,
            short(graph.instrument(row.iri)) if row.iri else cited.number,
            _through(row, found, graph),
            _state(row.then, language),
            _state(row.now, language),
            "\n".join(finding.message(language) for finding in row.findings),
            row.proposal,
            ", ".join(dict.fromkeys(finding.code for finding in row.findings)),
            _proof(row, graph, language),
        )


def impact_json(found: Impact, graph: Store, language: str) -> str:
    """Return the ``viendan.impact/1`` object."""
    shown = {
        "schema": "viendan.impact/1",
        "instrument": instrument_json(graph, found.iri, found.status),
        "amended_by": list(found.amended),
        "as_of": iso(found.as_of),
        "judged_up_to": iso(found.judged),
        "same_data": found.same_data,
        "documents": {
            "audited": found.documents,
            "unread": found.unread,
            **{need.slug: found.count(need) for need in Need},
        },
        "citations": [_row_json(row, graph, language) for row in found.rows],
    }
    return dumps(shown)


def _row_json(row: Affected, graph: Store, language: str) -> dict[str, Any]:
    cited = row.cited
    return {
        "need": row.need.slug,
        "why": row.why.value,
        "document": document_json(row.document),
        "start": cited.start,
        "end": cited.end,
        "line": cited.line,
        "text": cited.words,
        "provision": cited.provision,
        "basis": cited.basis,
        "instrument": row.iri,
        "direct": row.direct,
        "through": list(row.via),
        "status": {
            "on_document_date": row.then.state.value if row.then else None,
            "as_of": row.now.state.value if row.now else None,
        },
        "findings": [finding_json(finding, language) for finding in row.findings],
        "proposal": row.proposal,
        "proof": _proof(row, graph, language) or None,
    }


def notes_of(found: Impact, language: str) -> list[str]:
    """Return what must be known of the audit that the findings come from."""
    notes: list[tuple[str, str]] = []
    if found.judged is None:
        notes.append(("Chưa có lần kiểm tra nào hoàn tất.", "No audit has come to its end yet."))
    elif found.judged != found.as_of:
        told = day(found.judged)
        notes.append(
            (
                f"Nội dung phát hiện lấy từ lần kiểm tra đối chiếu đến ngày {told}.",
                f"Findings are those of an audit compared up to {told}.",
            )
        )
    if found.judged is not None and not found.same_data:
        notes.append(
            (
                "Dữ liệu đã thay đổi sau lần kiểm tra gần nhất; chạy `viendan watch` để xét lại "
                "các tài liệu theo dữ liệu mới.",
                "The data has changed since the last audit; run `viendan watch` to judge again.",
            )
        )
    return [pick(note, language) for note in notes]


def _through(row: Affected, found: Impact, graph: Store) -> str | None:
    if row.direct:
        return None
    way: Sequence[str] = (found.iri, *row.via)
    return " → ".join(short(graph.instrument(iri)) for iri in way)


def _state(status: Status | None, language: str) -> str | None:
    return pick(STATES[status.state.value], language) if status else None


def _proof(row: Affected, graph: Store, language: str) -> str:
    """Return what the gravest finding rests on, else the state of the instrument."""
    proven = next((f.proof(language) for f in row.findings if f.proof(language)), "")
    if proven or row.now is None or row.iri is None:
        return proven
    of = OfInstrument(row.iri, None, 0, 0, 0, 0)
    return proof_of(Judged(of, graph.instrument(row.iri), row.now, ""), graph, language)
