"""What carries out or guides an instrument."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.question import Question
from queries.reach import reach
from queries.table import Table, tabulate

COLUMNS = ("step", "relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def implements(graph: Store, iri: str, *, as_of: date, transitive: bool = False) -> Table:
    """Return the instruments signed by ``as_of`` that carry out or guide this one.

    ``implements X`` asks "what implements X", as does its other name ``implemented-by``; the
    opposite direction is ``carries-out``. With ``transitive`` those that carry them out follow,
    each instrument once at its shortest distance.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    rows = reach(graph, own, show="source", as_of=as_of, transitive=transitive)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="implements",
    vi="Văn bản nào triển khai, hướng dẫn {number}?",
    en="What implements or guides {number}?",
    ask=implements,
    phrases=(
        "@acted <triển khai>",
        "{x} đã có <nào> <triển khai>",
    ),
    options=("transitive",),
    aliases=("implemented-by",),
)
