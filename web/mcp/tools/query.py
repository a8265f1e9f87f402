"""``query``: the questions of ``viendan query`` by name, or in plain words as ``viendan ask``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.model import Instrument
from report.to_json import brief_json, coverage_json
from report.to_table import table_json
from web.mcp.asking import Outcome, ask
from web.mcp.coverage import coverage_words
from web.mcp.naming import absent_words, one_line
from web.mcp.paging import Page, Part
from web.mcp.query_arguments import QueryArguments
from web.mcp.row_words import part_lines
from web.mcp.shapes import (
    CHOICE,
    COUNT,
    COVERAGE,
    DAY,
    MAYBE,
    TEXT,
    maybe,
    name_of_schema,
    record,
    rows,
    told,
)
from web.mcp.tool import Answer, Asked, Tool

_TABLE = record(
    schema=name_of_schema("viendan.query/1"),
    question=TEXT,
    instrument=MAYBE,
    as_of=DAY,
    columns=rows(TEXT),
    rows=told(rows({"type": "object"}), "An instrument each; its fields are the columns."),
    notes=told(rows(record(vi=TEXT, en=TEXT)), "What must be told with the answer."),
)
_SHAPE = record(
    schema=name_of_schema("viendan.mcp.query/1"),
    coverage=COVERAGE,
    understood=told(maybe(record(question=TEXT, vi=TEXT, en=TEXT)), "What was answered."),
    answer=told(maybe(_TABLE), "null: nothing was answered, see which and near."),
    rows=maybe(
        record(
            total=told({"type": ["integer", "null"]}, "null: not counted, there are more."),
            offset=COUNT,
            shown=COUNT,
            next_offset={"type": ["integer", "null"]},
        )
    ),
    which=told(
        maybe(record(argument={"enum": ["number", "to"]}, instruments=rows(CHOICE))),
        "Several instruments may be meant: ask again with the IRI of one.",
    ),
    near=told(rows(CHOICE), "Of an instrument that is not in the data: numbers one slip away."),
)


def _answer(given: QueryArguments, asked: Asked) -> Answer:
    page = Page(given.offset, given.limit)
    outcome = ask(given, asked, reach=page.reach)
    part = page.of(outcome.table, reached=outcome.reached) if outcome.table else None
    understood, which = outcome.understood, outcome.which
    content = {
        "schema": "viendan.mcp.query/1",
        "coverage": coverage_json(asked.graph),
        "understood": understood._asdict() if understood else None,
        "answer": table_json(part.table) if part else None,
        "rows": part.json() if part else None,
        "which": _which_json(*which) if which else None,
        "near": [brief_json(i) for i in outcome.near],
    }
    words = _in_words(outcome, part, given.language)
    return Answer(f"{words}\n\n{coverage_words(asked.graph, given.language)}", content)


def _which_json(argument: str, instruments: Sequence[Instrument]) -> dict[str, Any]:
    return {"argument": argument, "instruments": [brief_json(i) for i in instruments]}


_WHICH = {
    "vi": "Chưa trả lời: có {} văn bản có thể được hỏi. Hỏi lại với question={}, {}=IRI của một:",
    "en": "Not answered: {} instruments may be meant. Ask again with question={}, {}=IRI of one:",
}
_UNDERSTOOD = {"vi": "Hiểu là: {}", "en": "Understood: {}"}


def _in_words(outcome: Outcome, part: Part | None, language: str) -> str:
    lines = []
    if outcome.understood:
        lines.append(_UNDERSTOOD[language].format(getattr(outcome.understood, language)))
    if outcome.absent:
        lines.append(absent_words(outcome.absent, outcome.near, language))
    if outcome.which and outcome.understood:
        argument, instruments = outcome.which
        slug = outcome.understood.question
        lines.append(_WHICH[language].format(len(instruments), slug, argument))
        lines += [f"- {one_line(i, language)}" for i in instruments]
    if part:
        lines += [*part_lines(part, language), part.words(language)]
    return "\n".join(filter(None, lines))


QUERY = Tool(
    name="query",
    title="Hỏi đồ thị văn bản / Ask about instruments",
    description=(
        "Answers questions on Vietnamese legal instruments from recorded relations: what replaced, "
        "amended, guides, rests on or cites an instrument, its status and history, what changed "
        "between two days; each row with its source. Ask by the name of a question and `number`, "
        "or in plain words. If several instruments bear the number, nothing is answered and "
        "`which` lists them: ask again with the IRI of one. No rows means none in the data, not "
        "that there are none."
    ),
    arguments=QueryArguments,
    shape=_SHAPE,
    answer=_answer,
)
