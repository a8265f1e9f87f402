"""What carries out or guides an instrument."""

from __future__ import annotations

from datetime import date

from kg.graph import Graph
from queries.question import Question
from queries.table import Row, Table, answer, relation_row, signed_by

KINDS = ("implements", "guides")
COLUMNS = ("step", "relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def implements(graph: Graph, iri: str, *, as_of: date, transitive: bool = False) -> Table:
    """Return the instruments signed by ``as_of`` that carry out or guide this one.

    With ``transitive`` those that carry them out follow, each instrument once at its shortest
    distance.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    rows: list[Row] = []
    seen = {graph.canonical(iri)}
    level, step = [graph.canonical(iri)], 1
    while level:
        below: list[str] = []
        for parent in level:
            for relation in signed_by(graph, graph.incoming(parent, kinds=KINDS), as_of):
                if relation.source not in seen:
                    seen.add(relation.source)
                    below.append(relation.source)
                    rows.append(
                        relation_row(graph, relation, show="source", as_of=as_of, step=step)
                    )
        level, step = below if transitive else [], step + 1
    return answer(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="implements",
    vi="Văn bản nào triển khai, hướng dẫn {number}?",
    en="What implements or guides {number}?",
    ask=implements,
    options=("transitive",),
)
