"""A document to the records that it gives to the graph.

The full text of an instrument gives its own record and the relations it states, with their day of
effect; a plan or a report gives itself and what it rests on, carries out and cites. Both give the
instruments they name, what they say of them, and what they tell of third ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from cite.find import find_citations
from cite.mentions import title_holders
from cite.resolve import same_issuer
from ingest.full_text.cited import bare_law_name, law_name
from ingest.full_text.drafted import UNKNOWN, drafted, weak_kind, words_around
from ingest.full_text.nodes import Nodes, attestations
from ingest.full_text.particulars import CONSOLIDATED
from ingest.full_text.read import read_full_text
from ingest.full_text.statement import FullText, Named, Particulars, Statement, ThirdParty
from ingest.records import Records
from kg.attested import attested_by
from kg.contract import Store
from kg.document import Document
from kg.ids import make_iri
from kg.model import Citation, Instrument, Relation, Role, Source
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_WITHOUT_EFFECT = frozenset({"based_on", "implements", "consolidates", "cites"})
"""Kinds that state something of the text itself and do nothing to the target on a day."""


def records_of(document: Document, graph: Store, *, read_on: date) -> Records:
    """Return the records of one document; the first instrument is the document itself.

    Args:
        document: the text read.
        graph: what is known; citations are resolved against it.
        read_on: the day it is ingested, told in its source.
    """
    text = document.text
    citations = find_citations(text)
    read = read_full_text(text, citations)
    heading = read.heading
    digest = hashlib.sha256(text.encode()).hexdigest()
    full = is_full_text(read)
    source = Source(
        id=f"ingest-{digest[:12]}",
        where=document.path,
        read_on=read_on,
        method="ingested full text" if full else "ingested document",
        sha256=digest,
    )
    own = (
        _own(read.own, graph, source) if full else drafted(text, citations, heading, source, digest)
    )
    nodes = Nodes(citations, graph, heading, source, signed=own.date)
    relations: list[Relation] = [
        *_stated(read.relations, citations, nodes, own, read.own),
        *_told(read.third_party, citations, nodes, own),
    ]
    relations += _weaker(text, citations, nodes, own, relations, plan=not full)
    said = attestations(citations, nodes, own.iri)
    if full and read.articles is not None:
        said += (attested_by(own.iri, "articles", read.articles, (source.id,)),)
    made = (i for i in nodes.found.values() if i.iri not in graph and i.iri != own.iri)
    return Records((source,), (own, *made), _strongest(relations), said)


def is_full_text(read: FullText) -> bool:
    """Return whether a text is an instrument with effect of its own, not a plan or report."""
    own = read.own
    if own.number is None or own.date is None or own.type is None:
        return False
    acts = any(s.kind not in _WITHOUT_EFFECT for s in read.relations)
    return own.kind == "qppl" or own.effective is not None or acts or own.type == CONSOLIDATED


def _own(own: Particulars, graph: Store, source: Source) -> Instrument:
    """Return the record of an instrument from its own full text, under the IRI it already has."""
    known = load_vocabulary().type_by_word(own.type or "")
    kind = known.id if known else "van-ban"
    number = own.number or ""
    issuer = own.issuer or UNKNOWN
    iri = make_iri(type=kind, issuer=issuer, date=own.date, number=number)
    for candidate in graph.by_number(number):
        same = candidate.type == kind and candidate.date in (own.date, None)
        if same and (own.issuer is None or same_issuer(issuer, candidate)):
            issuer = candidate.issuer
            iri = candidate.iri if candidate.date else iri
    said = {
        "number": number,
        "issuer": own.issuer,
        "date": own.date,
        "title": own.title,
        "effective": own.effective,
        "expires": own.expires,
    }
    return Instrument(
        iri=iri,
        type=kind,
        number=number,
        issuer=issuer,
        date=own.date,
        title=own.title,
        effective=own.effective,
        expires=own.expires,
        kind=own.kind,
        territory=own.territory,
        sources={name: (source.id,) for name, value in said.items() if value},
    )


def _named(named: Named, citation: Citation) -> Citation:
    """Return a citation with the number that the rest of the text gave the law it names."""
    same = named.number == citation.number and named.title in (None, law_name(citation))
    if named.number is None or same:
        return citation
    return citation._replace(number=named.number, title=bare_law_name(named.title))


def _stated(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    nodes: Nodes,
    own: Instrument,
    text: Particulars,
) -> Iterator[Relation]:
    for s in statements:
        target = nodes.node(_named(s.target, citations[s.citation]))
        if target is None or target.iri == own.iri:
            continue
        begins = None if s.kind in _WITHOUT_EFFECT else s.effective or text.effective
        yield Relation(
            kind=s.kind,
            source=own.iri,
            target=target.iri,
            scope=s.scope,
            parts=_parts(s.scope, s.parts, s.evidence),
            valid_from=begins,
            valid_to=s.until if s.kind == "suspends" else None,
            known_from=own.date,
            evidence=s.evidence,
            sources=(nodes.source.id,),
        )


def _told(
    statements: Sequence[ThirdParty], citations: Sequence[Citation], nodes: Nodes, own: Instrument
) -> Iterator[Relation]:
    """Yield what the text tells of other instruments, the one that acts first."""
    inverses = load_vocabulary().inverses
    for t in statements:
        ends = [
            nodes.node(_named(named, citations[at]))
            for named, at in zip((t.subject, t.object), t.citations, strict=True)
        ]
        kind = inverses.get(t.kind)
        acting, target = reversed(ends) if kind else ends
        if acting is None or target is None or own.iri in (acting.iri, target.iri):
            continue
        if acting.iri == target.iri:
            continue
        kind = kind or t.kind
        part: Literal["whole", "part"] = "part" if t.parts or kind in _PARTLY else "whole"
        yield Relation(
            kind=kind,
            source=acting.iri,
            target=target.iri,
            scope=part,
            parts=_parts(part, t.parts, t.evidence),
            known_from=acting.date or own.date,
            evidence=t.evidence,
            sources=(nodes.source.id,),
        )


def _parts(scope: str, parts: str | None, evidence: str) -> str | None:
    """Return the parts in words; where a text lists none, those of its title ("một số điều")."""
    if scope == "whole":
        return None
    m = _SOME.search(evidence)
    return parts or (" ".join(m.group().casefold().split()) if m else "một phần")


_SOME = lazy(
    r"một\s++số\s++(?:điều|khoản|điểm|nội\s++dung|quy\s++định|văn\s++bản|cụm\s++từ)(?!\w)",
    re.IGNORECASE,
)
_PARTLY = frozenset({"amends", "corrects", "guides"})


def _weaker(
    text: str,
    citations: Sequence[Citation],
    nodes: Nodes,
    own: Instrument,
    stated: Sequence[Relation],
    *,
    plan: bool,
) -> Iterator[Relation]:
    """Yield what is only cited, and what a plan's lines say that it carries out."""
    seen = {(r.kind, r.target) for r in stated if r.source == own.iri}
    acted_on = {target for _, target in seen}
    for citation, holder in zip(citations, title_holders(citations), strict=True):
        if citation.role is Role.SELF:
            continue
        target = nodes.node(citation)
        if target is None or target.iri == own.iri:
            continue
        kind = weak_kind(text, citation, quoted=holder is not None) if plan else "cites"
        if (kind, target.iri) in seen or (kind == "cites" and target.iri in acted_on):
            continue
        seen.add((kind, target.iri))
        yield Relation(
            kind=kind,
            source=own.iri,
            target=target.iri,
            known_from=own.date,
            evidence=words_around(text, citation),
            sources=(nodes.source.id,),
        )


def _strongest(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Return each relation once, without ``cites`` beside a stronger one to the same target."""
    kept: dict[tuple[str, ...], Relation] = {}
    for r in relations:
        kept.setdefault((r.kind, r.source, r.target), r)
    strong = {(r.source, r.target) for r in kept.values() if r.kind != "cites"}
    return tuple(
        r for r in kept.values() if r.kind != "cites" or (r.source, r.target) not in strong
    )
