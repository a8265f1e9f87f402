"""What changed in the law between two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.errors import LegalGraphError
from kg.model import Instrument
from kg.status import states
from queries.question import Question
from queries.supports import prefetched
from queries.table import Row, Table, addresses, name_of, plain_row, tabulate
from queries.turns import Turn, Window, touched, turns

COLUMNS = (
    "day",
    "event",
    "number",
    "type",
    "date",
    "title",
    "state",
    "relation",
    "other",
    "other_iri",
    "parts",
    "evidence",
    "source",
)
_COVERAGE = (
    "Chỉ gồm thay đổi có trong dữ liệu; không có dòng nào không có nghĩa là không có thay đổi.",
    "Only changes recorded in the graph; no row does not mean that nothing changed.",
)


def changes(graph: Store, iri: str | None = None, *, as_of: date, since: date) -> Table:
    """Return what happened to instruments after ``since`` and up to ``as_of``, day by day.

    A row is one event of one instrument, told by ``event``: ``effective``, ``signed`` (where no
    source states an effective day), ``period_ended``, ``partly_ended``, ``lapsed``, ``over`` (a
    relation ran out, named by ``relation``), ``day_unknown`` (shown at the earliest day it can
    have had), ``state`` (another state for a reason the other rows do not tell), or the name of
    what was done to it such as ``replaced_by``. ``state`` is that on the day of the event, and
    ``other`` the instrument that acts. An instrument whose status differs between the two days
    has a row.

    Args:
        graph: the graph to ask.
        iri: ask only of this instrument; ``None`` for the whole graph.
        as_of: the last day, inclusive.
        since: the day from which on changes are told, itself excluded.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
        LegalGraphError: ``since`` is after ``as_of``.
    """
    if since > as_of:
        raise LegalGraphError(
            f"changes: since={since} is after as_of={as_of}. Give the earlier day as since."
        )
    window = Window(since, as_of)
    asked = {graph.canonical(iri)} if iri else touched(graph, window)
    rows = [
        _row(graph, instrument, turn)
        for instrument in map(graph.instrument, prefetched(graph, sorted(asked)))
        for turn in turns(graph, instrument, window)
    ]
    rows.sort(key=lambda row: (row.day or date.max, row.iri))
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=_on_their_days(graph, rows),
        notes=(_COVERAGE,),
    )


def _row(graph: Store, instrument: Instrument, turn: Turn) -> Row:
    row = replace(plain_row(graph, instrument), day=turn.day, event=turn.event)
    if turn.field:
        row = replace(row, source=addresses(graph, instrument.sources.get(turn.field, ())))
    if turn.relation is None:
        return row
    actor = graph.instrument(turn.relation.source)
    return replace(
        row,
        relation=turn.named,
        other=name_of(actor),
        other_iri=actor.iri,
        valid_from=turn.relation.valid_from,
        valid_to=turn.relation.valid_to,
        parts=turn.relation.parts,
        evidence=turn.relation.evidence,
        source=addresses(graph, turn.relation.sources),
    )


def _on_their_days(graph: Store, rows: list[Row]) -> list[Row]:
    """Return the rows with the state that each instrument has on the day of its row."""
    by_day: dict[date, list[str]] = {}
    for row in rows:
        if row.day:
            by_day.setdefault(row.day, []).append(row.iri)
    known = {day: states(graph, iris, as_of=day) for day, iris in by_day.items()}
    return [replace(row, state=known[row.day][row.iri].value) for row in rows if row.day]


QUESTION = Question(
    slug="changes",
    vi="Pháp luật thay đổi những gì giữa hai ngày?",
    en="What changed in the law between two days?",
    ask=changes,
    options=("since",),
    phrases=(
        "pháp luật [có] [<nào>] <thay đổi> [<nào>]",
        "<thay đổi> {since} {until}",
        "<thay đổi> {since}",
        "<thay đổi> {period}",
        "<nào> <thay đổi> {since} {until}",
        "<nào> [có] <thay đổi> [<hết hiệu lực>] [<sửa đổi>] {since} {until}",
        "<nào> [có] <thay đổi> <thay đổi> [<thay đổi>] {since} {until}",
        "<nào> <bị> <thay đổi> [<thay đổi>] {since} {until}",
        "<nào> <thay đổi> {period}",
        "{since} {until} [<nào>] [có] <thay đổi> [<nào>]",
        "{since} {until} <nào> <thay đổi>",
        "{period} [<nào>] [có] <thay đổi> [<nào>]",
        "{since} [<nào>] [có] <thay đổi> [<nào>]",
        "<thay đổi> {x} {since} {until}",
        "{x} <thay đổi> {since} {until}",
    ),
    subject="graph",
    narrows=True,
)
