"""When a text takes effect and ends, by its own words.

"Có hiệu lực từ ngày D"; or so many days after signing, adoption or publication in the gazette,
which are counted from that day (24/6 and 45 days: 08/8). Provisions may have days of their own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from cite.dates import iso_day
from cite.fragments import DAY_MONTH_YEAR
from ingest.full_text.layout import Layout
from ingest.full_text.parts import provisions
from ingest.full_text.statement import PartialEffect
from kg.patterns import lazy

_WORDS = dict(
    zip("một hai ba bốn năm sáu bảy tám chín mười".split(), range(1, 11), strict=True)
) | {"bẩy": 7, "mươi": 10, "lăm": 5, "nhăm": 5, "mốt": 1, "tư": 4}
_SELF = (
    r"(?:Luật|Bộ\s++luật|Pháp\s++lệnh|Nghị\s++(?:quyết(?:\s++liên\s++tịch)?|định)|"
    r"Thông\s++tư(?:\s++liên\s++(?:tịch|bộ))?|Quyết\s++định|"
    r"Chỉ\s++thị|Lệnh|Quy\s++(?:định|chế)|Văn\s++bản|Kế\s++hoạch)"
)
_IN_FORCE = lazy(
    r"có\s*+hi(?:ệ|ê)u\s*+lực(?:\s*+(?:thi\s*+hành|pháp\s*+lý|áp\s*+dụng))?\s*+,?\s*+"
    r"(?P<when>(?:kể\s*+)?(?:từ|sau|ngay)[^.;]{0,160}|đến[^.;]{0,60}|trong[^.;]{0,90})"
)
_OWN = lazy(
    rf"(?P<subject>{_SELF})\s++(?:này\s++)?(?:[^.;]*(?:,|(?<!\w)(?:và|"
    rf"qua\s[^.;,]{{0,60}}))\s++)?(?:bắt\s++đầu\s++)?$",
    re.IGNORECASE,
)
"""The text itself as the subject, right before "có hiệu lực" or with another predicate between."""
_OLD_FORM = lazy(
    r"này\s++(?:được\s++)?(?:thi\s++hành|áp\s++dụng|"
    r"thực\s++hiện)\s++(?P<when>(?:kể\s++)?từ\s++ngày[^.;]{0,120})"
)
_DAY = lazy(rf"(?:kể\s*+)?từ\s*+(?:ngày\s*+)?{DAY_MONTH_YEAR}", re.IGNORECASE)
_AFTER = lazy(
    r"sau\s++(?:thời\s++hạn\s++)?(?P<n>\d{1,3}|(?:(?:mười|hai|ba|bốn|năm|sáu|bảy|tám|chín|"
    r"mươi|lăm|mốt|một)\s++){1,3})\s*+"
    r"(?:\([^()]{1,24}\)\s*+)?ngày(?:[^.;]{0,90}?(?<!\w)từ\s*+(?:ngày\s*+)?(?P<what>[^.;]{1,80}))?",
    re.IGNORECASE,
)
_FROM = lazy(
    r"(?:ngay\s*+)?(?:kể\s*+)?từ\s*+(?:khi\s*+|ngày\s*+|"
    r"thời\s*+điểm\s*+)?(?P<what>(?:được\s++)?(?:ký|ban\s++hành|thông\s++qua|"
    r"(?:Quốc\s++hội|Hội\s++đồng\s++nhân\s++dân|HĐND)[^.;,]{0,60}?\s++thông\s++qua|(?:đăng|"
    r"công\s++bố))[^.;]{0,30})",
    re.IGNORECASE,
)
_GAZETTED = lazy(r"(?!(?:được\s++)?ký).*?(?:Công\s++báo|đăng\s|công\s++bố)", re.I | re.S)
"""Counted from publication, and not from the signing that publication follows."""
_GAZETTE_DAY = lazy(r"CÔNG BÁO\s*/\s*Số[^\n]{0,40}?/\s*Ngày\s*(\d{1,2})-(\d{1,2})-(\d{4})")
_LAST = tuple(
    lazy(rf"{word}\s++(?:hết\s++)?(?:ngày\s++)?{DAY_MONTH_YEAR}") for word in ("đến", "tới")
)
"""One pattern for each word, since a literal beginning is searched at memory speed."""
_LASTING = lazy(
    rf"{_SELF}\s++này\s[^.;]*(?:có\s++(?:giá\s++trị|hiệu\s++lực)|được\s++(?:thực\s++hiện|"
    rf"áp\s++dụng|thí\s++điểm))[^.;]*$",
    re.IGNORECASE,
)
_ENDING = lazy(
    rf"này\s++hết\s++hiệu\s++lực[^.;]{{0,30}}?(?:từ|sau)\s++(?:ngày\s++)?{DAY_MONTH_YEAR}"
)
_PROVISION = lazy(
    r"(?<!\w)(?:khoản|điểm|điều|phụ\s++lục|chương|mục)\s++(?:\d|[IVX]+(?!\w)|[a-zđ](?!\w))",
    re.IGNORECASE,
)
_MARK = lazy(r"^\s*+Điều\s++\d+(?:\s*+[:.\-]|[ \t]*+\n\s*+(?=(?-i:[A-ZĐ])))", re.IGNORECASE)
_CLAUSE = 420


class Force(NamedTuple):
    """First and last day in force, and provisions with a day of their own."""

    effective: date | None = None
    expires: date | None = None
    partial: tuple[PartialEffect, ...] = ()


def read_force(layout: Layout, signed: date | None) -> Force:
    """Return when the text takes effect and ends; ``signed`` is its own day."""
    effective = None
    partial: dict[PartialEffect, None] = {}
    text = layout.plain
    start = layout.start if layout.units else 0
    for m in _IN_FORCE.finditer(text, start, layout.end):
        lead = _lead(text, start, m.start())
        own = _OWN.search(lead)
        part = _PROVISION.search(lead, 0, own.start() if own else len(lead))
        if own is not None and not part and not _CONDITION.search(lead, 0, own.start()):
            effective = effective or _when(layout, m["when"], signed)
        elif part is not None:
            day = _DAY.match(m["when"])
            parts = provisions(lead, 0, len(lead))
            own_day = _day(day) if day else None
            if parts and own_day:
                partial[PartialEffect(parts, own_day)] = None
    if effective is None:
        old = _OLD_FORM.search(text, start, layout.end)
        effective = _when(layout, old["when"], signed) if old else None
    rest = tuple(p for p in partial if p.effective != effective)
    return Force(effective, _expiry(layout, start), rest)


def _lead(text: str, start: int, at: int) -> str:
    """Return what stands before an offset in its clause."""
    first = max(start, at - _CLAUSE)
    begins = max(text.rfind(mark, first, at) for mark in (". ", ".\n", ";", "\n\n")) + 1
    return _MARK.sub("", text[max(first, begins) : at], count=1)


def _expiry(layout: Layout, start: int) -> date | None:
    """Return the last day of a text that says until when it is in force."""
    text = layout.plain
    days = [m for pattern in _LAST for m in pattern.finditer(text, start, layout.end)]
    for m in sorted(days, key=re.Match.start):
        if _LASTING.search(_lead(text, start, m.start())):
            return _day(m)
    ending = _ENDING.search(text, start, layout.end)
    first_without = _day(ending) if ending else None
    return first_without - timedelta(days=1) if first_without else None


_CONDITION = lazy(
    r"(?<!\w)(?:trước|khi|ngày|sau|đến|thời\s++điểm|đến\s++ngày|kể\s++từ)\s++$", re.IGNORECASE
)


def _when(layout: Layout, words: str, signed: date | None) -> date | None:
    exact = _DAY.match(words)
    if exact is not None:
        return _day(exact)
    after = _AFTER.search(words)
    if after is not None:
        base = _base(layout, after["what"] or "", signed)
        return base + timedelta(days=_number(after["n"])) if base else None
    at_once = _FROM.search(words)
    if at_once is not None:
        return _base(layout, at_once["what"], signed)
    stated = _DAY.search(words)
    return _day(stated) if stated else None


def _base(layout: Layout, what: str, signed: date | None) -> date | None:
    """Return the day from which is counted: of publication where the words say so."""
    if not _GAZETTED.match(what):
        return signed
    m = _GAZETTE_DAY.search(layout.raw)
    iso = iso_day(*m.groups()) if m else None
    return date.fromisoformat(iso) if iso else None


def _number(words: str) -> int:
    """Return a number written in figures or words ("bốn mươi lăm")."""
    if words.strip().isdigit():
        return int(words)
    total = 0
    for word in words.casefold().split():
        value = _WORDS.get(word, 0)
        total = total * 10 if word == "mươi" else total + value
    return total


def _day(m: re.Match[str]) -> date | None:
    iso = iso_day(m["d"], m["m"], m["y"])
    return date.fromisoformat(iso) if iso else None
