"""The pages of audits: an archive is sent, its audit watched, its results looked through."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from check.wording import day
from web.asked import PageLanguage, TheLanes, TheSettings
from web.audits.asked import TheAudits, sent
from web.audits.job import DONE, FAILED, WAITING, Job
from web.audits.jobs import Jobs
from web.audits.result_document import document_page
from web.audits.results import results_page
from web.audits.said import progress_values
from web.audits.whose import Filters, Whose
from web.audits.work import ARCHIVE
from web.pages.from_graph import in_other_language, shown
from web.pages.page import page
from web.rendering import render, words

ROUTER = APIRouter()
_COOKIE, _REMEMBERED = "audits", 8
_MIB = 2**20
#: In the address of a list: documents of every unit.
_EVERY = "*"


class Wanted(BaseModel):
    """Which results are looked at."""

    show: Literal["documents", "instruments", "unread"] = "documents"
    worst: Literal["error", "warning", "info", "clean"] | None = None
    unit: str | None = Field(None, max_length=500)
    order: Literal["path", "worst", "unit", "date"] = "worst"
    group: Literal["gone", "pause", "part", "wait", "live", "open", "outside"] | None = None
    page: int = Field(1, ge=1, le=10**6)


@ROUTER.get("/folders")
async def folders(
    request: Request,
    audits: TheAudits,
    settings: TheSettings,
    language: PageLanguage,
    removed: bool = False,
) -> HTMLResponse:
    """Show the form, and the audits that this browser has asked for."""
    yours = [job for id_ in _remembered(request) if (job := audits.there(id_))]
    return page(
        request,
        "folders.html",
        language,
        removed=removed,
        largest=settings.limits.archive,
        megabytes=settings.limits.archive // _MIB,
        kept_minutes=round(audits.kept / 60),
        yours=[_brief(job) for job in yours],
    )


@ROUTER.post("/folders")
async def send(
    request: Request, audits: TheAudits, lanes: TheLanes, settings: TheSettings
) -> Response:
    """Take an archive, and lead to its audit."""
    job = await sent(request, audits, lanes, settings)
    return RedirectResponse(f"/folders/{job.id}", 303)


@ROUTER.get("/folders/{id_}")
async def folder(
    request: Request,
    id_: str,
    audits: TheAudits,
    lanes: TheLanes,
    language: PageLanguage,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """Show how far an audit is, or what it has found."""
    job = audits.job(id_)
    if job.state == DONE:
        unit = None if wanted.unit == _EVERY else wanted.unit
        filters = Filters(**wanted.model_dump() | {"unit": unit})
        whose = _whose(request, job, audits, language)
        answer = await lanes.graph.run(results_page, whose, filters)
        made = shown(request, answer, language)
    else:
        made = _running(request, job, audits, language)
    _remember(request, made, job)
    return made


@ROUTER.get("/folders/{id_}/progress")
async def progress(id_: str, audits: TheAudits, language: PageLanguage) -> Response:
    """Return the part of the page that tells how far an audit is."""
    values = _progress(audits.job(id_), audits, language)
    made = render("_folder.html", language, part="_folder_progress.html", **values)
    return HTMLResponse(made)


@ROUTER.get("/folders/{id_}/documents/{n}")
async def document(
    request: Request,
    id_: str,
    n: Annotated[int, Path(ge=1, le=2**31)],
    audits: TheAudits,
    lanes: TheLanes,
    language: PageLanguage,
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
) -> Response:
    """Show the findings of one document."""
    whose = _whose(request, audits.done(id_), audits, language)
    answer = await lanes.graph.run(document_page, whose, n, page)
    return shown(request, answer, language)


@ROUTER.post("/folders/{id_}/delete")
async def delete(id_: str, audits: TheAudits) -> Response:
    """Cancel an audit that runs; delete all of it in any case."""
    if job := audits.there(id_):
        await run_in_threadpool(audits.delete, job)
    return RedirectResponse("/folders?removed=true", 303)


def _running(request: Request, job: Job, audits: Jobs, language: str) -> HTMLResponse:
    values = _progress(job, audits, language) | {
        "name": job.asked.name,
        "as_of": day(job.asked.as_of),
    }
    if _is_part(request):
        made = render("_folder.html", language, part="_folder_running.html", **values)
        return HTMLResponse(made)
    heading = "failed" if job.state == FAILED else job.state
    return page(
        request,
        "folder.html",
        language,
        part="_folder_running.html",
        heading=heading,
        **values,
    )


def _progress(job: Job, audits: Jobs, language: str) -> dict[str, Any]:
    return progress_values(job, audits.before(job), language, words(language, "folder"))


def _whose(request: Request, job: Job, audits: Jobs, language: str) -> Whose:
    until = datetime.now() + timedelta(seconds=audits.kept)  # noqa: DTZ005 - the office's own clock
    return Whose(
        id=job.id,
        name=job.asked.name,
        path=str(job.folder / ARCHIVE),
        as_of=job.asked.as_of,
        summary=job.told.summary or {},
        kept_until=f"{until:%H:%M}",
        language=language,
        switch=in_other_language(request, language),
        part=_is_part(request),
    )


def _is_part(request: Request) -> bool:
    return "hx-request" in request.headers


def _brief(job: Job) -> dict[str, str]:
    state = job.state if job.state in (WAITING, DONE, FAILED) else "running"
    return {
        "id": job.id,
        "name": job.asked.name,
        "as_of": day(job.asked.as_of),
        "state": state,
    }


def _remembered(request: Request) -> list[str]:
    """Return the audits that this browser has asked for, the last one first."""
    return [id_ for id_ in request.cookies.get(_COOKIE, "").split(".") if id_][:_REMEMBERED]


def _remember(request: Request, made: Response, job: Job) -> None:
    known = _remembered(request)
    if job.id not in known[:1]:
        kept = [job.id, *(id_ for id_ in known if id_ != job.id)][:_REMEMBERED]
        made.set_cookie(_COOKIE, ".".join(kept), path="/folders", httponly=True, samesite="strict")
