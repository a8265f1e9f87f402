"""VD108: the stated date contradicts the issuer's number sequence of that year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.stated import states_date
from check.wording import dated, day
from kg.contract import Around
from kg.ids import read_number, series_key
from kg.model import Citation, Instrument
from kg.state import Fact
from kg.vocab import load_vocabulary

_CODES = ("luat", "bo-luat")
_SLACK = timedelta(days=21)
"""Numbers are taken some days before signing, so neighbours may stand in the wrong order."""


class NumberOutOfOrder(CitationRule):
    """The number is lower or higher than the issuer's other numbers around the stated date.

    Why it matters:
        An issuer numbers its documents through the year, so number and date bound each other.

    Example:
        "Nghị định số 290/2026/NĐ-CP ngày 15/3/2026": 224/2026/NĐ-CP is of 24/6/2026.

    Write instead:
        The right date or number.

    References:
        NĐ 78/2025/NĐ-CP Điều 71 khoản 5 (one series per type and issuer); NĐ 30/2020 Điều 15.
    """

    code = "VD108"
    slug = "number-out-of-order"
    severity = Severity.WARNING
    message = Message(
        vi="Số {number} ngày {stated} không khớp trật tự số trong năm: {neighbour}.",
        en="Number {number} of {stated} is out of order in its year: {neighbour}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once for an instrument whose own date is unknown when a neighbour contradicts."""
        found = context.instrument(index)
        stated = citation.day
        if citation.number is None or stated is None:
            return
        if found is not None and found.date is not None:
            return
        if not states_date(citation, context.text):
            return
        kind = load_vocabulary().type_by_word(citation.type or "")
        series = series_key(citation.number)
        if kind is None or series is None or not series[1].startswith("/"):
            return
        year = read_number(citation.number).year
        if year is not None and year != stated.year:
            return
        serial, tail = series
        # Laws are numbered in one series beside the resolutions of the National Assembly.
        types = _CODES if kind.id in _CODES else (kind.id,)
        around = context.graph.around(tail, types=types, year=stated.year, serial=serial)
        near = _contradiction(around, stated)
        if near is not None:
            yield Hit(
                values={"number": citation.number, "stated": day(stated), "neighbour": dated(near)},
                span=citation.span_of(citation.date_span),
                proof=(Fact.of(near, "date"),),
                about=near.iri,
            )


def _contradiction(around: Around, stated: date) -> Instrument | None:
    """Return the neighbour that the stated day contradicts, beyond the slack."""
    below, above = around
    if below and below.date and below.date > stated + _SLACK:
        return below
    if above and above.date and above.date < stated - _SLACK:
        return above
    return None
