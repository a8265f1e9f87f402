"""VD102: several instruments fit what the citation says."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.wording import day, listed, type_word
from cite.resolve import Outcome, numbered_apart
from kg.model import Citation, Instrument
from kg.state import ENDED


class Ambiguous(CitationRule):
    """Several instruments have the number, and the citation does not say which is meant.

    An info for the few decrees that share number and year, since a decree's number says enough by
    the rules (01/2022/NĐ-CP of 04/01 and of 30/11/2022).

    Why it matters:
        Numbers of administrative documents begin anew each year and in each body.

    Example:
        "Nghị quyết số 76/NQ-CP của Chính phủ": there is one of 13/6/2013 and one of 15/7/2021.

    Write instead:
        The number with its date; the proposal takes the latest one signed before the draft.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.3 and II.6.
    """

    code = "VD102"
    slug = "ambiguous"
    severity = Severity.WARNING
    message = Message(
        vi="Trong dữ liệu có {count} văn bản ứng với “{number}”: {others}. Cần ghi ngày ban hành; "
        "nhiều khả năng là {likely}.",
        en="{count} instruments of the data fit “{number}”: {others}. State the date; most likely "
        "{likely}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when resolving left more than one instrument."""
        resolution = context.resolutions[index]
        if resolution.outcome is not Outcome.AMBIGUOUS:
            return
        found = [c.instrument for c in resolution.candidates]
        past = [i for i in found if i.date is not None and i.date <= context.date] or found
        likely = max(past, key=lambda i: i.date.isoformat() if i.date else "")
        yield Hit(
            values={
                "count": str(len(found)),
                "number": citation.number or " ".join(citation.text.split()),
                "others": listed(found),
                "likely": listed([likely]),
            },
            suggestion=_proposal(citation, likely, context),
            severity=Severity.INFO if numbered_apart(likely.number) else None,
        )


def _proposal(citation: Citation, likely: Instrument, context: Context) -> str | None:
    """Return the number with the day of the likeliest, where no day, legible or not, stands.

    One signed after the draft or ended before it is not to be proposed.
    """
    if likely.date is None or citation.date_text or likely.date > context.date:
        return None
    if context.status(likely.iri).state in ENDED:
        return None
    written = " ".join(citation.text.split())
    if citation.type != type_word(likely):
        written = f"{type_word(likely)} số {likely.number}"
    return f"{written} ngày {day(likely.date)}"
