"""What has become of audited documents since: text, CSV, JSON, and a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from check.audit.watch import Group, Turned, Watch
from check.wording import day, short
from kg.contract import Store
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
from report.workbook.sheet import Link, Mark, Row, Sheet
from report.workbook.view import TONES
from report.workbook.words import pick, rule_name

_TURNS: dict[str, tuple[str, str]] = {
    "new": ("Mới", "New"),
    "changed": ("Thay đổi", "Changed"),
    "gone": ("Không còn", "Gone"),
}
_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("Văn bản", "Instrument", 36),
    ("Tình trạng hiệu lực", "Status", 24),
    ("Từ ngày", "Since", 12),
    ("Văn bản thay thế", "Successor", 36),
    ("Tài liệu", "Document", 36),
    ("Đơn vị (hoặc thư mục)", "Unit (or folder)", 24),
    ("Số, ký hiệu", "Number", 15),
    ("Ngày tài liệu", "Its date", 12),
    ("Thay đổi", "Change", 11),
    ("Mức độ", "Severity", 11),
    ("Mã quy tắc", "Rule", 9),
    ("Nội dung kiểm tra", "Rule's name", 24),
    ("Dòng", "Line", 7),
    ("Chỗ viện dẫn", "Words", 28),
    ("Nội dung phát hiện", "Finding", 48),
    ("Đề xuất sửa", "Proposed wording", 42),
    ("Căn cứ của phát hiện", "Proof", 40),
)


def watch_text(found: Watch, graph: Store, language: str) -> str:
    """Return what has changed as text, instrument by instrument."""
    lines = [*_head(found, language)]
    for number, group in enumerate(found.groups, 1):
        head = [*_group_head(group, graph, language)]
        lines += ["", f"{number}. {head[0]}", *(f"   {line}" for line in head[1:])]
        lines += [f"   {line}" for line in _group_rows(group, language)]
    return "\n".join(lines)


def _head(found: Watch, language: str) -> Iterator[str]:
    if found.since is None:
        words = (
            f"Không có lần kiểm tra nào sau lần {found.after}.",
            f"No audit has run after number {found.after}.",
        )
        yield pick(words, language)
        return
    words = (
        "Thay đổi từ lần kiểm tra ngày {}, đối chiếu đến ngày {}: {} trên {} tài liệu có phát "
        "hiện mới hoặc thay đổi; {} tệp không đọc được.",
        "Changes since the audit of {}, compared up to {}: {} of {} documents have new or changed "
        "findings; {} files could not be read.",
    )
    up_to = day(found.as_of)
    moment = datetime.fromisoformat(found.since)
    started = f"{day(moment.date())} {moment:%H:%M}"
    counts = (found.outdated, found.documents, found.unread)
    yield pick(words, language).format(started, up_to, *counts)
    if found.left_out:
        words = (
            "Ngoài ra có {} thay đổi ở mức lưu ý, không kể ở đây (thêm --all để xem).",
            "{} changes of notes are left out (--all shows them).",
        )
        yield pick(words, language).format(found.left_out)


def _group_head(group: Group, graph: Store, language: str) -> Iterator[str]:
    """Yield what a group is about, with the number of its documents, then what became of it."""
    if group.iri is None:
        head = [f"{group.code} {rule_name(group.code or '', _slug(group), language)}"]
    else:
        head = [one_line(h) for h in instrument_head(graph, group.iri, group.status, language)]
    count = pick(("{} tài liệu", "{} documents"), language).format(group.documents)
    yield f"{head[0]} ({count})"
    yield from head[1:]


def _slug(group: Group) -> str:
    return group.rows[0].found.rule


def _group_rows(group: Group, language: str) -> Iterator[str]:
    """Yield the documents below each message, said once where it is the same for all."""
    for (turn, code, message), rows in groupby(
        sorted(group.rows, key=lambda row: (row.now is None, row.found.code, _said(row, language))),
        key=lambda row: (_turn(row), row.found.code, _said(row, language)),
    ):
        some = list(rows)
        severity = some[0].found.severity.label(language)
        yield f"{pick(_TURNS[turn], language)} · {severity} {code}: {message}"
        for row in some:
            line = pick(("dòng", "line"), language)
            yield f"  - {one_line(row.document.path)}"
            yield f"    {about_document(row.document, language)}"
            yield f"    {line} {row.found.line}: {one_line(row.found.words)}"
            if row.now and row.now.suggestion:
                proposed = pick(("Đề xuất", "Proposed"), language)
                yield f"    {proposed}: {one_line(row.now.suggestion)}"


def _said(row: Turned, language: str) -> str:
    return one_line(row.found.message(language))


def _turn(row: Turned) -> str:
    if row.now is None:
        return "gone"
    return "changed" if row.before else "new"


def watch_csv(found: Watch, graph: Store, language: str) -> str:
    """Return the changes as CSV."""
    heads = [pick(pair[:2], language) for pair in _COLUMNS]
    return csv_text(heads, map(plain, _rows(found, graph, language)))


def watch_sheet(found: Watch, graph: Store, language: str, *, beside: Path | None = None) -> Sheet:
    """Return the changes as a sheet for ``report.to_xlsx.write_workbook``.

    Args:
        found: what has changed.
        graph: the data.
        language: ``vi`` or ``en``.
        beside: folder of the workbook, from which links lead to the documents.
    """
    rows = list(_rows(found, graph, language))
    kept = filled(rows, len(_COLUMNS))
    return Sheet(
        name=pick(("Thay đổi", "Changes"), language),
        headings=[pick(_COLUMNS[at][:2], language) for at in kept],
        widths=[_COLUMNS[at][2] for at in kept],
        rows=linked([[row[at] for at in kept] for row in rows], beside),
        title=pick(
            ("Tài liệu bị ảnh hưởng bởi thay đổi của dữ liệu", "Documents touched by new data"),
            language,
        ),
        notes=list(_head(found, language)),
        most_lines=8,
    )


def _rows(found: Watch, graph: Store, language: str) -> Iterator[Row]:
    for group in found.groups:
        status = group.status
        x = graph.instrument(group.iri) if group.iri and group.iri in graph else None
        heirs = status.successors if status else ()
        about = (
            short(x) if x else group.iri,
            pick(STATES[status.state.value], language) if status else None,
            status.since if status else None,
            " → ".join(short(graph.instrument(iri)) for iri in heirs) or None,
        )
        for row in group.rows:
            said, one = row.document.particulars, row.found
            yield (
                *about,
                Link(row.document.path, row.document.path),
                row.document.unit,
                said.number,
                said.date if said.date_source != "today" else None,
                pick(_TURNS[_turn(row)], language),
                Mark(one.severity.label(language), TONES[one.severity]),
                one.code,
                rule_name(one.code, one.rule, language),
                one.line,
                one.words,
                one.message(language),
                row.now.suggestion if row.now else None,
                one.proof(language),
            )


def watch_json(found: Watch, graph: Store, language: str) -> str:
    """Return the ``viendan.watch/1`` object."""
    shown = {
        "schema": "viendan.watch/1",
        "after_run": found.after,
        "since": found.since,
        "as_of": iso(found.as_of),
        "documents": {
            "audited": found.documents,
            "unread": found.unread,
            "outdated": found.outdated,
        },
        "left_out": found.left_out,
        "groups": [_group_json(group, graph, language) for group in found.groups],
    }
    return dumps(shown)


def _group_json(group: Group, graph: Store, language: str) -> dict[str, Any]:
    return {
        "instrument": instrument_json(graph, group.iri, group.status) if group.iri else None,
        "code": group.code,
        "documents": group.documents,
        "changes": [
            {
                "change": _turn(row),
                "document": document_json(row.document),
                "finding": finding_json(row.found, language),
                "before": finding_json(row.before, language) if row.now and row.before else None,
            }
            for row in group.rows
        ],
    }
