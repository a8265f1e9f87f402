"""What an instrument amends."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from kg.timeline import kinds_that
from queries.question import Question
from queries.table import Table, relation_rows, tabulate

COLUMNS = ("relation", "number", "date", "title", "parts", "valid_from", "state", "source")


def amends(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the instruments that this one amends.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    relations = graph.outgoing(iri, kinds=kinds_that("changes"))
    rows = relation_rows(graph, relations, show="target", as_of=as_of)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="amends",
    vi="{number} sửa đổi, bổ sung văn bản nào?",
    en="What does {number} amend?",
    ask=amends,
    phrases=(
        "@acts <sửa đổi>",
        "{x} là <nào> <sửa đổi> <nào>",
        "{x} (thay đổi|làm thay đổi) <sửa đổi> <nào>",
        "{x} <sửa đổi>",
    ),
)
