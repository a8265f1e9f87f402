"""VD210: right on the draft's date, no longer right on ``--as-of``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import acting, chain, dated, day
from kg.model import Citation, Instrument
from kg.state import ENDED, State, Status

_PERIOD = Message(
    vi="Đúng vào ngày văn bản; nay giai đoạn của {number} đã kết thúc ngày {last}.",
    en="Right on the document's date; the period of {number} has since ended, on {last}.",
)
_LAPSED = Message(
    vi="Đúng vào ngày văn bản; nay {number} hết hiệu lực theo văn bản gốc từ ngày {since} "
    "(suy luận).",
    en="Right on the document's date; {number} has since lapsed with its parent, on {since} "
    "(inferred).",
)
_SUSPENDED = Message(
    vi="Đúng vào ngày văn bản; nay {number} bị ngưng hiệu lực từ ngày {since} theo {by}.",
    en="Right on the document's date; {number} has been suspended since {since} by {by}.",
)
_MESSAGES = {
    State.PERIOD_ENDED: _PERIOD,
    State.LAPSED: _LAPSED,
    State.SUSPENDED: _SUSPENDED,
}


class SupersededToday(StatusRule):
    """The citation was right on the draft's date, and is no longer on the later day asked for.

    Why it matters:
        An old plan that is still carried out, or copied for the next year, needs the new basis.

    Example:
        A plan of 2022 citing 61/2018/NĐ-CP, checked as of 2026: replaced from 01/7/2025.

    Write instead:
        In a new draft the successor; the old text was right and needs no correction.

    References:
        Luật 64/2025/QH15 Điều 57.
    """

    code = "VD210"
    slug = "superseded-today"
    severity = Severity.INFO
    states = frozenset(State) - ENDED - {State.SUSPENDED}
    message = Message(
        vi="Đúng vào ngày văn bản; nay {number} đã hết hiệu lực từ ngày {since} theo {by}.{chain}",
        en="Right on the document's date; {number} has since ended, on {since}, by {by}.{chain}",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once, on the first mention, when the end lies between the two days."""
        if context.as_of <= context.date or not context.first(citation):
            return
        later = context.status(instrument.iri, as_of=context.as_of)
        if later.state not in ENDED and later.state is not State.SUSPENDED:
            return
        message = _MESSAGES.get(later.state)
        heirs = chain(later.successors, context.graph)
        yield Hit(
            values={
                "number": dated(instrument),
                "since": day(later.since),
                "last": day(later.since - timedelta(days=1) if later.since else None),
                "by": acting(later.relations, context.graph) or "?",
                "chain": f" Văn bản thay thế: {heirs}." if heirs else "",
            },
            values_en={"chain": f" Successor: {heirs}." if heirs else ""},
            message=message,
            proof=later.proof,
            about=instrument.iri,
        )
