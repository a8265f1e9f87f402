"""Parameters that several operations take."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from web.days import Day

MOST = 1000
"""Rows of a page at most."""
Iri = Annotated[
    str,
    Field(
        max_length=500,
        pattern=r"^/akn/vn/act/[a-z0-9-]+/[a-z0-9-]+/([0-9]{4}-[0-9]{2}-[0-9]{2}|undated)/[a-z0-9-]+$",
        examples=["/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"],
    ),
]
Words = Annotated[str, Field(min_length=1, max_length=300)]
Cursor = Annotated[str, Field(min_length=1, max_length=100)]


class AsOf(BaseModel):
    """The days that a question is asked for."""

    model_config = ConfigDict(extra="forbid")
    as_of: Day | None = Field(
        None, description="The day asked for; today by default.", examples=["2025-06-30"]
    )
    known: Day | None = Field(None, description="Only what was public by this day.")


def address(request: Request) -> str:
    """Return the address of an answer up to where a cursor goes."""
    kept: list[tuple[str, Any]] = [
        pair for pair in request.query_params.multi_items() if pair[0] != "cursor"
    ]
    return f"{request.url.path}?{urlencode(kept)}{'&' if kept else ''}"
