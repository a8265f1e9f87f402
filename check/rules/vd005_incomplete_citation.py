"""VD005: the first mention lacks a part that it should have."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import full, with_title
from kg.model import Citation

_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})


class IncompleteCitation(Rule):
    """The first mention of an instrument lacks its date, issuer or title.

    Why it matters:
        The first mention must let the reader find the instrument; later ones need type and
        number only.
    Example:
        "Nghị quyết 06-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về …" (no date).
    Write instead:
        Type, number and symbol, date, issuer and title; for laws and ordinances type and name.
    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6.
    """

    code = "VD005"
    slug = "incomplete-citation"
    severity = Severity.INFO
    message = Message(
        vi="Lần dẫn đầu tiên còn thiếu {missing}.",
        en="The first mention lacks the {missing}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once on the first mention when a part is missing."""
        if citation.type in _LAWS or citation.number is None or citation.form != "numbered":
            return
        if not context.first_mention(index) or _inside_title(index, context):
            return
        missing = [
            names
            for names, value in (
                (("ngày ban hành", "date"), citation.date_text),
                (("cơ quan ban hành", "issuer"), citation.issuer),
                (("trích yếu", "title"), citation.title),
            )
            if not value
        ]
        if not missing:
            return
        found = context.instrument(index)
        suggestion = None
        if found is not None and not found.attested and len(missing) == 3:
            suggestion = with_title(found)
        elif found is not None and not found.attested and not (citation.date_text or citation.issuer):
            suggestion = full(found)
        yield Hit(
            values={"missing": ", ".join(vi for vi, _ in missing)},
            values_en={"missing": ", ".join(en for _, en in missing)},
            suggestion=suggestion,
            about=found.iri if found else None,
        )


def _inside_title(index: int, context: Context) -> bool:
    """Return whether the citation stands in the title of an earlier one, which is quoted as is."""
    at = context.citations[index].start
    for other in context.citations[max(0, index - 4) : index]:
        span = other.span_of(other.title_span)
        if span is not None and span[0] <= at < span[1]:
            return True
    return False
