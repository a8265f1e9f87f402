"""What replaced an instrument, down to what is in force today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.state import State
from kg.status import states
from queries.chain import replacing
from queries.question import Question
from queries.table import Table, plain_row, tabulate

COLUMNS = (
    "step",
    "event",
    "relation",
    "number",
    "date",
    "title",
    "parts",
    "valid_from",
    "state",
    "evidence",
    "source",
)
IN_FORCE = frozenset({State.IN_FORCE, State.PARTLY_IN_FORCE, State.PARTLY_EXPIRED})
_NONE_APPLIES = (
    "Dữ liệu không xác nhận văn bản nào trong chuỗi có hiệu lực vào ngày này; "
    "có thể còn văn bản thay thế chưa có trong dữ liệu.",
    "The data confirm no instrument of the chain as in force on the day; "
    "a replacement may be missing from them.",
)


def replaced_by(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the instrument and what replaced it, step by step; empty if nothing did.

    ``event`` is ``applies`` on every row whose instrument is in force on ``as_of``, wholly or in
    part. Replacements that take effect later are shown too; ``valid_from`` tells.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    chain = replacing(graph, instrument.iri)
    rows = [replace(plain_row(graph, instrument), step=0), *chain] if chain else []
    known = states(graph, [row.iri for row in rows], as_of=as_of)
    applying = {there for there, state in known.items() if state in IN_FORCE}
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=[replace(row, event="applies") if row.iri in applying else row for row in rows],
        notes=(_NONE_APPLIES,) if rows and not applying else (),
    )


QUESTION = Question(
    slug="replaced-by",
    vi="{number} được văn bản nào thay thế, văn bản nào đang áp dụng?",
    en="What replaced {number}, and what applies now?",
    ask=replaced_by,
    phrases=(
        "@acted <thay thế>",
        "<nào> (áp dụng|hiện hành|in force) <thay thế> {x}",
        "(hiện hành|in force) <thay thế> {x} <nào>",
        "{x} <hết hiệu lực> <nào> <thay thế>",
        "{x} áp dụng <nào> <thay thế>",
        "(chuỗi|chain) <thay thế> {x}",
        "(successor|successors|heir) {x}",
        "<nào> in force (instead of|in place of|after) {x}",
        "{x} <thay thế>",
    ),
)
