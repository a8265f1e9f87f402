"""Shapes of questions and answers."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import Field

from web.api.shapes import Shape
from web.api.shapes.instruments import Brief, Coverage


class Option(Shape):
    """A parameter that a question takes beside `as_of` and `known`."""

    name: str
    required: bool
    says: str


class Question(Shape):
    """A question that can be asked."""

    question: str
    aliases: list[str]
    vi: str
    en: str
    about: Literal["instrument", "graph"]
    narrows: bool = Field(description="Asked of the graph, and of one instrument too.")
    options: list[Option]


class Questions(Shape):
    """`viendan.questions/1`."""

    schema_: Literal["viendan.questions/1"] = Field(alias="schema")
    coverage: Coverage
    questions: list[Question]


class Note(Shape):
    """What must be told with an answer."""

    vi: str
    en: str


class Table(Shape):
    """`viendan.query/1`: the answer to a question; rows have the members named in `columns`."""

    schema_: Literal["viendan.query/1"] = Field(alias="schema")
    question: str
    instrument: str | None
    as_of: datetime.date
    columns: list[str]
    rows: list[dict[str, Any]]
    notes: list[Note]


class Understood(Shape):
    """How a question in words was understood."""

    question: str
    vi: str
    en: str
    candidates: list[str]
    to: list[str]
    as_of: datetime.date | None
    known: datetime.date | None
    options: dict[str, bool | int | str]


class Which(Shape):
    """A choice left to the asker: ask again with the `iri` of one of the candidates."""

    role: Literal["iri", "to"]
    candidates: list[Brief]


class WordsAnswered(Shape):
    """`viendan.answer/1`."""

    schema_: Literal["viendan.answer/1"] = Field(alias="schema")
    coverage: Coverage
    understood: Understood
    which: Which | None
    table: Table | None


class Words(Shape):
    """Words in two languages."""

    vi: str
    en: str


class Rule(Shape):
    """A rule."""

    code: str
    rule: str
    severity: Literal["error", "warning", "info"]
    name: Words
    message: Words


class Rules(Shape):
    """`viendan.rules/1`."""

    schema_: Literal["viendan.rules/1"] = Field(alias="schema")
    rules: list[Rule]


class RuleExplained(Rule):
    """`viendan.rule/1`."""

    schema_: Literal["viendan.rule/1"] = Field(alias="schema")
    explanation: str
