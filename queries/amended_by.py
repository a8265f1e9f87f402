"""What amends an instrument, amendments of amendments included."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from kg.timeline import amendments
from queries.question import Question
from queries.table import Table, relation_row, tabulate

COLUMNS = ("relation", "number", "date", "title", "parts", "valid_from", "state", "source")


def amended_by(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the amendments made by ``as_of``, oldest first, those that have ended included.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    rows = (
        relation_row(graph, r, show="source", step=1 if r.target == own else 2)
        for r in amendments(graph, own, as_of=as_of, ended=True)
    )
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="amended-by",
    vi="{number} được văn bản nào sửa đổi, bổ sung?",
    en="What amends {number}?",
    ask=amended_by,
    phrases=(
        "@acted <sửa đổi>",
        "{x} <bị> <sửa đổi> <nào> <bởi> <nào>",
        "(lần|các lần) <sửa đổi> {x}",
        "{x} <sửa đổi>",
        "{x} (mấy lần|bao nhiêu lần|các lần|những lần) <sửa đổi>",
        "{x} [<bị>] <sửa đổi> (mấy lần|bao nhiêu lần)",
    ),
)
