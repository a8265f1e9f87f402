"""Instruments, and what the data covers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from web.api.described import problems
from web.api.parameters import AsOf, Cursor, Words, address
from web.api.shapes.instruments import Card, Cards, Data
from web.asked import TheLanes, TheSettings
from web.tasks.instruments import Shown, Sought, instrument_card, instruments_found
from web.tasks.rules import data_covered

ROUTER = APIRouter(tags=["instruments"])
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Type = Annotated[str, Path(max_length=60, pattern=_SLUG, examples=["nghi-dinh"])]
Issuer = Annotated[str, Path(max_length=200, pattern=_SLUG, examples=["chinh-phu"])]
Number = Annotated[str, Path(max_length=200, pattern=_SLUG, examples=["61-2018-nd-cp"])]
DayOfIri = Annotated[
    str,
    Path(
        pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|undated)$",
        description="Day of signing, or `undated`.",
        examples=["2018-04-23"],
    ),
]


class Search(AsOf):
    """Which instruments are listed; all that is given has to fit."""

    number: Words | None = Field(
        None,
        description="Number as issued; accents, symbol and zeros may be missing.",
        examples=["61/2018/NĐ-CP"],
    )
    q: Words | None = Field(
        None,
        description="Words of a title, a number or a law's name; slips of the keyboard forgiven.",
        examples=["cong tac van thu"],
    )
    type: Annotated[str, Field(max_length=60, pattern=_SLUG)] | None = Field(
        None, description="Type, a slug such as `nghi-dinh`; `/coverage` lists them."
    )
    issuer: Words | None = Field(None, description="Name of the body.", examples=["Chính phủ"])
    limit: int = Field(20, ge=1, le=100, description="Instruments of a page.")
    cursor: Cursor | None = Field(None, description="`next` of the page before.")


@ROUTER.get("/instruments", responses=problems(404, 422, shown={"application/json": Cards}))
async def instruments(
    request: Request, search: Annotated[Search, Query()], lanes: TheLanes, settings: TheSettings
) -> Response:
    """List instruments with their status and relations.

    Without `number` and `q` all are listed, in the order of their IRIs. The header `Link` leads to
    the next page.
    """
    shown = Shown(
        as_of=search.as_of or settings.today(),
        known=search.known,
        most=search.limit,
        cursor=search.cursor,
        address=address(request),
    )
    sought = Sought(search.number, search.q, search.type, search.issuer)
    answer = await lanes.graph.run(instruments_found, sought, shown)
    return answer.response()


@ROUTER.get(
    "/instruments/akn/vn/act/{type}/{issuer}/{date}/{number}",
    responses=problems(404, 422, shown={"application/json": Card}),
)
async def instrument(
    type: Type,  # noqa: A002 - the name in the address
    issuer: Issuer,
    date: DayOfIri,
    number: Number,
    days: Annotated[AsOf, Query()],
    lanes: TheLanes,
    settings: TheSettings,
) -> Response:
    """Return the card of the instrument with an IRI.

    A provisional IRI that has been merged gives the card of the instrument that counts.
    """
    iri = f"/akn/vn/act/{type}/{issuer}/{date}/{number}"
    as_of = days.as_of or settings.today()
    answer = await lanes.graph.run(instrument_card, iri, as_of=as_of, known=days.known)
    return answer.response()


@ROUTER.get("/coverage", responses=problems(shown={"application/json": Data}))
async def coverage(lanes: TheLanes) -> Response:
    """Tell what the data covers, in numbers."""
    answer = await lanes.graph.run(data_covered)
    return answer.response()
