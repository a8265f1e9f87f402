"""What cites an instrument, rests on it or carries it out."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.question import Question
from queries.table import Table, acting_rows, tabulate

KINDS = ("cites", "based_on", "implements", "guides")
COLUMNS = ("relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def cited_by(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the instruments signed by ``as_of`` that cite this one in any of ``KINDS``.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    rows = acting_rows(graph, graph.incoming(iri, kinds=KINDS), as_of=as_of)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="cited-by",
    vi="Văn bản nào viện dẫn {number}?",
    en="What cites {number}?",
    ask=cited_by,
    phrases=(
        "@acted <viện dẫn>",
        "{x} <bị> <viện dẫn> [ở|trong] [<nào>]",
        "(where|nơi nào|chỗ nào) [<be>] {x} <viện dẫn>",
        "(where|nơi nào|chỗ nào) <viện dẫn> {x}",
        "{x} [<be>] <viện dẫn> (where|ở đâu)",
    ),
)
