"""VD206: the instrument was suspended on the draft's date."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import says_ended
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import acting, dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status


class Suspended(StatusRule):
    """The instrument was suspended (ngưng hiệu lực, đình chỉ) on the draft's date.

    An info where the text itself says so; nothing in the document that suspends it.

    Why it matters:
        While it is suspended nothing may be done under it; it may apply again later.

    Example:
        A decree whose effect a resolution pauses until a stated day.

    Write instead:
        What applies in the meantime.

    References:
        Luật 64/2025/QH15 Điều 56 (before: Luật 80/2015/QH13 Điều 153).
    """

    code = "VD206"
    slug = "suspended"
    severity = Severity.ERROR
    states = frozenset({State.SUSPENDED})
    message = Message(
        vi="{number} đang bị ngưng hiệu lực từ ngày {since}{until} theo {by}.",
        en="{number} is suspended from {since}{until} by {by}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once inside the interval of a suspension of the whole."""
        until = f" đến hết ngày {day(state.until)}" if state.until else ""
        yield Hit(
            values={
                "number": dated(instrument),
                "since": day(state.since),
                "until": until,
                "by": acting(state.relations, context.graph),
            },
            values_en={"until": f" through {day(state.until)}" if state.until else ""},
            severity=Severity.INFO if says_ended(citation, context) else None,
            proof=state.proof,
            about=instrument.iri,
        )
