"""A document of the user's becomes an instrument of the user's graph, with what it cites.

Relations: ``based_on`` for citations in lines that begin "Căn cứ"; ``implements`` where the text
says that it carries out or makes known what it cites ("Thực hiện …", "tuyên truyền …"); ``cites``
for the rest. Each keeps the words it was read from. A cited instrument that the graph does not
know becomes a node known only from this citation.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from cite.compare import issuer_key
from cite.find import find_citations
from cite.heading import Heading, province_in, read_heading
from cite.resolve import Outcome, resolve
from kg.contract import Store
from kg.document import Document
from kg.errors import IdentifierError
from kg.ids import make_iri
from kg.model import Citation, Instrument, Relation, Role, Source
from kg.vocab import Province, load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecords:
    """The records that one document gives: itself, what it cites, relations, its source."""

    instrument: Instrument
    cited: tuple[Instrument, ...]
    relations: tuple[Relation, ...]
    source: Source


_BASIS = re.compile(r"(?:^|\n)[\s\-+*_•]*Căn\s+cứ\b[^\n]*$", re.IGNORECASE)
_CARRIES_OUT = re.compile(
    r"(?:thực\s+hiện|triển\s+khai|tuyên\s+truyền|phổ\s+biến|quán\s+triệt|thi\s+hành)", re.IGNORECASE
)
_TYPE_LINE = re.compile(
    r"(?:^|\n)[ \t*#]*(KẾ HOẠCH|CHƯƠNG TRÌNH|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|THÔNG BÁO|BÁO CÁO|"
    r"HƯỚNG DẪN|TỜ TRÌNH|ĐỀ ÁN|CÔNG VĂN|Kế hoạch|Chương trình)\b[ \t*:]*\n?([^\n]{0,300})"
)


_TOLD = re.compile(
    r"ban\s+hành\s+(Kế hoạch|Chương trình|Quyết định)\s+(?:số\s+\S+\s+)?([^.;:\n]{12,220})"
)


def read_draft(document: Document, graph: Store, *, read_on: date) -> DraftRecords:
    """Return the records of one document.

    Args:
        document: the text read.
        graph: what is known; citations are resolved against it.
        read_on: the day it is ingested, told in its source.
    """
    text = document.text
    citations = find_citations(text)
    heading = read_heading(text, citations)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    source = Source(
        id=f"ingest-{digest}", where=document.path, read_on=read_on, method="ingested document"
    )
    own = _own(text, citations, heading, source, digest)
    cited: dict[str, Instrument] = {}
    relations: dict[tuple[str, str], Relation] = {}
    for i, citation in enumerate(citations):
        if citation.role is Role.SELF:
            continue
        target = _target(citation, graph, heading, source)
        if target is None or target.iri == own.iri:
            continue
        cited.setdefault(target.iri, target)
        relation = _relation(text, citations, i, own, target, source)
        relations.setdefault((relation.kind, target.iri), relation)
    return DraftRecords(
        instrument=own,
        cited=tuple(c for c in cited.values() if c.iri not in graph),
        relations=_strongest(relations),
        source=source,
    )


def _strongest(relations: dict[tuple[str, str], Relation]) -> tuple[Relation, ...]:
    """Return the relations without ``cites`` edges beside a stronger one to the same target."""
    strong = {target for kind, target in relations if kind != "cites"}
    return tuple(
        r for (kind, target), r in relations.items() if kind != "cites" or target not in strong
    )


def _own(
    text: str, citations: list[Citation], heading: Heading, source: Source, digest: str
) -> Instrument:
    word, title = _named(text)
    described = next((c for c in citations if c.role is Role.SELF and c.type), None)
    known = load_vocabulary().type_by_word((described and described.type) or word)
    kind = known.id if known else "van-ban"
    issuer = heading.issuer or _acting(text, heading)
    number = heading.number or ""
    names = (
        "title",
        "issuer",
        *(("number",) if number else ()),
        *(("date",) if heading.date else ()),
    )
    iri = make_iri(
        type=kind,
        issuer=issuer,
        date=heading.date,
        number=number or f"khong-so-{digest[:8]}",
    )
    return Instrument(
        iri=iri,
        type=kind,
        number=number,
        issuer=issuer,
        date=heading.date,
        title=title,
        kind="administrative",
        territory=_territory(heading.province),
        sources=dict.fromkeys(names, (source.id,)),
    )


def _named(text: str) -> tuple[str, str]:
    """Return type word and title: of the heading, else of the plan that an article tells of."""
    m = _TYPE_LINE.search(text)
    if m is not None:
        word = m.group(1).capitalize()
        title = " ".join(m.group(2).split()).strip(" *_")
        return word, title if len(title) >= 12 else f"{word} {title}".strip()
    told = _TOLD.search(text)
    if told is not None:
        return told.group(1), " ".join(told.group(2).split())
    first = next((line for line in text.splitlines() if len(line.split()) > 4), text[:80])
    return "Kế hoạch", " ".join(first.split())[:240]


def _territory(province: Province | None) -> str | None:
    """Return the bare name of a province, as records have it."""
    return re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", province.vi) if province else None


def _acting(text: str, heading: Heading) -> str:
    """Return the body that the text says issues the document, else "không rõ"."""
    m = re.search(
        r"(?<!của )((?:Sở|Ban|UBND|Ủy ban|Văn phòng|Cục|Chi cục)\s[^.,;:()\d\n]{3,60}?)\s*"
        r"(?:\([^()]*\)\s*)?"
        r"(?:đã\s+)?(?:xây dựng|ban hành)\s+[Kk]ế hoạch",
        text,
    )
    name = " ".join(m.group(1).split()) if m else "không rõ"
    place = _territory(heading.province)
    return f"{name} {place}" if place and place not in name and m else name


def _target(
    citation: Citation, graph: Store, heading: Heading, source: Source
) -> Instrument | None:
    """Return the instrument cited: the one known, or a new node known from this citation."""
    resolution = resolve(citation, graph, as_of=heading.date, province=heading.province)
    if resolution.instrument is not None:
        return resolution.instrument
    if citation.number is None or resolution.outcome is Outcome.AMBIGUOUS:
        return None
    kind = load_vocabulary().type_by_word(citation.type or "")
    if kind is None:
        return None
    place = province_in(citation.issuer or "") or heading.province
    local = re.search(r"UBND|HĐND|/TU$|UB$", citation.number) is not None
    issuer = _spelt_out(citation.issuer or "không rõ", place.vi if place and local else None)
    exact = citation.day
    fields = [
        "number",
        "issuer",
        *(["date"] if exact else []),
        *(["title"] if citation.title else []),
    ]
    try:
        iri = make_iri(type=kind.id, issuer=issuer, date=exact, number=citation.number)
    except IdentifierError:
        return None
    return Instrument(
        iri=iri,
        type=kind.id,
        number=citation.number,
        issuer=issuer,
        date=exact,
        title=citation.title,
        kind="party" if "-" in citation.number.split("/")[0] else "administrative",
        territory=_territory(place if local else None),
        attested=True,
        sources=dict.fromkeys(fields, (source.id,)),
    )


def _spelt_out(issuer: str, province: str | None) -> str:
    name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", issuer)
    name = re.sub(r"\bHĐND\b", "Hội đồng nhân dân", name)
    if province and province_in(name) is None:
        name = re.sub(r"\s+(?:tỉnh|thành phố|Thành phố)$", "", name)
        name = f"{name} {province[0].lower()}{province[1:]}"
    known = load_vocabulary().issuers_by_name(issuer_key(name))
    return known[0].vi if known else name


def _relation(
    text: str,
    citations: list[Citation],
    index: int,
    own: Instrument,
    target: Instrument,
    source: Source,
) -> Relation:
    citation = citations[index]
    line_start = text.rfind("\n", 0, citation.start) + 1
    before = text[line_start : citation.start]
    quoted = any(
        (span := c.span_of(c.title_span)) is not None and span[0] <= citation.start < span[1]
        for c in citations[max(0, index - 4) : index]
    )
    if quoted:
        kind = "cites"
    elif _BASIS.search("\n" + before):
        kind = "based_on"
    elif _CARRIES_OUT.search(before) or _CARRIES_OUT.search(_leading(text, line_start)):
        kind = "implements"
    else:
        kind = "cites"
    quote_start = max(line_start, citation.start - 80)
    while quote_start > line_start and text[quote_start - 1].isalnum():
        quote_start += 1
    evidence = " ".join(text[quote_start : citation.end + 60].rsplit(" ", 1)[0].split())
    return Relation(
        kind=kind,
        source=own.iri,
        target=target.iri,
        known_from=own.date,
        evidence=evidence[:240],
        sources=(source.id,),
    )


def _leading(text: str, line_start: int) -> str:
    """Return the nearest lines above that end in a colon: they govern the list below."""
    above = text[max(0, line_start - 700) : line_start]
    return "\n".join(line for line in above.splitlines()[-6:] if line.rstrip().endswith(":"))
