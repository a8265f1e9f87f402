"""Questions to the graph, by name or in words: ``viendan query``, ``conflicts`` and ``ask``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from cite.lookup import look_up
from kg.contract import Store
from kg.errors import IdentifierError, LegalGraphError
from kg.known import known_by
from queries.asking.answering import answered
from queries.asking.understand import decided, understand
from queries.asking.understanding import Understanding
from queries.conflicts import CONFLICTS
from queries.question import OPTIONS, Question
from queries.registry import OptionValue, answer, question, questions
from queries.table import Table
from report.to_json import brief_json, coverage_json, dumps, iso
from report.to_table import table_csv, table_json, tables_json
from web.answer import Answer
from web.problems import ProblemError
from web.tasks.instruments import next_page
from web.tasks.paging import page_of
from web.tasks.refusing import ambiguous, not_in_data
from web.tasks.tools import Tools

CSV = "text/csv; charset=utf-8"


class About(NamedTuple):
    """What a question is about, and as of when.

    Attributes:
        instrument: number, name or IRI; none for the whole graph.
        to: number or IRI of the second one.
        as_of: the day asked for.
        known: only what was public by this day.
        options: further options of the question, those given.
    """

    instrument: str | None
    to: str | None
    as_of: date
    known: date | None
    options: Mapping[str, OptionValue]


class Rows(NamedTuple):
    """Which rows are shown and how.

    Attributes:
        form: ``json`` or ``csv``.
        language: of the heads of CSV.
        most: rows of a page.
        cursor: of the page.
        address: of this answer, its query up to where the cursor goes.
    """

    form: str
    language: str
    most: int
    cursor: str | None
    address: str


def all_questions(tools: Tools) -> Answer:
    """Return the questions that can be asked, with their options."""
    shown = {
        "schema": "viendan.questions/1",
        "coverage": coverage_json(tools.graph),
        "questions": [_described(one) for one in questions().values()],
    }
    return Answer(f"{dumps(shown)}\n".encode())


def _described(asked: Question) -> dict[str, Any]:
    return {
        "question": asked.slug,
        "aliases": list(asked.aliases),
        "vi": asked.vi.format(number="X", to="Y"),
        "en": asked.en.format(number="X", to="Y"),
        "about": asked.subject,
        "narrows": asked.narrows,
        "options": [
            {"name": name, "required": OPTIONS[name].required, "says": OPTIONS[name].says}
            for name in asked.options
        ],
    }


def question_answered(tools: Tools, name: str, about: About, rows: Rows) -> Answer:
    """Return the answer to a question, as ``viendan query`` does."""
    try:
        asked = question(name)
    except LegalGraphError as error:
        raise ProblemError("not-found", str(error)) from error
    return _answered(tools, asked, about, rows)


def conflicts_answered(tools: Tools, about: About, rows: Rows) -> Answer:
    """Return where the sources contradict each other, as ``viendan conflicts`` does."""
    return _answered(tools, CONFLICTS, about, rows)


def _answered(tools: Tools, asked: Question, about: About, rows: Rows) -> Answer:
    graph = known_by(tools.graph, about.known) if about.known else tools.graph
    iri = _one(graph, about.instrument)
    options = dict(about.options)
    if about.to is not None:
        options["to"] = _one(graph, about.to) or ""
    table = _table(graph, asked, iri, about.as_of, options)
    key = (asked.slug, iri, about.as_of, about.known, sorted(options.items()))
    return _shown(graph, table, rows, key)


def _table(
    graph: Store, asked: Question, iri: str | None, as_of: date, options: dict[str, OptionValue]
) -> Table:
    try:
        if asked is CONFLICTS:
            table: Table = asked.ask(graph, iri, as_of=as_of, **options)
            return table
        return answer(graph, asked.slug, iri, as_of=as_of, **options)
    except IdentifierError:
        raise
    except LegalGraphError as error:
        raise ProblemError("invalid", str(error)) from error


def _one(graph: Store, words: str | None) -> str | None:
    """Return the IRI of the one instrument that words name.

    Raises:
        ProblemError: there is none, or there are several.
    """
    if words is None:
        return None
    found = look_up(words, graph)
    if not found:
        raise not_in_data(graph, words)
    if len(found) > 1:
        raise ambiguous(graph, words, found)
    return found[0].iri


def _shown(graph: Store, table: Table, rows: Rows, key: tuple[object, ...]) -> Answer:
    page = page_of(len(table.rows), most=rows.most, cursor=rows.cursor, graph=graph, asked=key)
    cut = page.end - page.first < page.total
    if cut:
        where = (page.first + 1, page.end, page.total)
        note = (
            "Đây là các dòng {}–{} trong {} dòng; trang sau ở tiêu đề Link.".format(*where),
            "These are rows {}–{} of {}; the header Link leads to the next page.".format(*where),
        )
        kept = table.rows[page.first : page.end]
        table = replace(table, rows=kept, notes=(*table.notes, note))
    headers = (("viendan-rows", str(page.total)), *next_page(rows.address, page.following))
    if rows.form == "csv":
        return Answer(table_csv(table, rows.language).encode(), CSV, headers=headers)
    return Answer(f"{tables_json([table])}\n".encode(), headers=headers)


class Asked(NamedTuple):
    """A question in words.

    Attributes:
        words: as asked.
        iris: instruments meant where the words leave it open.
        today: of the office.
        as_of, known: over what the words say.
    """

    words: str
    iris: tuple[str, ...]
    today: date
    as_of: date | None
    known: date | None


def words_answered(tools: Tools, asked: Asked) -> Answer:
    """Return how a question in words is understood and its answer, as ``viendan ask`` does."""
    graph = tools.graph
    try:
        found = understand(asked.words, graph, today=asked.today)
        for iri in asked.iris:
            found = decided(found, graph.instrument(iri)) if found.which else found
        days = {"as_of": asked.as_of, "known": asked.known}
        table = None if found.which else answered(found, graph, today=asked.today, **days)
    except IdentifierError:
        raise
    except LegalGraphError as error:
        raise ProblemError("invalid", str(error)) from error
    shown = {
        "schema": "viendan.answer/1",
        "coverage": coverage_json(graph),
        "understood": _understood(found),
        "which": _which(found),
        "table": None if table is None else table_json(table),
    }
    return Answer(f"{dumps(shown)}\n".encode())


def _understood(found: Understanding) -> dict[str, Any]:
    return {
        "question": found.slug,
        "vi": found.vi,
        "en": found.en,
        "candidates": [one.iri for one in found.candidates],
        "to": [one.iri for one in found.to],
        "as_of": iso(found.as_of),
        "known": iso(found.known),
        "options": {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.options.items()
        },
    }


def _which(found: Understanding) -> dict[str, Any] | None:
    """Return the choice left to the asker."""
    if found.which is None:
        return None
    role, candidates = found.which
    return {"role": role, "candidates": [brief_json(one) for one in candidates]}
