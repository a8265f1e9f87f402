"""A problem as whoever asks reads it: as JSON for systems, as a page for people."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from web.faults import told_of
from web.guard.methods import methods_of
from web.guard.origin import SAFE
from web.negotiation import chosen
from web.problems import BY_STATUS, KINDS, MEDIA_TYPE, ProblemError, response
from web.rendering import LANGUAGES, render, words

_CHOSEN = "lang"
#: Header of a page's own script, which puts what it gets into the page.
_IN_PART = "hx-request"
_SEE_OTHER, _NOT_TAKEN = 303, 405
_HTML, _FORMS = "text/html", {"html": ("text/html",), "json": (MEDIA_TYPE, "application/json")}


def install(app: FastAPI) -> None:
    """Have an application tell all its errors so."""

    @app.exception_handler(ProblemError)
    async def problem(request: Request, error: ProblemError) -> Response:
        return _of(request, error.slug, str(error), **error.more)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == _NOT_TAKEN:
            taken = methods_of(app, request.scope)
            told = _of(request, "method", f"ask with {' or '.join(taken)}.")
            told.headers["allow"] = ", ".join(taken)
            return told
        slug = BY_STATUS.get(error.status_code, "bad-request")
        told = _of(request, slug, str(error.detail))
        told.headers.update(error.headers or {})
        return told

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # What was sent is left out: it can be a draft.
        faults = told_of(error.errors())
        told = "; ".join(f"{fault['where']}: {fault['what']}" for fault in faults)
        return _of(request, "invalid", told, errors=faults)


def response_to(
    scope: Scope, headers: Headers, slug: str, detail: str, to: str | None = None, **more: object
) -> Response:
    """Return the response that tells a problem.

    Args:
        scope: of the request.
        headers: of the request.
        slug: the kind of problem, one of ``KINDS``.
        detail: what is wrong and what to do.
        to: page that a browser is sent to instead.
        more: further members of the JSON.
    """
    as_json = response(slug, detail, **more)
    if not _wants_page(headers.get("accept", "")):
        return as_json
    if to is not None and scope["method"] in SAFE and _IN_PART not in headers:
        return RedirectResponse(to, _SEE_OTHER)
    language = _language(scope, headers)
    kind = KINDS[slug]
    title = kind.vi if language == "vi" else kind.en
    hint = words(language, "problem").get(f"hint_{slug}", "")
    switch = f"/?lang={'en' if language == 'vi' else 'vi'}"
    told = {"slug": slug, "title": title, "detail": detail, "hint": hint}
    page = render("problem.html", language, path="", switch=switch, **told)
    kept = {n: v for n, v in as_json.headers.items() if n in ("retry-after", "www-authenticate")}
    return HTMLResponse(page, kind.status, kept)


def _of(request: Request, slug: str, detail: str, **more: object) -> Response:
    return response_to(request.scope, request.headers, slug, detail, None, **more)


def _wants_page(accept: str) -> bool:
    """Return whether HTML is asked for by name, and no less than JSON."""
    found = chosen(accept, _FORMS) if _HTML in accept.lower() else None
    return found is not None and found.form == "html"


def _language(scope: Scope, headers: Headers) -> str:
    asked = Request(scope).query_params.get(_CHOSEN)
    chosen = cookie_parser(headers.get("cookie", "")).get(_CHOSEN)
    return next((one for one in (asked, chosen) if one in LANGUAGES), LANGUAGES[0])
