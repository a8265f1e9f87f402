"""VD103: the stated date is not the instrument's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.rewording import as_written
from check.rule import CitationRule, Context
from check.settle import recurs
from check.stated import states_date
from check.wording import agreed_fact, day
from cite.resolve import Reason, numbered_apart
from kg.agreement import Agreement, agreement, has_recorded_date
from kg.ids import read_number
from kg.model import Citation, Instrument
from kg.slips import digit_slips
from kg.state import Fact

_AGAINST_NUMBER = Message(
    vi="Ngày ghi {stated} mâu thuẫn với năm {year} trong số hiệu {number}.",
    en="The stated date {stated} contradicts the year {year} in the number {number}.",
)
_AGREED = Message(
    vi="{number}: {count} văn bản độc lập ghi ngày {right}, {same} ghi ngày {stated}; chưa có bản "
    "ghi chính thức.",
    en="{number}: {count} independent documents give {right}, {same} give {stated}; there is no "
    "official record.",
)
_FEW = 2
"""Texts that give one day, and none another: too few to rely on, enough to have a look."""


class Misdated(CitationRule):
    """The stated date is not the instrument's, or its year contradicts the number's.

    Where no record dates the instrument, the agreement of independent documents that cite it stands
    for one, as a warning: at least three, and four fifths of those that give a day. Two that agree
    are told; two camps are no verdict.

    Why it matters:
        The date is part of the instrument's identity; with a wrong one it cannot be found.

    Example:
        "Nghị quyết số 30c/NQ-CP ngày 11/8/2011": day and month are swapped, it is 08/11/2011.

    Write instead:
        The day of signing; for laws the day of adoption. ``--fix`` writes it where a record states
        it and nothing else stated (issuer, title, year) speaks for another instrument.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.4 and II.6; Luật 64/2025/QH15 Điều 7 khoản 3.
    """

    code = "VD103"
    slug = "misdated"
    severity = Severity.ERROR
    message = Message(
        vi="Ngày ban hành ghi {stated}; đúng là {right}.",
        en="The stated date is {stated}; the instrument's is {right}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when a readable date is not the record's or not of the number's year."""
        if citation.date is None or not states_date(citation, context.text):
            return
        resolution = context.resolutions[index]
        found = resolution.instrument
        if found is not None and has_recorded_date(found):
            if found.date is not None and Reason.OTHER_DATE in resolution.reasons:
                safe = certain(index, context) and not _of_a_neighbour(citation, found, context)
                doubtful = _another_meant(found, resolution.reasons)
                hit = _against_record(citation, found, found.date, doubtful=doubtful)
                yield hit._replace(safe=safe and not doubtful)
            return
        agreed = agreement(context.graph, found) if found is not None else None
        if agreed is not None and agreed.strong and agreed.bears_out(citation.date):
            return
        year = read_number(citation.number or "").year
        if year and citation.date[:4] != str(year):
            yield _against_number(citation, year, agreed, found)
        elif agreed is not None and found is not None and not numbered_apart(found.number):
            yield from _against_agreement(citation, agreed, found)


def _against_number(
    citation: Citation, year: int, agreed: Agreement | None, found: Instrument | None
) -> Hit:
    right = agreed if agreed is not None and agreed.strong else None
    return Hit(
        values={"stated": _shown(citation), "year": str(year), "number": citation.number or ""},
        message=_AGAINST_NUMBER,
        span=citation.span_of(citation.date_span),
        suggestion=as_written(right.day, citation) if right else None,
        proof=(agreed_fact(right),) if right else (),
        about=found.iri if right and found else None,
    )


def _against_record(citation: Citation, found: Instrument, right: date, *, doubtful: bool) -> Hit:
    return Hit(
        values={"stated": _shown(citation), "right": day(right), "number": citation.number or ""},
        span=citation.span_of(citation.date_span),
        suggestion=as_written(right, citation) if not doubtful else None,
        proof=(Fact.of(found, "date"),),
        about=found.iri,
    )


def _another_meant(found: Instrument, reasons: tuple[Reason, ...]) -> bool:
    """Return whether the date may be right and the number wrong.

    So it may be where issuer or title are others too, and the number says no year that would bear
    it out ("66/NQ-CP ngày 30/4/2025 của Bộ Chính trị" is 66-NQ/TW).
    """
    others = {Reason.OTHER_ISSUER, Reason.OTHER_TITLE} & set(reasons)
    return bool(others) and Reason.TITLE not in reasons and recurs(found)


def _of_a_neighbour(citation: Citation, found: Instrument, context: Context) -> bool:
    """Return whether the day may be that of an instrument whose number was mistyped.

    So it may be where another year is stated, unless day and month are right, and where an
    instrument a keystroke away is of that day.
    """
    stated, right = citation.date or "", (found.date.isoformat() if found.date else "")
    same_year = stated[:4] == right[:4]
    if numbered_apart(found.number) or not (same_year or stated[4:] == right[4:] != ""):
        return True
    slips = context.graph.by_numbers(digit_slips(found.number))
    return any(i.date == citation.day and i.iri != found.iri for i in slips)


def _against_agreement(citation: Citation, agreed: Agreement, found: Instrument) -> Iterator[Hit]:
    """Yield once when the texts that cite an instrument agree on another day than the stated."""
    stated = citation.date or ""
    if agreed.bears_out(stated):
        return
    few = agreed.documents == _FEW and not agreed.others
    if not (agreed.strong or few):
        return
    yield Hit(
        values={
            "number": citation.number or "",
            "stated": _shown(citation),
            "right": day(agreed.day),
            "count": str(agreed.documents),
            "same": str(agreed.giving(stated)),
        },
        message=_AGREED,
        severity=Severity.WARNING if agreed.strong else Severity.INFO,
        span=citation.span_of(citation.date_span),
        suggestion=as_written(agreed.day, citation) if agreed.strong else None,
        proof=(agreed_fact(agreed),),
        about=found.iri,
    )


def _shown(citation: Citation) -> str:
    return " ".join((citation.date_text or citation.date or "").split())
