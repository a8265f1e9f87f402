"""VD203: the instrument's own period had ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from check.ended import told_as_past
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status


class PeriodEnded(StatusRule):
    """The period that the instrument set for itself had ended on the draft's date.

    Nothing is reported where the sentence looks back ("kết quả thực hiện … giai đoạn 2011-2020").

    Why it matters:
        A programme's tasks end with its period; a living plan carries out the next one.

    Example:
        "Tiếp tục thực hiện Quyết định số 225/QĐ-TTg … giai đoạn 2016-2020" in 2022; on
        31/12/2020 it was still right.

    Write instead:
        The programme or plan of the current period.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1 điểm a; for plans and programmes usage (domain notes 3.6).
    """

    code = "VD203"
    slug = "period-ended"
    severity = Severity.WARNING
    states = frozenset({State.PERIOD_ENDED})
    message = Message(
        vi="{number}: giai đoạn thực hiện đã kết thúc ngày {last}{note}.",
        en="{number}: its period ended on {last}{note}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once after the last day of the period unless the sentence looks back."""
        if told_as_past(citation, context):
            return
        last = state.since - timedelta(days=1) if state.since else None
        derived = any("derived-title-period" in f.sources for f in state.proof)
        yield Hit(
            values={
                "number": dated(instrument),
                "last": day(last),
                "note": " (suy từ giai đoạn ghi trong trích yếu)" if derived else "",
            },
            values_en={"note": " (derived from the period in its title)" if derived else ""},
            proof=state.proof,
            about=instrument.iri,
        )
