"""The page where the token is typed, and leaving again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web.asked import PageLanguage
from web.guard.access import COOKIE, LASTS
from web.guard.door import SIGN_IN, Door
from web.guard.limits import client_of
from web.pages.page import page

ROUTER = APIRouter()
_SEE_OTHER, _FORBIDDEN, _TOO_MANY = 303, 401, 429
_TEMPLATE = "sign_in.html"
_LONGEST = 2000


@ROUTER.get(SIGN_IN)
async def form(request: Request, language: PageLanguage, next: str = "/") -> Response:  # noqa: A002
    """Show the form, or to whoever has signed in how to leave."""
    door: Door = request.app.state.door
    if not door.access.is_needed:
        return RedirectResponse("/", _SEE_OTHER)
    is_in = door.access.is_cookie(request.cookies.get(COOKIE, ""))
    return page(
        request, _TEMPLATE, language, to=_own_path(next), wrong=False, wait=False, is_in=is_in
    )


@ROUTER.post(SIGN_IN)
async def sign_in(
    request: Request,
    language: PageLanguage,
    token: Annotated[str, Form(max_length=_LONGEST)] = "",
    next: Annotated[str, Form(max_length=_LONGEST)] = "/",  # noqa: A002
) -> Response:
    """Give a browser the cookie if the token is right, and go on to the page asked for."""
    door: Door = request.app.state.door
    to = _own_path(next)
    right = door.signs_in(client_of(request.client.host if request.client else ""), token.strip())
    if not right:
        why = {"wrong": right is False, "wait": right is None, "is_in": False}
        shown = page(request, _TEMPLATE, language, at=SIGN_IN, to=to, **why)
        shown.status_code = _FORBIDDEN if right is False else _TOO_MANY
        return shown
    answer = RedirectResponse(to, _SEE_OTHER)
    # Behind a proxy that encrypts, the cookie is never sent in the clear.
    secure = request.headers.get("x-forwarded-proto") == "https"
    answer.set_cookie(
        COOKIE, door.access.cookie(), LASTS, httponly=True, samesite="strict", secure=secure
    )
    return answer


@ROUTER.post("/sign-out")
async def sign_out() -> Response:
    """Have the browser forget the cookie."""
    answer = RedirectResponse(SIGN_IN, _SEE_OTHER)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _own_path(path: str) -> str:
    """Return a path of this server; anything else could lead to another one."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
