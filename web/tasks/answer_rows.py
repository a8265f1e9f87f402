"""The rows of an answer as a page shows them: what belongs together stands in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from check.wording import day
from kg.contract import Store
from kg.state import State
from kg.vocab import load_vocabulary
from queries.table import COLUMNS, Row, Table
from report.drawing.nodes import SIGNS, Sign, clean
from report.drawing.words import words_of
from report.labels import cell_words
from web.tasks.cards import Linked, linked
from web.tasks.places import Place, place

SHOWN = 200
"""Most rows on a page; files have all."""
#: Columns that the cells of instrument, status and proof take up.
_TAKEN = frozenset("number date title state iri other_iri evidence source".split())


class Cell(NamedTuple):
    """A cell: its heading, its words, and the instrument it leads to."""

    heading: str
    words: str
    leads: Linked | None = None


class Line(NamedTuple):
    """A row: the instrument, its status, further cells, and the proof with its sources."""

    itself: Linked
    title: str
    sign: Sign | None
    state: str
    cells: tuple[Cell, ...]
    quote: str
    sources: tuple[Place, ...]


class Lines(NamedTuple):
    """The rows that are shown, with the headings of their further cells.

    Attributes:
        stated: whether rows tell a status.
        proved: whether rows tell what proves them.
    """

    headings: tuple[str, ...]
    rows: tuple[Line, ...]
    stated: bool
    proved: bool


def lines(graph: Store, table: Table, language: str) -> Lines:
    """Return the first rows of an answer."""
    shown = table.rows[:SHOWN]
    graph.prefetch(row.iri for row in shown)
    free = [c for c in table.columns if c not in _TAKEN and _tells(shown, c)]
    rows = tuple(_line(graph, row, free, language) for row in shown)
    return Lines(
        headings=tuple(COLUMNS[column][language == "en"] for column in free),
        rows=rows,
        stated="state" in table.columns,
        proved=any(line.quote or line.sources for line in rows),
    )


def _tells(rows: Sequence[Row], column: str) -> bool:
    """Return whether a column has something to tell; steps only where there are further ones."""
    if column == "step":
        return any((row.step or 0) > 1 for row in rows)
    return any(row[column] is not None for row in rows)


def _line(graph: Store, row: Row, columns: list[str], language: str) -> Line:
    state = State(row.state) if row.state else None
    return Line(
        itself=linked(graph, row.iri, language),
        title=clean(row.title),
        sign=SIGNS[state] if state else None,
        state=cell_words("state", row.state, language),
        cells=tuple(_cell(graph, row, column, language) for column in columns),
        quote=clean(row.evidence),
        sources=tuple(map(place, row.source)),
    )


def _cell(graph: Store, row: Row, column: str, language: str) -> Cell:
    heading = COLUMNS[column][language == "en"]
    if column == "other" and row.other_iri:
        return Cell(heading, "", linked(graph, row.other_iri, language))
    if column == "type":
        kind = load_vocabulary().types.get(row.type)
        named = (kind.en if language == "en" else kind.vi) if kind else row.type
        return Cell(heading, named[:1].upper() + named[1:])
    return Cell(heading, clean(cell_words(column, row[column], language)))


def asked_on(table: Table, language: str) -> str:
    """Return the day of an answer in words."""
    return words_of(language).as_of.format(day(table.as_of))
