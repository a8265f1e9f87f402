"""Which picture answers a question."""

from __future__ import annotations

from check.wording import short
from kg.contract import Store
from queries.registry import questions
from queries.table import Table
from report.drawing.chain import Chain, chain
from report.drawing.scheme import Scheme
from report.drawing.tree import Tree, tree
from report.labels import question_heading

Picture = Scheme | Chain | Tree

#: Where the words of a question leave the second instrument open.
_OPEN = "…"
_TIMELINES = frozenset({"history", "replaces", "replaced-by", "status"})


def picture_of(table: Table, graph: Store, *, language: str) -> Chain | Tree:
    """Return the picture of an answer: time for what is about time, else a tree of its rows."""
    if table.iri is not None and table.question in _TIMELINES:
        return chain(graph, table.iri, as_of=table.as_of, language=language)
    return tree(graph, table, heading=question_words(table, graph, language), language=language)


def question_words(table: Table, graph: Store, language: str) -> str:
    """Return the question of a table in words; its slug where no question has that name."""
    question = questions().get(table.question)
    if question is None:
        return table.question
    if table.iri is None:
        return question.en if language == "en" else question.vi
    heading = question_heading(question, graph.instrument(table.iri), language)
    # A path is asked towards its last row.
    goal = short(graph.instrument(table.rows[-1].iri)) if table.rows else _OPEN
    return heading.replace(_OPEN, goal)
