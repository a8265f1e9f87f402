"""Checking a draft."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.api.described import bodies, problems
from web.api.sent import received
from web.api.shapes.checks import Checks
from web.api.wishes import CheckOptions, CheckQuery, Draft
from web.asked import TheLanes, TheSettings
from web.tasks.checking import TYPES, file_checked, text_checked
from web.tasks.giving_back import TYPES as FILES

ROUTER = APIRouter(tags=["check"])
_OTHERS = (*(media_type for media_type, _ in TYPES.values()), *FILES.values())
_SHOWN = {media_type.partition(";")[0]: None for media_type in _OTHERS}


@ROUTER.post(
    "/check",
    openapi_extra=bodies(CheckOptions, Draft),
    responses=problems(400, 409, 415, 422, shown={**_SHOWN, "application/json": Checks}),
)
async def check(
    request: Request,
    options: Annotated[CheckQuery, Query()],
    lanes: TheLanes,
    settings: TheSettings,
) -> Response:
    """Check the citations of a draft.

    The answer is `viendan.check/1`, byte for byte what `viendan check --format json` prints; other
    formats likewise. The draft is sent as JSON, as a form with a `file` or a `text`, or as plain
    text. Options stand in the body or in the query of the URL; those of the body count first.
    """
    got = await received(request, options, CheckOptions, Draft, largest=settings.limits.text)
    wishes, output = got.options.wishes(settings.today()), got.options.output()
    if got.data is None:
        answer = await lanes.texts.run(text_checked, got.text, wishes, output)
    else:
        answer = await lanes.files.run(file_checked, got.data, got.name, wishes, output)
    return answer.response()
