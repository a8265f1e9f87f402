"""What the page of an instrument needs beside itself: another day, and neighbours to walk to.

The page itself is at the IRI of the instrument, see ``web.api.iris``.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BeforeValidator
from starlette.responses import RedirectResponse, Response

from web.asked import PageLanguage, TheLanes, TheSettings
from web.days import Day
from web.tasks.neighbours import FIRST, MOST, neighbours

ROUTER = APIRouter()
_LONGEST = 500
_SEE_OTHER = 303
Iri = Annotated[str, Query(max_length=_LONGEST, pattern=r"^/akn/vn/act/[\w/-]+$")]
#: A form sends an empty field where no day is chosen.
FormDay = Annotated[Day | None, BeforeValidator(lambda given: given or None)]


@ROUTER.get("/look-up/on")
async def on_day(iri: Iri, as_of: FormDay = None, known: FormDay = None) -> Response:
    """Lead to the page of an instrument on a day, at its IRI."""
    days = {"as_of": as_of, "known": known}
    asked = urlencode({name: day.isoformat() for name, day in days.items() if day})
    return RedirectResponse(f"{iri}?{asked}" if asked else iri, _SEE_OTHER)


@ROUTER.get("/graph/neighbours")
async def of_node(
    lanes: TheLanes,
    settings: TheSettings,
    language: PageLanguage,
    iri: Iri,
    as_of: FormDay = None,
    known: FormDay = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = FIRST,
) -> Response:
    """Return the neighbours of an instrument by kind: `viendan.neighbours/1`."""
    answer = await lanes.graph.run(
        neighbours,
        iri,
        as_of=as_of or settings.today(),
        known=known,
        language=language,
        limit=limit,
    )
    return answer.response()
