"""Consolidated texts (văn bản hợp nhất): what they consolidate, and whose words their body holds.

A consolidated text states nothing of its own: its basis, effect clauses and footnotes are those
of the instruments merged in it (Pháp lệnh 01/2012/UBTVQH13, Điều 2 and 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout
from ingest.full_text.merging import key_of
from ingest.full_text.preamble import Preamble
from ingest.full_text.statement import Particulars, Statement, ThirdParty
from kg.patterns import lazy

_MERGED = lazy(r"được\s++hợp\s++nhất\s++từ")
_BASIS = lazy(r"(?m)^[ \t“\"]*+Căn\s++cứ\s", 2)
_AGENT = lazy(r"(?:bởi|theo|tại)\s++$", 2)
_CORRECTED = lazy(r"đính\s++chính\s++(?:bởi|theo|tại)\s++$", 2)


def is_consolidated(own: Particulars, layout: Layout) -> bool:
    """Return whether a text is a consolidated one, by its number or its first footnote."""
    return "VBHN" in (own.number or "") or _MERGED.search(layout.text, 0, 6_000) is not None


def read_merged(
    layout: Layout, preamble: Preamble, cited: Sequence[Cited]
) -> list[tuple[Statement, Cited]]:
    """Return the instruments merged, the oldest first: those named before the legal basis."""
    start = preamble.title[1] if preamble.title else preamble.type_end
    basis = _BASIS.search(layout.text, start)
    end = basis.start() if basis else layout.start
    found: dict[str, tuple[Statement, Cited]] = {}
    for c in cited:
        if not start <= c.start < end or c.holder is not None or c.own:
            continue
        name = c.named.number or c.named.title
        if name is None or _CORRECTED.search(layout.text, max(start, c.start - 40), c.start):
            continue
        if _AGENT.search(layout.text, max(0, c.start - 12), c.start):
            continue
        words = spanned(c.start, min(end, c.end + 160))
        found.setdefault(name, (Statement("consolidates", c.named, **words, citation=c.at), c))
    return list(found.values())


def merged_facts(layout: Layout, merged: Sequence[tuple[Statement, Cited]]) -> Iterator[ThirdParty]:
    """Yield that the first of the instruments merged was amended by the others."""
    if not merged:
        return
    first = merged[0][1]
    for statement, c in merged[1:]:
        words = spanned(c.start, statement.end)
        yield ThirdParty(
            "amended_by", first.named, c.named, None, **words, citations=(first.at, c.at)
        )


def as_third_party(
    layout: Layout,
    statements: Iterable[Statement],
    merged: Sequence[Cited],
    cited: Sequence[Cited],
) -> Iterator[ThirdParty]:
    """Yield what the body states as acts of the instrument consolidated.

    Footnotes quote the basis of the amending instruments, each behind its name.
    """
    own = {key_of(c.named) for c in merged}
    mentions = [c for c in cited if c.holder is None and key_of(c.named) in own and not c.quoted]
    for s in statements:
        if s.kind not in ("based_on", "repeals", "replaces", "suspends") or key_of(s.target) in own:
            continue
        base = merged[0]
        if layout.quoted(s.start):
            base = next((c for c in reversed(mentions) if c.start < s.start), base)
        ends = (base.at, s.citation)
        yield ThirdParty(s.kind, base.named, s.target, s.parts, s.evidence, s.start, s.end, ends)
