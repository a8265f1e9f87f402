"""VD005: the first mention lacks a part that it should have."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.wording import full, with_title
from kg.model import Citation, Instrument
from kg.vocab import LAW_WORDS


class IncompleteCitation(CitationRule):
    """The first mention of an instrument lacks its date, issuer or title.

    Why it matters:
        The first mention must let the reader find the instrument; later ones need type and
        number only.

    Example:
        "Nghị quyết 06-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về …" (no date).

    Write instead:
        Type, number and symbol, date, issuer and title; for laws and ordinances type and name.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6; for normative drafts, which need not state the date,
        NĐ 78/2025/NĐ-CP Điều 68.
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
        if citation.type in LAW_WORDS or citation.number is None or citation.form != "numbered":
            return
        if not context.first(citation) or context.in_title(index):
            return
        missing = [
            names
            for names, value in (
                (("ngày ban hành", "date"), citation.date_text or context.heading.normative),
                (("cơ quan ban hành", "issuer"), citation.issuer),
                (("trích yếu", "title"), citation.title),
            )
            if not value
        ]
        if not missing:
            return
        found = context.instrument(index)
        yield Hit(
            values={"missing": ", ".join(vi for vi, _ in missing)},
            values_en={"missing": ", ".join(en for _, en in missing)},
            suggestion=_proposal(citation, found) if context.sure(index) else None,
            about=found.iri if found else None,
        )


def _proposal(citation: Citation, found: Instrument | None) -> str | None:
    """Return the citation in full where nothing of it but the number stands there."""
    if found is None or found.attested or citation.date_text or citation.issuer:
        return None
    return full(found) if citation.title else with_title(found)
