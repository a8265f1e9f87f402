"""Audits: whether an archive can be audited, and what one that has ended has found, as JSON."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from check.audit.archive import Archive
from check.registry import select_rules
from ingest.readers.archive import MAX_MEMBERS, is_archive
from ingest.readers.package import ZIP_ERRORS
from kg.errors import LegalGraphError, TooLargeError, UnreadableError
from kg.status import status
from report.audited import finding_json, instrument_json
from report.to_audit_page import audit_page
from report.to_json import dumps
from report.to_xlsx import audit_workbook
from web.answer import Answer
from web.audits.listed import Listing, Lists, OfCited, OfDocument, OfFinding, OfUnread
from web.audits.lists import WORST
from web.problems import ProblemError
from web.tasks.instruments import next_page
from web.tasks.paging import Page, page_of
from web.tasks.tools import Tools


class Opened(NamedTuple):
    """What an archive is to be audited with: the number of its files, and codes of rules."""

    members: int
    rules: tuple[str, ...]


def opened(
    tools: Tools, path: str, name: str, *, select: tuple[str, ...], ignore: tuple[str, ...]
) -> Opened:
    """Return what an archive is audited with, if it is one.

    Raises:
        ProblemError: it is none, or a rule is not known.
        UnreadableError: it is broken, empty or too large.
    """
    del tools
    try:
        rules = tuple(rule.code for rule in select_rules(select, ignore))
    except LegalGraphError as error:
        raise ProblemError("invalid", str(error)) from error
    if not rules:
        raise ProblemError("invalid", "select, ignore: no rule is left. Select one.")
    name = name or "file"
    if not is_archive(Path(path), name=name):
        raise ProblemError("format", f"{name}: no .zip of documents. Pack the folder as .zip.")
    try:
        with zipfile.ZipFile(path) as file:
            members = sum(not entry.is_dir() for entry in file.infolist())
    except ZIP_ERRORS as error:
        raise UnreadableError(
            f"{name}: broken or only partly sent ({error}). Pack it again."
        ) from error
    if not members:
        raise UnreadableError(f"{name}: no files inside. Pack the documents again.")
    if members > MAX_MEMBERS:
        raise TooLargeError(
            f"{name}: {members:,} files inside, more than the {MAX_MEMBERS:,} accepted. Split it."
        )
    return Opened(members, rules)


class Asked(NamedTuple):
    """Which part of which list of an audit is asked for.

    Attributes:
        path: of the audit's results.
        as_of: the day compared up to.
        language: of words.
        most: items of a page.
        cursor: of the page, ``None`` for the first.
        address: of this list, its query up to where the cursor goes.
    """

    path: str
    as_of: date
    language: str
    most: int
    cursor: str | None
    address: str


def documents(
    tools: Tools, asked: Asked, *, worst: str | None, unit: str | None, order: str
) -> Answer:
    """Return a page of the documents."""
    with _lists(asked.path) as lists:
        found = lists.documents(worst=worst, unit=unit, order=order)
        page = _page(tools, asked, found.total, worst, unit, order)
        shown = [document_json(one) for one in found.part(page.first, page.end)]
    return _answer("documents", page, shown, asked)


def findings(tools: Tools, asked: Asked, *, least: int, document: int | None) -> Answer:
    """Return a page of the findings."""
    with _lists(asked.path) as lists:
        found = lists.findings(least=least, document=document)
        page = _page(tools, asked, found.total, least, document)
        part = found.part(page.first, page.end)
    shown = [_finding(one, asked.language) for one in part]
    return _answer("findings", page, shown, asked)


def instruments(tools: Tools, asked: Asked, *, group: str | None) -> Answer:
    """Return a page of the instruments cited, with their status."""
    with _lists(asked.path) as lists:
        found = lists.instruments(group=group)
        page = _page(tools, asked, found.total, group)
        part = found.part(page.first, page.end)
    tools.graph.prefetch([one.iri for one in part if one.iri and one.iri in tools.graph])
    shown = [_instrument(tools, one, asked.as_of) for one in part]
    return _answer("instruments", page, shown, asked)


def unread(tools: Tools, asked: Asked) -> Answer:
    """Return a page of what was not read."""
    with _lists(asked.path) as lists:
        found: Listing[OfUnread] = lists.unread()
        page = _page(tools, asked, found.total)
        shown = [one._asdict() for one in found.part(page.first, page.end)]
    return _answer("unread", page, shown, asked)


def workbook(tools: Tools, path: str, target: str, *, language: str, as_of: date) -> None:
    """Write the workbook of an audit."""
    # To a stream: links lead from wherever the workbook is saved.
    with results(path) as archive, _whole(target) as output, output.open("wb") as stream:
        audit_workbook(archive, tools.graph, stream, language=language, as_of=as_of)


def report(tools: Tools, path: str, target: str, *, language: str, as_of: date) -> None:
    """Write the page of an audit."""
    with results(path) as archive, _whole(target) as output:
        made = audit_page(archive, tools.graph, language=language, as_of=as_of)
        output.write_text(made, encoding="utf-8")


@contextmanager
def results(path: str) -> Iterator[Archive]:
    """Give the results of an audit.

    Raises:
        ProblemError: they have been deleted meanwhile.
    """
    if not Path(path).exists():
        raise ProblemError("not-found", "the audit has been deleted.")
    with Archive(Path(path)) as archive:
        yield archive


@contextmanager
def _whole(target: str) -> Iterator[Path]:
    """Give a file to write; it takes its name when it is whole."""
    part = Path(f"{target}.{os.getpid()}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _lists(path: str) -> Iterator[Lists]:
    with results(path) as archive:
        yield Lists(archive)


def _page(tools: Tools, asked: Asked, total: int, *filters: object) -> Page:
    key = (asked.path, *filters)
    return page_of(total, most=asked.most, cursor=asked.cursor, graph=tools.graph, asked=key)


def _answer(name: str, page: Page, shown: list[dict[str, Any]], asked: Asked) -> Answer:
    body = {
        "schema": f"viendan.audit-{name}/1",
        "total": page.total,
        "next": page.following,
        name: shown,
    }
    headers = next_page(asked.address, page.following)
    return Answer(f"{dumps(body)}\n".encode(), headers=headers)


def document_json(one: OfDocument) -> dict[str, Any]:
    """Return a document of the list."""
    return {
        "document": one.n,
        "path": one.path,
        "copy_of": one.copy_of,
        "unit": one.unit or None,
        "number": one.number,
        "title": one.title,
        "date": one.date,
        "date_source": one.date_source,
        "kind": one.kind,
        "worst": WORST[one.worst],
        "errors": one.errors,
        "warnings": one.warnings,
        "infos": one.infos,
        "citations": one.citations,
        "checked": one.checked,
        "unknown": one.unknown,
        "unread": list(one.partly),
        "recognised": one.recognised,
    }


def _finding(one: OfFinding, language: str) -> dict[str, Any]:
    where = {"document": one.document, "path": one.path}
    found = one.found
    told = {"excerpt": found.excerpt, "iri": found.iri, "start": found.start, "end": found.end}
    return where | finding_json(found, language) | told


def _instrument(tools: Tools, one: OfCited, as_of: date) -> dict[str, Any]:
    graph = tools.graph
    known = one.iri is not None and one.iri in graph
    found = status(graph, one.iri, as_of=as_of) if one.iri is not None and known else None
    counts = one.counts
    return {
        **instrument_json(graph, one.iri or "", found),
        "iri": one.iri,
        "cited_as": one.words,
        "outcome": one.outcome,
        "group": one.group,
        "documents": counts.documents,
        "citations": counts.citations,
        "with_errors": counts.with_errors,
        "with_warnings": counts.with_warnings,
    }
