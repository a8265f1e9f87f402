"""The rows of an answer as a tree by step or, for a path, as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from check.wording import day, relation_label
from kg.contract import Store
from kg.vocab import load_vocabulary
from queries.table import COLUMNS, Row, Table
from report.drawing.nodes import Link, Node, clean, node
from report.drawing.words import words_of
from report.labels import cell_words

#: Most rows of an answer that are drawn.
MOST_ROWS = 60
_PATH = "path"
#: Columns whose words a box has anyway, or that lines show.
_DRAWN = frozenset(
    "step relation number type date issuer title state valid_from valid_to parts other other_iri "
    "evidence source iri".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One row as it is drawn.

    Attributes:
        depth: 0 for the instrument asked about and for rows that hang on nothing.
        parent: place of the branch it hangs on; ``None`` at depth 0.
        relation: how it is reached from its parent, in words.
        forward: whether the parent is the one that acts.
    """

    node: Node
    depth: int
    parent: int | None = None
    relation: str = ""
    forward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """An answer drawn step by step.

    Attributes:
        heading: the question in words.
        branches: each after the one it hangs on.
        hidden: number of rows that are not drawn.
        line: every branch hangs on the one before: a path.
        notes: what must be told with the answer.
    """

    heading: str
    branches: tuple[Branch, ...]
    hidden: int
    as_of: date
    language: str
    line: bool = False
    notes: tuple[str, ...] = ()


def tree(graph: Store, table: Table, *, heading: str, language: str) -> Tree:
    """Return the rows of an answer as a tree whose root is the instrument asked about.

    Rows without a step are at step 1. A row hangs on the row of the step before that it is
    related to in the graph.
    """
    line = table.question == _PATH
    rows = table.rows[:MOST_ROWS]
    if not line:
        rows = tuple(row for row in rows if row.iri != table.iri)
    graph.prefetch(row.iri for row in rows)
    root = [] if line or table.iri is None else [_root(graph, table.iri, table, language)]
    hung = _line(rows) if line else _hung(graph, table.iri, rows)
    found = [
        Branch(
            node=_drawn(graph, table, row, language),
            depth=at if line else 0,
            parent=parent,
            relation=_relation(row, language, told=parent is not None),
            forward=row.relation in load_vocabulary().relations,
        )
        for at, (row, parent) in enumerate(zip(rows, hung, strict=True))
    ]
    branches = [*root, *found] if line else _ordered([*root, *found])
    return Tree(
        heading=clean(heading),
        branches=tuple(branches),
        hidden=len(table.rows) - min(len(table.rows), MOST_ROWS),
        as_of=table.as_of,
        language=language,
        line=line,
        notes=tuple(note[language == "en"] for note in table.notes),
    )


def _root(graph: Store, iri: str, table: Table, language: str) -> Branch:
    asked = graph.instrument(iri)
    return Branch(node=node(graph, asked, as_of=table.as_of, language=language), depth=0)


def _relation(row: Row, language: str, *, told: bool) -> str:
    """Return how a row is reached; where no line says from what, the other instrument is named."""
    label = relation_label(row.relation, language) if row.relation else ""
    return label if told or not row.other else f"{label} {clean(row.other)}".strip()


def _drawn(graph: Store, table: Table, row: Row, language: str) -> Node:
    words, place = words_of(language), int(language == "en")
    since = words.linked.format(day(row.valid_from)) if row.valid_from else ""
    parts = f"{words.part}: {clean(row.parts)}" if row.parts else ""
    told = Link(
        since=since,
        parts=parts,
        whole=not row.parts,
        evidence=clean(row.evidence),
        sources=tuple(clean(where) for where in row.source),
        more=tuple(
            f"{COLUMNS[column][place]}: {clean(cell_words(column, row[column], language))}"
            for column in table.columns
            if column not in _DRAWN and row[column] is not None
        ),
    )
    instrument = graph.instrument(row.iri)
    return node(graph, instrument, as_of=table.as_of, language=language, links=(told,))


def _line(rows: Sequence[Row]) -> list[int | None]:
    return [at - 1 if at else None for at in range(len(rows))]


def _hung(graph: Store, root: str | None, rows: Sequence[Row]) -> list[int | None]:
    """Return for each row the place of its parent among the root and the rows."""
    levels: dict[int, dict[str, int]] = {} if root is None else {0: {root: 0}}
    hung: list[int | None] = []
    for at, row in enumerate(rows, len(levels)):
        step = abs(row.step or 1)
        hung.append(_parent(graph, row, levels.get(step - 1, {})))
        levels.setdefault(step, {})[row.iri] = at
    return hung


def _parent(graph: Store, row: Row, above: dict[str, int]) -> int | None:
    if row.other_iri and row.other_iri in above:
        return above[row.other_iri]
    if len(above) > 1 and row.relation:
        inverses = load_vocabulary().inverses
        acts = row.relation in inverses
        kinds = (inverses.get(row.relation, row.relation),)
        edges = (graph.outgoing if acts else graph.incoming)(row.iri, kinds=kinds)
        ends = (r.target if acts else r.source for r in edges)
        related = next((above[end] for end in ends if end in above), None)
        if related is not None:
            return related
    return next(reversed(above.values()), None)


def _ordered(branches: Sequence[Branch]) -> list[Branch]:
    """Return branches with their depths, each followed by those that hang on it."""
    below: dict[int | None, list[int]] = {}
    for at, branch in enumerate(branches):
        below.setdefault(branch.parent, []).append(at)
    ordered: list[Branch] = []
    waiting: list[tuple[int, int, int | None]] = []
    waiting += [(at, 0, None) for at in reversed(below.get(None, []))]
    while waiting:
        at, depth, parent = waiting.pop()
        here = len(ordered)
        one = branches[at]
        ordered.append(replace(one, depth=depth, parent=parent))
        waiting += [(child, depth + 1, here) for child in reversed(below.get(at, []))]
    return ordered
