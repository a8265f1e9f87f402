"""The instruments that a text names as nodes of the graph: those known, and new attested ones.

A text names an instrument fully once and shortly later, so what its mentions say is put together
before it is looked up; where they differ, the value said most often is taken first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from cite.compare import issuer_key
from cite.heading import Heading, province_in
from cite.resolve import Outcome, resolve
from ingest.full_text.cited import law_name
from ingest.full_text.drafted import UNKNOWN, bare_name
from ingest.full_text.particulars import kind_of
from kg.contract import Store
from kg.errors import IdentifierError
from kg.ids import make_iri, number_key, read_number
from kg.model import Attestation, Citation, Instrument, Role, Source
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_LOCAL = lazy(r"UBND|HĐND|/TU$|UB$")
_UNIT_ONLY = lazy(r"\s+(?:tỉnh|thành phố|Thành phố)$")
_Key = tuple[str, str | None]


class Nodes:
    """Resolves the citations of one text against a graph; each instrument once.

    Attributes:
        found: IRI to instrument, those known and those made, in the order of their mention.
    """

    def __init__(
        self,
        citations: Sequence[Citation],
        graph: Store,
        heading: Heading,
        source: Source,
        *,
        signed: date | None,
    ) -> None:
        """Prepare for the citations of one text, signed on a day."""
        self.graph = graph
        self.heading = heading
        self.source = source
        self.signed = signed
        self.found: dict[str, Instrument] = {}
        self._said = _sayings(citations)
        self._nodes: dict[object, Instrument | None] = {}

    def node(self, citation: Citation) -> Instrument | None:
        """Return the instrument cited; ``None`` where several fit or nothing names one."""
        c = citation
        key = (c.number, c.type, c.date, c.issuer, c.title, c.form)
        if key not in self._nodes:
            self._nodes[key] = self._resolved(self._completed(citation))
        node = self._nodes[key]
        if node is not None:
            self.found.setdefault(node.iri, node)
        return node

    def _completed(self, citation: Citation) -> Citation:
        """Return a short mention with what the full mentions of the same number say."""
        if citation.number is None:
            return citation
        days = self._said.get(_day_key(citation), {})
        day = citation.date or (next(iter(days)) if len(days) == 1 else None)
        said = self._said.get(_key(citation), {})
        return citation._replace(
            date=day,
            issuer=citation.issuer or said.get("issuer"),
            title=citation.title or said.get("title"),
        )

    def _resolved(self, citation: Citation) -> Instrument | None:
        resolution = resolve(
            citation, self.graph, as_of=self.signed, province=self.heading.province
        )
        if resolution.instrument is not None:
            return resolution.instrument
        if citation.number is None or resolution.outcome is Outcome.AMBIGUOUS:
            return None
        return self._made(citation, citation.number)

    def _made(self, citation: Citation, number: str) -> Instrument | None:
        known = load_vocabulary().type_by_word(citation.type or "")
        if known is None:
            return None
        place = province_in(citation.issuer or "") or self.heading.province
        local = _LOCAL.search(number) is not None
        stated = citation.issuer or by_symbol(number)
        issuer = spelt_out(stated or UNKNOWN, place.vi if place and local else None)
        title = law_name(citation) or citation.title
        try:
            iri = make_iri(type=known.id, issuer=issuer, date=citation.day, number=number)
        except IdentifierError:
            return None
        said = {"number": number, "issuer": stated, "date": citation.day, "title": title}
        return Instrument(
            iri=iri,
            type=known.id,
            number=number,
            issuer=issuer,
            date=citation.day,
            title=title,
            kind=kind_of(known.vi, number),
            territory=bare_name(place if local else None),
            attested=True,
            sources={name: (self.source.id,) for name, value in said.items() if value},
        )


def _key(citation: Citation) -> _Key:
    return (number_key(citation.number or ""), citation.type)


def _day_key(citation: Citation) -> _Key:
    return (f"days {number_key(citation.number or '')}", citation.type)


def _sayings(citations: Sequence[Citation]) -> dict[_Key, dict[str, str]]:
    """Return what the mentions of each number say of issuer and title first, and all their days."""
    said: dict[_Key, dict[str, str]] = {}
    for c in citations:
        if c.number is None or c.role is Role.SELF:
            continue
        values = said.setdefault(_key(c), {})
        if c.issuer:
            values.setdefault("issuer", c.issuer)
        if c.title:
            values.setdefault("title", c.title)
        if c.day is not None and c.date is not None:
            said.setdefault(_day_key(c), {})[c.date] = c.date
    return said


def by_symbol(number: str) -> str | None:
    """Return the issuer that a number's symbol names, where one body alone has these letters."""
    letters = read_number(number).issuers
    bodies = load_vocabulary().issuers_by_symbol(letters[0]) if len(letters) == 1 else ()
    return bodies[0].vi if len(bodies) == 1 else None


@lru_cache(maxsize=4096)
def spelt_out(issuer: str, province: str | None) -> str:
    """Return an issuer's full name, with its province where that is known."""
    name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", issuer)
    name = re.sub(r"\bHĐND\b", "Hội đồng nhân dân", name)
    if province and province_in(name) is None:
        name = f"{_UNIT_ONLY.sub('', name)} {province[0].lower()}{province[1:]}"
    known = load_vocabulary().issuers_by_name(issuer_key(name))
    return known[0].vi if known else name


def attestations(citations: Sequence[Citation], nodes: Nodes, own: str) -> tuple[Attestation, ...]:
    """Return what the text says of day, issuer and title of each instrument it names.

    A text is one witness however often it repeats itself; the value said most often comes first.
    """
    said: dict[tuple[str, str], Counter[str]] = {}
    for c in citations:
        node = nodes.node(c) if c.role is Role.CITE and c.number else None
        if node is None or node.iri == own:
            continue
        issuer = spelt_out(c.issuer, None) if c.issuer else None
        title = law_name(c) or c.title
        for field, value in (
            ("date", c.date if c.day else None),
            ("issuer", issuer),
            ("title", title),
        ):
            if value:
                said.setdefault((node.iri, field), Counter())[value] += 1
    return tuple(
        Attestation(iri, field, value, ((nodes.source.id, 1),))
        for (iri, field), values in said.items()
        for value, _ in values.most_common(2)
    )
