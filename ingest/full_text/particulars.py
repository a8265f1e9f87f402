"""What a text says of itself in head and signature: type, number, issuer, day, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cite.dates import iso_day
from cite.fragments import DAY_MONTH_YEAR
from cite.heading import Heading, read_heading
from ingest.full_text.force import read_force
from ingest.full_text.layout import Layout
from ingest.full_text.preamble import Preamble
from ingest.full_text.statement import Particulars
from kg.ids import read_number
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.vocab import load_vocabulary

CONSOLIDATED = "Văn bản hợp nhất"
_OWN_WORD = lazy(
    r"(?<!\w)(Luật|Bộ\s++luật|Pháp\s++lệnh|Nghị\s++định|Nghị\s++quyết(?:\s++liên\s++tịch)?|"
    r"Thông\s++tư(?:\s++liên\s++tịch)?|"
    r"Quyết\s++định|Chỉ\s++thị|Kế\s++hoạch|Chương\s++trình|Hướng\s++dẫn|Công\s++văn|"
    r"Thông\s++báo)\s++này(?!\w)"
)
_ISSUES = lazy(
    r"(?m)^[ \t|*]*+(?P<body>[A-ZĐÀ-Ỹ][^\n;:.|]{3,90}?)\s++ban\s++hành\s++(?:Luật|Nghị|Thông|"
    r"Quyết|Pháp|Bộ\s++luật)"
)
_OF_BODY = lazy(r"\s*+(?:CỦA\s[^\n.;:]{3,160}\s)?\s*+")
_BODY_LINE = lazy(r"[ \t|*]*+CỦA\s[^\na-zđ]{4,120}\sSỐ:?\s*+")
_OLD_LEAD = lazy(r"^CỦA\s[^.;]{3,160}?\sSỐ\s\S+\sNGÀY\s.{6,24}?\d{4}\s")

"""What stands before the title proper in the title lines of old copies."""
_PLACE_DAY = lazy(rf",\s*+ngày\s*+{DAY_MONTH_YEAR}", re.IGNORECASE)
_BELOW = 160
_LOCAL = lazy(r"UBND|HĐND|/(?:TU|HU|QU|ThU)$|-S[A-ZĐ]|UB$")
_LOCAL_BODY = lazy(
    r"(?<!\w)(?:tỉnh|thành\s++phố|huyện|quận|thị\s++xã|xã|phường|sở)(?!\w)", re.IGNORECASE
)


def read_particulars(
    layout: Layout, preamble: Preamble, citations: Sequence[Citation]
) -> tuple[Particulars, Heading]:
    """Return what the text says of itself, and the heading it was read from."""
    heading = read_heading(layout.raw, citations)
    own = next((c for c in citations if c.role is Role.SELF and c.number), None)
    titled = _titled(layout, preamble, citations) if own is None else None
    number = own.number if own else titled.number if titled else None
    number = number or _below_title(layout, preamble, citations)
    kind = _type(layout, preamble, number, own)
    signed = heading.date if heading.precision == "day" else None
    if kind == CONSOLIDATED and own is not None:
        signed = _day_near(layout, own) or signed
    if signed is None and titled is not None:
        signed = titled.day
    force = read_force(layout, signed) if kind != CONSOLIDATED else None
    particulars = Particulars(
        type=kind,
        number=number,
        issuer=_issuer(layout, preamble, heading),
        date=signed,
        title=_title(layout, preamble),
        effective=force.effective if force else None,
        expires=force.expires if force else None,
        kind=kind_of(kind, number),
        territory=_territory(number, heading),
        partial=force.partial if force else (),
    )
    return particulars, heading


def _day_near(layout: Layout, own: Citation) -> date | None:
    """Return the day beside the number of a consolidated text, wherever its seal stands."""
    m = _PLACE_DAY.search(layout.text, max(0, own.start - 200), own.end + 400)
    iso = iso_day(m["d"], m["m"], m["y"]) if m else None
    return date.fromisoformat(iso) if iso else None


def _territory(number: str | None, heading: Heading) -> str | None:
    """Return the province of a local body's instrument; the seat of a ministry is none."""
    local = _LOCAL.search(number or "") or _LOCAL_BODY.search(heading.issuer or "")
    if heading.province is None or local is None:
        return None
    return re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", heading.province.vi)


def _titled(layout: Layout, preamble: Preamble, citations: Sequence[Citation]) -> Citation | None:
    """Return the number in the title line of old copies ("QUYẾT ĐỊNH … SỐ 12/2000/QĐ-BTC")."""
    first = citations[0] if citations else None
    if first is None or preamble.type is None or first.number is None:
        return None
    start = preamble.type_end - len(preamble.type) - 2
    if not start <= first.start <= preamble.type_end + 220 or first.type != preamble.type:
        return None
    between = layout.text[preamble.type_end : first.start]
    return first if first.text.isupper() and _OF_BODY.fullmatch(between) else None


def _below_title(layout: Layout, preamble: Preamble, citations: Sequence[Citation]) -> str | None:
    """Return the number in the last line of the title ("CỦA QUỐC HỘI SỐ 84/2007/QH11 NGÀY …")."""
    if preamble.title is None:
        return None
    start, end = preamble.title
    for c in citations:
        if start <= c.start < end + _BELOW and c.number and c.type is None:
            line = layout.text[layout.text.rfind("\n", 0, c.start) + 1 : c.start]
            if _BODY_LINE.fullmatch(line):
                return c.number
    return None


def _type(
    layout: Layout, preamble: Preamble, number: str | None, own: Citation | None
) -> str | None:
    letters = read_number(number) if number else None
    if letters is not None and (letters.type or "").upper() == "VBHN":
        return CONSOLIDATED
    if preamble.type is not None:
        return preamble.type
    if own is not None and own.type:
        return own.type
    known = load_vocabulary().types_by_symbol(letters.type or "") if letters else ()
    if len(known) == 1:
        return known[0].vi
    if preamble.letter:
        return "Công văn"
    m = _OWN_WORD.search(layout.text)
    found = load_vocabulary().type_by_word(m.group(1)) if m else None
    return found.vi if found else None


def kind_of(kind: str | None, number: str | None) -> str:
    """Return ``qppl``, ``administrative`` or ``party``; a year in the number makes it normative."""
    known = load_vocabulary().type_by_word(kind or "")
    if known is not None and known.kind in ("qppl", "party"):
        return known.kind
    if number is None:
        return "administrative"
    if "-" in number.split("/")[0]:
        return "party"
    return "qppl" if read_number(number).year is not None else "administrative"


def _issuer(layout: Layout, preamble: Preamble, heading: Heading) -> str | None:
    if heading.issuer:
        return heading.issuer
    m = _ISSUES.search(layout.text, preamble.type_end, preamble.end)
    return " ".join(m["body"].split()) if m else None


def _title(layout: Layout, preamble: Preamble) -> str | None:
    if preamble.title is None:
        return None
    words = " ".join(layout.text[slice(*preamble.title)].split()).strip(" *_")
    return _OLD_LEAD.sub("", words) or None
