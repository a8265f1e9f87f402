"""Living instruments that rest on what has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.model import Relation
from kg.state import ENDED, State
from kg.status import states
from kg.timeline import successors
from queries.question import Question
from queries.supports import GROUNDS, Supports, prefetched
from queries.table import Row, Table, name_of, relation_row, signed_by, tabulate

COLUMNS = (
    "relation",
    "number",
    "date",
    "issuer",
    "title",
    "other",
    "other_iri",
    "state",
    "survives",
    "evidence",
    "source",
)
_UNKNOWN = (
    "Gồm cả văn bản chưa xác định được tình trạng hiệu lực; văn bản đã chuyển sang căn cứ, "
    "triển khai văn bản thay thế thì không tính.",
    "Instruments of unknown status are included; those that also rest on a living successor "
    "are not.",
)


def orphans(graph: Store, iri: str | None = None, *, as_of: date) -> Table:
    """Return the instruments, signed by ``as_of`` and not ended, whose ground has ended.

    Grounds are what an instrument is based on, guides or implements; a row stands for one of
    them, named by ``other``, and ``survives`` tells whether another support lives. An instrument
    that rests on a living successor too is no orphan. The order is that of dates and IRIs.

    Args:
        graph: the graph to ask.
        iri: ask only of what this instrument left behind; ``None`` for the whole graph.
        as_of: the day asked for.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    suspects = [graph.canonical(iri)] if iri else [i.iri for i in graph.instruments]
    known = states(graph, suspects, as_of=as_of)
    left = [r for dead in _ended(graph, known) for r in _resting(graph, dead, as_of)]
    supports = Supports(graph, dict.fromkeys(r.source for r in left), as_of=as_of)
    rows = [
        _row(graph, relation, supports)
        for relation in left
        if supports.lives(relation.source)
        and not _carried_on(graph, relation, supports, as_of=as_of)
    ]
    rows.sort(key=lambda row: (row.date or date.max, row.iri, row.other_iri, row.relation))
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows,
        notes=(_UNKNOWN,) if rows else (),
    )


def _ended(graph: Store, known: dict[str, State]) -> Iterator[str]:
    return prefetched(graph, (iri for iri, state in known.items() if state in ENDED))


def _resting(graph: Store, dead: str, as_of: date) -> list[Relation]:
    return signed_by(graph, graph.incoming(dead, kinds=GROUNDS), as_of)


def _carried_on(graph: Store, relation: Relation, supports: Supports, *, as_of: date) -> bool:
    heirs = successors(graph, relation.target, as_of=as_of)
    return not supports.others(relation.source, than=relation.target).isdisjoint(heirs)


def _row(graph: Store, relation: Relation, supports: Supports) -> Row:
    ground = graph.instrument(relation.target)
    # Seen from the orphan, which the row shows: its own word for what it does to its ground.
    return replace(
        relation_row(graph, relation, show="source"),
        relation=relation.kind,
        other=name_of(ground),
        other_iri=ground.iri,
        survives=bool(supports.others(relation.source, than=ground.iri)),
    )


QUESTION = Question(
    slug="orphans",
    vi="Văn bản nào còn hiệu lực mà căn cứ đã hết hiệu lực?",
    en="Which living instruments rest on what has ended?",
    ask=orphans,
    phrases=(
        "(mồ côi|orphan|orphans|orphaned)",
        "<nào> (mồ côi|orphan|orphans|orphaned)",
        "<nào> <còn hiệu lực> [(<căn cứ>|<basis>)] (<căn cứ>|<basis>) <mất rồi>",
        "<còn hiệu lực> <nào> with <mất rồi> (<căn cứ>|<basis>)",
        "<nào> with <mất rồi> (<căn cứ>|<basis>)",
        "<nào> <còn hiệu lực> [trong] khi <nào> <làm căn cứ> <mất rồi>",
        "<nào> <còn hiệu lực> <nào> <làm căn cứ> <mất rồi>",
        "<nào> <làm căn cứ> <mất rồi> <còn hiệu lực>",
        "<nào> [mà] (<căn cứ>|<basis>) <mất rồi> <còn hiệu lực>",
        "<nào> (<căn cứ>|<basis>) <mất rồi>",
        "<nào> <còn hiệu lực> [<be>] (<based on>|(<căn cứ>|<basis>)) <mất rồi>",
        "<nào> <mất rồi> (<căn cứ>|<basis>)",
        "<nào> (mất|không còn|thiếu|lost|lose|without) (<căn cứ>|<basis>)",
        "<nào> <còn hiệu lực> (mất|không còn|lost|without) (<căn cứ>|<basis>)",
        "<nào> <còn hiệu lực> <based on> <mất rồi>",
        "<nào> cần rà soát vì (<căn cứ>|<basis>) <mất rồi>",
        "<nào> (<căn cứ>|<basis>) vào <văn bản> <mất rồi>",
        "<còn hiệu lực> <nào> (<based on>|<căn cứ>) <mất rồi>",
        "<nào> <còn hiệu lực> (<viện dẫn>|<căn cứ>|<based on>) <basis> <mất rồi>",
        "<nào> [<còn hiệu lực>] dùng <căn cứ> <mất rồi>",
    ),
    subject="graph",
    narrows=True,
)
