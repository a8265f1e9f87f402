"""Which instruments are issued when: compact arrays in order of signing.

Everything else about an instrument follows from these arrays, see ``render``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from bench.graphs.forms import Form

ATTESTED, UNDATED = 1, 2

_SATURDAY = 6
_GROWTH = 3.0
_ATTESTED_SHARE = 0.06
_UNDATED_SHARE = 0.4


class Timetable(NamedTuple):
    """The instruments; index by index, all arrays are of one length.

    Attributes:
        forms: the forms that ``form`` points to.
        day, effective: ordinals of days; 0 for no effective day.
        form: index of the form.
        serial: number within its series.
        bits: 64 random bits, from which the title is made.
        flags: ``ATTESTED`` and ``UNDATED``.
    """

    forms: Sequence[Form]
    day: array[int]
    effective: array[int]
    form: array[int]
    serial: array[int]
    bits: array[int]
    flags: array[int]

    def __len__(self) -> int:
        """Return the number of instruments."""
        return len(self.day)

    def tier(self, index: int) -> int:
        """Return the rank of the form of an instrument."""
        return self.forms[self.form[index]].tier


def issue(forms: Sequence[Form], count: int, *, years: range, rng: Random) -> Timetable:
    """Return a timetable of ``count`` instruments, more in later years than in earlier ones."""
    table = Timetable(forms, array("i"), array("i"), array("H"), array("I"), array("Q"), array("B"))
    serials: dict[tuple[tuple[str, str, str], int], int] = {}
    for year, shares in _shares(forms, count, years):
        signed = [
            (day, index, max(1, forms[index].reach // share))
            for index, share in shares
            for day in _days(forms[index], year, share, rng)
        ]
        for day, index, step in sorted(signed):
            key = forms[index].counter, forms[index].period(year)
            serial = serials.get(key, 0) + (rng.randrange(1, 2 * step) if step > 1 else 1)
            serials[key] = serial
            _append(table, forms[index], (day, index, serial), rng)
    return table


def _shares(
    forms: Sequence[Form], count: int, years: range
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each year with how many instruments of each form it has; the sum is ``count``."""
    weights: list[tuple[int, list[tuple[int, float]]]] = []
    for place, year in enumerate(years):
        growth = 1 + _GROWTH * place / len(years)
        living = [
            (index, form.weight * growth)
            for index, form in enumerate(forms)
            if form.since.year <= year <= form.until.year
        ]
        weights.append((year, living))
    total = sum(weight for _, living in weights for _, weight in living)
    done, passed = 0, 0.0
    for year, living in weights:
        shares = []
        for index, weight in living:
            passed += weight
            until = round(count * passed / total)
            if until > done:
                shares.append((index, until - done))
            done = until
        yield year, shares


def _days(form: Form, year: int, count: int, rng: Random) -> Iterator[int]:
    first = max(form.since, date(year, 1, 1)).toordinal()
    last = min(form.until, date(year, 12, 31)).toordinal()
    for _ in range(count):
        day = rng.randint(first, last)
        if day % 7 in (0, _SATURDAY):
            # Offices sign from Monday to Friday.
            day = day - 2 if day - 2 >= first else min(day + 2, last)
        yield day


def _append(table: Timetable, form: Form, issued: tuple[int, int, int], rng: Random) -> None:
    day, index, serial = issued
    attested = rng.random() < _ATTESTED_SHARE * (form.tier > 0)
    # Without a year in the number, instruments of two years would be one while undated.
    undated = attested and form.style == "year" and rng.random() < _UNDATED_SHARE
    table.day.append(day)
    table.form.append(index)
    table.serial.append(serial)
    table.bits.append(rng.getrandbits(64))
    table.flags.append(ATTESTED * attested + UNDATED * undated)
    table.effective.append(0 if attested else _effective(form, day, rng))


def _effective(form: Form, day: int, rng: Random) -> int:
    draw = rng.random()
    if form.kind == "party":
        return day if draw < 0.1 else 0
    if form.kind == "administrative":
        return day if draw < 0.45 else 0
    if draw < 0.03:
        return 0
    if form.tier == 0:
        return day + rng.randint(30, 400)
    if draw < 0.25:
        return day
    return day + (45 if draw < 0.5 else rng.randint(1, 60))
