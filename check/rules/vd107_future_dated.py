"""VD107: the cited date is after the draft's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import day
from kg.model import Citation


class FutureDated(Rule):
    """The cited document is dated after the draft itself.

    Why it matters:
        A document cannot cite what was not yet signed.
    Example:
        A plan of 15/01/2090 citing "Quyết định số 12/QĐ-UBND ngày 20/01/2090" (invented).
    Write instead:
        The right date, of the cited document or of the draft.
    References:
        NĐ 78/2025/NĐ-CP Điều 62 (a basis must be in force or signed).
    """

    code = "VD107"
    slug = "future-dated"
    severity = Severity.ERROR
    message = Message(
        vi="Ngày {stated} sau ngày của văn bản đang kiểm tra ({own}).",
        en="The date {stated} is after that of the document being checked ({own}).",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when the stated day lies after the document's; not for estimated days."""
        del index
        if not citation.date or (
            context.heading.precision == "estimated" and context.date == context.heading.date
        ):
            return
        stated = citation.date
        later = (
            date.fromisoformat(stated) > context.date
            if len(stated) == 10
            else int(stated) > context.date.year
        )
        if later:
            shown = day(date.fromisoformat(stated)) if len(stated) == 10 else stated
            yield Hit(
                values={"stated": shown, "own": day(context.date)},
                span=citation.span_of(citation.date_span),
            )
