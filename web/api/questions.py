"""Questions to the graph, by name and in words."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from queries.registry import OptionValue
from web.api.described import problems
from web.api.parameters import MOST, AsOf, Cursor, Iri, Words, address
from web.api.shapes.questions import Questions, Table, WordsAnswered
from web.api.wishes import Flag, Language
from web.asked import TheLanes, TheSettings
from web.days import Day
from web.settings import Settings
from web.tasks.questions import (
    About,
    Asked,
    Rows,
    all_questions,
    conflicts_answered,
    question_answered,
    words_answered,
)

ROUTER = APIRouter(tags=["questions"])
_SHOWN = {"application/json": Table, "text/csv": None}


class Conflicts(AsOf):
    """Of what contradictions are told, and which rows are shown."""

    number: Words | None = Field(
        None,
        description="The instrument: a number, a law's name or a whole citation.",
        examples=["61/2018/NĐ-CP"],
    )
    iri: Iri | None = Field(
        None, description="The instrument, by its IRI; it counts before a number."
    )
    limit: int | None = Field(
        None, ge=1, le=1_000_000, description="Rows at most, of questions that take it."
    )
    format: Literal["json", "csv"] = "json"
    language: Language = Field("vi", description="Of the heads of CSV.")
    rows: int = Field(MOST, ge=1, le=MOST, description="Rows of a page.")
    cursor: Cursor | None = Field(None, description="From the header `Link` of the page before.")

    def about(self, settings: Settings, **options: OptionValue | None) -> About:
        """Return what is asked about."""
        given = {name: value for name, value in options.items() if value is not None}
        to = given.pop("to", None)
        day = self.as_of or settings.today()
        return About(self.iri or self.number, str(to) if to else None, day, self.known, given)

    def shown(self, request: Request) -> Rows:
        """Return which rows are shown and how."""
        return Rows(self.format, self.language, self.rows, self.cursor, address(request))


class Query_(Conflicts):  # noqa: N801 - `Query` is FastAPI's
    """What is asked, and which rows are shown."""

    to: Words | None = Field(
        None, description="The second instrument of the question `path`: number or IRI."
    )
    since: Day | None = Field(
        None, description="Of the question `changes`: only what came after this day."
    )
    transitive: Flag | None = Field(None, description="Follow further steps too.")


@ROUTER.get("/query", responses=problems(shown={"application/json": Questions}))
async def queries(lanes: TheLanes) -> Response:
    """List the questions that can be asked, with their options."""
    answer = await lanes.graph.run(all_questions)
    return answer.response()


@ROUTER.get("/query/{question}", responses=problems(404, 422, shown=_SHOWN))
async def query(
    question: Annotated[str, Path(max_length=60, examples=["implements"])],
    asked: Annotated[Query_, Query()],
    request: Request,
    lanes: TheLanes,
    settings: TheSettings,
) -> Response:
    """Ask a question about an instrument or the whole graph.

    The answer is `viendan.query/1`, as `viendan query` prints it. A number that several instruments
    bear gives the problem `ambiguous` with their IRIs, of which one is then asked about.
    """
    about = asked.about(
        settings,
        to=asked.to,
        since=asked.since,
        limit=asked.limit,
        transitive=asked.transitive or None,
    )
    answer = await lanes.graph.run(question_answered, question, about, asked.shown(request))
    return answer.response()


@ROUTER.get("/conflicts", responses=problems(404, 422, shown=_SHOWN))
async def conflicts(
    request: Request, asked: Annotated[Conflicts, Query()], lanes: TheLanes, settings: TheSettings
) -> Response:
    """List where the sources of the data contradict each other, as `viendan conflicts` does."""
    about = asked.about(settings, limit=asked.limit)
    answer = await lanes.graph.run(conflicts_answered, about, asked.shown(request))
    return answer.response()


class InWords(AsOf):
    """A question in words."""

    words: str = Field(
        min_length=1,
        max_length=400,
        description="The question, in Vietnamese or English, with or without accents.",
        examples=["văn bản nào thay thế 61/2018/NĐ-CP?"],
    )
    iri: list[Iri] = Field(
        [], max_length=2, description="The instrument meant, where `which` has asked."
    )


@ROUTER.get("/answer", responses=problems(404, 422, shown={"application/json": WordsAnswered}))
async def answer_in_words(
    asked: Annotated[InWords, Query()], lanes: TheLanes, settings: TheSettings
) -> Response:
    """Answer a question in plain words, as `viendan ask` does.

    `understood` says how it was understood. Where several instruments may be meant, `table` is
    empty and `which` lists them: ask again with the `iri` of one.
    """
    given = Asked(
        asked.words, tuple(asked.iri), settings.today(), as_of=asked.as_of, known=asked.known
    )
    answer = await lanes.graph.run(words_answered, given)
    return answer.response()
