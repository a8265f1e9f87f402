"""All instruments that bear a number."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.question import Question
from queries.table import Table, plain_row, tabulate

COLUMNS = ("number", "type", "date", "issuer", "title", "state", "source")


def same_number(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return every instrument with the number of this one, itself included, oldest first.

    A number is no key: 76/NQ-CP was issued in 2013 and again in 2021. What was signed after
    ``as_of`` is shown too, with the status ``not_yet_in_force``. An instrument without a number
    shares it with none.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    bearers = graph.by_number(instrument.number) if instrument.number else (instrument,)
    rows = [plain_row(graph, bearer) for bearer in bearers]
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="same-number",
    vi="Những văn bản nào cùng số {number}?",
    en="Which instruments bear the number {number}?",
    ask=same_number,
    phrases=(
        "<nào> <cùng số> [as|với] {x}",
        "<mấy> <nào> [<cùng số>] [số] {x}",
        "{x} là <nào>",
        "số [hiệu] {x} [là|có] [<mấy>] <nào>",
        "số [hiệu] {x} dùng cho <nào>",
        "{x} có [bị] <cùng số>",
        "<mấy> {x} [<be>] [there]",
        "<be> there <mấy> {x}",
        "<cùng số> {x}",
        "<mấy> <nào> <cùng số> [the] number {x}",
        "<nào> <cùng số> [the] number {x}",
        "<nào> <văn bản> <cùng số> {x}",
        "{x} có <mấy> [cái|bản]",
    ),
)
