"""The answer to a question that is understood."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from kg.known import known_by
from queries.asking.understanding import Understanding
from queries.registry import answer
from queries.table import Table


def answered(
    found: Understanding,
    graph: Store,
    *,
    today: date,
    as_of: date | None = None,
    known: date | None = None,
) -> Table:
    """Return the answer.

    Args:
        found: how the question is understood, without an open choice.
        graph: the graph to ask.
        today: the day asked for where neither ``as_of`` nor the question states one.
        as_of: the day asked for; it goes before the one of the question.
        known: show only what was public by this day; it goes before the one of the question.

    Raises:
        LegalGraphError: a required option is missing, or the instrument was not known by then.
    """
    by = known or found.known
    store = known_by(graph, by) if by else graph
    day = as_of or found.as_of or today
    return answer(store, found.slug, found.iri, as_of=day, **found.arguments)
