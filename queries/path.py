"""How two instruments are connected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from kg.contract import Store
from queries.question import Question
from queries.shortest import shortest
from queries.table import Row, Table, plain_row, relation_row, tabulate

COLUMNS = ("step", "relation", "number", "date", "title", "state", "evidence", "source")


def path(graph: Store, iri: str, *, as_of: date, to: str) -> Table:
    """Return a shortest way from one instrument to another along relations in either direction.

    Row 0 is the start; each further row is reached from the one before by its ``relation``. Of
    several shortest ways it is the one whose sequence of IRIs is smallest. Where several
    relations lead from one row to the next, one that acts forward is shown before one that acts
    back, then the first by kind.

    Raises:
        IdentifierError: no instrument of the graph has one of the IRIs.
    """
    start, goal = graph.canonical(iri), graph.canonical(to)
    way = shortest(graph, start, goal)
    rows = [replace(plain_row(graph, graph.instrument(start)), step=0)] if way else []
    for step, (here, there) in enumerate(pairwise(way or ()), start=1):
        rows.append(_step(graph, here, there, step))
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


def _step(graph: Store, here: str, there: str, step: int) -> Row:
    for relation in graph.outgoing(here):
        if relation.target == there:
            return relation_row(graph, relation, show="target", step=step)
    # Read from its own acting end: what acts on a statute can be tens of thousands.
    back = next(relation for relation in graph.outgoing(there) if relation.target == here)
    return relation_row(graph, back, show="source", step=step)


QUESTION = Question(
    slug="path",
    vi="{number} liên quan đến {to} như thế nào?",
    en="How is {number} connected with {to}?",
    ask=path,
    phrases=(
        "{x} <liên quan> [<nào>] {to} [<nào>]",
        "{x} {to} <liên quan>",
        "<liên quan> {x} {to}",
        "<nào> <liên quan> {x} {to}",
        "how [<be>] {x} <liên quan> {to}",
        "how [<be>] {x} {to} <liên quan>",
        "<be> {x} <liên quan> {to}",
        "<be> there [any] <liên quan> {x} {to}",
        "{x} [có] (<sửa đổi>|<thay thế>|<triển khai>|<viện dẫn>|<căn cứ>|<based on>) {to} [<chưa>]",
        "(does|do|did|is|has) {x} (<sửa đổi>|<thay thế>|<triển khai>|<viện dẫn>|<based on>) {to}",
        "giữa {x} {to} <liên quan>",
        "so sánh <liên quan> {x} {to}",
        "{x} <bị> {to} (<sửa đổi>|<thay thế>|<triển khai>|<viện dẫn>) [<chưa>]",
        "{x} <bị> (<sửa đổi>|<thay thế>|<triển khai>|<viện dẫn>) <bởi> {to} [<chưa>]",
        "(was|is|were|has) {x} [<be>] (<sửa đổi>|<thay thế>|<triển khai>|<viện dẫn>) <bởi> {to}",
    ),
    options=("to",),
)
