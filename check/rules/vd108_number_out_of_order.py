"""VD108: the stated date contradicts the issuer's number sequence of that year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.stated import states_date
from check.wording import dated, day
from kg.graph import Graph
from kg.ids import number_key
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import Fact
from kg.vocab import load_vocabulary

_PARTS = lazy(r"^(\d+)(?:[a-zđ])?(?:/(\d{4}))?/(.+)$")
_SLACK = timedelta(days=21)
"""Numbers are taken some days before signing, so neighbours may stand in the wrong order."""
_Sequence = list[tuple[int, date, Instrument]]
_Series = tuple[str, str, bool, int]


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
        m = _PARTS.match(number_key(citation.number))
        if m is None or kind is None or (m[2] and int(m[2]) != stated.year):
            return
        sequence = _sequences(context.graph).get(_series(kind.id, m, stated.year), [])
        near = _contradiction(sequence, int(m[1]), stated)
        if near is not None:
            yield Hit(
                values={"number": citation.number, "stated": day(stated), "neighbour": dated(near)},
                span=citation.span_of(citation.date_span),
                proof=(Fact.of(near, "date"),),
                about=near.iri,
            )


def _series(kind: str, m: re.Match[str], year: int) -> _Series:
    """Return what is numbered in one sequence.

    Normative documents (with the year) have a series of their own for each type; so have the
    laws beside the resolutions of the National Assembly.
    """
    return "luat" if kind == "bo-luat" else kind, m[3], m[2] is not None, year


def _sequences(graph: Graph) -> dict[_Series, _Sequence]:
    """Return the central issuers' documents by series: number, day and instrument in order."""
    sequences: dict[_Series, _Sequence] | None = graph.memo.get("sequences")
    if sequences is None:
        sequences = {}
        for i in graph.instruments:
            m = _PARTS.match(number_key(i.number))
            if m is not None and i.date is not None and i.territory is None and not i.attested:
                series = _series(i.type, m, i.date.year)
                sequences.setdefault(series, []).append((int(m[1]), i.date, i))
        for found in sequences.values():
            found.sort(key=lambda item: item[:2])
        graph.memo["sequences"] = sequences
    return sequences


def _contradiction(sequence: _Sequence, number: int, stated: date) -> Instrument | None:
    """Return the neighbour that the stated day contradicts, beyond the slack."""
    at = bisect_left(sequence, number, key=lambda item: item[0])
    for _, day_, instrument in reversed(sequence[:at]):
        if day_ > stated + _SLACK:
            return instrument
        break
    for other, day_, instrument in sequence[at:]:
        if other > number and day_ < stated - _SLACK:
            return instrument
        if other > number:
            break
    return None
