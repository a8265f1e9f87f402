"""The page that shows the description of the interface, and tries it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.asked import PageLanguage
from web.pages.page import page

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/docs")
async def docs(request: Request, language: PageLanguage) -> HTMLResponse:
    """Show the operations with their parameters, examples and answers."""
    return page(request, "docs.html", language)
