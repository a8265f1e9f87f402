"""The instruments that most others cite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.errors import LegalGraphError
from queries.cited_by import KINDS
from queries.question import Question
from queries.table import Table, plain_row, tabulate

COLUMNS = ("count", "number", "type", "date", "issuer", "title", "state")
LIMIT = 20


def top_cited(graph: Store, iri: None = None, *, as_of: date, limit: int = LIMIT) -> Table:
    """Return the instruments that most instruments signed by ``as_of`` cite, most first.

    Citing is what ``cited-by`` counts: citations, bases, implementation and guidance. An
    instrument that cites another in several ways counts once; equal counts are in order of IRIs.

    Raises:
        LegalGraphError: ``limit`` is below 1.
    """
    if limit < 1:
        raise LegalGraphError(f"top-cited: limit={limit} shows nothing. Give 1 or more.")
    most = graph.most_targeted(KINDS, as_of=as_of, limit=limit)
    graph.fetch([cited for cited, _ in most])
    rows = [replace(plain_row(graph, graph.instrument(cited)), count=n) for cited, n in most]
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows,
        notes=(_coverage(graph),),
    )


def _coverage(graph: Store) -> tuple[str, str]:
    return (
        f"Chỉ đếm văn bản có trong dữ liệu ({len(graph)} văn bản).",
        f"Only instruments of the graph are counted ({len(graph)}).",
    )


QUESTION = Question(
    slug="top-cited",
    vi="Văn bản nào được viện dẫn nhiều nhất?",
    en="Which instruments are cited most?",
    ask=top_cited,
    options=("limit",),
    phrases=(
        "[top|{n}] [{n}] <nào> [<bị>] <viện dẫn> <nhiều nhất>",
        "[top] [{n}] <nhiều nhất> <viện dẫn> [<nào>]",
        "<nhiều nhất> <nào> [<bởi>] <viện dẫn>",
        "top [{n}] <nào> [<bị>] <viện dẫn>",
        "<nào> [<be>] <viện dẫn> [<bởi>] <nhiều nhất> [<nào>]",
        "<nhiều nhất> [số lượt|số lần] <viện dẫn> [<nào>]",
        "<nào> <nhiều nhất> [số lượt|số lần] <viện dẫn>",
        "<nhiều nhất> <nào> theo [số lần|số lượt] [<bị>] <viện dẫn>",
        "<nào> hay [<bị>] [dùng làm] <viện dẫn> [nhất]",
        "nhiều <nào> <viện dẫn> nhất",
        "<nào> có nhiều <nào> <viện dẫn> nhất",
    ),
    subject="graph",
)
