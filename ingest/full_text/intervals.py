"""The days from and until which a sentence says that its act holds."""

from __future__ import annotations

import re
from datetime import date

from cite.dates import iso_day
from cite.fragments import DAY_MONTH_YEAR
from kg.patterns import lazy

_FIRST = lazy(rf"\s*+(?:kể\s++)?từ\s++ngày\s++{DAY_MONTH_YEAR}", 2)
_ENDS_FROM = lazy(
    rf"(?<!\w)hết\s++hiệu\s++lực(?:\s++thi\s++hành)?\s++(?:kể\s++)?từ\s++(?:ngày\s++)?{DAY_MONTH_YEAR}",
    2,
)
_LAST_WORDS = lazy(rf"(?<!\w)kể\s++từ\s++ngày\s++{DAY_MONTH_YEAR}[\s.;]*+$", 2)
_UNTIL = lazy(rf"(?<!\w)(?:đến|tới)\s++(?:hết\s++)?(?:ngày\s++)?{DAY_MONTH_YEAR}", 2)
_FROM = lazy(rf"(?<!\w)từ\s++(?:ngày\s++)?{DAY_MONTH_YEAR}\s++$", 2)


def day_of_act(text: str, start: int, gap: int, named: int, end: int) -> date | None:
    """Return the day from which a sentence says that it holds, where it names one.

    "Kể từ ngày D, bãi bỏ X", "bãi bỏ X kể từ ngày D" and "X hết hiệu lực từ ngày D"; "này có hiệu
    lực từ ngày D và thay thế X" names the text's own day.

    Args:
        text: the text.
        start: where the sentence begins.
        gap: where the words before the instrument begin.
        named: where its number ends.
        end: where the sentence ends.
    """
    m = (
        _FIRST.match(text, start, named)
        or _ENDS_FROM.search(text, gap, end)
        or _LAST_WORDS.search(text, named, end)
    )
    return _day(m)


def interval(text: str, named: int, behind: int, end: int) -> tuple[date | None, date | None]:
    """Return first and last day of a suspension or prolongation, stated last in its clause.

    Args:
        text: the text.
        named: where the number of the instrument ends.
        behind: where its title ends, which may have swallowed the interval.
        end: where the sentence ends.
    """
    clause = text.find(";", behind, end)
    found = list(_UNTIL.finditer(text, named, end if clause < 0 else clause))
    if not found:
        return None, None
    return _day(_FROM.search(text, named, found[-1].start())), _day(found[-1])


def _day(m: re.Match[str] | None) -> date | None:
    iso = iso_day(m["d"], m["m"], m["y"]) if m else None
    return date.fromisoformat(iso) if iso else None
