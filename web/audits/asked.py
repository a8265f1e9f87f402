"""What the routes of audits share: the audits of the server, and a form with an archive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from web.asked import TheLanes, TheSettings
from web.audits.job import Asked, Job
from web.audits.jobs import Jobs
from web.audits.upload import Form, receive
from web.audits.work import UPLOADED
from web.days import Day
from web.faults import invalid
from web.guard.limits import client_of
from web.problems import ProblemError
from web.tasks.audits import opened

#: Seconds between looks at what has to be deleted, at most.
_TIDY = 30.0
_LISTS = ("select", "ignore")


@asynccontextmanager
async def audits_of(app: FastAPI) -> AsyncIterator[None]:
    """Keep the audits of a server from its start to its end."""
    # The lock of its folder belongs to the thread that has taken it.
    jobs = Jobs(app.state.settings)
    app.state.audits = jobs
    tidying = asyncio.create_task(_tidying(jobs))
    try:
        yield
    finally:
        tidying.cancel()
        with suppress(asyncio.CancelledError):
            await tidying
        await run_in_threadpool(jobs.end)
        jobs.close()


async def _tidying(jobs: Jobs) -> None:
    while True:
        await asyncio.sleep(min(_TIDY, jobs.kept / 4))
        await run_in_threadpool(jobs.tidy)


def _audits(request: Request) -> Jobs:
    found: Jobs = request.app.state.audits
    return found


TheAudits = Annotated[Jobs, Depends(_audits)]
Rule = Annotated[str, Field(min_length=1, max_length=60)]


class Options(BaseModel):
    """How the documents of an archive are judged; the options of `viendan audit`."""

    model_config = ConfigDict(extra="forbid")
    as_of: Day | None = Field(
        None,
        description="Day up to which later changes are told; today by default. `2026-07-01`, or "
        "`01/07/2026`.",
        examples=["2026-07-01"],
    )
    language: Literal["vi", "en"] = Field("vi", description="Of what is given back.")
    select: list[Rule] = Field(
        [], max_length=100, description="Rules to apply: code, beginning of a code, or name."
    )
    ignore: list[Rule] = Field([], max_length=100, description="Rules to leave out, likewise.")


async def sent(request: Request, audits: Jobs, lanes: TheLanes, settings: TheSettings) -> Job:
    """Return the audit of the archive in a form.

    Raises:
        ProblemError: there is no archive, or it cannot be audited.
    """
    client = client_of(request.client.host if request.client else "")
    folder = await run_in_threadpool(audits.room, client)
    kept = False
    try:
        form = await receive(request, folder / UPLOADED, most=settings.limits.archive)
        options = _options(form)
        if not form.size:
            raise ProblemError("invalid", "file: no archive. Send a .zip in the field `file`.")
        found = await lanes.files.run(
            opened,
            str(folder / UPLOADED),
            form.name,
            select=_names(options.select),
            ignore=_names(options.ignore),
        )
        as_of: date = options.as_of or settings.today()
        asked = Asked(form.name, form.size, found.members, as_of, options.language)
        job = await run_in_threadpool(audits.add, folder, asked, found.rules)
        kept = True
        return job
    finally:
        if not kept:
            await run_in_threadpool(audits.refuse, folder)


def _options(form: Form) -> Options:
    """Return the fields of a form; empty ones were not filled in."""
    fields = {name: [words for words in all_ if words] for name, all_ in form.fields.items()}
    for name, given in fields.items():
        if len(given) > 1 and name not in _LISTS:
            raise ProblemError("invalid", f"{name}: stands several times. Give it once.")
    plain = {name: g if name in _LISTS else g[0] for name, g in fields.items() if g}
    try:
        return Options.model_validate(plain)
    except ValidationError as error:
        raise invalid(error) from error


def _names(given: list[str]) -> tuple[str, ...]:
    """Return names that may stand in one value, apart."""
    return tuple(name for value in given for name in value.replace(",", " ").split())
