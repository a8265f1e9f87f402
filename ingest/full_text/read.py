"""A full text to all that it states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cite.find import find_citations
from ingest.full_text.articles import last_article
from ingest.full_text.basis import read_basis
from ingest.full_text.cited import Cited, name_amending_laws, read_cited
from ingest.full_text.clauses import read_clauses
from ingest.full_text.consolidation import (
    as_third_party,
    is_consolidated,
    merged_facts,
    read_merged,
)
from ingest.full_text.evidence import quote
from ingest.full_text.layout import Layout, read_layout
from ingest.full_text.letters import read_letter
from ingest.full_text.merging import merge_statements, merge_third_party
from ingest.full_text.particulars import CONSOLIDATED, read_particulars
from ingest.full_text.preamble import Preamble, read_preamble
from ingest.full_text.statement import FullText, Particulars, Statement
from ingest.full_text.third_party import Passive, read_passives, read_third_party
from ingest.full_text.title import read_title, scope_parts
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.text import Normalised

_ATTACHED = lazy(r"(?:kèm|hành)\s++theo\s++$", re.IGNORECASE)


def read_full_text(text: str, citations: Sequence[Citation] | None = None) -> FullText:
    """Return what ``text`` says of itself, of the instruments it acts on, and of others.

    Args:
        text: the full text of one instrument, in any normalisation form.
        citations: those of ``find_citations(text)``, where the caller has them.
    """
    if unicodedata.is_normalized("NFC", text):
        return _read(text, find_citations(text) if citations is None else citations)
    normal = Normalised(text)
    return _original(text, normal, _read(normal.text, find_citations(normal.text)))


def _read(text: str, citations: Sequence[Citation]) -> FullText:
    layout = read_layout(text)
    preamble = read_preamble(layout)
    citations = _own_by_head(layout, preamble, citations)
    own, heading = read_particulars(layout, preamble, citations)
    cited = read_cited(layout, citations)
    passives = read_passives(layout, cited)
    if any(cited[p.subject].is_law for p in passives):
        cited = name_amending_laws(cited, citations, passives)
    if is_consolidated(own, layout):
        return _consolidated(layout, preamble, cited, own, passives)._replace(heading=heading)
    amenders = frozenset(at for p in passives for at in p.objects)
    titled = [] if preamble.letter else read_title(layout, preamble, cited, amenders)
    relations = merge_statements(
        [
            *read_basis(layout, preamble, cited, amenders),
            *titled,
            *scope_parts(layout, cited, amenders),
            *read_clauses(layout, cited, amenders, titled),
            *read_letter(layout, preamble, cited),
        ],
        own,
    )
    others = merge_third_party(read_third_party(layout, cited, passives), own)
    articles = last_article(layout, own)
    return _quoted(layout, FullText(own, relations, others, heading, articles))


def _own_by_head(
    layout: Layout, preamble: Preamble, citations: Sequence[Citation]
) -> Sequence[Citation]:
    """Return the citations, none of the text itself where words of article or title made one so.

    An annex names the instrument it belongs to ("Kèm theo Quyết định số …"), and so do a title and
    an article that speak of what another instrument has as its annex.
    """
    first = next((c for c in citations if c.role is Role.SELF), None)
    if first is None:
        return citations
    titled = preamble.title is not None and preamble.title[0] <= first.start < preamble.title[1]
    if not titled and not preamble.end <= first.start < layout.end:
        return citations
    if not _ATTACHED.search(layout.text, max(0, first.start - 24), first.start):
        return citations
    return [c._replace(role=Role.CITE) if c.role is Role.SELF else c for c in citations]


def _consolidated(
    layout: Layout,
    preamble: Preamble,
    cited: Sequence[Cited],
    own: Particulars,
    passives: Sequence[Passive],
) -> FullText:
    """Return what a consolidated text says; its body speaks for the instruments merged in it."""
    own = own._replace(type=CONSOLIDATED, effective=None, expires=None, partial=())
    merged = read_merged(layout, preamble, cited)
    amenders = frozenset(at for p in passives for at in p.objects)
    body: list[Statement] = []
    if merged:
        body += read_basis(layout, preamble, cited, amenders)
        body += read_clauses(layout, cited, amenders, ())
    others = [
        *merged_facts(layout, merged),
        *read_third_party(layout, cited, passives),
        *(as_third_party(layout, body, [c for _, c in merged], cited) if merged else ()),
    ]
    relations = tuple(s for s, _ in merged)
    return _quoted(layout, FullText(own, relations, merge_third_party(others, own)))


def _quoted(layout: Layout, read: FullText) -> FullText:
    """Return the statements with the words that prove them."""
    return read._replace(
        relations=tuple(s._replace(**quote(layout, s.start, s.end)) for s in read.relations),
        third_party=tuple(t._replace(**quote(layout, t.start, t.end)) for t in read.third_party),
    )


def _original(text: str, normal: Normalised, read: FullText) -> FullText:
    """Return the statements with the offsets and words of the text before normalisation."""

    def moved(start: int, end: int) -> tuple[str, int, int]:
        first, last = normal.original_span(start, end)
        return " ".join(text[first:last].split()), first, last

    relations = []
    for s in read.relations:
        evidence, start, end = moved(s.start, s.end)
        relations.append(s._replace(evidence=evidence, start=start, end=end))
    others = []
    for t in read.third_party:
        evidence, start, end = moved(t.start, t.end)
        others.append(t._replace(evidence=evidence, start=start, end=end))
    return read._replace(relations=tuple(relations), third_party=tuple(others))
