"""The legal bases of an instrument."""

from __future__ import annotations

from datetime import date

from kg.graph import Graph
from queries.question import Question
from queries.table import Table, answer, relation_row

COLUMNS = ("relation", "number", "date", "title", "state", "evidence", "source")


def basis(graph: Graph, iri: str, *, as_of: date) -> Table:
    """Return the instruments that this one is based on, with their status on ``as_of``.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    relations = graph.outgoing(iri, kinds=("based_on",))
    rows = (relation_row(graph, r, show="target", as_of=as_of) for r in relations)
    return answer(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="basis",
    vi="{number} căn cứ vào văn bản nào?",
    en="What is {number} based on?",
    ask=basis,
)
