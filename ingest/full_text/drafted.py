"""A document of the user's that is no full text of an instrument yet: plan, report, news of a plan.

Its head may be missing, its number blank; what it is then follows from what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cite.heading import Heading
from kg.ids import make_iri
from kg.model import Citation, Instrument, Role, Source
from kg.patterns import lazy
from kg.vocab import Province, load_vocabulary

UNKNOWN = "không rõ"
"""Stands for an issuer that a text does not name."""
_BASIS = lazy(r"(?:^|\n)[\s\-+*_•]*Căn\s+cứ\b[^\n]*$", re.IGNORECASE)
_CARRIES_OUT = lazy(
    r"(?:thực\s+hiện|triển\s+khai|tuyên\s+truyền|phổ\s+biến|quán\s+triệt|thi\s+hành)", re.IGNORECASE
)
_TYPE_LINE = lazy(
    r"(?:^|\n)[ \t*#]*(KẾ HOẠCH|CHƯƠNG TRÌNH|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|THÔNG BÁO|BÁO CÁO|"
    r"HƯỚNG DẪN|TỜ TRÌNH|ĐỀ ÁN|CÔNG VĂN|Kế hoạch|Chương trình)\b[ \t*:]*\n?([^\n]{0,300})"
)
_TOLD = lazy(
    r"ban\s+hành\s+(Kế hoạch|Chương trình|Quyết định)\s+(?:số\s+\S+\s+)?([^.;:\n]{12,220})"
)
_ACTS = lazy(
    r"(?<!của )((?:Sở|Ban|UBND|Ủy ban|Văn phòng|Cục|Chi cục)\s[^.,;:()\d\n]{3,60}?)\s*"
    r"(?:\([^()]*\)\s*)?(?:đã\s+)?(?:xây dựng|ban hành)\s+[Kk]ế hoạch"
)
_SHORTEST_TITLE = 12


def drafted(
    text: str, citations: Sequence[Citation], heading: Heading, source: Source, digest: str
) -> Instrument:
    """Return the record of a document of the user's."""
    word, title = _named(text)
    described = next((c for c in citations if c.role is Role.SELF and c.type), None)
    known = load_vocabulary().type_by_word((described and described.type) or word)
    kind = known.id if known else "van-ban"
    issuer = heading.issuer or _acting(text, heading)
    number = heading.number or ""
    names = ("title", "issuer", *(("number",) if number else ()))
    names += ("date",) if heading.date else ()
    iri = make_iri(
        type=kind, issuer=issuer, date=heading.date, number=number or f"khong-so-{digest[:8]}"
    )
    return Instrument(
        iri=iri,
        type=kind,
        number=number,
        issuer=issuer,
        date=heading.date,
        title=title,
        kind="administrative",
        territory=bare_name(heading.province),
        sources=dict.fromkeys(names, (source.id,)),
    )


def weak_kind(text: str, citation: Citation, *, quoted: bool) -> str:
    """Return what a plan does with what it cites.

    ``based_on`` in lines that begin "Căn cứ"; ``implements`` where it says that it carries out or
    makes known ("Thực hiện …", "tuyên truyền …"); ``cites`` for the rest and inside titles.
    """
    line_start = text.rfind("\n", 0, citation.start) + 1
    before = text[line_start : citation.start]
    if quoted:
        return "cites"
    if _BASIS.search("\n" + before):
        return "based_on"
    if _CARRIES_OUT.search(before) or _CARRIES_OUT.search(_leading(text, line_start)):
        return "implements"
    return "cites"


def words_around(text: str, citation: Citation) -> str:
    """Return the words of the line around a citation, as evidence."""
    line_start = text.rfind("\n", 0, citation.start) + 1
    start = max(line_start, citation.start - 80)
    while start > line_start and text[start - 1].isalnum():
        start += 1
    return " ".join(text[start : citation.end + 60].rsplit(" ", 1)[0].split())[:240]


def bare_name(province: Province | None) -> str | None:
    """Return the bare name of a province, as records have it."""
    return re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", province.vi) if province else None


def _named(text: str) -> tuple[str, str]:
    """Return type word and title: of the heading, else of the plan that an article tells of."""
    m = _TYPE_LINE.search(text)
    if m is not None:
        word = m.group(1).capitalize()
        title = " ".join(m.group(2).split()).strip(" *_")
        return word, title if len(title) >= _SHORTEST_TITLE else f"{word} {title}".strip()
    told = _TOLD.search(text)
    if told is not None:
        return told.group(1), " ".join(told.group(2).split())
    first = next((line for line in text.splitlines() if len(line.split()) > 4), text[:80])
    return "Kế hoạch", " ".join(first.split())[:240]


def _acting(text: str, heading: Heading) -> str:
    """Return the body that the text says issues the document, else "không rõ"."""
    m = _ACTS.search(text)
    name = " ".join(m.group(1).split()) if m else UNKNOWN
    place = bare_name(heading.province)
    return f"{name} {place}" if place and place not in name and m else name


def _leading(text: str, line_start: int) -> str:
    """Return the nearest lines above that end in a colon: they govern the list below."""
    above = text[max(0, line_start - 700) : line_start]
    return "\n".join(line for line in above.splitlines()[-6:] if line.rstrip().endswith(":"))
