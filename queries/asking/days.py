"""Days, months and years in a question: which day it asks about, what was known, from when.

A day directly behind an instrument may be the instrument's own; ``queries.asking.mentions``
decides that. Words that lead to a day ("tính đến", "as of") belong to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

from cite.dates import iso_day
from kg.errors import LegalGraphError
from kg.patterns import lazy

Cue = Literal["", "at", "known", "from", "after"]
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAYS = (
    rf"(?<![\d/.-]){_YEAR}-(?P<m>\d\d?)-(?P<d>\d\d?)(?![\d/-])",
    r"(?<![\d/.-])(?:ngay\s*)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?"
    r"(?P<y>\d{4}|\d\d)(?![\d/])(?!-\w)",
    r"(?:ngay\s*)?(?<!\d)(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})\s*,?\s+nam\s+(?P<y>\d{4})",
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    rf"thang\s+(?P<m>\d{{1,2}})\s*(?:/|-|,?\s+nam\s+)\s*{_YEAR}(?!\d)",
    rf"{_MONTH},?\s+{_YEAR}(?!\d)",
    rf"(?P<part>dau|cuoi|het)?\s*(?<!\w)nam\s+{_YEAR}(?![\d/-])",
    rf"(?P<part>(?:the\s+)?(?:beginning|start|end)\s+of)\s+{_YEAR}(?![\d/-])",
    rf"(?<![\w/.-]){_YEAR}(?![\w/-])",
)
_PATTERNS = tuple(lazy(pattern) for pattern in _DAYS)
_KNOWN = lazy(
    r"(?<!\w)(?:theo\s+)?(?:(?:nhung\s+gi|du\s+lieu|thong\s+tin)\s+)?(?:(?:da|duoc)\s+)*"
    r"(?:cong\s+bo|biet|cong\s+khai)\s+(?:tinh\s+)?(?:den|toi|truoc|vao)?\s*(?:het\s+)?(?:ngay\s+)?$"
    r"|(?<!\w)(?:as\s+)?(?:was\s+)?(?:publicly\s+)?(?:known|published)\s+(?:by|on|at|as\s+of)\s*$"
)
_FROM = lazy(
    r"(?<!\w)(?:ke\s+tu|tu|from|since|in\s+the\s+period\s+from|(?:trong\s+)?khoang(?:\s+tu)?)"
    r"(?:\s+(?:ngay|thoi\s+gian))*\s*$"
)
_AFTER = lazy(r"(?<!\w)(?:between|giua|sau|after)(?:\s+ngay)?\s*$")
_AT = lazy(
    r"(?<!\w)(?:(?:tinh|xet|cho|ke)\s+)?(?:den|toi|tai|vao|trong|as\s+of|as\s+at|on|at|in|by|to|"
    r"until|till|through|up\s+to)(?:\s+(?:thoi\s+diem|thoi\s+gian|het|dau|cuoi|ngay|nam|the))*\s*$"
)
_JOIN = lazy(r"(?<!\w)(?:va|and|den|toi|to|until|-)(?:\s+(?:ngay|het|cuoi))*\s*$")


class Day(NamedTuple):
    """A day of the question, or the first and last of a month or year.

    Attributes:
        start, end: its words, those that lead to it included.
        at: where the date itself begins.
        first, last: one day, or the bounds of the month or year.
        cue: what leads to it: ``at`` (on, as of), ``known``, ``from``, ``after`` (between); empty
            for none.
    """

    start: int
    end: int
    at: int
    first: date
    last: date
    cue: Cue

    @property
    def exact(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


def find_days(text: str) -> list[Day]:
    """Return the days of a text in bare lower case, in order.

    Raises:
        LegalGraphError: a day that the calendar does not have.
    """
    found: list[Day] = []
    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            if not any(m.start() < day.end and day.at < m.end() for day in found):
                found.append(_day(text, m))
    return _joined(text, sorted(found))


def _day(text: str, m: re.Match[str]) -> Day:
    parts = m.groupdict()
    month = parts.get("m") or (parts.get("en") and str(_MONTHS.index(parts["en"][:3]) + 1))
    first, last = _bounds(m.group(), parts["y"], month, parts.get("d"))
    part = parts.get("part") or ""
    if part.startswith("dau") or "beginning" in part or "start" in part:
        last = first
    elif part:
        first = last
    at = m.start() + len(m.group()) - len(m.group().lstrip())
    start, cue = _led(text, at)
    return Day(start, m.end(), at, first, last, cue)


def _bounds(words: str, year: str, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    iso = iso_day(day or "1", month, year)
    if iso is None:
        raise LegalGraphError(
            f"{words.strip()!r}: no such day (không có ngày này). Correct the date."
        )
    first = date.fromisoformat(iso)
    if day:
        return first, first
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _led(text: str, at: int) -> tuple[int, Cue]:
    before = text[:at]
    cues: tuple[tuple[re.Pattern[str], Cue], ...] = (
        (_KNOWN, "known"),
        (_FROM, "from"),
        (_AFTER, "after"),
        (_AT, "at"),
    )
    for pattern, cue in cues:
        if m := pattern.search(before):
            return m.start(), cue
    return at, ""


def _joined(text: str, days: list[Day]) -> list[Day]:
    """Give the second of two joined days ("and 1/7/2025") the words that join them."""
    for i in range(1, len(days)):
        gap = text[days[i - 1].end : days[i].at]
        m = _JOIN.search(gap)
        if m is not None and not gap[: m.start()].strip(" ,") and days[i].cue in {"", "at"}:
            days[i] = days[i]._replace(start=days[i - 1].end + m.start(), cue="at")
    return days
