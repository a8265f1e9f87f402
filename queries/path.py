"""How two instruments are connected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.graph import Graph
from kg.model import Relation
from queries.question import Question
from queries.table import End, Row, Table, answer, plain_row, relation_row

COLUMNS = ("step", "relation", "number", "date", "title", "state", "evidence", "source")


def path(graph: Graph, iri: str, *, as_of: date, to: str) -> Table:
    """Return a shortest way from one instrument to another along relations in either direction.

    Row 0 is the start; each further row is reached from the one before by its ``relation``. Of
    several shortest ways the one through the first relations of the graph is taken.

    Raises:
        IdentifierError: no instrument of the graph has one of the IRIs.
    """
    start, goal = graph.canonical(iri), graph.canonical(to)
    rows: list[Row] = []
    steps = _shortest(graph, start, goal)
    if steps is not None:
        rows.append(_numbered(graph, start, as_of))
        for step, (relation, forward) in enumerate(steps, start=1):
            show: End = "target" if forward else "source"
            rows.append(relation_row(graph, relation, show=show, as_of=as_of, step=step))
    return answer(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


def _numbered(graph: Graph, iri: str, as_of: date) -> Row:
    return replace(plain_row(graph, graph.instrument(iri), as_of=as_of), step=0)


def _shortest(graph: Graph, start: str, goal: str) -> list[tuple[Relation, bool]] | None:
    reached: dict[str, tuple[str, Relation, bool] | None] = {start: None}
    level = [start]
    while level and goal not in reached:
        following: list[str] = []
        for here in level:
            edges = [(r, True, r.target) for r in graph.outgoing(here)]
            edges += [(r, False, r.source) for r in graph.incoming(here)]
            for relation, forward, there in edges:
                if there not in reached:
                    reached[there] = (here, relation, forward)
                    following.append(there)
        level = following
    if goal not in reached:
        return None
    steps: list[tuple[Relation, bool]] = []
    here = goal
    while came := reached[here]:
        here = came[0]
        steps.append(came[1:])
    return steps[::-1]


QUESTION = Question(
    slug="path",
    vi="{number} liên quan đến {to} như thế nào?",
    en="How is {number} connected with {to}?",
    ask=path,
    options=("to",),
)
