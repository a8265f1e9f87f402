"""The page where questions are asked in plain words."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from web.asked import PageLanguage, TheLanes, TheSettings
from web.pages.from_graph import shown
from web.pages.instrument import FormDay
from web.tasks.ask_page import Asking, ask_file, ask_page

ROUTER = APIRouter()
_LONGEST, _LONGEST_IRI, _CHOICES = 2000, 500, 2
Iri = Annotated[str, Query(max_length=_LONGEST_IRI)]


def _asking(
    settings: TheSettings,
    language: PageLanguage,
    q: Annotated[str, Query(max_length=_LONGEST)] = "",
    which: Annotated[list[Iri], Query(max_length=_CHOICES)] = [],  # noqa: B006 - FastAPI copies it
    as_of: FormDay = None,
    known: FormDay = None,
) -> Asking:
    return Asking(q, language, settings.today(), tuple(which), as_of, known)


Asked = Annotated[Asking, Depends(_asking)]


@ROUTER.get("/ask")
async def ask(request: Request, lanes: TheLanes, asking: Asked) -> Response:
    """Show the form, and the answer to what was asked."""
    answer = await lanes.graph.run(ask_page, asking)
    return shown(request, answer, asking.language)


@ROUTER.get("/ask/answer")
async def download(
    lanes: TheLanes,
    asking: Asked,
    format: Literal["csv", "json"] = "csv",  # noqa: A002
) -> Response:
    """Return the answer as a file."""
    answer = await lanes.graph.run(ask_file, asking, format)
    return answer.response()
