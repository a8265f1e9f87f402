"""VD204: part of the instrument has ended."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import told_as_past
from check.finding import Hit, Message, Severity
from check.provisions import ended_parts, told, told_of_whole
from check.rule import Context, StatusRule
from check.wording import acting, dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status
from kg.timeline import kinds_that

_CITED = Message(
    vi="Phần được dẫn của {number} đã hết hiệu lực: {parts}.",
    en="What is cited of {number} has no effect: {parts}.",
)

_KEPT = Message(
    vi="{number} đã hết thời hạn, chỉ còn được kéo dài {parts} theo {by}.",
    en="The period of {number} has ended; only {parts} was extended, by {by}.",
)


class PartlyExpired(StatusRule):
    """Part of the instrument has ended; a warning when all that is cited of it has.

    Only what lies wholly within the ended parts is warned of: not Điều 5 where one of its clauses
    or "một phần Điều 5" has ended. Elsewhere the instrument's state is told once, and not beside a
    VD208 that names the same amending instrument. Where some of several provisions cited have
    ended, or something of the one cited, VD301 names it.

    Why it matters:
        The instrument may be cited, but not for what has ended.

    Example:
        "Nghị định số 112/2020/NĐ-CP" for the discipline of civil servants after 01/7/2025: only
        the part on public employees was left.

    Write instead:
        The same citation, if the part that still applies is meant; else the new instrument.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1.
    """

    code = "VD204"
    slug = "partly-expired"
    severity = Severity.INFO
    states = frozenset({State.PARTLY_EXPIRED})
    message = Message(
        vi="{number} đã hết hiệu lực một phần từ ngày {since} ({parts}) theo {by}.",
        en="Part of {number} has had no effect since {since} ({parts}), by {by}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield where all that is cited has ended, else once while the rest applies."""
        ended = ended_parts(citation, instrument, context, as_of=context.date)
        if ended.all:
            yield Hit(
                values={"number": dated(instrument), "parts": told(ended.wholly, context)},
                values_en={"parts": told(ended.wholly, context, "en")},
                message=_CITED,
                severity=None if told_as_past(citation, context) else Severity.WARNING,
                proof=tuple(t.relation for t in ended.wholly),
                about=instrument.iri,
            )
        elif not ended.wholly and told_of_whole(citation, instrument, state, context):
            kept = any(r.kind in kinds_that("prolongs") for r in state.relations)
            parts = "; ".join(dict.fromkeys(state.parts))
            yield Hit(
                values={
                    "number": dated(instrument),
                    "since": day(state.since),
                    "parts": parts or "chưa rõ phần nào",
                    "by": acting(state.relations, context.graph),
                },
                values_en={"parts": parts or "which part is not known"},
                message=_KEPT if kept else None,
                proof=state.proof,
                about=instrument.iri,
            )
