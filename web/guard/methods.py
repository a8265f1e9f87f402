"""Which methods an address takes."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import Scope

_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_OF_FILES = ("GET", "HEAD")


def methods_of(app: FastAPI, scope: Scope) -> tuple[str, ...]:
    """Return the methods that an address takes, by all routes that it has.

    Starlette names those of the first route alone.

    Args:
        app: with the routes.
        scope: of a request to the address.
    """
    routes = [route for route in app.routes if not isinstance(route, Mount)]
    found = []
    for method in _METHODS:
        asked = {**scope, "method": method}
        if any(route.matches(asked)[0] is Match.FULL for route in routes):
            found.append(method)
    return tuple(found) or _OF_FILES
