"""The answer to a question: rows of instruments, the columns worth showing, and notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.graph import Graph
from kg.model import Instrument, Relation
from kg.status import status
from kg.vocab import load_vocabulary

#: Column to its heading in Vietnamese and English.
COLUMNS: dict[str, tuple[str, str]] = {
    "step": ("Bước", "Step"),
    "day": ("Ngày", "Day"),
    "event": ("Sự kiện", "Event"),
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
    "evidence": ("Căn cứ của dữ liệu", "Evidence"),
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
        state: status of the instrument on ``as_of``.
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

    def __getitem__(self, column: str) -> Cell:
        """Return the value of a column."""
        value: Cell = getattr(self, column)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to a question about an instrument.

    Attributes:
        question: slug of the question.
        iri: the instrument asked about.
        as_of: the day asked for.
        columns: columns worth showing, in order; keys of ``COLUMNS``.
        rows: the answer; every row has values for all columns.
        notes: what must be told with it, each in Vietnamese and English.
    """

    question: str
    iri: str
    as_of: datetime.date
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...] = ()


def answer(
    graph: Graph,
    iri: str,
    *,
    question: str,
    as_of: datetime.date,
    columns: tuple[str, ...],
    rows: Iterable[Row],
) -> Table:
    """Return a table; an empty one says what the graph covers, not that nothing exists."""
    found = tuple(rows)
    notes: tuple[tuple[str, str], ...] = ()
    if not found:
        day = graph.updated.isoformat() if graph.updated else "?"
        notes = (
            (
                f"Cơ sở dữ liệu ({len(graph)} văn bản, cập nhật {day}) không có kết quả; "
                "điều này không nói gì về việc đã ban hành hay chưa.",
                f"The graph ({len(graph)} instruments, updated {day}) has no answer; "
                "that does not mean that there is none.",
            ),
        )
    return Table(
        question=question,
        iri=graph.canonical(iri),
        as_of=as_of,
        columns=columns,
        rows=found,
        notes=notes,
    )


def plain_row(graph: Graph, instrument: Instrument, *, as_of: datetime.date) -> Row:
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
        state=status(graph, instrument.iri, as_of=as_of).state.value,
    )


def relation_row(
    graph: Graph,
    relation: Relation,
    *,
    show: End,
    as_of: datetime.date,
    step: int | None = None,
) -> Row:
    """Return the row of one end of a relation, as seen from the other end."""
    iri = relation.source if show == "source" else relation.target
    instrument = graph.instrument(iri)
    return Row(
        iri=iri,
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
        state=status(graph, iri, as_of=as_of).state.value,
    )


def inverse(kind: str) -> str:
    """Return the name of a kind of relation read backwards; itself if it has none."""
    entry = load_vocabulary().relations.get(kind)
    return entry.inverse if entry else kind


def addresses(graph: Graph, ids: Iterable[str]) -> tuple[str, ...]:
    """Return where the sources of these ids were read, each once; the id where it is unknown."""
    return tuple(dict.fromkeys(graph.sources[i].where if i in graph.sources else i for i in ids))


def signed_by(graph: Graph, relations: Iterable[Relation], day: datetime.date) -> list[Relation]:
    """Return the relations whose acting instrument was not signed after a day, oldest first."""
    dated = [(graph.instrument(relation.source).date, relation) for relation in relations]
    kept = [(date, relation) for date, relation in dated if date is None or date <= day]
    kept.sort(key=lambda pair: (pair[0] or datetime.date.max, pair[1].source))
    return [relation for _, relation in kept]
