"""Official letters (công văn): known by their addressee, they have no type line and no articles.

A letter changes no law (Luật Ban hành văn bản quy phạm pháp luật); what it does is to correct slips
of instruments that its office issued ("Bộ Y tế đính chính Điều 2 Quyết định số …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout
from ingest.full_text.objects import Objects
from ingest.full_text.parts import joined, provisions
from ingest.full_text.preamble import Preamble, paragraph_end
from ingest.full_text.statement import Statement
from kg.patterns import lazy

_CORRECTS = lazy(r"(?<!\w)đính\s++chính(?=\W|$|(?-i:[A-ZĐ]))", 2)
_NO_ACT = lazy(
    r"(?<!\w)(?:đã|được|bị|sẽ|chưa|cần|việc|nghị|văn\s++bản|các|nội\s++dung|phải|để|theo|số|và)\s++$",
    2,
)
_LEAD = 400


def read_letter(layout: Layout, preamble: Preamble, cited: Sequence[Cited]) -> Iterator[Statement]:
    """Yield what a letter corrects: the object of the verb, else what its subject line names."""
    if not preamble.letter:
        return
    text = layout.plain
    objects = Objects(layout, cited, ())
    first, last = preamble.title or (preamble.end, preamble.end)
    subject = [c for c in objects.free if first <= c.start < last]
    for m in _CORRECTS.finditer(text, last, layout.end):
        if objects.inside(m.start()) or _NO_ACT.search(text, max(last, m.start() - 20), m.start()):
            continue
        end = paragraph_end(text, m.end(), layout.end)
        begin = max(last, text.rfind("\n", 0, m.start()) + 1)
        found = list(objects.behind(m.end(), end))
        for c, at in found:
            part = c.citation.provision or provisions(text, at, c.start)
            yield Statement("corrects", c.named, "part", part, **spanned(begin, end), citation=c.at)
        if not found and len(subject) == 1:
            named = joined((provisions(text, m.end(), end),)) or provisions(
                text, max(last, begin - _LEAD), begin
            )
            c = subject[0]
            yield Statement(
                "corrects", c.named, "part", named, **spanned(begin, end), citation=c.at
            )
