"""What the tool ``query`` takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from queries.registry import questions
from web.mcp.arguments import Arguments, Day, Words

#: Rows of one answer; an assistant reads on from ``next_offset``.
_ROWS, _MOST_ROWS = 20, 200
_LIST = "; ".join(
    question.slug
    + ": "
    + question.en.format(number="X", to="Y")
    + "".join(f" (takes {option})" for option in question.options if option != "limit")
    for question in questions().values()
)


class QueryArguments(Arguments):
    """What ``query`` takes."""

    question: Annotated[
        Words,
        Field(
            description=f"Name of a question, or a question in plain Vietnamese or English that "
            f"names its instrument itself ('văn bản nào thay thế 61/2018/NĐ-CP?'). Names: {_LIST}"
        ),
    ]
    number: Annotated[
        Words | None,
        Field(
            description="The instrument asked about (X), for a question by name: number, "
            "citation, law's name, or IRI."
        ),
    ] = None
    to: Annotated[
        Words | None, Field(description="The second instrument (Y), for the question path.")
    ] = None
    as_of: Annotated[
        Day | None,
        Field(description="The day asked for, YYYY-MM-DD: the law as of that day. Default: today."),
    ] = None
    known: Annotated[
        Day | None,
        Field(description="Use only what had been published by this day, YYYY-MM-DD."),
    ] = None
    since: Annotated[
        Day | None,
        Field(
            description="For the question changes: changes after this day (itself left out) up to "
            "as_of, YYYY-MM-DD."
        ),
    ] = None
    transitive: Annotated[
        bool, Field(description="Follow further steps too, for questions that take it.")
    ] = False
    limit: Annotated[int, Field(ge=1, le=_MOST_ROWS, description="Most rows to tell.")] = _ROWS
    offset: Annotated[
        int, Field(ge=0, le=1_000_000, description="Rows to leave out: next_offset to read on.")
    ] = 0
