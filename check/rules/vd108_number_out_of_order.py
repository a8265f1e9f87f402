"""VD108: the stated date contradicts the issuer's number sequence of that year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.stated import states_date
from check.wording import agreed_fact, dated, day
from cite.resolve import numbered_apart
from kg.agreement import Agreement, agreed_day, agreement, has_recorded_date
from kg.contract import Around, Store
from kg.ids import read_number, series_key
from kg.model import Citation, Instrument
from kg.state import Fact
from kg.vocab import load_vocabulary

_AGREED = Message(
    vi="Số {number} ngày {stated} có thể không khớp trật tự số trong năm: {neighbour} theo {count} "
    "văn bản dẫn, chưa có bản ghi chính thức.",
    en="Number {number} of {stated} may be out of order in its year: {neighbour} by {count} "
    "documents that cite it, without an official record.",
)
_CODES = ("luat", "bo-luat")
_SLACK = timedelta(days=21)
"""Numbers are taken some days before signing, so neighbours may stand in the wrong order."""


class NumberOutOfOrder(CitationRule):
    """The number is lower or higher than the issuer's other numbers around the stated date.

    Where the neighbour's own date rests on the agreement of citing documents alone, it is an info.
    The first decrees of a year are left out, since two series begin there (01/2022/NĐ-CP is of
    04/01 and of 30/11/2022), and so are the resolutions of the Standing Committee of the National
    Assembly, of which the normative ones have a series of their own.

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
        if found is not None and _dated(found, context.graph):
            return
        if not states_date(citation, context.text):
            return
        kind = load_vocabulary().type_by_word(citation.type or "")
        series = series_key(citation.number)
        if kind is None or series is None or not series[1].startswith("/"):
            return
        if _two_series(citation.number):
            return
        year = read_number(citation.number).year
        if year is not None and year != stated.year:
            return
        serial, tail = series
        # Laws are numbered in one series beside the resolutions of the National Assembly.
        types = _CODES if kind.id in _CODES else (kind.id,)
        for agreed in (False, True):
            around = context.graph.around(
                tail, types=types, year=stated.year, serial=serial, agreed=agreed
            )
            near = _contradiction(around, stated, context.graph)
            if near is not None:
                yield _hit(citation, stated, near)
                return


def _two_series(number: str) -> bool:
    """Return whether the day of a number bounds no other, for there are two series of its form."""
    return numbered_apart(number) or "/UBTVQH" in number


class _Neighbour(NamedTuple):
    """A neighbour in the series: by its record, or by the day that texts agree on."""

    instrument: Instrument
    day: date
    agreed: Agreement | None


def _hit(citation: Citation, stated: date, near: _Neighbour) -> Hit:
    neighbour = near.instrument
    name = dated(replace(neighbour, date=near.day))
    values = {"number": citation.number or "", "stated": day(stated), "neighbour": name}
    agreed = near.agreed
    if agreed is not None:
        values["count"] = str(agreed.documents)
    return Hit(
        values=values,
        message=_AGREED if agreed else None,
        severity=Severity.INFO if agreed else None,
        span=citation.span_of(citation.date_span),
        proof=(agreed_fact(agreed) if agreed else Fact.of(neighbour, "date"),),
        about=neighbour.iri,
    )


def _dated(found: Instrument, graph: Store) -> bool:
    """Return whether the instrument's own date is known, so that VD103 judges the stated one."""
    return has_recorded_date(found) or agreed_day(graph, found) is not None


def _contradiction(around: Around, stated: date, graph: Store) -> _Neighbour | None:
    """Return the neighbour that the stated day contradicts, beyond the slack."""
    below, above = (_neighbour(i, graph) for i in around)
    if below and below.day > stated + _SLACK:
        return below
    if above and above.day < stated - _SLACK:
        return above
    return None


def _neighbour(instrument: Instrument | None, graph: Store) -> _Neighbour | None:
    if instrument is None or _two_series(instrument.number):
        return None
    agreed = agreement(graph, instrument)
    day = agreed.day if agreed else instrument.date
    return _Neighbour(instrument, day, agreed) if day else None
