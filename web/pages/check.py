"""The page where a draft is checked, and its result."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Body
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from report.checked_page.legend import MARKS
from web.asked import PageLanguage, TheLanes, TheSettings
from web.lanes import Lanes
from web.pages.check_form import Accepted, Filled, filled_in
from web.pages.page import page
from web.problems import KINDS, ProblemError
from web.rendering import render, words
from web.settings import Settings
from web.tasks.checked_page import file_part, start_coverage, text_part
from web.tasks.checking import Wishes, file_checked, text_checked
from web.tasks.proposals import WRITABLE
from web.tasks.settled import Shown, settled

ROUTER = APIRouter()
_MIB = 2**20


@ROUTER.get("/")
async def start(
    request: Request, language: PageLanguage, lanes: TheLanes, settings: TheSettings
) -> HTMLResponse:
    """Show the form."""
    coverage = None
    # The form is of use also while the graph is busy.
    with suppress(ProblemError):
        coverage = await lanes.graph.run(start_coverage, language)
    return _page(request, language, settings, {}, coverage=coverage)


@ROUTER.post("/checked")
async def checked(
    request: Request, language: PageLanguage, lanes: TheLanes, settings: TheSettings
) -> Response:
    """Show the result: as a page, as the part that is swapped into it, or as a file."""
    values: dict[str, str] = {}
    try:
        filled = await filled_in(request, settings, values)
        made = await _answer(filled, lanes, settings)
    except ProblemError as error:
        return _problem(request, error, language, settings, values)
    if not filled.page or _is_part(request):
        return made
    part = Markup(bytes(made.body).decode())  # noqa: S704 - made by the template of the part
    return _page(request, language, settings, values, result=part)


async def _answer(filled: Filled, lanes: Lanes, settings: Settings) -> Response:
    wishes = filled.options.wishes(settings.today())
    if filled.data is not None:
        sent = (filled.data, filled.name, wishes)
        if filled.page:
            return (await lanes.files.run(file_part, *sent)).response()
        return (await lanes.files.run(file_checked, *sent, filled.options.output())).response()
    if filled.page:
        return (await lanes.texts.run(text_part, filled.text, wishes)).response()
    output = filled.options.output()
    return (await lanes.texts.run(text_checked, filled.text, wishes, output)).response()


@ROUTER.post("/checked/accepted")
async def accepted(
    given: Annotated[Accepted, Body()], lanes: TheLanes, settings: TheSettings
) -> Response:
    """Return what of the corrections accepted can be written together."""
    if given.kind not in WRITABLE:
        raise ProblemError("invalid", "nothing can be written into a file of this kind.")
    wishes = Wishes(settings.today(), given.date, given.as_of, given.issuer, given.language)
    shown = Shown(given.text, given.kind, frozenset(given.accept))
    return (await lanes.texts.run(settled, shown, wishes)).response()


@ROUTER.get("/static/marks.css")
async def marks() -> FileResponse:
    """Return the style that the page shares with the report sent as a file."""
    return FileResponse(MARKS, media_type="text/css")


def _is_part(request: Request) -> bool:
    return "hx-request" in request.headers


def _page(
    request: Request,
    language: str,
    settings: Settings,
    values: dict[str, str],
    *,
    result: Markup | None = None,
    problem: dict[str, str] | None = None,
    coverage: str | None = None,
) -> HTMLResponse:
    limits = settings.limits
    return page(
        request,
        "check.html",
        language,
        at="/",
        values=values,
        result=result,
        problem=problem,
        coverage=coverage,
        upload=limits.upload // _MIB,
        largest=limits.upload,
    )


def _problem(
    request: Request, error: ProblemError, language: str, settings: Settings, values: dict[str, str]
) -> Response:
    """Return a refusal in the page's language, with what the program says of it below."""
    kind = KINDS[error.slug]
    hint = f"hint_{error.slug}"
    told = {
        "title": kind.en if language == "en" else kind.vi,
        "slug": error.slug,
        "hint": words(language, "problem", "check").get(hint, ""),
        "detail": str(error),
    }
    if _is_part(request):
        return HTMLResponse(render("_check_problem.html", language, problem=told), kind.status)
    made = _page(request, language, settings, values, problem=told)
    made.status_code = kind.status
    return made
