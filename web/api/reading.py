"""What stands in a draft or in a full text, without judging it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from web.api.described import bodies, problems
from web.api.sent import Received, received
from web.api.shapes.texts import Extracts, FullText
from web.api.wishes import Language, Pasted
from web.asked import TheLanes, TheSettings
from web.lanes import Lane, Lanes
from web.tasks.extracting import Source, extracted, related

ROUTER = APIRouter(tags=["read"])


class ExtractOptions(BaseModel):
    """What is wanted of a draft that is read."""

    model_config = ConfigDict(extra="forbid")
    format: Literal["json", "text"] = Field(
        "json", description="`text` is the text that the offsets of `json` count in."
    )


class ExtractDraft(ExtractOptions, Pasted):
    """A draft as text."""


class RelationsOptions(ExtractOptions):
    """What is wanted of a full text."""

    format: Literal["json", "text"] = Field("json", description="`text` is for people.")
    language: Language = Field("vi", description="Of `text`.")


class RelationsDraft(RelationsOptions, Pasted):
    """The full text of an instrument."""


@ROUTER.post(
    "/extract",
    openapi_extra=bodies(ExtractOptions, ExtractDraft),
    responses=problems(400, 415, 422, shown={"application/json": Extracts, "text/plain": None}),
)
async def extract(
    request: Request,
    options: Annotated[ExtractOptions, Query()],
    lanes: TheLanes,
    settings: TheSettings,
) -> Response:
    """List the citations of a draft, without judging them.

    The answer is `viendan.extract/1`, as `viendan extract` prints it.
    """
    largest = settings.limits.text
    got = await received(request, options, ExtractOptions, ExtractDraft, largest=largest)
    source, lane = _where(got, lanes)
    answer = await lane.run(extracted, source, got.options.format)
    return answer.response()


@ROUTER.post(
    "/relations",
    openapi_extra=bodies(RelationsOptions, RelationsDraft),
    responses=problems(400, 415, 422, shown={"application/json": FullText, "text/plain": None}),
)
async def relations(
    request: Request,
    options: Annotated[RelationsOptions, Query()],
    lanes: TheLanes,
    settings: TheSettings,
) -> Response:
    """Read what a full text states of itself and of other instruments.

    The answer is `viendan.relations/1`, as `viendan relations --format json` prints it.
    """
    largest = settings.limits.text
    got = await received(request, options, RelationsOptions, RelationsDraft, largest=largest)
    source, lane = _where(got, lanes)
    answer = await lane.run(related, source, got.options.format, got.options.language)
    return answer.response()


def _where(got: Received[Any], lanes: Lanes) -> tuple[Source, Lane]:
    """Return a draft with the processes that read it; files may be hostile."""
    if got.data is None:
        return Source(text=got.text), lanes.texts
    return Source(data=got.data, name=got.name), lanes.files
