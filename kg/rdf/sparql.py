"""SPARQL over the graph: SELECT, ASK and CONSTRUCT, read-only, offline and bounded in time.

Evaluated by pyoxigraph; the ontology is loaded beside the data, so a query can follow
``rdfs:subPropertyOf``. rdflib evaluates the same queries but loads and answers many times more
slowly; figures in docs/exchange.md.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from itertools import accumulate, chain
from pathlib import Path

import pyoxigraph as ox

from kg.contract import Store
from kg.errors import RecordError
from kg.rdf.answer import Answer, Cell
from kg.rdf.names import BASE, Names, prefixes
from kg.rdf.ontology import ontology
from kg.rdf.terms import XSD
from kg.rdf.writing import triples

SECONDS = 30.0
"""How long a query may take unless the caller says otherwise."""
MAX_ROWS = 100_000
"""Largest number of rows of an answer."""
_DEEPEST = 100

_TRIPLE = ("subject", "predicate", "object")
# What may hold the word without being the keyword: IRIs, strings, variables and comments; an
# escaped sign of a prefixed name opens none of them. Prefixed names stay, for the engine lets a
# keyword touch what follows it.
_QUOTED = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | \\. | [?$]\w+ | \#[^\n\r]*""",
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def sparql(store: Store, query: str, *, base: str = BASE, seconds: float = SECONDS) -> Answer:
    """Return what a query finds; the graph is loaded once until it changes.

    The prefixes of ``kg.rdf.names.prefixes`` are declared, and ``<akn/vn/act/…>`` is an
    instrument. A query that runs out of time is left to end with the process: whoever answers
    strangers runs queries in a process that can be stopped.

    Raises:
        RecordError: the query is malformed, changes data, asks another server, takes too long or
            finds too much.
    """
    _check(query)
    key = ("sparql", base)
    loaded: ox.Store | None = store.memo.get(key)
    if loaded is None:
        loaded = ox.Store()
        said = chain(triples(store, Names(base)), ontology())
        loaded.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in said)
        store.memo[key] = loaded
    data = loaded
    return _within(seconds, lambda: _evaluate(data, query, base))


def read_query(words: str) -> str:
    """Return the query, or that of the file which ``words`` name; a query has braces.

    Raises:
        RecordError: neither a query nor a file of UTF-8 text.
    """
    if "{" in words:
        return words
    try:
        return Path(words).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise RecordError(
            f"{words!r}: neither a query nor a file that can be read: {error}. Give one of them."
        ) from error


def _check(query: str) -> None:
    # Escapes are undone first, as the standard and the engine do.
    unescaped = _ESCAPED.sub(lambda m: _character(int(m[1] or m[2], 16)), query)
    bare = _QUOTED.sub(" ", unescaped)
    if _depth(bare) > _DEEPEST:
        raise RecordError(
            f"query: brackets stand more than {_DEEPEST} deep in one another. Take it apart."
        )
    if _SERVICE.search(bare):
        raise RecordError(
            "SERVICE: queries are answered from the local graph only. Leave the clause out."
        )


def _depth(query: str) -> int:
    """Return how deep brackets stand in one another; the engine's parser calls itself for each."""
    steps = (1 if char in "{([" else -1 for char in query if char in "{([])}")
    return max(accumulate(steps), default=0)


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else " "


def _evaluate(data: ox.Store, query: str, base: str) -> Answer:
    try:
        found = data.query(query, base_iri=f"{base}/", prefixes=prefixes(base))
        if isinstance(found, ox.QueryBoolean):
            said = ox.Literal(str(bool(found)).lower(), datatype=ox.NamedNode(f"{XSD}boolean"))
            return Answer(kind="ask", columns=("answer",), rows=((said,),))
        if isinstance(found, ox.QueryTriples):
            # A template may build one triple for several solutions; a graph holds it once.
            parts = ((t.subject, t.predicate, t.object) for t in dict.fromkeys(found))
            return Answer(kind="construct", columns=_TRIPLE, rows=_taken(parts))
        columns = tuple(variable.value for variable in found.variables)
        return Answer(kind="select", columns=columns, rows=_taken(map(tuple, found)))
    except SyntaxError as error:
        raise RecordError(
            f"query: {error.msg}. Only SELECT, ASK and CONSTRUCT are answered."
        ) from error


def _taken(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    taken: list[tuple[Cell, ...]] = []
    for row in rows:
        if len(taken) == MAX_ROWS:
            raise RecordError(f"query: more than {MAX_ROWS:,} rows. Add a LIMIT.")
        taken.append(row)
    return tuple(taken)


def _within(seconds: float, evaluate: Callable[[], Answer]) -> Answer:
    """Return what is evaluated in a thread, which the engine leaves free to be watched."""
    answers: list[Answer] = []
    errors: list[str] = []

    def work() -> None:
        try:
            answers.append(evaluate())
        except RecordError as error:
            # Words only: the error would carry the engine's iterator into another thread.
            errors.append(str(error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise RecordError(errors[0])
    if not answers:
        raise RecordError(f"query: not answered within {seconds:g} s. Narrow it, or allow more.")
    return answers[0]
