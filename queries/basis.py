"""The legal bases of an instrument."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.question import Question
from queries.table import Table, relation_rows, tabulate

COLUMNS = ("relation", "number", "date", "title", "state", "evidence", "source")


def basis(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the instruments that this one is based on, with their status on ``as_of``.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    relations = graph.outgoing(iri, kinds=("based_on",))
    rows = relation_rows(graph, relations, show="target", as_of=as_of)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="basis",
    vi="{number} căn cứ vào văn bản nào?",
    en="What is {number} based on?",
    ask=basis,
    phrases=(
        "<căn cứ> {x}",
        "<basis> {x}",
        "<nào> [<be>] <basis> {x}",
        "<nào> <làm căn cứ> [cho|của] {x}",
        "{x} <basis>",
        "<căn cứ> để ban hành {x}",
        "{x} <căn cứ> [vào] <nào>",
        "{x} <bị> [ban hành] <căn cứ> <nào>",
        "<nào> [mà] {x} <căn cứ>",
        "<nào> <basis> [does] {x} have",
        "{x} [có] <nào> <căn cứ>",
        "{x} lấy <nào> <làm căn cứ>",
        "{x} <viện dẫn> <nào> <làm căn cứ>",
        "<nào> [<be>] {x} <based on>",
        "<nào> [<be>] {x} based [on|upon]",
        "(on what <văn bản>|on which <văn bản>) [<be>] {x} based",
        "under <nào> [<be>] {x} issued",
        "phần căn cứ {x} [<nào>]",
        "{x} [<bị>] ban hành theo <nào>",
        "{x} [<be>] issued (under|pursuant to) <nào>",
    ),
)
