"""The status of an instrument on a day, with its proof and what stands in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.contract import Store
from kg.model import Relation
from kg.state import Proof
from kg.status import status as status_of
from queries.question import Question
from queries.table import End, Row, Table, addresses, plain_row, relation_row, tabulate

COLUMNS = ("event", "number", "date", "title", "state", "day", "parts", "evidence", "source")


def status(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return the status: a row ``state``, rows of ``proof``, rows of ``successor`` in order.

    ``valid_from`` and ``valid_to`` of the first row are the first and last day of the state.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    found = status_of(graph, instrument.iri, as_of=as_of)
    itself = plain_row(graph, instrument)
    parts = "; ".join(found.parts) or None
    rows = [
        replace(
            itself,
            event="state",
            day=found.since,
            valid_from=found.since,
            valid_to=found.until,
            parts=parts,
        )
    ]
    rows += (_proof(graph, itself, proof) for proof in found.proof)
    for heir in found.successors:
        row = plain_row(graph, graph.instrument(heir))
        rows.append(replace(row, event="successor"))
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows,
        notes=tuple(NOTES[note.value] for note in found.notes),
    )


def _proof(graph: Store, itself: Row, proof: Proof) -> Row:
    if isinstance(proof, Relation):
        show: End = "target" if proof.source == itself.iri else "source"
        row = relation_row(graph, proof, show=show)
        return replace(row, event="proof", day=proof.valid_from)
    source = addresses(graph, proof.sources)
    return replace(itself, event="proof", relation=proof.field, day=proof.value, source=source)


NOTES: dict[str, tuple[str, str]] = {
    "needs_check": (
        "Cần kiểm tra: văn bản mà nó hướng dẫn, triển khai hoặc sửa đổi đã hết hiệu lực.",
        "To be checked: an instrument that this one guides, implements or amends has ended.",
    ),
    "end_day_unknown": (
        "Có văn bản chấm dứt hiệu lực nhưng chưa rõ từ ngày nào.",
        "Another instrument ends it, on a day that no source states.",
    ),
    "alive": (
        "Chưa rõ ngày có hiệu lực; trong một năm trước đó có văn bản khác sửa đổi hoặc viện dẫn.",
        "Its effective day is unknown; another instrument used it within the year before.",
    ),
    "extended": ("Thời hạn áp dụng đã được kéo dài.", "Its period was prolonged."),
    "rest_unknown": (
        "Một phần đã hết hiệu lực; phần còn lại chưa xác định còn hiệu lực hay không.",
        "Parts of it have ended; whether the rest is in force is not known.",
    ),
    "successor_ended": (
        "Văn bản thay thế cũng đã hết hiệu lực.",
        "What replaced it has ended as well.",
    ),
}

QUESTION = Question(
    slug="status",
    vi="{number} còn hiệu lực không?",
    en="Is {number} in force?",
    ask=status,
    phrases=(
        "{x} <còn hiệu lực> [<chưa>]",
        "{x} <hiệu lực> [<chưa>]",
        "{x} <hết hiệu lực> <chưa>",
        "{x} hết <hiệu lực>",
        "<be> {x} [still] <còn hiệu lực>",
        "<be> {x} <hết hiệu lực>",
        "<be> {x} (suspended|valid|dead|repealed)",
        "(has|have) {x} <be> (repealed|abolished|suspended)",
        "(has|have) {x} (expired|ended|lapsed)",
        "when [did|does|will] {x} (expire|end|lapse|take effect|<còn hiệu lực>)",
        "when [did|does|will] {x} (come into force|enter into force)",
        "<hiệu lực> {x} [<chưa>]",
        "(tình trạng|trạng thái|status) [<hiệu lực>] {x}",
        "{x} (tình trạng|trạng thái) [<hiệu lực>]",
        "{x} có <hiệu lực> từ [ngày] nào",
        "{x} bị bãi bỏ <chưa>",
        "<còn hiệu lực> {x}",
        "{x} (bị|có bị) (ngưng|tạm ngưng|đình chỉ) [hiệu lực]",
        "{x} [<be>] (no longer in force|expired|out of force)",
        "(does|do) {x} [still] (apply|applies)",
        "{x} [still] (apply|applies)",
        "(khi nào|bao giờ|từ khi nào|lúc nào|when) {x} (<hiệu lực>|<hết hiệu lực>)",
        "(until when|till when|how long) <be> {x} <còn hiệu lực>",
        "{x} còn hay hết <hiệu lực>",
        "<be> {x} (outdated|obsolete)",
    ),
)
