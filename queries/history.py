"""What has happened to an instrument, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.timeline import timeline
from queries.question import Question
from queries.table import Row, Table, addresses, inverse, plain_row, relation_row, tabulate

COLUMNS = ("day", "event", "number", "title", "parts", "evidence", "source")
#: Events that are fields of the instrument; all others are names of relations.
FIELDS = {"date": "signed", "effective": "effective", "expires": "last_day"}


def history(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the events of an instrument in order of days, those of unknown day last.

    Events after ``as_of`` are included where they are known. ``event`` is ``signed``,
    ``effective``, ``last_day``, or the name of a relation such as ``amended_by``; the row shows
    the instrument that acts.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    itself = plain_row(graph, instrument)
    rows: list[Row] = []
    for name, label in FIELDS.items():
        day = getattr(instrument, name)
        if day is not None:
            source = addresses(graph, instrument.sources.get(name, ()))
            rows.append(replace(itself, day=day, event=label, source=source))
    for event in timeline(graph, instrument.iri).all():
        row = relation_row(graph, event.relation, show="source")
        rows.append(replace(row, day=event.day, event=inverse(event.relation.kind)))
    # Stable: on one day its own days come first, then ends, changes, pauses, extensions.
    rows.sort(key=lambda row: row.day or date.max)
    return tabulate(graph, iri, question=QUESTION.slug, as_of=as_of, columns=COLUMNS, rows=rows)


QUESTION = Question(
    slug="history",
    vi="Lịch sử hiệu lực của {number}?",
    en="What is the history of {number}?",
    ask=history,
    phrases=(
        "<lịch sử> {x}",
        "<lịch sử> (<sửa đổi>|<hiệu lực>|<thay đổi>) [<thay thế>] {x}",
        "what [has] happened [to] {x}",
        "how [has|did] {x} (changed|change|evolve|evolved|develop|developed)",
        "{x} (trải qua|đã trải qua) [<thay đổi>] [<nào>]",
        "{x} thay đổi thế nào [từ khi ban hành]",
        "(chuyện gì|điều gì) [đã] xảy ra với {x}",
        "{x} <lịch sử>",
        "{x} <bị> (<sửa đổi>|<thay đổi>) [<thay thế>] như thế nào",
        "(các phiên bản|phiên bản|versions) {x}",
        "{x} (trải qua|đã qua) [những] [lần] <sửa đổi> [nào]",
    ),
)
