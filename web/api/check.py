"""Checking a draft."""

from __future__ import annotations

import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from web.asked import TheLanes, TheSettings
from web.tasks.checking import Wishes, text_checked

ROUTER = APIRouter(tags=["check"])


class Draft(BaseModel):
    """A draft as text, and how it is to be judged."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=4_000_000)
    date: datetime.date | None = None
    as_of: datetime.date | None = None
    issuer: str | None = Field(None, max_length=300)
    language: Literal["vi", "en"] = "vi"


@ROUTER.post("/check")
async def check(draft: Draft, lanes: TheLanes, settings: TheSettings) -> Response:
    """Check the citations of a draft: `viendan.check/1`, as the command line prints it."""
    wishes = Wishes(
        today=settings.today(),
        on=draft.date,
        as_of=draft.as_of,
        issuer=draft.issuer,
        language=draft.language,
    )
    answer = await lanes.texts.run(text_checked, draft.text, wishes)
    return answer.response()
