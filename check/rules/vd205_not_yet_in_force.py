"""VD205: signed but not in force on the draft's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status

_BASIS = re.compile(r"(?:^|\n)[\s\-*_]*Căn\s+cứ\b[^\n]*$", re.IGNORECASE)


class NotYetInForce(StatusRule):
    """The instrument was signed but not in force on the draft's date.

    An error as basis of a normative draft.

    Why it matters:
        Until its effective day the old instrument applies.

    Example:
        "Luật Giao dịch điện tử số 20/2023/QH15" in a text of 01/12/2023: in force from 01/7/2024.
        On 01/7/2024 itself it is right.
    Write instead:
        The instrument in force on the draft's date, or the day from which the new one applies.

    References:
        Luật 64/2025/QH15 Điều 53; NĐ 78/2025/NĐ-CP Điều 62 for the basis of normative documents.
    """

    code = "VD205"
    slug = "not-yet-in-force"
    severity = Severity.WARNING
    message = Message(
        vi="{number} chưa có hiệu lực vào ngày {own}: có hiệu lực từ {since}.",
        en="{number} was not yet in force on {own}: it is from {since}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once before the effective day."""
        if state.state is not State.NOT_YET_IN_FORCE:
            return
        start = instrument.effective or (state.until + timedelta(days=1) if state.until else None)
        basis = context.heading.normative and _BASIS.search(context.text[: citation.start])
        yield Hit(
            values={
                "number": dated(instrument),
                "own": day(context.date),
                "since": day(start),
            },
            severity=Severity.ERROR if basis else None,
            proof=state.proof,
            about=instrument.iri,
        )
