"""SPARQL 1.1 Protocol, queries only."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.api.described import problems
from web.api.sent import FORM, media_type
from web.asked import TheLanes, TheSettings
from web.lanes import Lanes
from web.problems import ProblemError
from web.tasks.sparql import GRAPHS, READ_ONLY, TABLES, queried

ROUTER = APIRouter(tags=["linked data"])
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_ELSEWHERE = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_LONGEST, _LONGEST_ADDRESS = 100_000, 8000
_SHOWN = {types[0]: None for types in (*TABLES.values(), *GRAPHS.values())}
_WORDS = {
    "type": "string",
    "minLength": 1,
    "maxLength": _LONGEST,
    "description": "SELECT, ASK, CONSTRUCT or DESCRIBE. Prefixes: see docs/exchange.md.",
    "example": "SELECT ?n { ?x viendan:replaces ?y . ?x eli:number ?n } LIMIT 3",
}
_FORM = {"type": "object", "properties": {"query": _WORDS}, "required": ["query"]}
_BODIES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {FORM: {"schema": _FORM}, _QUERY: {"schema": _WORDS}},
    }
}
Format = Literal["json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml"]
_Format = Annotated[Format | None, Query(description="Of the answer, over the header `Accept`.")]


@ROUTER.get("/sparql", responses=problems(400, 406, 422, shown=_SHOWN))
async def sparql_get(
    request: Request,
    lanes: TheLanes,
    query: Annotated[
        str,
        Query(
            min_length=1,
            max_length=_LONGEST_ADDRESS,
            description=str(_WORDS["description"]),
            examples=[_WORDS["example"]],
        ),
    ],
    format: _Format = None,  # noqa: A002 - the name in the address
) -> Response:
    """Answer a SPARQL query.

    SELECT and ASK are answered as JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE as Turtle,
    N-Triples, JSON-LD or RDF/XML, by the header `Accept` or `format`. At most 10,000 rows are
    given; the header `viendan-cut` tells that there are more.
    """
    _local(request)
    return await _answer(request, lanes, query, format)


@ROUTER.post("/sparql", responses=problems(400, 406, 415, 422, shown=_SHOWN), openapi_extra=_BODIES)
async def sparql_post(
    request: Request,
    lanes: TheLanes,
    settings: TheSettings,
    format: _Format = None,  # noqa: A002 - the name in the address
) -> Response:
    """Answer a SPARQL query that stands in the body, as a form or by itself."""
    _local(request)
    kind = media_type(request)
    if kind == _UPDATE:
        raise _read_only()
    if kind == _QUERY:
        query = (await request.body()).decode("utf-8", "replace")
    elif kind == FORM:
        query = await _of_form(request, settings.limits.text)
    else:
        told = kind or "no content type"
        raise ProblemError("format", f"{told}: not read here. Send one of: {FORM}, {_QUERY}.")
    if not 0 < len(query) <= _LONGEST:
        raise ProblemError("invalid", f"query: has to be of 1 to {_LONGEST} characters.")
    return await _answer(request, lanes, query, format)


async def _of_form(request: Request, largest: int) -> str:
    async with request.form(max_files=0, max_fields=20, max_part_size=largest) as form:
        if "update" in form:
            raise _read_only()
        if any(name in form for name in _ELSEWHERE):
            raise _one_graph()
        queries = [str(query) for query in form.getlist("query")]
    if len(queries) != 1:
        raise ProblemError("invalid", f"query: stands {len(queries)} times. Give it once.")
    return queries[0]


def _local(request: Request) -> None:
    """See to it that nothing but the graph of this machine is asked.

    Raises:
        ProblemError: another one is named, or an update is asked for.
    """
    if "update" in request.query_params:
        raise _read_only()
    if any(name in request.query_params for name in _ELSEWHERE):
        raise _one_graph()


def _read_only() -> ProblemError:
    return ProblemError("forbidden", READ_ONLY)


def _one_graph() -> ProblemError:
    return ProblemError(
        "bad-request", f"{', '.join(_ELSEWHERE)}: there is one graph only. Leave them out."
    )


async def _answer(request: Request, lanes: Lanes, query: str, form: str | None) -> Response:
    answer = await lanes.sparql.run(queried, query, request.headers.get("accept"), form)
    return answer.response()
