"""Audits of archives: sent, asked for, looked through, deleted.

There is no list of all audits: whoever was given the id of one may see it, and nobody else.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from report.workbook.words import GROUPS
from web.api.described import problems, without_null
from web.asked import TheLanes, TheSettings
from web.audits.asked import Options, TheAudits, audits_of, sent
from web.audits.files import Kind, file_of
from web.audits.job import Job
from web.audits.shapes import (
    Audit,
    Documents,
    Findings,
    Instruments,
    Unreads,
    audit_json,
)
from web.audits.work import ARCHIVE
from web.tasks import audits as tasks

ROUTER = APIRouter(prefix="/audits", tags=["audits"], lifespan=audits_of)
Id = Annotated[str, Path(description="As it was given when the archive was sent.")]
_LEAST = {"info": 0, "warning": 1, "error": 2}
_MOST = 1000


class Asked(BaseModel):
    """What every list of an audit may be asked."""

    model_config = ConfigDict(extra="forbid")
    language: Literal["vi", "en"] | None = Field(
        None, description="Of words; that of the audit by default."
    )


class Part(Asked):
    """Which part of a list is asked for."""

    limit: int = Field(100, ge=1, le=_MOST, description="Items of a page.")
    cursor: str | None = Field(
        None, max_length=200, description="`next` of the page before; with the same filters."
    )


class DocumentsPart(Part):
    """Which documents are asked for."""

    worst: Literal["error", "warning", "info", "clean"] | None = Field(
        None, description="Those of which this is the worst finding."
    )
    unit: str | None = Field(None, max_length=500, description="Those of one unit.")
    order: Literal["path", "worst", "unit", "date"] = "path"


class FindingsPart(Part):
    """Which findings are asked for."""

    least: Literal["info", "warning", "error"] = Field(
        "info", description="Severity that they have at least."
    )
    document: int | None = Field(
        None, ge=1, le=2**31, description="Those of one document, by its number in the list."
    )


class InstrumentsPart(Part):
    """Which instruments are asked for."""

    group: Literal["gone", "pause", "part", "wait", "live", "open", "outside"] | None = Field(
        None, description="; ".join(f"`{slug}`: {words[1]}" for slug, words in GROUPS.items())
    )


_OPTIONS = {
    name: without_null(field) for name, field in Options.model_json_schema()["properties"].items()
}
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "A .zip of documents.",
                        },
                        **_OPTIONS,
                    },
                },
                "encoding": {"file": {"contentType": "application/zip"}},
            }
        },
    }
}


@ROUTER.post(
    "",
    status_code=202,
    openapi_extra=_FORM,
    responses={202: {"model": Audit}, **problems(400, 415, 422)},
)
async def start(
    request: Request, audits: TheAudits, lanes: TheLanes, settings: TheSettings
) -> Response:
    """Audit the documents in a .zip.

    The answer comes when the archive has been received; the header `Location` tells where the
    audit is asked for until it is `done`. Results are deleted after a while, or with `DELETE`.
    """
    job = await sent(request, audits, lanes, settings)
    shown = audit_json(job, audits).model_dump(mode="json", by_alias=True)
    where = f"{request.url.path.rstrip('/')}/{job.id}"
    return JSONResponse(shown, 202, {"location": where})


@ROUTER.get("/{id}", response_model=Audit, responses=problems(404))
async def state(id: Id, audits: TheAudits) -> Audit:  # noqa: A002 - its name in the address
    """Return how far an audit is, and what it has found, in numbers."""
    return audit_json(audits.job(id), audits)


@ROUTER.delete("/{id}", status_code=204, responses=problems(404))
async def delete(id: Id, audits: TheAudits) -> Response:  # noqa: A002
    """Cancel an audit that runs; delete all of it in any case."""
    await run_in_threadpool(audits.delete, audits.job(id))
    return Response(status_code=204)


_LISTED = problems(404, 409, 422)


@ROUTER.get("/{id}/documents", responses={200: {"model": Documents}, **_LISTED})
async def documents(
    request: Request,
    id: Id,  # noqa: A002
    part: Annotated[DocumentsPart, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """List the documents that were read, with counts of their findings."""
    asked = _asked(request, audits.done(id), part)
    answer = await lanes.graph.run(
        tasks.documents, asked, worst=part.worst, unit=part.unit, order=part.order
    )
    return answer.response()


@ROUTER.get("/{id}/findings", responses={200: {"model": Findings}, **_LISTED})
async def findings(
    request: Request,
    id: Id,  # noqa: A002
    part: Annotated[FindingsPart, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """List the findings, document by document."""
    asked = _asked(request, audits.done(id), part)
    least = _LEAST[part.least]
    answer = await lanes.graph.run(tasks.findings, asked, least=least, document=part.document)
    return answer.response()


@ROUTER.get("/{id}/instruments", responses={200: {"model": Instruments}, **_LISTED})
async def instruments(
    request: Request,
    id: Id,  # noqa: A002
    part: Annotated[InstrumentsPart, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """List the instruments that are cited, those that have ended first."""
    asked = _asked(request, audits.done(id), part)
    answer = await lanes.graph.run(tasks.instruments, asked, group=part.group)
    return answer.response()


@ROUTER.get("/{id}/unread", responses={200: {"model": Unreads}, **_LISTED})
async def unread(
    request: Request,
    id: Id,  # noqa: A002
    part: Annotated[Part, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """List what was not read, or not in full, and why."""
    asked = _asked(request, audits.done(id), part)
    answer = await lanes.graph.run(tasks.unread, asked)
    return answer.response()


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@ROUTER.get(
    "/{id}/workbook", responses={200: {"content": {_XLSX: {}}}, **_LISTED}, response_class=Response
)
async def workbook(
    id: Id,  # noqa: A002
    asked: Annotated[Asked, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """Return the workbook, as `viendan audit` writes it."""
    return await _file(audits.done(id), lanes, "workbook", asked)


@ROUTER.get(
    "/{id}/page",
    responses={200: {"content": {"text/html": {}}}, **_LISTED},
    response_class=Response,
)
async def page(
    id: Id,  # noqa: A002
    asked: Annotated[Asked, Query()],
    audits: TheAudits,
    lanes: TheLanes,
) -> Response:
    """Return the report as one HTML file, as `viendan audit` writes it."""
    return await _file(audits.done(id), lanes, "page", asked)


async def _file(job: Job, lanes: TheLanes, kind: Kind, asked: Asked) -> Response:
    return await file_of(job, lanes, kind, asked.language or job.asked.language)


def _asked(request: Request, job: Job, part: Part) -> tasks.Asked:
    given = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    query = f"{urlencode(given)}&" if given else ""
    return tasks.Asked(
        path=str(job.folder / ARCHIVE),
        as_of=job.asked.as_of,
        language=part.language or job.asked.language,
        most=part.limit,
        cursor=part.cursor,
        address=f"{request.url.path}?{query}",
    )
