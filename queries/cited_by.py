"""What cites an instrument, rests on it or carries it out."""

from __future__ import annotations

from datetime import date

from kg.graph import Graph
from queries.question import Question
from queries.table import Table, answer, relation_row, signed_by

KINDS = ("cites", "based_on", "implements", "guides")
COLUMNS = ("relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def cited_by(graph: Graph, iri: str, *, as_of: date) -> Table:
    """Return the instruments signed by ``as_of`` that cite this one in any of ``KINDS``.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    relations = signed_by(graph, graph.incoming(iri, kinds=KINDS), as_of)
    rows = (relation_row(graph, r, show="source", as_of=as_of) for r in relations)
    return answer(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="cited-by",
    vi="Văn bản nào viện dẫn {number}?",
    en="What cites {number}?",
    ask=cited_by,
)
