"""VD008: a number or date was left blank."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.stated import left_blank
from kg.model import Citation


class BlankReference(CitationRule):
    """The number or the date of a document was left to be filled in.

    Why it matters:
        A blank that is forgotten goes out with the signed document.

    Example:
        "Kèm theo Kế hoạch số:   /KH-SKHCN ngày   /01/2024".

    Write instead:
        The number and date, once they are given.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.3 and II.4.
    """

    code = "VD008"
    slug = "blank-reference"
    severity = Severity.INFO
    message = Message(
        vi="{part} còn để trống: “{stated}”.",
        en="The {part} is left blank: “{stated}”.",
    )
    own_number = True

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once for a blank number, and once for a blank date."""
        del index
        if citation.form == "numbered" and citation.number is None:
            before = context.text[max(0, citation.start - 14) : citation.start]
            at = before.casefold().rfind("số")
            word = before[at:] if at >= 0 else ""
            stated = " ".join(f"{word}{citation.text}".split())
            yield Hit(values={"part": "Số", "stated": stated}, values_en={"part": "number"})
        if citation.date_text and citation.date is None and left_blank(citation.date_text):
            yield Hit(
                values={"part": "Ngày ban hành", "stated": " ".join(citation.date_text.split())},
                values_en={"part": "date"},
                span=citation.span_of(citation.date_span),
            )
