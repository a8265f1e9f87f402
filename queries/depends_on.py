"""What depends on an instrument: the impact if it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from kg.contract import Store
from kg.lapse import BASED_ON, CONTINUES_FROM, GUIDES, IMPLEMENTS
from kg.model import Relation
from kg.state import ENDED
from kg.status import status
from kg.timeline import kinds_that, timeline
from queries.question import Question
from queries.supports import Supports, prefetched, resting_kinds
from queries.table import Row, Table, acting_rows, inverse, name_of, tabulate

COLUMNS = (
    "step",
    "relation",
    "number",
    "date",
    "issuer",
    "title",
    "other",
    "other_iri",
    "state",
    "survives",
    "consequence",
    "evidence",
    "source",
)


class Consequence(StrEnum):
    """What becomes of an instrument when the one asked about ends.

    ``lapses``: it details that one and nothing else that lives, so it ends with it (Luật
    80/2015/QH13 Điều 154.4). ``needs_check``: it goes on unless contrary to what follows (Luật
    64/2025/QH15 Điều 57.2), or no statute decides; it has to be read. ``continues``: it has
    another support and only an indirect tie. ``no_rule``: it names the instrument as a basis, for
    which no statute says anything. ``ended``: it has ended already.
    """

    LAPSES = "lapses"
    NEEDS_CHECK = "needs_check"
    CONTINUES = "continues"
    NO_RULE = "no_rule"
    ENDED = "ended"


def depends_on(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return everything signed by ``as_of`` that rests on this instrument, step by step.

    It rests on it by basis, guidance, implementation or amendment. Each instrument comes once, at
    its shortest distance and by its closest tie; ``other`` is what it rests on there. The end is
    supposed to come on ``as_of``, unless the instrument has ended before. ``survives`` tells
    whether something that does not fall with it, as far as the graph knows, still bears the row's
    instrument, empty where that has ended already; ``consequence`` is one of ``Consequence``.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    own = graph.canonical(iri)
    found = status(graph, own, as_of=as_of)
    day = found.since if found.state in ENDED and found.since else as_of
    rows = _judged(graph, own, _reach(graph, own, as_of), as_of, day)
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows,
        notes=(_law(day),) if rows else (),
    )


def _judged(graph: Store, own: str, rows: list[Row], as_of: date, day: date) -> list[Row]:
    """Return the rows with what becomes of each when ``own`` ends on ``day``."""
    supports = Supports(graph, [row.iri for row in rows], as_of=as_of)
    bearing = supports.still_borne(falling=own)
    told: dict[str, Consequence] = {}
    judged: list[Row] = []
    for row in rows:
        if not supports.lives(row.iri):
            told[row.iri] = Consequence.ENDED
            judged.append(replace(row, consequence=Consequence.ENDED.value))
            continue
        survives = row.iri in bearing
        told[row.iri] = (
            _direct(graph, row.iri, own, supports, day)
            if row.step == 1
            else _indirect(row, told, survives=survives)
        )
        judged.append(replace(row, survives=survives, consequence=told[row.iri].value))
    return judged


def _reach(graph: Store, own: str, as_of: date) -> list[Row]:
    rows: list[Row] = []
    closest = resting_kinds()
    seen, level, step = {own}, [own], 1
    while level:
        following: list[str] = []
        for here in prefetched(graph, level):
            name = name_of(graph.instrument(here))
            new: dict[str, Relation] = {}
            for relation in sorted(graph.incoming(here, kinds=closest), key=_closeness):
                if relation.source not in seen:
                    new.setdefault(relation.source, relation)
            for row in acting_rows(graph, new.values(), as_of=as_of, step=step):
                seen.add(row.iri)
                following.append(row.iri)
                rows.append(replace(row, other=name, other_iri=here))
        level, step = following, step + 1
    return rows


def _closeness(relation: Relation) -> int:
    return resting_kinds().index(relation.kind)


def _direct(graph: Store, iri: str, own: str, supports: Supports, day: date) -> Consequence:
    acts = graph.outgoing_by_kind(iri)
    kinds = {kind for kind in acts if any(r.target == own for r in acts[kind])}
    if GUIDES in kinds:
        guided = {r.target for r in acts[GUIDES]} - {own}
        # As in kg.lapse: what was itself changed or ended later had not lapsed.
        later = any(event.earliest > day for event in timeline(graph, iri).all())
        alone = all(_ended_by(graph, other, day) for other in guided)
        lapses = day < CONTINUES_FROM and alone and not later
        return Consequence.LAPSES if lapses else Consequence.NEEDS_CHECK
    if IMPLEMENTS in kinds:
        return Consequence.NEEDS_CHECK
    amended = {r.target for kind in kinds_that("changes") for r in acts.get(kind, ())}
    if own not in amended:
        return Consequence.NO_RULE
    left = any(supports.lives(other) for other in amended - {own})
    return Consequence.CONTINUES if left else Consequence.NEEDS_CHECK


def _ended_by(graph: Store, iri: str, day: date) -> bool:
    first = next((event.day for event in timeline(graph, iri).ends if event.day), None)
    return first is not None and first <= day


def _indirect(row: Row, told: dict[str, Consequence], *, survives: bool) -> Consequence:
    """Return what becomes of a row further away, from what becomes of the one it rests on."""
    if told[row.other_iri or ""] is Consequence.LAPSES:
        return Consequence.NEEDS_CHECK
    if survives:
        return Consequence.CONTINUES
    return Consequence.NO_RULE if row.relation == inverse(BASED_ON) else Consequence.NEEDS_CHECK


def _law(day: date) -> tuple[str, str]:
    on = f"{day:%d/%m/%Y}"
    if day < CONTINUES_FROM:
        return (
            f"Giả định hết hiệu lực từ {on}: văn bản quy định chi tiết hết hiệu lực cùng văn bản "
            "gốc (Luật 80/2015/QH13, Điều 154.4). Chỉ tính quan hệ có trong dữ liệu.",
            f"Supposing an end on {day}: what details it ends with it (Law 80/2015/QH13, Article "
            "154.4). Only relations of the graph are counted.",
        )
    return (
        f"Giả định hết hiệu lực từ {on}: văn bản quy định chi tiết tiếp tục có hiệu lực nếu không "
        "trái với văn bản mới (Luật 64/2025/QH15, Điều 57.2), nên cần kiểm tra. Chỉ tính quan hệ "
        "có trong dữ liệu.",
        f"Supposing an end on {day}: what details it goes on unless contrary to what follows (Law "
        "64/2025/QH15, Article 57.2) and has to be checked. Only relations of the graph are "
        "counted.",
    )


QUESTION = Question(
    slug="depends-on",
    vi="Những văn bản nào phụ thuộc vào {number}, nếu nó hết hiệu lực?",
    en="What depends on {number}, should it end?",
    ask=depends_on,
    phrases=(
        "<nào> <phụ thuộc> [vào|on] {x}",
        "<phụ thuộc> {x}",
        "<nếu> [<bãi bỏ>] {x} [<bị>] [<ảnh hưởng>] <nào> [<bị>] [<ảnh hưởng>]",
        "<nếu> <bãi bỏ> {x} <ảnh hưởng> [<nào>]",
        "<nếu> {x} <bãi bỏ> <ảnh hưởng> [<nào>]",
        "<nếu> {x} <bãi bỏ> <nào> [<bị>] <ảnh hưởng>",
        "<nếu> <bãi bỏ> {x} <nào> [<bị>] <ảnh hưởng>",
        "<nào> [<be>] [<bị>] <ảnh hưởng> <nếu> {x} [<be>] <bãi bỏ>",
        "<nào> chịu <ảnh hưởng> <nếu> {x} <bãi bỏ>",
        "<nào> [<be>] [<bị>] <ảnh hưởng> <bởi> <bãi bỏ> {x}",
        "<nào> [<be>] [<bị>] <ảnh hưởng> <bởi> {x} [<bãi bỏ>]",
        "<ảnh hưởng> <bãi bỏ> {x}",
        "đánh giá <ảnh hưởng> <nếu> {x} <bãi bỏ>",
        "<ảnh hưởng> <nếu> {x} [<be>] <bãi bỏ>",
        "<bãi bỏ> {x} <ảnh hưởng> [<nào>]",
        "<bãi bỏ> {x} <nào> [<bị>] <ảnh hưởng>",
        "{x} <bãi bỏ> <nào> [<bị>] <ảnh hưởng>",
        "{x} <bãi bỏ> <ảnh hưởng> <nào> [<ảnh hưởng>|<hết hiệu lực>]",
        "{x} <ảnh hưởng> [đến] <nào>",
        "<ảnh hưởng> {x}",
        "<nếu> <bãi bỏ> {x} [phải] rà soát <nào>",
        "<nếu> {x} <bãi bỏ> <nào> [chịu] <ảnh hưởng>",
        "<ảnh hưởng> <nếu> <bãi bỏ> {x}",
        "<nào> <ảnh hưởng> [<nếu>] {x} [<be>] <bãi bỏ>",
        "<nào> [<be>] [<bị>] <ảnh hưởng> <nếu> <bãi bỏ> {x}",
        "<nếu> <bãi bỏ> {x} <nào> <ảnh hưởng>",
    ),
    aliases=("what-depends-on", "impact"),
)
