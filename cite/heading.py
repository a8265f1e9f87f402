"""What a document says of itself: number, date, issuer, place, year of its title.

A draft is judged on its own date, so the date is looked for in this order: the place-and-date line
of the head, complete or with a blank day; the same line at the signature; the publication line or
opening words of a text about the document; the days it cites, when its title names the year
(NĐ 30/2020 Phụ lục I mục II.2 to II.4 for the layout of the head).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cite.dates import iso_day
from cite.fragments import fold_window
from cite.lexicon import is_body_head
from kg.ids import read_number
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.text import fold, slug
from kg.vocab import Province, load_vocabulary

_HEAD, _TAIL = 3_500, 2_500
_DAY = len("2026-01-31")
_KEPT = 512
"""Names of issuers kept at hand, so few since drafts state them too."""


class Heading(NamedTuple):
    """The document's own particulars; what it does not say is ``None``.

    Attributes:
        number: its number, ``None`` when blank; ``symbol`` is then what stands behind the blank.
        date: the day it is judged on; ``precision`` is ``day``, ``month`` (last day of the month
            stated) or ``estimated`` (latest day cited, in the year of the title).
        date_source: ``header`` or ``signature``.
        issuer: issuing body as the head writes it.
        province: the province it belongs to, past name or present.
    """

    number: str | None = None
    symbol: str | None = None
    date: date | None = None
    precision: str = "day"
    date_source: str | None = None
    issuer: str | None = None
    province: Province | None = None
    normative: bool = False


_PLACE_DATE = lazy(
    r",\s*+ngày(?P<d>[\s\d.…_]{0,12}?)tháng(?P<m>[\s\d.…_]{0,12}?)năm\s*+(?P<y>(?:19|2[01])\d\d)?",
    re.IGNORECASE,
)
"""A year after 2199 is a misread or mistyped digit: no draft is judged on such a day."""
_PLACE = lazy(r"[^\W\d_][^\n,;:|\t]{1,40}$")
_ADOPTED = lazy(
    r"(?:thông\s++qua|ký\s++ban\s++hành)\s++ngày\s++(\d{1,2})(?:\s++tháng\s++|\s?[/\-.]\s?)(\d{1,2})"
    r"(?:\s++năm\s++|\s?[/\-.]\s?)(\d{4})"
)
"""How laws and resolutions close: "… thông qua ngày 27 tháng 11 năm 2024"."""
_PUBLISHED = lazy(
    r"(?:Thứ\s++\w+|Chủ\s++nhật)[\s,\-–]{1,5}(?:ngày\s*+)?(\d{1,2})/(\d{1,2})/(\d{4})|"
    r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})\s++\d{1,2}:\d{2}",
    re.IGNORECASE,
)
_OPENING = lazy(
    r"ngày\s++(\d{1,2})(?:/|\s++tháng\s++)(\d{1,2})(?:/|\s++năm\s++)(\d{4})\s*+,?\s*+"
    r"[^\W\d_][^.;:()\d]{4,80}?\s++(?:đã\s++)?ban\s++hành\s++(?:Kế\s++hoạch|Quyết\s++định|Công\s++văn|Chương\s++trình)",
    re.IGNORECASE,
)
_TITLE_YEAR = lazy(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|BÁO CÁO)\b.{0,220}?\bnăm\s++(20\d\d)", re.IGNORECASE | re.DOTALL
)


def read_heading(text: str, citations: Sequence[Citation], *, issuer: str | None = None) -> Heading:
    """Return what the head, the signature and the citations of a document say of itself.

    ``issuer`` overrides what the head says.
    """
    head = fold_window(text[:_HEAD])
    own = next((c for c in citations if c.role is Role.SELF), None)
    found, precision, source, place = _date(text, head, citations)
    issuer = issuer or _issuer(head)
    central = issuer is not None and _central(issuer)
    number = own.number if own else None
    return Heading(
        number=number,
        symbol=own.written if own and not own.number else None,
        date=found,
        precision=precision,
        date_source=source,
        issuer=issuer,
        province=None
        if central
        else province_in(issuer or "") or _province(place, text, citations),
        normative=number is not None and read_number(number).year is not None,
    )


def _date(
    text: str, head: str, citations: Sequence[Citation]
) -> tuple[date | None, str, str | None, str | None]:
    """Return day, its precision and source, and the place, as ``Heading`` gives them."""
    lines = []
    for m, near, source in _place_dates(text, head):
        lines.append((m, near, source))
        day = _stated(m)
        if day is not None and not (source == "signature" and _overtaken(day[0], citations)):
            return day[0], day[1], source, near
    place = lines[0][1] if lines else None
    blank = [m for m, _, source in lines if source == "header"]
    for iso, told in _told(text, head, citations, blank=bool(blank)):
        if iso is not None and len(iso) == _DAY:
            return date.fromisoformat(iso), "day", told, place
    estimate = _estimate(head, citations, next((m["y"] for m in blank if m["y"]), None))
    return estimate, "estimated" if estimate else "day", "header" if estimate else None, place


def _overtaken(day: date, citations: Sequence[Citation]) -> bool:
    """Return whether a text cites later days, so that the day at its end is a sample form's."""
    return len({c.number for c in citations if c.day is not None and c.day > day}) > 1


def _place_dates(text: str, head: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield the place-and-date lines of the head, then of the end, with place and source."""
    for source in ("header", "signature"):
        part = head if source == "header" else fold_window(text[-_TAIL:])
        for m in _PLACE_DATE.finditer(part):
            place = _PLACE.search(part, max(0, m.start() - 41), m.start())
            if place is not None:
                yield m, place.group(), source


def _told(
    text: str, head: str, citations: Sequence[Citation], *, blank: bool
) -> Iterator[tuple[str | None, str]]:
    """Yield the days that a document tells of itself in other words, the surest first."""
    adopted = list(_ADOPTED.finditer(text, max(0, len(text) - _TAIL)))
    if adopted:
        yield iso_day(*adopted[-1].groups()), "signature"
    yield next((c.date for c in citations if c.role is Role.SELF and c.date), None), "header"
    for pattern in (_PUBLISHED, _OPENING):
        told = None if blank else pattern.search(head[:2_000])
        if told is not None:
            yield iso_day(*[g for g in told.groups() if g][:3]), "header"


def _stated(m: re.Match[str]) -> tuple[date, str] | None:
    day, month = (re.sub(r"\D", "", m[g]) for g in ("d", "m"))
    if not m["y"] or not month or not 1 <= int(month) <= 12:
        return None
    if day:
        iso = iso_day(day, month, m["y"])
        return (date.fromisoformat(iso), "day") if iso else None
    year = int(m["y"])
    return date(year, int(month), monthrange(year, int(month))[1]), "month"


def _estimate(head: str, citations: Sequence[Citation], stated: str | None) -> date | None:
    """Return the last day cited of the year that the title names, or of the year before.

    The year beside a blank day (``stated``) is the draft's own: it is not before its first day.
    """
    m = _TITLE_YEAR.search(head)
    if stated is None and m is None:
        return None
    year = int(stated or (m.group(1) if m else 0))
    days = [c.day for c in citations if c.day is not None and c.role is Role.CITE]
    days = [d for d in days if year - 1 <= d.year <= year]
    if stated is not None:
        days.append(date(year, 1, 1))
    return max(days, default=None)


_SMALL_HEAD = lazy(r"xã\s++hội\s++chủ\s++ngh[iĩ][aã]\s++[Vv]iệt\s++nam")
_CAPITAL_HEAD = lazy(r"NGH[ĨI][AÃ]\s++VIỆT\s++NAM")
_COLUMNS = lazy(r"\t|\||\s{3,}|\s++(?=CỘNG\s++HO[ÀAÒ]|ĐỘC\s++LẬP)")
"""What parts the issuer's column of a head from that of the state's name."""


def _issuer(head: str) -> str | None:
    """Return the issuing body of the head's left column, written as there but not in capitals."""
    found: list[str] = []
    top = head[:900]
    if _SMALL_HEAD.search(top) and not _CAPITAL_HEAD.search(top):
        # Capitals that a font of the time before Unicode drew are small letters in the text.
        top = top.upper()
    for line in top.splitlines()[:24]:
        cell = _COLUMNS.split(line.strip().lstrip("|*# "))[0].strip(" *|-")
        if re.match(
            r"(?:Số|SỐ)\s*+:|(?:LUẬT|BỘ LUẬT|PHÁP LỆNH|KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|QUY ĐỊNH|"
            r"QUY CHẾ)\b",
            cell,
        ):
            break
        if _CAPITAL_HEAD.search(cell):
            continue
        if found and cell.startswith(("TỈNH ", "THÀNH PHỐ ")):
            found[-1] += " " + cell
        elif (
            cell.isupper()
            and is_body_head(cell, 0)
            and not cell.startswith(("ĐẢNG CỘNG SẢN", "CỘNG HÒA"))
        ):
            found.append(cell)
        elif found and cell.isupper() and len(cell.split()) <= 8 and not cell.startswith("CỘNG"):
            found[-1] += " " + cell
    if not found:
        return None
    return ", ".join(dict.fromkeys(_sentence_case(name) for name in reversed(found[-2:])))


def _sentence_case(name: str) -> str:
    """Return a name in capitals with the capitals of the vocabulary's names where it knows them."""
    vocabulary = load_vocabulary()
    known = vocabulary.issuers_by_name(name)
    if known:
        return known[0].vi
    m = re.search(r"\b(TỈNH|THÀNH PHỐ)\s++(.+)$", name)
    if m is not None:
        province = vocabulary.province(m.group(2))
        if province is not None:
            body = name[: m.start()].strip()
            body = body if body == "UBND" else body.capitalize()
            return f"{body} {province.vi[0].lower()}{province.vi[1:]}"
    return name if name.startswith("UBND") else name.capitalize()


_UNIT = lazy(
    r"(?:tỉnh|thành\s++phố|TP\.?)\s++([^\W\d_]+(?:(?:\s++-\s++|\s++)[^\W\d_]+){0,3})", re.IGNORECASE
)


@lru_cache(maxsize=_KEPT)
def province_in(words: str) -> Province | None:
    """Return the province that ``words`` name behind "tỉnh" or "thành phố", or of a Party body."""
    vocabulary = load_vocabulary()
    for m in _UNIT.finditer(words):
        parts = m.group(1).split()
        for size in range(len(parts), 0, -1):
            province = vocabulary.province(" ".join(parts[:size]))
            if province is not None:
                return province
    party = re.search(
        r"(?:Tỉnh|Thành)\s++[ủu][ỷy]\s++(.+)$|(?:Sở|Cục)\s++.+?\s((?:[A-ZĐ]\w+\s?){2,3})$", words
    )
    if party is not None:
        return vocabulary.province((party.group(1) or party.group(2)).strip())
    return None


def _central(issuer: str) -> bool:
    known = load_vocabulary().issuers_by_name(issuer.split(", ")[0])
    return bool(known) and known[0].level == "central"


def _province(place: str | None, text: str, citations: Sequence[Citation]) -> Province | None:
    vocabulary = load_vocabulary()
    if place:
        name = place.strip().splitlines()[-1].strip()
        found = vocabulary.province(name) or next(
            (
                p
                for p in vocabulary.provinces.values()
                if slug(p.vi).endswith(slug(name)) and len(name) > 4
            ),
            None,
        )
        if found is not None:
            return found
    for c in citations:
        if c.issuer and (found := province_in(c.issuer)):
            return found
    counts = Counter(
        fold(m.group(1))
        for m in re.finditer(r"tỉnh\s++((?:[A-ZĐ][^\W\d_]*\s?){2,3})", text[:60_000])
    )
    for name, _ in counts.most_common(5):
        found = vocabulary.province(name)
        if found is not None:
            return found
    return None
