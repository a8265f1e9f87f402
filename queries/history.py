"""What has happened to an instrument, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.graph import Graph
from kg.timeline import timeline
from queries.question import Question
from queries.table import Row, Table, addresses, answer, inverse, plain_row, relation_row

COLUMNS = ("day", "event", "number", "title", "parts", "evidence", "source")
#: Events that are fields of the instrument; all others are names of relations.
FIELDS = {"date": "signed", "effective": "effective", "expires": "last_day"}


def history(graph: Graph, iri: str, *, as_of: date) -> Table:
    """Return the events of an instrument in order of days, those of unknown day last.

    Events after ``as_of`` are included where they are known. ``event`` is ``signed``,
    ``effective``, ``last_day``, or the name of a relation such as ``amended_by``; the row shows
    the instrument that acts.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    itself = plain_row(graph, instrument, as_of=as_of)
    rows: list[Row] = []
    for name, label in FIELDS.items():
        day = getattr(instrument, name)
        if day is not None:
            source = addresses(graph, instrument.sources.get(name, ()))
            rows.append(replace(itself, day=day, event=label, source=source))
    for event in timeline(graph, instrument.iri).all():
        row = relation_row(graph, event.relation, show="source", as_of=as_of)
        rows.append(replace(row, day=event.day, event=inverse(event.relation.kind)))
    rows.sort(key=lambda row: row.day or date.max)
    return answer(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="history",
    vi="Lịch sử hiệu lực của {number}?",
    en="What is the history of {number}?",
    ask=history,
)
