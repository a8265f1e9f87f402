"""Where the sources of the graph contradict each other; what ``viendan conflicts`` shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

from kg.conflicts import Claim, conflicts
from kg.contract import Store
from queries.question import Question
from queries.table import Table, addresses, name_of, plain_row

COLUMNS = ("field", "number", "date", "value", "others", "why", "other", "other_iri", "source")
_SOURCES = 5
"""Sources named of one value; a common law has thousands."""
_CUT = (
    "Danh sách còn tiếp; dùng --limit để xem thêm.",
    "There are more; raise the limit to see them.",
)


def conflicts_table(
    graph: Store, iri: str | None = None, *, as_of: date, limit: int | None = None
) -> Table:
    """Return the contradictions between sources, of one instrument or of all, as a table.

    Args:
        graph: the graph to ask.
        iri: an instrument; ``None`` for all.
        as_of: the day asked for; contradictions are told whatever it is.
        limit: how many rows at most.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    found = conflicts(graph, iri)
    rows = []
    for conflict in islice(found, limit):
        claims = (*((conflict.stands,) if conflict.stands else ()), *conflict.others)
        other = graph.instrument(conflict.other) if conflict.other else None
        row = replace(
            plain_row(graph, graph.instrument(conflict.iri)),
            field=conflict.field,
            value=_told(conflict.stands) if conflict.stands else None,
            others=tuple(map(_told, conflict.others)),
            why=conflict.why.value,
            other=name_of(other) if other else None,
            other_iri=other.iri if other else None,
            source=addresses(graph, (id_ for c in claims for id_, _ in c.counts[:_SOURCES])),
        )
        rows.append(row)
    more = limit is not None and next(found, None) is not None
    notes = (_CUT,) if more else () if rows else (_none(graph),)
    return Table(
        question=CONFLICTS.slug,
        iri=None if iri is None else graph.canonical(iri),
        as_of=as_of,
        columns=COLUMNS,
        rows=tuple(rows),
        notes=notes,
    )


def _none(graph: Store) -> tuple[str, str]:
    return (
        f"Các nguồn của {len(graph)} văn bản không mâu thuẫn nhau.",
        f"The sources of the {len(graph)} instruments do not contradict each other.",
    )


def _told(claim: Claim) -> str:
    return f"{claim.value} ({claim.documents}: {_named(claim)})"


def _named(claim: Claim) -> str:
    ids = [id_ for id_, _ in sorted(claim.counts, key=lambda pair: -pair[1])]
    rest = len(ids) - _SOURCES
    return ", ".join(ids[:_SOURCES]) + (f", +{rest}" if rest > 0 else "")


CONFLICTS = Question(
    slug="conflicts",
    vi="Các nguồn của dữ liệu mâu thuẫn nhau ở đâu?",
    en="Where do the sources of the data contradict each other?",
    ask=conflicts_table,
    options=("limit",),
    subject="graph",
    narrows=True,
)
"""Shown like a question; it is not among those asked in words, which are about the law."""
