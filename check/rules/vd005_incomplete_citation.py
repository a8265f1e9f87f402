"""VD005: the first mention lacks a part that it should have."""

from __future__ import annotations

from collections.abc import Iterator

from check.amender import named_as_amender
from check.ended import told_as_past
from check.finding import Hit, Message, Severity
from check.rewording import completed
from check.rule import CitationRule, Context
from cite.resolve import Reason
from kg.model import Citation, Span
from kg.state import ENDED
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
        """Yield once on the first mention when a part is missing.

        The amenders of another instrument are named by type and number (NĐ 78/2025 Điều 68).
        """
        if citation.type in LAW_WORDS or citation.number is None or citation.form != "numbered":
            return
        if not context.first(citation) or context.in_title(index):
            return
        if named_as_amender(context.text, citation.start, context.sentences):
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
        proposed = _proposal(index, context)
        yield Hit(
            values={"missing": ", ".join(vi for vi, _ in missing)},
            values_en={"missing": ", ".join(en for _, en in missing)},
            span=proposed[0] if proposed else None,
            suggestion=proposed[1] if proposed else None,
            about=found.iri if found else None,
        )


def _proposal(index: int, context: Context) -> tuple[Span, str] | None:
    """Return the words of the first mention in full, ``None`` where the record gives too little.

    What has ended is to give way to its successor and not to be cited in full.
    """
    found = context.instrument(index)
    if found is None or found.attested or context.lenient or not context.sure(index):
        return None
    if found.date is None or found.date > context.date:
        return None
    citation = context.citations[index]
    if _in_doubt(index, context):
        return None
    ended = context.status(found.iri).state in ENDED
    if ended and not told_as_past(citation, context):
        return None
    return completed(index, found, context)


def _in_doubt(index: int, context: Context) -> bool:
    """Return whether what is stated speaks against the instrument found."""
    others = {Reason.OTHER_ISSUER, Reason.OTHER_TITLE, Reason.SYMBOL}
    return not others.isdisjoint(context.resolutions[index].reasons)
