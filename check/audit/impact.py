"""Which audited documents cite an instrument, and what each of them has to change.

Verdicts and proposals are those of the audit; what the instruments are on the day asked for is
read from the graph at hand. Where the two do not rest on the same data, that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from check.audit.archive import Archive
from check.audit.judging import fingerprint_of
from check.audit.need import Affected, Judge, Need, Why, of_citation
from kg.contract import Store
from kg.ids import number_key
from kg.lapse import GUIDES, IMPLEMENTS
from kg.model import Instrument
from kg.state import Status
from kg.status import amendments, status
from kg.timeline import kinds_that


class Impact(NamedTuple):
    """What hangs on an instrument.

    Attributes:
        iri: the instrument asked for, canonical.
        status: on the day asked for.
        amended: IRIs of what has amended it by then.
        rows: citations, those that must be changed first, then newest documents first.
        documents, unread: how many the archive has, and what could not be read.
        judged: day up to which the audit compared; ``None`` without any run.
        same_data: whether the audit rests on the data at hand, as far as that can be told.
    """

    iri: str
    as_of: date
    status: Status
    amended: tuple[str, ...]
    rows: tuple[Affected, ...]
    documents: int
    unread: int
    judged: date | None
    same_data: bool

    def count(self, need: Need) -> int:
        """Return in how many documents this is the most urgent need."""
        worst: dict[str, Need] = {}
        for row in self.rows:
            worst[row.document.path] = min(row.need, worst.get(row.document.path, Need.NONE))
        return sum(one is need for one in worst.values())


def impact(
    archive: Archive, graph: Store, iri: str, *, as_of: date, through: bool = False
) -> Impact:
    """Return the documents that cite an instrument, and what each has to change.

    Citations that the audit could not resolve are listed too where the number is the same.

    Args:
        archive: what was audited.
        graph: the data of today.
        iri: the instrument.
        as_of: the day up to which changes count.
        through: whether to list also who cites what carries out, guides or amends it, and what
            carries that out in turn.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    asked = graph.instrument(iri)
    last = next((run for run in reversed(archive.runs()) if run.finished), None)
    data = fingerprint_of(graph)
    same = last is not None and last.graph == data
    judge = Judge(graph, asked, as_of, last.rules if last else ())
    rows = list(_unresolved(archive, asked))
    chains = _chains(graph, asked.iri) if through else {}
    cited = {found for found, _, _ in archive.cited_instruments()} if through else set()
    wanted = {asked.iri: (), **{i: c for i, c in chains.items() if i in cited}}
    for old in (o for o, new in graph.aliases.items() if new in wanted and not (same and data)):
        wanted.setdefault(old, wanted[graph.canonical(old)])
    for one, via in wanted.items():
        rows += _of_instrument(archive, judge, one, via)
    documents, _, unread = archive.counts()
    rows.sort(key=_order)
    return Impact(
        iri=asked.iri,
        as_of=as_of,
        status=status(graph, asked.iri, as_of=as_of),
        amended=tuple(
            dict.fromkeys(r.source for r in amendments(graph, asked.iri, as_of=as_of, ended=True))
        ),
        rows=tuple(rows),
        documents=documents,
        unread=unread,
        judged=last.as_of if last else None,
        same_data=same,
    )


def _order(row: Affected) -> tuple[int, bool, int, str, int]:
    newest = -row.document.particulars.date.toordinal()
    return row.need, not row.direct, newest, row.document.path, row.cited.start


def _chains(graph: Store, iri: str) -> dict[str, tuple[str, ...]]:
    """Return what carries out, guides or amends an instrument, with the way to it."""
    kinds = (GUIDES, IMPLEMENTS, *kinds_that("changes"))
    found: dict[str, tuple[str, ...]] = {}
    level: list[tuple[str, tuple[str, ...]]] = [(iri, ())]
    while level:
        graph.fetch([here for here, _ in level])
        following = []
        for here, way in level:
            for relation in graph.incoming(here, kinds=kinds):
                if relation.source != iri and relation.source not in found:
                    found[relation.source] = way
                    following.append((relation.source, (*way, relation.source)))
        level = following
    return found


def _unresolved(archive: Archive, asked: Instrument) -> Iterator[Affected]:
    """Yield citations that may mean the instrument, but that the audit left open."""
    keys = {number_key(name) for name in (asked.number, asked.title) if name}
    one = archive.connection.execute
    left = one("SELECT DISTINCT number FROM citation WHERE iri IS NULL AND number IS NOT NULL")
    names = {name for (name,) in left if number_key(name) in keys}
    query = "SELECT DISTINCT text FROM citation WHERE iri IS NULL AND number = ?"
    texts = sorted({text for name in names for (text,) in one(query, (name,))})
    for document in archive.documents(texts=texts) if texts else ():
        findings = archive.findings(document.id)
        for index, cited in enumerate(archive.citations(document.id)):
            if cited.iri is None and cited.number in names:
                own = of_citation(findings, index)
                yield Affected(
                    need=Need.LOOK,
                    why=Why.UNRESOLVED,
                    document=document,
                    cited=cited,
                    iri=None,
                    via=(),
                    then=None,
                    now=None,
                    findings=own,
                    proposal=next((f.suggestion for f in own if f.suggestion), None),
                    direct=True,
                )


def _of_instrument(
    archive: Archive, judge: Judge, iri: str, via: tuple[str, ...]
) -> Iterator[Affected]:
    texts = archive.citing(iri)
    for document in archive.documents(texts=texts) if texts else ():
        findings = archive.findings(document.id)
        for index, cited in enumerate(archive.citations(document.id)):
            if cited.iri == iri:
                yield judge.affected(document, cited, via, findings, index)
