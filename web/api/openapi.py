"""The description of the interface (OpenAPI 3.1), whole: errors, access, groups of operations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from web.api.described import PROBLEM_REF, Problem, without_null
from web.problems import MEDIA_TYPE

_ABOUT = """Checks the citations of Vietnamese administrative drafts and answers questions about
the instruments that they cite. Answers are the JSON of the command line `viendan`.

* Members of an answer are never renamed or removed within a version of its `schema`
  (`viendan.check/1`); new ones may be added with a new version.
* Errors are problems (RFC 9457). Their `type` never changes.
* "Not in the data" says nothing of whether an instrument was issued; `coverage` tells what the
  data covers.
* Nothing that is sent is kept or logged.
"""
_TAGS = {
    "check": "Judging the citations of a draft.",
    "read": "What stands in a draft, unjudged.",
    "instruments": "Looking up instruments.",
    "questions": "Asking about instruments and the whole graph.",
    "linked data": "IRIs that resolve, and SPARQL.",
    "rules": "What drafts are judged by.",
    "audits": "Many documents at once.",
    "state": "Whether the server works.",
}
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "Needed where the server was started with `--token`.",
}


@asynccontextmanager
async def _described(app: FastAPI) -> AsyncIterator[None]:
    """Give an application its description when it starts, for it is whole by then."""
    app.openapi = lambda: _kept(app)  # type: ignore[method-assign]
    yield


ROUTER = APIRouter(lifespan=_described)


def _kept(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = description(app)
    return app.openapi_schema


def description(app: FastAPI) -> dict[str, Any]:
    """Return the description of an application."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        description=_ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": words} for name, words in _TAGS.items()],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    for path in made["paths"].values():
        for operation in path.values():
            _tidy(operation)
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    parts["securitySchemes"] = {"token": _TOKEN}
    # Without a token of its own the server takes requests of this machine without one.
    made["security"] = [{}, {"token": []}]
    return made


def _tidy(operation: dict[str, Any]) -> None:
    """Make the first sentence the summary; tell parameters as they can be sent."""
    summary, _, rest = operation.get("description", "").partition("\n")
    if summary:
        operation["summary"] = summary.rstrip(".")
    operation["description"] = rest.strip()
    for response in operation["responses"].values():
        told = response.get("content", {}).get("application/json", {}).get("schema", {})
        if told.get("$ref", "").endswith("/HTTPValidationError"):
            response["content"] = {MEDIA_TYPE: {"schema": PROBLEM_REF}}
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = without_null(parameter["schema"])
