"""Lists that are shown page by page, made once when an audit has ended.

They stand in the audit's own SQLite file beside the tables of ``check.audit.schema``, numbered in
their order, so that a page of one costs the same wherever it lies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from check.audit.archive import Archive
from check.audit.tallies import Listed, Tallies
from kg.contract import Store
from report.workbook.judged import judged
from report.workbook.view import View, shown_place

WORST = ("clean", "info", "warning", "error")
"""The worst finding of a document, by the number that the list has."""
PARTLY = "partly"
"""In the place of a reason: a document that was not read in full."""

_SCHEMA = """
CREATE TABLE listed_document (
  n INTEGER PRIMARY KEY, text INTEGER NOT NULL, path TEXT NOT NULL, unit TEXT NOT NULL,
  unit_rank INTEGER NOT NULL, number TEXT, title TEXT, date TEXT, date_source TEXT NOT NULL,
  kind TEXT NOT NULL, copy_of TEXT, worst INTEGER NOT NULL, errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL, infos INTEGER NOT NULL, citations INTEGER NOT NULL,
  checked INTEGER NOT NULL, unknown INTEGER NOT NULL, partly TEXT NOT NULL,
  recognised INTEGER NOT NULL);
CREATE INDEX listed_document_text ON listed_document (text);
CREATE TABLE listed_instrument (
  n INTEGER PRIMARY KEY, iri TEXT, number TEXT, outcome TEXT NOT NULL, kind TEXT NOT NULL,
  documents INTEGER NOT NULL, citations INTEGER NOT NULL, with_errors INTEGER NOT NULL,
  with_warnings INTEGER NOT NULL);
CREATE TABLE listed_unread (
  n INTEGER PRIMARY KEY, path TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL);
"""


def make_lists(archive: Archive, graph: Store, *, as_of: date) -> None:
    """Write the lists into an archive.

    Args:
        archive: an audit that has ended.
        graph: for the status of the instruments cited, by which they are ordered.
        as_of: day of the statuses.
    """
    view = View(archive, graph, "vi", as_of)
    db = archive.connection
    db.executescript(_SCHEMA)
    rows = (
        ("document", list(_documents(view))),
        ("instrument", list(_instruments(view))),
        ("unread", list(_unread(view.tallies))),
    )
    db.execute("BEGIN IMMEDIATE")
    for name, listed in rows:
        if listed:
            marks = ", ".join("?" * (1 + len(listed[0])))
            db.executemany(
                f"INSERT INTO listed_{name} VALUES ({marks})",  # noqa: S608 - names above
                ((n, *row) for n, row in enumerate(listed, 1)),
            )
    db.execute("COMMIT")


def _documents(view: View) -> Iterator[tuple[Any, ...]]:
    order = view.unit_order()
    for listed in view.tallies.documents():
        yield _document(listed, order[listed.unit])


def _document(listed: Listed, rank: int) -> tuple[Any, ...]:
    said = listed.said
    worst = 3 if said.errors else 2 if said.warnings else 1 if said.infos else 0
    return (
        listed.text,
        shown_place(listed.place),
        listed.unit,
        rank,
        said.number,
        said.title,
        said.date.isoformat() if said.date_source != "today" else None,
        said.date_source,
        said.kind,
        shown_place(listed.copy_of) if listed.copy_of else None,
        worst,
        said.errors,
        said.warnings,
        said.infos,
        said.citations,
        said.checked,
        said.unknown,
        json.dumps(said.unread, ensure_ascii=False),
        said.recognised,
    )


def _instruments(view: View) -> Iterator[tuple[Any, ...]]:
    """Yield those that have ended first, then by the documents that cite them."""
    for one in judged(view):
        iri, number, *counts = one.cited
        yield iri, number, "found", one.group, *counts
    for other in view.tallies.unresolved():
        yield None, other.words, other.outcome, "outside", other.documents, other.citations, 0, 0


def _unread(tallies: Tallies) -> Iterator[tuple[Any, ...]]:
    for left in tallies.left():
        yield shown_place(left.place), str(left.reason), left.detail
    for listed in tallies.documents(partly=True):
        yield shown_place(listed.place), PARTLY, "; ".join(listed.said.unread)
