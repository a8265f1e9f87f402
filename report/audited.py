"""How reports on an archive of audits name instruments and documents."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from check.audit.record import Audited, Found
from check.audit.tallies import OfInstrument
from check.wording import day, full
from kg.contract import Store
from kg.model import Instrument
from kg.state import Status
from report.to_json import iso
from report.workbook.judged import Judged, proof_of, state_words, successor_words
from report.workbook.links import file_target
from report.workbook.sheet import Cell, Link, Mark, Row
from report.workbook.words import pick

_INSIDE = re.compile(r"(.+?\.(?:zip|eml|mht|mhtml))[/\\].", re.IGNORECASE | re.DOTALL)


def instrument_head(graph: Store, iri: str, status: Status | None, language: str) -> Iterator[str]:
    """Yield an instrument's name, then what it is on the day, what replaced it, and the proof."""
    if iri not in graph:
        yield iri
        return
    x = graph.instrument(iri)
    yield named(x)
    one = Judged(OfInstrument(iri, x.number, 0, 0, 0, 0), x, status, "")
    if status is None:
        return
    since = pick((" từ ngày ", " since "), language) + day(status.since) if status.since else ""
    up_to = pick(("Tình trạng đến ngày", "Status on"), language)
    yield f"{up_to} {day(status.as_of)}: {state_words(one, language)}{since}"
    if heirs := successor_words(one, graph):
        yield f"{pick(('Văn bản thay thế', 'Successor'), language)}: {heirs}"
    if proof := proof_of(one, graph, language):
        yield f"{pick(('Căn cứ xác định', 'Proof'), language)}: {one_line(proof)}"


def named(x: Instrument) -> str:
    """Return type, number, day, issuer and title of an instrument."""
    words = full(x).removesuffix(" của ")
    return f"{words}: {x.title}" if x.title and x.title not in words else words


def instrument_json(graph: Store, iri: str, status: Status | None) -> dict[str, Any]:
    """Return an instrument with its status; what is not known is null."""
    x = graph.instrument(iri) if iri in graph else None
    return {
        "iri": iri,
        "type": x.type if x else None,
        "number": x.number if x else None,
        "date": iso(x.date) if x else None,
        "issuer": x.issuer if x else None,
        "title": x.title if x else None,
        "status": status.state.value if status else "unknown",
        "since": iso(status.since) if status else None,
        "inferred": bool(status and status.inferred),
        "successors": list(status.successors) if status else [],
    }


def document_json(document: Audited) -> dict[str, Any]:
    """Return what tells a document from others."""
    said = document.particulars
    return {
        "path": document.path,
        "copy_of": document.copy_of,
        "unit": document.unit or None,
        "number": said.number,
        "date": iso(said.date),
        "date_source": said.date_source,
    }


def finding_json(found: Found, language: str) -> dict[str, Any]:
    """Return a finding of an archive."""
    return {
        "code": found.code,
        "rule": found.rule,
        "severity": found.severity.slug,
        "line": found.line,
        "text": found.words,
        "message": found.message(language),
        "suggestion": found.suggestion,
        "proof": found.proof(language) or None,
    }


def about_document(document: Audited, language: str) -> str:
    """Return unit, number and day of a document in one line."""
    said = document.particulars
    undated = pick(("không ghi ngày", "no day stated"), language)
    when = undated if said.date_source == "today" else day(said.date)
    copy = pick(("bản sao của", "copy of"), language)
    parts = [document.unit, said.number, when, document.copy_of and f"{copy} {document.copy_of}"]
    return one_line(" · ".join(part for part in parts if part))


def plain(row: Row) -> list[str]:
    """Return the cells of a row as the words of a table."""
    return [_plain(cell) for cell in row]


def _plain(cell: Cell) -> str:
    if isinstance(cell, Link):
        return cell.words
    value = cell.value if isinstance(cell, Mark) else cell
    if isinstance(value, datetime.date):
        return day(value)
    return "" if value is None else str(value)


def filled(rows: Sequence[Row], columns: int) -> list[int]:
    """Return the columns that some row fills, all where there is no row."""
    return [at for at in range(columns) if not rows or any(row[at] for row in rows)]


def linked(rows: Sequence[Row], beside: Path | None) -> Iterator[Row]:
    """Yield rows with links that open documents; for a member of an archive, the archive.

    The folder that all documents lie in is left out of the words.
    """
    paths = [cell.words for row in rows for cell in row if isinstance(cell, Link)]
    shared = _shared_folder(paths)
    for row in rows:
        yield tuple(
            Link(cell.words[len(shared) :], file_target(_file(cell.words), beside=beside))
            if isinstance(cell, Link)
            else cell
            for cell in row
        )


def _shared_folder(paths: Sequence[str]) -> str:
    """Return the folder that paths begin with, its last separator included; empty for none."""
    shared = os.path.commonprefix(list(paths))  # noqa: RUF071 - cut at a separator below
    return shared[: max(shared.rfind("/"), shared.rfind("\\")) + 1]


def _file(path: str) -> str:
    inside = _INSIDE.match(path)
    return inside[1] if inside else path


def one_line(words: str) -> str:
    """Return words of a draft without line breaks and control characters, as a terminal needs."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
