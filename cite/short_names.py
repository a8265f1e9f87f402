"""Short names that a text defines ("sau đây gọi tắt là Nghị định 61") and their later mentions."""

from __future__ import annotations

from bisect import bisect_left

from cite.forms.incomplete import FORM as INCOMPLETE
from cite.fragments import SO
from cite.lexicon import type_ending
from kg.model import Citation
from kg.patterns import lazy

FORM = "short_name"
EXAMPLES = ("Nghị định số 61/2090/NĐ-CP (sau đây gọi tắt là Nghị định 61). Theo Nghị định 61",)
_DEFINED = tuple(
    lazy(
        rf"{verb}\s++(?:tắt|chung|gọn)?\s*+(?:là|:)\s*+[“\"'‘]?\s*+(?P<words>(?:[^\W\d_]+\s++){{1,4}}?)"
        rf"(?:{SO}\s++)?(?P<number>\d{{1,5}}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![\w/\-])"
    )
    for verb in ("gọi", "viết")
)
"""One pattern for each verb, since a literal beginning is searched at memory speed."""
_MENTION = lazy(rf"(?<!\w)(?:{SO}\s++)?(\d{{1,5}}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![\w/\-]|\.\d)")
_REACH = 1_500


def add(text: str, citations: list[Citation]) -> list[Citation]:
    """Return the citations with the mentions of short names that ``text`` defines.

    A mention has the number of the instrument that it stands for, and its index as antecedent.
    """
    if not citations or ("sau đây" not in text and "gọi tắt" not in text):
        return citations
    names = _defined(text, citations)
    return _with_mentions(text, citations, names) if names else citations


def _defined(text: str, citations: list[Citation]) -> dict[tuple[str, str], Citation]:
    """Return type and number of each short name, with the citation that it was defined for."""
    starts = [c.start for c in citations]
    names: dict[tuple[str, str], Citation] = {}
    for m in (m for pattern in _DEFINED for m in pattern.finditer(text)):
        head = type_ending(text, m.start("words") + len(m["words"].rstrip()))
        if head is None or head[0] < m.start("words"):
            continue
        i = bisect_left(starts, m.start()) - 1
        leading = m["number"].casefold()
        while i >= 0 and m.start() - citations[i].end < _REACH:
            if (citations[i].number or "").casefold().startswith(leading):
                names[head[1], leading] = citations[i]
                break
            i -= 1
    return names


def _with_mentions(
    text: str, citations: list[Citation], names: dict[tuple[str, str], Citation]
) -> list[Citation]:
    kept = [c for c in citations if not _is_short(c, names)]
    ends = [c.end for c in kept]
    added: list[tuple[Citation, Citation]] = []
    for m in _MENTION.finditer(text):
        before = max(0, m.start() - 60)
        head = type_ending(text, before + len(text[before : m.start()].rstrip()))
        meant = names.get((head[1], m.group(1).casefold())) if head else None
        if head is None or meant is None or head[0] < meant.end:
            continue
        i = bisect_left(ends, head[0] + 1)
        if i < len(kept) and kept[i].start < m.end():
            continue
        mention = Citation(
            start=head[0],
            end=m.end(),
            text=text[head[0] : m.end()],
            type=head[1],
            number=meant.number,
            role=meant.role,
            form=FORM,
            written=m.group(1),
        )
        added.append((mention, meant))
    if not added:
        return citations
    merged = sorted([*kept, *(mention for mention, _ in added)], key=lambda c: c.start)
    index = {c.start: i for i, c in enumerate(merged)}
    means = {mention.start: index[meant.start] for mention, meant in added}
    return [c._replace(antecedent=means[c.start]) if c.form == FORM else c for c in merged]


def _is_short(citation: Citation, names: dict[tuple[str, str], Citation]) -> bool:
    """Return whether an incomplete number ("Nghị định 61/2018") is a short name defined before."""
    meant = names.get((citation.type or "", (citation.number or "").casefold()))
    return citation.form == INCOMPLETE and meant is not None and meant.end <= citation.start
