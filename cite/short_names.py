"""Short names that a text defines ("sau đây gọi tắt là Nghị định 61") and their later mentions."""

from __future__ import annotations

import re
from bisect import bisect_left

from cite.fragments import SO, TYPE
from cite.clause import typed
from kg.model import Citation

FORM = "short_name"
_DEFINED = re.compile(
    rf"ọ(?<=gọ)i\s+(?:tắt|chung)\s*(?:là|:)?\s*[“\"'‘]?\s*(?P<name>(?P<type>{TYPE})\s+(?:{SO}\s+)?"
    r"(?P<number>\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?))(?![\w/\-])",
    re.IGNORECASE,
)
_SCAN = re.compile(r"ọ(?=i\s+(?:tắt|chung))")


def add(text: str, citations: list[Citation]) -> list[Citation]:
    """Return the citations with the mentions of short names that ``text`` defines.

    A mention has the number of the instrument that it stands for, and its index as antecedent.
    """
    if not citations or _SCAN.search(text) is None:
        return citations
    starts = [c.start for c in citations]
    names: dict[str, Citation] = {}
    for m in _DEFINED.finditer(text):
        i = bisect_left(starts, m.start()) - 1
        leading = m["number"].casefold()
        while i >= 0 and not (citations[i].number or "").casefold().startswith(leading):
            i -= 1
        if i >= 0 and m.start() - citations[i].end < 1500:
            names[" ".join(m["name"].split())] = citations[i]
    if not names:
        return citations
    return _with_mentions(text, citations, names)


def _with_mentions(
    text: str, citations: list[Citation], names: dict[str, Citation]
) -> list[Citation]:
    taken = [(c.start, c.end) for c in citations]
    mentions = []
    for name, meant in names.items():
        pattern = r"\s+".join(map(re.escape, name.split())) + r"(?![\w/\-]|\.\d)"
        for m in re.finditer(pattern, text):
            i = bisect_left(taken, (m.start(), m.end()))
            near = taken[max(0, i - 1) : i + 1]
            if m.start() < meant.end or any(a < m.end() and m.start() < b for a, b in near):
                continue
            mentions.append((m.start(), m.end(), m.group(), meant))
    if not mentions:
        return citations
    added = [
        Citation(
            start=start,
            end=end,
            text=surface,
            type=meant.type or typed(surface.split()[0]),
            number=meant.number,
            role=meant.role,
            form=FORM,
            written=surface,
        )
        for start, end, surface, meant in mentions
    ]
    merged = sorted([*citations, *added], key=lambda c: c.start)
    index = {c.start: i for i, c in enumerate(merged)}
    by_start = {start: meant for start, _, _, meant in mentions}
    return [
        c._replace(antecedent=index[by_start[c.start].start]) if c.form == FORM else c
        for c in merged
    ]
