"""The chain of replacements that an instrument stands in."""

from __future__ import annotations

from datetime import date

from kg.graph import Graph
from kg.timeline import REPLACES
from queries.question import Question
from queries.table import Row, Table, answer, plain_row, relation_row

COLUMNS = ("step", "relation", "number", "date", "title", "parts", "valid_from", "state", "source")


def replaces(graph: Graph, iri: str, *, as_of: date) -> Table:
    """Return what this instrument replaced, itself, and what replaced it, oldest first.

    ``step`` counts from the instrument asked about: -1 is what it replaced, 1 what replaced it.
    Replacements that take effect after ``as_of`` are shown too; ``valid_from`` tells.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    before = _walk(graph, own, as_of, forward=False)
    after = _walk(graph, own, as_of, forward=True)
    rows = [*reversed(before), plain_row(graph, graph.instrument(own), as_of=as_of), *after]
    return answer(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows if len(rows) > 1 else (),
    )


def _walk(graph: Graph, iri: str, as_of: date, *, forward: bool) -> list[Row]:
    rows: list[Row] = []
    seen, level, step = {iri}, [iri], 1
    while level:
        following: list[str] = []
        for here in level:
            edges = graph.incoming if forward else graph.outgoing
            for relation in edges(here, kinds=(REPLACES,)):
                there = relation.source if forward else relation.target
                if there not in seen:
                    seen.add(there)
                    following.append(there)
                    rows.append(
                        relation_row(
                            graph,
                            relation,
                            show="source" if forward else "target",
                            as_of=as_of,
                            step=step if forward else -step,
                        )
                    )
        level, step = following, step + 1
    return rows


QUESTION = Question(
    slug="replaces",
    vi="{number} thay thế văn bản nào, được văn bản nào thay thế?",
    en="What has {number} replaced, and what has replaced it?",
    ask=replaces,
)
