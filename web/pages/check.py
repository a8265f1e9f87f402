"""The page where a draft is checked."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.asked import PageLanguage
from web.pages.page import page

ROUTER = APIRouter()


@ROUTER.get("/")
async def start(request: Request, language: PageLanguage) -> HTMLResponse:
    """Show the form."""
    return page(request, "check.html", language)
