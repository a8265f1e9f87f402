"""What every route asks of a request: the language, the day, the lanes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from web.lanes import Lanes
from web.rendering import LANGUAGES
from web.settings import Settings

COOKIE = "lang"


# Coroutines: FastAPI passes plain functions to a thread, which costs more than what they do.
async def _lanes(request: Request) -> Lanes:
    found: Lanes = request.app.state.lanes
    return found


async def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


async def _language(request: Request) -> str:
    """Return the language asked for, else the one chosen before, else Vietnamese."""
    for given in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if given in LANGUAGES:
            return given
    return LANGUAGES[0]


TheLanes = Annotated[Lanes, Depends(_lanes)]
TheSettings = Annotated[Settings, Depends(_settings)]
PageLanguage = Annotated[str, Depends(_language)]
