"""The application: routes, pages, and what stands before them."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import ASGIApp

from web.api import ROUTERS as API
from web.guard import told
from web.guard.door import Door
from web.guard.front import Front
from web.guard.sign_in import ROUTER as SIGN_IN
from web.lanes import Lanes
from web.metrics import Metrics
from web.pages import ROUTERS as PAGES
from web.rendering import offer_leaving
from web.settings import Settings
from web.static_files import static_files


def create_app(settings: Settings, lanes: Lanes) -> ASGIApp:
    """Return the application.

    Args:
        settings: of the server.
        lanes: the processes that work; whoever has started them ends them.
    """
    app = FastAPI(
        title="viendan",
        version=version("viendan"),
        docs_url=None,
        redoc_url=None,
    )
    door, metrics = Door(settings), Metrics(lanes)
    app.state.settings, app.state.lanes = settings, lanes
    app.state.door, app.state.metrics = door, metrics
    offer_leaving(settings.token is not None)
    told.install(app)
    for router in API:
        app.include_router(router)
    for router in (*PAGES, SIGN_IN):
        app.include_router(router, include_in_schema=False)
    app.mount("/static", static_files(), name="static")
    return Front(app, settings.limits, door, metrics)
