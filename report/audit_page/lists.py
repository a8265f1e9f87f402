"""The sections of the page that list: instruments, documents, units, what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from check.audit.tallies import Listed, Totals
from check.wording import day
from report.audit_page.bars import number, shown
from report.audit_page.sections import left_out
from report.labels import STATES
from report.workbook.judged import (
    Judged,
    judged,
    name,
    proof_of,
    reasons,
    state_words,
    successor_words,
)
from report.workbook.view import View, shown_place
from report.workbook.words import LIMITS, PARTLY, REASONS, pick

#: Rows of a table, instruments told of, and documents named with each; the workbook has all.
ROWS, INSTRUMENTS, PLANS = 100, 25, 12
_LONGEST = 400
_ENDED = ("gone", "pause")


def replaced(view: View) -> str:
    """Return the instruments without effect that most documents cite, with these documents."""
    ended = 0
    parts = []
    for one in judged(view):
        if one.group not in _ENDED:
            break
        ended += 1
        if ended <= INSTRUMENTS:
            parts.append(_instrument(one, view))
    if not parts:
        words = view.say(
            "Không có văn bản được viện dẫn nào mà dữ liệu chứng minh là đã hết hiệu lực.",
            "No instrument cited is known to have ended.",
        )
        return f"<p>{shown(words)}</p>"
    rest = left_out(view, ended - INSTRUMENTS, "Theo văn bản được viện dẫn", "By instrument")
    return "".join(parts) + rest


def _instrument(one: Judged, view: View) -> str:
    cited, x = one.cited, one.instrument
    heading = name(x) if x else cited.number or cited.iri
    documents = number(cited.documents, view.language)
    count = view.say(f"{documents} tài liệu viện dẫn", f"cited by {documents} documents")
    facts = (
        (view.say("Tên gọi", "Title"), x.title if x else None),
        (view.say("Tình trạng", "Status"), state_words(one, view.language)),
        (view.say("Từ ngày", "Since"), day(one.status.since) if one.status else None),
        (view.say("Lý do", "Why"), reasons(one, view.graph, view.language)),
        (view.say("Đang áp dụng", "What applies"), successor_words(one, view.graph)),
        (view.say("Căn cứ", "Proof"), proof_of(one, view.graph, view.language)),
    )
    told = "".join(f"<dt>{shown(a)}</dt><dd>{shown(_cut(b))}</dd>" for a, b in facts if b)
    found = list(view.tallies.citing(cited.iri, PLANS))
    table = _table(
        view.say(f"Tài liệu viện dẫn {heading}", f"Documents citing {heading}"),
        [
            *_document_heads(view)[:4],
            view.say("Hiệu lực vào ngày tài liệu", "Status on its day"),
        ],
        ([*_document(listed, view)[:4], _then(state, view)] for listed, state in found),
    )
    rest = left_out(view, cited.documents - len(found), "Phát hiện", "Findings")
    return (
        f"<details><summary>{shown(heading)}<small>{shown(count)}; "
        f"{shown(state_words(one, view.language))}</small></summary>"
        f"<dl>{told}</dl>{table}{rest}</details>"
    )


def _then(state: str | None, view: View) -> str:
    return pick(STATES[state], view.language) if state in STATES else ""


def worst(view: View, totals: Totals) -> str:
    """Return the documents with most errors."""
    table = _table(
        view.say("Tài liệu có nhiều lỗi nhất", "Documents with most errors"),
        _document_heads(view),
        (_document(listed, view) for listed in view.tallies.worst(ROWS)),
    )
    return table + left_out(
        view, totals.with_errors + totals.with_warnings - ROWS, "Tài liệu", "Documents"
    )


def _document_heads(view: View) -> list[str]:
    return [
        view.say("Tài liệu", "Document"),
        view.say("Số, ký hiệu", "Number"),
        view.say("Ngày", "Date"),
        view.say("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
        view.say("Lỗi", "Errors"),
        view.say("Cảnh báo", "Warnings"),
    ]


def _document(listed: Listed, view: View) -> list[str | int]:
    said = listed.said
    return [
        shown_place(listed.place),
        said.number or "",
        day(said.date) if said.date_source != "today" else "",
        view.unit(listed.unit),
        said.errors,
        said.warnings,
    ]


def units(view: View) -> str:
    """Return the table of units."""
    found = view.tallies.by_unit()
    heads = [
        view.say("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
        view.say("Tài liệu", "Documents"),
        view.say("Tài liệu có lỗi", "With errors"),
        view.say("Viện dẫn", "Citations"),
        view.say("Ngoài dữ liệu", "Outside the data"),
        view.say("Lỗi", "Errors"),
        view.say("Cảnh báo", "Warnings"),
        view.say("Lưu ý", "Notes"),
    ]
    rows: Iterator[list[str | int]] = (
        [
            view.unit(of.unit),
            of.documents,
            of.with_errors,
            of.citations,
            of.unknown,
            of.errors,
            of.warnings,
            of.infos,
        ]
        for of in found[:ROWS]
    )
    table = _table(view.say("Kết quả theo đơn vị", "Results by unit"), heads, rows)
    return table + left_out(view, len(found) - ROWS, "Theo đơn vị", "By unit")


def unread(view: View, totals: Totals) -> str:
    """Return what was not read, and what only in part, with reasons and what to do."""
    count = totals.unread + totals.partly
    if not count:
        words = view.say("Mọi tệp đều đã được đọc trọn vẹn.", "All files were read in full.")
        return f"<p>{shown(words)}</p>"
    heads = [
        view.say("Tệp", "File"),
        view.say("Lý do", "Reason"),
        view.say("Cần làm gì", "What to do"),
        view.say("Chi tiết", "Details"),
    ]
    table = _table(
        view.say("Tệp không đọc được, đọc thiếu", "Files not read, or in part"),
        heads,
        islice(_unread(view), ROWS),
    )
    return table + left_out(view, count - ROWS, "Không đọc được", "Not read")


def _unread(view: View) -> Iterator[list[str | int]]:
    for left in view.tallies.left():
        why, then = REASONS[left.reason]
        yield [shown_place(left.place), view.say(*why), view.say(*then), left.detail]
    for listed in view.tallies.documents(partly=True):
        why, then = PARTLY
        detail = "; ".join(listed.said.unread)
        yield [shown_place(listed.place), view.say(*why), view.say(*then), detail]


def limits(view: View) -> str:
    """Return what the results say and do not say."""
    items = "".join(f"<li>{shown(pick(limit, view.language))}</li>" for limit in LIMITS)
    return f"<ul>{items}</ul>"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table; numbers stand to the right, the first cell of a row is its heading."""
    body = []
    numeric: set[int] = set()
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            label = f'data-label="{shown(heads[at])}"'
            if at == 0:
                cells.append(f'<th scope="row">{shown(_cut(str(cell)))}</th>')
            elif isinstance(cell, int):
                numeric.add(at)
                cells.append(f'<td class="num" {label}>{cell}</td>')
            else:
                cells.append(f"<td {label}>{shown(_cut(cell))}</td>" if cell else "<td></td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(
        f'<th scope="col"{" class=num" if at in numeric else ""}>{shown(words)}</th>'
        for at, words in enumerate(heads)
    )
    return (
        f'<table class="list"><caption>{shown(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
