"""VD107: the cited date is after the draft's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.stated import states_date
from check.wording import day
from kg.model import Citation, Role

_ANNEX = re.compile(r"(?:kèm\s+theo|ban\s+hành\s+theo)\s*$", re.IGNORECASE)
_DOUBTFUL = Message(
    vi="Ngày {stated} sau ngày đọc được trong văn bản ({own}); kiểm tra ngày của văn bản.",
    en="The date {stated} is after the one read in the text ({own}); check the latter.",
)


class FutureDated(CitationRule):
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
        if citation.date is None or not states_date(citation, context.text):
            return
        read = context.date_source in {"header", "signature"}
        if read and context.heading.precision == "estimated":
            return
        if not _later(citation, context):
            return
        doubtful = read and _annexed(citation, context)
        yield Hit(
            values={
                "stated": day(citation.day) if citation.day else citation.date,
                "own": day(context.date),
            },
            message=_DOUBTFUL if doubtful else None,
            severity=Severity.INFO if doubtful else None,
            span=citation.span_of(citation.date_span),
        )


def _later(citation: Citation, context: Context) -> bool:
    if citation.date is None or citation.role is Role.SELF:
        return False
    if citation.day is not None:
        return citation.day > context.date
    return int(citation.date) > context.date.year


def _annexed(citation: Citation, context: Context) -> bool:
    """Return whether an annex names its own document ("Kèm theo Hướng dẫn số …, ngày …")."""
    return _ANNEX.search(context.text[max(0, citation.start - 24) : citation.start]) is not None
