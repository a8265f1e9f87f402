"""Which instruments of one number are one: the undated, the misdated and the recorded.

A number that holds a year names one instrument of its issuer. So what citing documents call by
that number is the recorded one, whatever day they give; and where nothing is recorded, several
stated days are statements about one instrument of unknown day. Numbers without a year recur
(76/NQ-CP of 2013 and of 2021), and local bodies that were merged in 2025 began anew in the year, so
with these another day is another instrument. Two records of different days are never made one:
they contradict each other, and ``kg.conflicts`` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.ids import Iri, read_number
from kg.model import Instrument

_LOCAL = frozenset({"UBND", "HĐND", "UB"})


def holds_year(number: str) -> bool:
    """Return whether a number holds a year: its issuer gives it once."""
    return read_number(number).year is not None


def is_unique(number: str) -> bool:
    """Return whether a number holds a year and is no local body's: then it has one day."""
    parts = read_number(number)
    return parts.year is not None and _LOCAL.isdisjoint(parts.issuers)


def main_record(same: Sequence[Instrument], dates: Collection[str]) -> Instrument | None:
    """Return what instruments of one type, issuer and number with a year are records of.

    The undated and the attested ones among the others are to be merged into it. ``None`` where
    they stay apart; a new, undated one where only citing documents are known and disagree.

    Args:
        same: two or more instruments.
        dates: days that citing documents give to the undated one.
    """
    records = [i for i in same if i.date and not i.attested]
    attested = [i for i in same if i.date and i.attested]
    undated = next((i for i in same if i.date is None), None)
    apart = len(records) + len(attested) > 1 and not is_unique(same[0].number)
    if len(records) > 1 or apart:
        return None
    if records:
        return records[0]
    if undated and not undated.attested:
        return undated
    if len({*dates, *(str(i.date) for i in attested)}) > 1:
        return undated or _provisional(attested[0])
    return attested[0]


def _provisional(instrument: Instrument) -> Instrument:
    sources = {name: ids for name, ids in instrument.sources.items() if name != "date"}
    iri = str(Iri.parse(instrument.iri).undated)
    return replace(instrument, iri=iri, date=None, sources=sources)
