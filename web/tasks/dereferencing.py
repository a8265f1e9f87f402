"""What stands at the IRI of an instrument, in the form that was asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from web.answer import Answer
from web.tasks.instrument_page import instrument_page
from web.tasks.instruments import instrument_card
from web.tasks.rdf import instrument_rdf
from web.tasks.refusing import not_in_data
from web.tasks.tools import Tools

FORMS = {
    "html": ("text/html",),
    "jsonld": ("application/ld+json",),
    "turtle": ("text/turtle",),
    "json": ("application/json",),
}
"""Media types of the forms by their names, the first one for whoever accepts all."""


class Wanted(NamedTuple):
    """What is wanted of an instrument.

    Attributes:
        form: a key of ``FORMS``.
        as_of: day asked for; ``None`` for today.
        known: only what was public by this day.
        language: of a page.
        today: of the office.
        query: of the address, kept where an IRI leads to another.
    """

    form: str
    as_of: date | None
    known: date | None
    language: str
    today: date
    query: str


def dereferenced(tools: Tools, iri: str, wanted: Wanted) -> Answer:
    """Return what is told of an instrument at its IRI.

    A provisional IRI that has been merged leads to the one that counts.

    Raises:
        ProblemError: the data has none at this IRI.
    """
    graph = tools.graph
    if iri not in graph:
        raise not_in_data(graph, iri)
    found = graph.canonical(iri)
    if found != iri:
        return moved(found, wanted.query)
    return _told(tools, iri, wanted)._replace(headers=_links(iri, wanted.form))


def moved(path: str, query: str) -> Answer:
    """Return that an answer stands at another path for good."""
    place = f"{path}?{query}" if query else path
    return Answer(b"", "text/plain", 308, headers=(("location", place),))


def _told(tools: Tools, iri: str, wanted: Wanted) -> Answer:
    day = wanted.as_of or wanted.today
    if wanted.form == "html":
        return instrument_page(
            tools,
            iri,
            as_of=day,
            known=wanted.known,
            language=wanted.language,
            today=wanted.today,
        )
    if wanted.form == "json":
        return instrument_card(tools, iri, as_of=day, known=wanted.known)
    return instrument_rdf(tools, iri, wanted.form, known=wanted.known)


def _links(iri: str, form: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that tell of the other forms."""
    others = (
        f'<{iri}?format={name}>; rel="alternate"; type="{types[0]}"'
        for name, types in FORMS.items()
        if name != form
    )
    return (
        ("vary", "Accept, Cookie"),
        ("link", ", ".join((f'<{iri}>; rel="canonical"', *others))),
    )
