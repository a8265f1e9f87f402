"""Pages that are made where the graph is: their frame, and the language that is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from web.answer import Answer
from web.asked import COOKIE


def in_other_language(request: Request, language: str) -> str:
    """Return the address of the same page in the other language."""
    other = "en" if language == "vi" else "vi"
    return str(request.url.include_query_params(lang=other).replace(scheme="", netloc=""))


def shown(request: Request, answer: Answer, language: str) -> Response:
    """Return a page as a response; the language asked for is kept in a cookie."""
    made = answer.response()
    if "lang" in request.query_params:
        made.set_cookie(COOKIE, language, httponly=True, samesite="strict")
    return made
