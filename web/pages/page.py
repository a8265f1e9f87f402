"""A page of the server as a response."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.asked import COOKIE
from web.rendering import render


def page(
    request: Request, template: str, language: str, *, at: str | None = None, **values: object
) -> HTMLResponse:
    """Return a page that needs no graph; the language asked for is kept in a cookie.

    Args:
        request: what is answered.
        template: as of ``render``.
        language: of the page.
        at: path of the page where a form is answered, whose own address cannot be gone to.
        values: as of ``render``.
    """
    other = "en" if language == "vi" else "vi"
    switch = str(request.url.include_query_params(lang=other).replace(scheme="", netloc=""))
    if at is not None:
        switch = f"{at}?lang={other}"
    path = at or request.url.path
    made = HTMLResponse(render(template, language, path=path, switch=switch, **values))
    if "lang" in request.query_params:
        made.set_cookie(COOKIE, language, httponly=True, samesite="strict")
    return made
