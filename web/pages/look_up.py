"""The page where instruments are looked up by number or title."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.asked import PageLanguage, TheLanes, TheSettings
from web.pages.from_graph import in_other_language, shown
from web.tasks.look_up_page import look_up_page, suggestions
from web.tasks.typed import LONGEST

ROUTER = APIRouter()
Words = Annotated[str, Query(max_length=LONGEST)]


@ROUTER.get("/look-up")
async def look_up(
    request: Request,
    lanes: TheLanes,
    settings: TheSettings,
    language: PageLanguage,
    q: Words = "",
) -> Response:
    """Show the form, and what the words may name."""
    switch = in_other_language(request, language)
    answer = await lanes.graph.run(
        look_up_page, q, language=language, today=settings.today(), switch=switch
    )
    return shown(request, answer, language)


@ROUTER.get("/look-up/suggestions")
async def suggest(
    lanes: TheLanes, settings: TheSettings, language: PageLanguage, q: Words = ""
) -> Response:
    """Return what words being typed may lead to."""
    answer = await lanes.graph.run(suggestions, q, language=language, today=settings.today())
    return answer.response()
