"""Answers to SPARQL queries in the formats of the standard; read-only, within this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from kg.errors import MissingExtraError, RecordError
from web.answer import Answer
from web.negotiation import Chosen, chosen
from web.problems import ProblemError
from web.tasks.tools import Tools

if TYPE_CHECKING:
    from kg.rdf.answer import Answer as Found

MOST = 10_000
"""Rows or triples of one answer."""
CUT = "viendan-cut"
"""Header that tells that there are more rows than were given."""
READ_ONLY = "the data are only read here. `viendan import` adds to them."
# Longer than any process is let work: what takes too long ends with its process.
_SECONDS = 3600.0
TABLES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "turtle": ("text/turtle",),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml"),
}
"""Media types of the formats of tables and of graphs, the first one for whoever accepts all."""
_GRAPH = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
"""Their names in pyoxigraph."""
_NO_KEYWORD = re.compile(
    r"""<[^<>\s]*> | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | [?$:]\w+ | \w+: | \#[^\n\r]*""",
    re.VERBOSE,
)
_CHANGES = re.compile(
    r"^\s*(?:(?:base|prefix)\s+)*(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)


def queried(tools: Tools, query: str, accept: str | None, form: str | None) -> Answer:
    """Return the answer to a query.

    Args:
        tools: with the graph.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        accept: the header of the request.
        form: a key of ``TABLES`` or ``GRAPHS``, over ``accept``.

    Raises:
        ProblemError: the query is malformed, asks for other data, or has no such format.
    """
    if _FROM.search(_NO_KEYWORD.sub(" ", query)):
        raise ProblemError("bad-request", "FROM: there is one graph only. Leave the clause out.")
    try:
        # Imported here: the server runs without the extra, too.
        from kg.rdf.sparql import sparql

        found = sparql(tools.graph, query, seconds=_SECONDS)
    except MissingExtraError as error:
        raise ProblemError("fault", str(error)) from error
    except RecordError as error:
        if _CHANGES.search(_NO_KEYWORD.sub(" ", query)):
            raise ProblemError("forbidden", READ_ONLY) from error
        raise ProblemError("bad-request", str(error)) from error
    offered = GRAPHS if found.kind == "construct" else TABLES
    wished = chosen(accept, offered) if form is None else _named(form, offered)
    if wished is None:
        types = ", ".join(types[0] for types in offered.values())
        raise ProblemError("not-acceptable", f"{found.kind}: given as one of {types}.")
    kept = replace(found, rows=found.rows[:MOST])
    headers: tuple[tuple[str, str], ...] = (("vary", "Accept"),)
    if len(found.rows) > MOST:
        told = f"{MOST} of {len(found.rows)} rows; ask for the others with LIMIT and OFFSET"
        headers += ((CUT, told),)
    media_type = f"{wished.media_type}; charset=utf-8"
    return Answer(_written(kept, wished.form), media_type, headers=headers)


def _named(form: str, offered: Mapping[str, tuple[str, ...]]) -> Chosen | None:
    return Chosen(form, offered[form][0]) if form in offered else None


def _written(found: Found, name: str) -> bytes:
    import pyoxigraph as ox

    if found.kind == "construct":
        triples = (ox.Triple(*row) for row in found.rows)  # type: ignore[arg-type]
        return cast("bytes", ox.serialize(triples, format=getattr(ox.RdfFormat, _GRAPH[name])))
    if name == "json":
        return found.json().encode()
    if name == "csv":
        return found.csv().encode()
    read = ox.parse_query_results(found.json().encode(), format=ox.QueryResultsFormat.JSON)
    return cast("bytes", read.serialize(format=getattr(ox.QueryResultsFormat, name.upper())))
