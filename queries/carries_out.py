"""What an instrument carries out or guides."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.question import Question
from queries.reach import reach
from queries.table import Table, tabulate

COLUMNS = ("step", "relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def carries_out(graph: Store, iri: str, *, as_of: date, transitive: bool = False) -> Table:
    """Return the instruments that this one carries out or guides, the inverse of ``implements``.

    With ``transitive`` those that they carry out follow, each instrument once at its shortest
    distance. An instrument signed after ``as_of`` carries out nothing yet.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    rows = reach(graph, own, show="target", as_of=as_of, transitive=transitive)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="carries-out",
    vi="{number} triển khai, hướng dẫn văn bản nào?",
    en="What does {number} implement or guide?",
    ask=carries_out,
    options=("transitive",),
    phrases=(
        "@acts <triển khai>",
        "{x} <bị> ban hành (để|nhằm) <triển khai> <nào>",
    ),
)
