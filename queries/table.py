"""The answer to a question: rows of instruments, the columns worth showing, and notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.contract import Store
from kg.model import Instrument, Relation
from kg.status import states
from kg.vocab import load_vocabulary

#: Column to its heading in Vietnamese and English.
COLUMNS: dict[str, tuple[str, str]] = {
    "step": ("Bước", "Step"),
    "day": ("Ngày", "Day"),
    "event": ("Sự kiện", "Event"),
    "count": ("Số văn bản", "Instruments"),
    "relation": ("Quan hệ", "Relation"),
    "number": ("Số, ký hiệu", "Number"),
    "type": ("Loại văn bản", "Type"),
    "date": ("Ngày ban hành", "Date"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "title": ("Tên gọi", "Title"),
    "state": ("Hiệu lực", "Status"),
    "valid_from": ("Từ ngày", "From"),
    "valid_to": ("Đến ngày", "To"),
    "parts": ("Phần", "Part"),
    "other": ("Văn bản liên quan", "Other instrument"),
    "other_iri": ("Mã định danh của văn bản liên quan", "IRI of the other"),
    "survives": ("Còn chỗ dựa khác", "Has another support"),
    "consequence": ("Hệ quả theo luật", "Consequence in law"),
    "evidence": ("Căn cứ của dữ liệu", "Evidence"),
    "field": ("Nội dung mâu thuẫn", "Contradiction in"),
    "value": ("Đang dùng", "Stands"),
    "others": ("Nguồn khác ghi", "Others say"),
    "why": ("Lý do", "Why"),
    "source": ("Nguồn", "Source"),
    "iri": ("Mã định danh", "IRI"),
}

#: Which end of a relation a row shows.
End = Literal["source", "target"]
Cell = str | int | datetime.date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an answer: an instrument and how it comes to be there.

    Attributes:
        iri, number, type, date, title, issuer: of the instrument.
        relation: name of the relation as read from the instrument asked about, for example
            ``implemented_by``; a vocabulary entry or the inverse of one.
        valid_from, valid_to: first and last day of the relation's effect.
        parts: what is touched, where it is not the whole.
        evidence: the words that state it.
        source: addresses of the sources.
        step: distance from the instrument asked about, 1 for direct.
        day, event: of a history, the day and what happened on it.
        state: status of the instrument on ``as_of``; of a change, on the day of the change.
        count: how many instruments, where the row counts some.
        other, other_iri: number and IRI of a further instrument that the row is about: the one it
            rests on, or the one that acts.
        survives: whether it rests on something that does not fall with the instrument asked about.
        consequence: what the law says becomes of it, see ``queries.depends_on``.
        field, value, others, why: of a contradiction between sources, what it is about, the value
            that stands, those that do not, and why; see ``kg.conflicts``.
    """

    iri: str
    number: str
    type: str
    issuer: str
    date: datetime.date | None = None
    title: str | None = None
    relation: str | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    parts: str | None = None
    evidence: str | None = None
    source: tuple[str, ...] = ()
    step: int | None = None
    day: datetime.date | None = None
    event: str | None = None
    state: str | None = None
    count: int | None = None
    other: str | None = None
    other_iri: str | None = None
    survives: bool | None = None
    consequence: str | None = None
    field: str | None = None
    value: str | None = None
    others: tuple[str, ...] = ()
    why: str | None = None

    def __getitem__(self, column: str) -> Cell:
        """Return the value of a column."""
        value: Cell = getattr(self, column)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to a question.

    Attributes:
        question: slug of the question.
        iri: the instrument asked about; ``None`` where the whole graph was.
        as_of: the day asked for.
        columns: columns worth showing, in order; keys of ``COLUMNS``.
        rows: the answer; every row has values for all columns.
        notes: what must be told with it, each in Vietnamese and English.
    """

    question: str
    iri: str | None
    as_of: datetime.date
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...] = ()


def tabulate(
    graph: Store,
    iri: str | None,
    *,
    question: str,
    as_of: datetime.date,
    columns: tuple[str, ...],
    rows: Iterable[Row],
    notes: tuple[tuple[str, str], ...] = (),
) -> Table:
    """Return a table, rows without a state getting theirs, all in one call.

    An empty table says what the graph covers, not that nothing exists.
    """
    found = _with_states(graph, list(rows), as_of)
    if not found:
        day = graph.updated.isoformat() if graph.updated else "?"
        nothing = (
            f"Cơ sở dữ liệu ({len(graph)} văn bản, cập nhật {day}) không có kết quả; "
            "điều này không nói gì về việc đã ban hành hay chưa.",
            f"The graph ({len(graph)} instruments, updated {day}) has no answer; "
            "that does not mean that there is none.",
        )
        notes = (nothing, *notes)
    return Table(
        question=question,
        iri=None if iri is None else graph.canonical(iri),
        as_of=as_of,
        columns=columns,
        rows=found,
        notes=notes,
    )


def _with_states(graph: Store, rows: list[Row], as_of: datetime.date) -> tuple[Row, ...]:
    known = states(graph, (row.iri for row in rows if row.state is None), as_of=as_of)
    return tuple(
        row if row.state is not None else replace(row, state=known[row.iri].value) for row in rows
    )


def plain_row(graph: Store, instrument: Instrument) -> Row:
    """Return the row of an instrument by itself."""
    ids = (id_ for found in instrument.sources.values() for id_ in found)
    return Row(
        iri=instrument.iri,
        number=instrument.number,
        type=instrument.type,
        issuer=instrument.issuer,
        date=instrument.date,
        title=instrument.title,
        source=addresses(graph, ids),
    )


def relation_row(graph: Store, relation: Relation, *, show: End, step: int | None = None) -> Row:
    """Return the row of one end of a relation, as seen from the other end."""
    instrument = graph.instrument(relation.source if show == "source" else relation.target)
    return _row(graph, instrument, relation, show=show, step=step)


def relation_rows(
    graph: Store,
    relations: Iterable[Relation],
    *,
    show: End,
    as_of: datetime.date,
    step: int | None = None,
) -> list[Row]:
    """Return a row for each of many relations, all seen from the same end, with their states."""
    return _rows(graph, _with_ends(graph, relations, show), show=show, as_of=as_of, step=step)


def acting_rows(
    graph: Store, relations: Iterable[Relation], *, as_of: datetime.date, step: int | None = None
) -> list[Row]:
    """Return a row for each relation whose acting instrument was signed by a day, oldest first."""
    ends = _signed(_with_ends(graph, relations, "source"), as_of)
    return _rows(graph, ends, show="source", as_of=as_of, step=step)


_Ends = list[tuple[Instrument, Relation]]


def _with_ends(graph: Store, relations: Iterable[Relation], show: End) -> _Ends:
    ends = [(r.source if show == "source" else r.target, r) for r in relations]
    graph.fetch([iri for iri, _ in ends])
    return [(graph.instrument(iri), relation) for iri, relation in ends]


def _signed(ends: _Ends, day: datetime.date) -> _Ends:
    kept = [pair for pair in ends if pair[0].date is None or pair[0].date <= day]
    kept.sort(key=lambda pair: (pair[0].date or datetime.date.max, pair[0].iri))
    return kept


def _rows(
    graph: Store, ends: _Ends, *, show: End, as_of: datetime.date, step: int | None
) -> list[Row]:
    if not ends:
        return []
    known = states(graph, (instrument.iri for instrument, _ in ends), as_of=as_of)
    return [
        _row(graph, instrument, relation, show=show, step=step, state=known[instrument.iri].value)
        for instrument, relation in ends
    ]


def _row(
    graph: Store,
    instrument: Instrument,
    relation: Relation,
    *,
    show: End,
    step: int | None,
    state: str | None = None,
) -> Row:
    return Row(
        iri=instrument.iri,
        number=instrument.number,
        type=instrument.type,
        issuer=instrument.issuer,
        date=instrument.date,
        title=instrument.title,
        relation=inverse(relation.kind) if show == "source" else relation.kind,
        valid_from=relation.valid_from,
        valid_to=relation.valid_to,
        parts=relation.parts,
        evidence=relation.evidence,
        source=addresses(graph, relation.sources),
        step=step,
        state=state,
    )


def name_of(instrument: Instrument) -> str:
    """Return what an instrument is called in a cell: number, else title, else IRI."""
    return instrument.number or instrument.title or instrument.iri


def inverse(kind: str) -> str:
    """Return the name of a kind of relation read backwards; itself if it has none."""
    entry = load_vocabulary().relations.get(kind)
    return entry.inverse if entry else kind


def addresses(graph: Store, ids: Iterable[str]) -> tuple[str, ...]:
    """Return where the sources of these ids were read, each once; the id where it is unknown."""
    return tuple(dict.fromkeys(graph.sources[i].where if i in graph.sources else i for i in ids))


def signed_by(graph: Store, relations: Iterable[Relation], day: datetime.date) -> list[Relation]:
    """Return the relations whose acting instrument was not signed after a day, oldest first."""
    return [relation for _, relation in _signed(_with_ends(graph, relations, "source"), day)]
