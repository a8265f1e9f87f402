"""What takes an instrument as its legal basis."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from kg.lapse import BASED_ON
from queries.question import Question
from queries.table import Table, acting_rows, tabulate

COLUMNS = ("relation", "number", "date", "issuer", "title", "state", "evidence", "source")


def based_on_this(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the instruments signed by ``as_of`` that are based on this one, oldest first.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    rows = acting_rows(graph, graph.incoming(iri, kinds=(BASED_ON,)), as_of=as_of)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="based-on-this",
    vi="Văn bản nào căn cứ vào {number}?",
    en="What is based on {number}?",
    ask=based_on_this,
    phrases=(
        "<nào> <căn cứ> [vào] {x}",
        "<nào> <bị> ban hành <căn cứ> {x}",
        "<nào> lấy {x} <làm căn cứ>",
        "<nào> có căn cứ là {x}",
        "{x} <làm căn cứ> [cho] <nào>",
        "{x} <bị> lấy <làm căn cứ> [ở] <nào>",
        "{x} là <căn cứ> [của] <nào>",
        "<nào> [<be>] <based on> {x}",
        "<nào> [<be>] issued <based on> {x}",
        "<nào> have {x} [as] <basis>",
        "<nào> (uses|use) {x} [as] <basis>",
        "{x} <be> <basis> [for] <nào>",
        "<nào> <be> {x} <basis> [for]",
        "<nào> [<be>] issued on <basis> {x}",
        "{x} <bị> (dùng|sử dụng|xem) <làm căn cứ> [ở] [<nào>]",
        "<nào> (dùng|sử dụng) {x} <làm căn cứ>",
        "<nào> [<be>] issued on the <basis> {x}",
        "<nào> issued (under|pursuant to) {x}",
        "<nào> <căn cứ> {x} [để] [ban hành]",
        "{x} <làm căn cứ> [của] <nào>",
    ),
)
