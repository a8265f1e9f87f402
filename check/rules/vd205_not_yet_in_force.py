"""VD205: signed but not in force on the draft's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from check.effect import own_effect
from check.ended import is_basis
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.stated import KINDS
from check.wording import dated, day
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import State, Status

_PREPARES = lazy(
    r"(?:triển\s+khai|tổ\s+chức|chuẩn\s+bị)\s+(?:các\s+điều\s+kiện\s+)?(?:việc\s+)?(?:thi\s+hành|thực\s+hiện)|"
    r"phổ\s+biến|tuyên\s+truyền|quán\s+triệt|tập\s+huấn|giới\s+thiệu",
    re.IGNORECASE,
)
_PREPARES_ONE = lazy(rf"(?:{_PREPARES.pattern})\s+(?:\w+\s+){{0,4}}{KINDS}", re.IGNORECASE)
_STATED = lazy(r"có\s+hiệu\s+lực|hiệu\s+lực\s+thi\s+hành", re.IGNORECASE)


class NotYetInForce(StatusRule):
    """The instrument was signed but not in force on the draft's date.

    An error as basis of a normative draft that takes effect earlier by its own words; nothing where
    the draft takes effect on that day or later; an info where the text prepares for the instrument
    ("triển khai thi hành", "tuyên truyền", "phổ biến") or states its effective day.

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
    states = frozenset({State.NOT_YET_IN_FORCE})
    message = Message(
        vi="{number} chưa có hiệu lực vào ngày {own}: có hiệu lực từ ngày {since}.",
        en="{number} was not yet in force on {own}: it takes effect on {since}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once before the effective day, unless the draft takes effect as late itself."""
        start = instrument.effective or (state.until + timedelta(days=1) if state.until else None)
        unsigned = instrument.date is not None and instrument.date > context.date
        if start is None or (unsigned and citation.date is not None):
            return
        own = _own_effect(context)
        if own is not None and start <= own:
            return
        yield Hit(
            values={"number": dated(instrument), "own": day(context.date), "since": day(start)},
            severity=_severity(citation, context, stated=own is not None),
            proof=state.proof,
            about=instrument.iri,
        )


def _own_effect(context: Context) -> date | None:
    """Return the draft's own first day in force; the whole text is searched for it only once."""
    key = "own effect"
    if key not in context.memo:
        context.memo[key] = own_effect(context.text, context.date)
    found: date | None = context.memo[key]
    return found


def _severity(citation: Citation, context: Context, *, stated: bool) -> Severity | None:
    """Return an error for a basis of a normative draft that takes effect earlier by its own words.

    A text that prepares for the instrument, or states its effective day, is only told.
    """
    if stated and context.heading.normative and is_basis(citation, context):
        return Severity.ERROR
    start, end = context.sentences.at(citation.start)
    before, behind = context.text[start : citation.start], context.text[citation.end : end]
    prepares = _PREPARES.search(before) or _PREPARES_ONE.search(context.title)
    return Severity.INFO if prepares or _STATED.search(behind) else None
