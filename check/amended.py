"""Amendments of a cited instrument that the draft does not name."""

from __future__ import annotations

import re
from datetime import date

from check.rule import Context
from kg.model import Citation, Instrument, Relation
from kg.patterns import lazy
from kg.status import amendments

_CLAUSE = lazy(r"sửa\s+đổi|bổ\s+sung", re.IGNORECASE)


def unnamed_amendments(
    citation: Citation, instrument: Instrument, context: Context, *, as_of: date | None = None
) -> tuple[Relation, ...]:
    """Return the amendments in force on a day whose actors the draft does not name, oldest first.

    ``as_of`` is the draft's own day where none is given.
    """
    graph = context.graph
    acting = [
        r
        for r in amendments(graph, instrument.iri, as_of=as_of or context.date)
        if graph.canonical(r.target) == instrument.iri and not context.is_own(r.source)
    ]
    actors = {r.source: graph.instrument(r.source) for r in acting}
    missing = {iri for iri, i in actors.items() if not _named(i, citation, context)}
    unnamed = [r for r in acting if r.source in missing]
    return tuple(sorted(unnamed, key=lambda r: actors[r.source].date or date.max))


def _named(amending: Instrument, citation: Citation, context: Context) -> bool:
    """Return whether the draft cites the amending instrument, or tells its year with the law."""
    if amending.iri in context.cited:
        return True
    _, end = context.sentences.at(citation.end)
    m = _CLAUSE.search(context.text, citation.end, end)
    if m is None or amending.date is None:
        return False
    said = context.text[m.start() : end]
    return re.search(rf"năm[^;.]*\b{amending.date.year}\b", said) is not None
