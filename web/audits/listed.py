"""Pages of the lists that ``web.audits.lists`` has made."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from check.audit.archive import Archive
from check.audit.record import Found
from check.audit.tallies import OfInstrument
from web.audits.lists import WORST

Row = TypeVar("Row")
#: Orders of documents, by the name that addresses have.
ORDERS = {
    "path": "n",
    "worst": "errors DESC, warnings DESC, infos DESC, n",
    "unit": "unit_rank, n",
    "date": "date IS NULL, date DESC, n",
}


class Listing(Generic[Row]):
    """A list of which parts are asked for; ``total`` is how long it is."""

    def __init__(self, total: int, read: Callable[[int, int], list[Row]]) -> None:
        """Make a list of what reads a part of it: so many after so many."""
        self.total, self._read = total, read

    def part(self, first: int, end: int) -> list[Row]:
        """Return the items from one to another, counted from 0, without the last."""
        return self._read(end - first, first)


class OfDocument(NamedTuple):
    """A document of the list; ``n`` is its number there, ``worst`` as in ``WORST``.

    Attributes:
        date: ISO; ``None`` where it states none.
        copy_of: the first document with the same text.
        partly: what of it was not read.
    """

    n: int
    text: int
    path: str
    unit: str
    unit_rank: int
    number: str | None
    title: str | None
    date: str | None
    date_source: str
    kind: str
    copy_of: str | None
    worst: int
    errors: int
    warnings: int
    infos: int
    citations: int
    checked: int
    unknown: int
    partly: tuple[str, ...]
    recognised: int


class OfFinding(NamedTuple):
    """A finding with the document that it is in."""

    document: int
    path: str
    found: Found


class OfCited(NamedTuple):
    """An instrument cited, or words that no instrument was found for; ``iri`` is then ``None``."""

    iri: str | None
    words: str | None
    outcome: str
    group: str
    counts: OfInstrument


class OfUnread(NamedTuple):
    """What gave no document; ``reason`` is ``partly`` for a document not read in full."""

    path: str
    reason: str
    detail: str


class Lists:
    """The lists of one audit."""

    def __init__(self, archive: Archive) -> None:
        """Read the lists of an archive."""
        self.archive = archive
        self._all = archive.connection.execute

    def documents(
        self, *, worst: str | None = None, unit: str | None = None, order: str = "path"
    ) -> Listing[OfDocument]:
        """Return documents.

        Args:
            worst: only those of which this is the worst finding, one of ``WORST``.
            unit: only those of this unit.
            order: one of ``ORDERS``.
        """
        wanted: dict[str, Any] = {}
        if worst is not None:
            wanted["worst"] = WORST.index(worst)
        if unit is not None:
            wanted["unit"] = unit
        return self._listing("document", wanted, ORDERS[order], _document)

    def document(self, n: int) -> OfDocument | None:
        """Return a document by its number."""
        query = "SELECT * FROM listed_document WHERE n = ?"
        row = self._all(query, (n,)).fetchone()
        return _document(row) if row else None

    def findings(self, *, least: int = 0, document: int | None = None) -> Listing[OfFinding]:
        """Return findings in the order of the documents and of their texts.

        Args:
            least: severity, as a number, that they have at least.
            document: number of the only document wanted.
        """
        source = "FROM listed_document d JOIN finding f ON f.text = d.text WHERE f.severity >= ?"
        given: tuple[int, ...] = (least,)
        if document is not None:
            source += " AND d.n = ?"
            given += (document,)
        query = f"SELECT d.n, d.path, d.text, f.at {source} ORDER BY d.n, f.at LIMIT ? OFFSET ?"

        def read(limit: int, offset: int) -> list[OfFinding]:
            rows = self._all(query, (*given, limit, offset)).fetchall()
            texts = {text: self.archive.findings(text) for _, _, text, _ in rows}
            return [OfFinding(n, path, texts[text][at]) for n, path, text, at in rows]

        return Listing(self._count(source, given), read)

    def instruments(self, *, group: str | None = None) -> Listing[OfCited]:
        """Return instruments cited, those that have ended first, in one group of states or all."""
        wanted = {} if group is None else {"kind": group}
        return self._listing("instrument", wanted, "n", _cited)

    def unread(self) -> Listing[OfUnread]:
        """Return what was not read, or not in full."""
        return self._listing("unread", {}, "n", lambda row: OfUnread(*row[1:]))

    def units(self, most: int) -> list[tuple[str, int]]:
        """Return units with the number of their documents, in the order of the alphabet."""
        query = (
            "SELECT unit, count(*) FROM listed_document GROUP BY unit ORDER BY min(unit_rank) "
            "LIMIT ?"
        )
        return self._all(query, (most,)).fetchall()

    def groups(self) -> dict[str, int]:
        """Return how many instruments cited stand in each group of states."""
        return dict(self._all("SELECT kind, count(*) FROM listed_instrument GROUP BY kind"))

    def _listing(
        self, name: str, wanted: dict[str, Any], order: str, made: Callable[[Any], Row]
    ) -> Listing[Row]:
        where = " AND ".join(f"{column} = ?" for column in wanted)
        source = f"FROM listed_{name} {'WHERE' if where else ''} {where}"
        given = tuple(wanted.values())
        query = f"SELECT * {source} ORDER BY {order} LIMIT ? OFFSET ?"

        def read(limit: int, offset: int) -> list[Row]:
            return [made(row) for row in self._all(query, (*given, limit, offset))]

        return Listing(self._count(source, given), read)

    def _count(self, source: str, given: tuple[Any, ...]) -> int:
        count: int = self._all(f"SELECT count(*) {source}", given).fetchone()[0]
        return count


def _document(row: Any) -> OfDocument:  # noqa: ANN401 - a row
    made = OfDocument(*row)
    return made._replace(partly=tuple(json.loads(row[OfDocument._fields.index("partly")])))


def _cited(row: Any) -> OfCited:  # noqa: ANN401 - a row
    _, iri, number, outcome, group, *counts = row
    return OfCited(iri, number, outcome, group, OfInstrument(iri or "", number, *counts))
