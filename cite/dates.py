"""Dates as drafts write them, next to a number."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from cite.fragments import DAY_MONTH_YEAR, YEAR
from kg.model import Span
from kg.patterns import lazy


class Dated(NamedTuple):
    """A date as written: its span, ISO day or bare year if readable, and its clause's end."""

    span: Span
    iso: str | None
    end: int


_LEAD = r"\s*+[,;]?\s*+(?P<open>\()?\s*+"
_DATE = lazy(
    rf"{_LEAD}(?:được\s++|đã\s++)*(?:ký|ban\s++hành|ra|thông\s++qua)?\s*+(?:[Nn]gày|NGÀY)\s*+{DAY_MONTH_YEAR}"
)
_BARE_DATE = lazy(
    r"[ \t]*+(?:,[ \t]*+)?(?P<open>\()?[ \t]*+"
    r"(?P<d>\d{1,2})\s*+/\s*+(?P<m>\d{1,2})\s*+/\s*+(?P<y>\d{4})(?!\d)"
)
_BROKEN_DATE = lazy(
    r"\s*+,?\s*+\(?\s*+([Nn]gày[ \t\d./…_\-]*(?:\n[ \t]*\d[ \t\d./…_\-]*)?(?:tháng[ \t\d.…_]*)?"
    r"(?:/\s*+\d{4}|năm\s*+[\d.…_]*)?)"
)
_BROKEN_HAS = lazy(r"\d|[./…_]{2,}|tháng|/")
_YEAR_ONLY = lazy(
    rf"{_LEAD}(?:tháng\s*+\d{{1,2}}\s*+(?:/|năm)?\s*+|năm\s*+)(?P<y>{YEAR})(?![\d/-])"
)
_CLOSE = lazy(r"\s*+\)")


def iso_day(day: str, month: str, year: str) -> str | None:
    """Return the ISO form of a day that exists, else ``None``; two-digit years are 1950 to 2049."""
    y = int(year)
    if y < 100:
        y += 2000 if y < 50 else 1900
    try:
        return date(y, int(month), int(day)).isoformat()
    except ValueError:
        return None


def read_date(window: str, at: int) -> Dated | None:
    """Return the date that begins at ``at``, after at most a comma or an opening bracket.

    A date that is incomplete or cannot exist has a span and no ISO form.
    """
    m = _DATE.match(window, at) or _BARE_DATE.match(window, at)
    if m is not None:
        iso = iso_day(m["d"], m["m"], m["y"])
        return Dated((m.start("d"), m.end("y")), iso, _clause_end(window, m))
    m = _BROKEN_DATE.match(window, at)
    if m is not None:
        written = m.group(1).rstrip(" \t\n.,-;")
        if not _BROKEN_HAS.search(written):
            return None
        start = m.start(1)
        return Dated((start, start + len(written)), None, start + len(written))
    m = _YEAR_ONLY.match(window, at)
    if m is not None:
        return Dated(m.span("y"), m["y"], _clause_end(window, m))
    return None


def _clause_end(window: str, m: re.Match[str]) -> int:
    if not m["open"]:
        return m.end()
    closing = _CLOSE.match(window, m.end())
    return closing.end() if closing else m.end()
