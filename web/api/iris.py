"""What stands at the IRI of an instrument: a page for people, linked data for programs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from web.api.described import problems
from web.api.instruments import DayOfIri, Issuer, Number, Type
from web.api.parameters import AsOf
from web.api.shapes.instruments import Card
from web.asked import PageLanguage, TheLanes, TheSettings
from web.negotiation import chosen
from web.pages.from_graph import shown
from web.problems import ProblemError
from web.tasks.dereferencing import FORMS, Wanted, dereferenced

ROUTER = APIRouter(tags=["linked data"])
_SHOWN = {
    "text/html": None,
    "application/ld+json": None,
    "text/turtle": None,
    "application/json": Card,
}


class Form(AsOf):
    """Which form is wanted, over the header `Accept`."""

    format: Literal["html", "jsonld", "turtle", "json"] | None = Field(
        None, description="The form, over the header `Accept`."
    )
    lang: Literal["vi", "en"] | None = Field(None, description="Language of the page.")


@ROUTER.get(
    "/akn/vn/act/{type}/{issuer}/{date}/{number}",
    responses=problems(404, 406, 422, shown=_SHOWN)
    | {308: {"description": "Another IRI counts, for a provisional one has been merged."}},
)
async def at_iri(  # noqa: PLR0913 - the parts of an IRI
    request: Request,
    type: Type,  # noqa: A002 - the name in the address
    issuer: Issuer,
    date: DayOfIri,
    number: Number,
    asked: Annotated[Form, Query()],
    lanes: TheLanes,
    settings: TheSettings,
    language: PageLanguage,
) -> Response:
    """Return an instrument at its IRI: as a page, JSON-LD, Turtle or the JSON of its card.

    The form follows the header `Accept`, or `format`.
    """
    accept = request.headers.get("accept", "")
    wished = chosen(accept, FORMS)
    form = asked.format or (wished.form if wished else None)
    if form is None:
        types = ", ".join(types[0] for types in FORMS.values())
        raise ProblemError("not-acceptable", f"accept: an instrument is given as one of {types}.")
    wanted = Wanted(
        form=form,
        as_of=asked.as_of,
        known=asked.known,
        language=language,
        today=settings.today(),
        query=request.url.query,
    )
    iri = f"/akn/vn/act/{type}/{issuer}/{date}/{number}"
    answer = await lanes.graph.run(dereferenced, iri, wanted)
    return shown(request, answer, language)
