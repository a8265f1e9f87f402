"""Text to citations: ordered, non-overlapping, with offsets of the text as given.

Anchors are found by scanning for single characters (a slash, the L of "Luật"), so text without
citations costs next to nothing; a window around each anchor is then read. A reading depends on its
window alone, so equal windows of one text are read once (``_Windows``); nothing of a text outlives
the call.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from operator import itemgetter

from cite import short_names
from cite.forms import dashed, incomplete, law, numbered
from cite.fragments import fold_letters
from cite.lending import Found, lend
from cite.reading import Reading
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.text import Normalised

_MEMORY = 8_000
_LAW_HEAD = 900
_LAW_NUMBER = lazy(
    r"(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+quyết)\s+số\s*:\s*[\w/.-]+/(?:QH|UBTVQH)\d+",
    re.IGNORECASE,
)
_FAR, _LONG = 540, 1_800
_Entry = tuple[Reading, tuple[object, ...]]
_Read = Callable[..., tuple[Reading | None, bool]]
_NUMBERED, _DASHED, _INCOMPLETE, _LAW = range(4)
_FORMS: tuple[tuple[_Read, int, int], ...] = (
    (numbered.read, numbered.LEFT, numbered.RIGHT),
    (dashed.read, dashed.LEFT, dashed.RIGHT),
    (incomplete.read, incomplete.LEFT, incomplete.RIGHT),
    (law.read, law.LEFT, law.RIGHT),
)
_SLASH = re.compile(rf"/(?=[\s\u200b\ufeff\xad]{{0,3}}[^\W\d_]|{incomplete.AFTER_SLASH})")
_OTHERS = (
    (incomplete.NUMBER_WORD, _INCOMPLETE),
    *((pattern, _LAW) for pattern in law.ANCHORS),
)


def find_citations(text: str) -> list[Citation]:
    """Return the citations of ``text`` in order.

    Offsets are code points of ``text`` itself, whatever its normalisation form. Where forms
    overlap, the one that reads more wins (a numbered law over its bare name).
    """
    if unicodedata.is_normalized("NFC", text):
        return _find(text)
    normal = Normalised(text)
    return [_denormal(text, normal, c) for c in _find(normal.text)]


def _denormal(text: str, normal: Normalised, c: Citation) -> Citation:
    """Return a citation of the normalised text with the offsets of the original one."""
    start, end = normal.original_span(c.start, c.end)

    def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        a, b = normal.original_span(c.start + span[0], c.start + span[1])
        return a - start, b - start

    return c._replace(
        start=start,
        end=end,
        text=text[start:end],
        date_span=moved(c.date_span),
        issuer_span=moved(c.issuer_span),
        title_span=moved(c.title_span),
    )


def _find(text: str) -> list[Citation]:
    found = lend(text, _walk(text, fold_letters(text)))
    citations: list[Citation] = [
        _new(Citation, (anchor + reading.start, anchor + reading.end, *claim))
        for anchor, reading, claim in found
    ]
    citations = _own(found, _mend_hyphens(citations))
    return short_names.add(text, citations)


def _anchors(text: str) -> list[tuple[int, int]]:
    """Return offset and form of every anchor, in order."""
    anchors = [
        (at, _INCOMPLETE if text[at + 1 : at + 3].lstrip()[:1].isdigit() else _NUMBERED)
        for at in map(_start, _SLASH.finditer(text))
    ]
    slashes = len(anchors)
    for dash, pattern in dashed.ANCHORS.items():
        if dash in text:
            anchors += [(at, _DASHED) for at in map(_start, pattern.finditer(text))]
    for pattern, form in _OTHERS:
        anchors += [(at, form) for at in map(_start, pattern.finditer(text))]
    if len(anchors) > slashes:
        anchors.sort(key=itemgetter(0))
    return anchors


_start = re.Match.start
_new = tuple.__new__
"""A named tuple's own constructor takes three times as long."""


def _walk(text: str, folded: str) -> list[Found]:
    """Return what is read at the anchors of ``text``; readings are of windows of ``folded``."""
    found: list[Found] = []
    taken = 0
    windows = _Windows(folded)
    for anchor, form in _anchors(text):
        if anchor < taken:
            continue
        entry = windows.read(anchor, form)
        if entry is None:
            continue
        reading, claim = entry
        if folded is not text:
            claim = reading.claim(text, anchor)
        start = anchor + reading.start
        while found and found[-1][0] + found[-1][1].end > start:
            found.pop()
        found.append((anchor, reading, claim))
        taken = anchor + reading.end
    return found


class _Windows:
    """Reads the windows of one text, equal ones once."""

    __slots__ = ("_folded", "_readings")

    def __init__(self, folded: str) -> None:
        self._folded = folded
        # ``False`` for nothing there, ``True`` where a wider window must be read.
        self._readings: dict[tuple[str, int, int], _Entry | bool] = {}

    def read(self, anchor: int, form: int) -> _Entry | None:
        """Return what a form reads at an anchor."""
        _, left, right = _FORMS[form]
        start = anchor - left if anchor > left else 0
        key = (self._folded[start : anchor + right], anchor - start, form)
        found = self._readings.get(key)
        if found is None:
            found = self._remember(key, truncated=anchor + right < len(self._folded))
        if found is True:
            start = max(0, anchor - _FAR)
            key = (self._folded[start : anchor + _LONG], anchor - start, form)
            found = self._readings.get(key)
            if found is None:
                found = self._remember(key, truncated=False)
        return found or None  # type: ignore[return-value]

    def _remember(self, key: tuple[str, int, int], *, truncated: bool) -> _Entry | bool:
        window, at, form = key
        reading, ran_out = _FORMS[form][0](window, at, truncated=truncated)
        entry: _Entry | bool = (
            (reading, reading.claim(window, at)) if reading is not None else False
        )
        if len(self._readings) >= _MEMORY:
            self._readings.clear()
        self._readings[key] = ran_out or entry
        return self._readings[key]


def _squash(number: str) -> str:
    return number.replace("-", "").replace(".", "").casefold()


def _mend_hyphens(citations: list[Citation]) -> list[Citation]:
    """Give a number that lost its hyphens the form that the same text has elsewhere."""
    numbers = {c.number for c in citations if c.number}
    by_letters: dict[str, list[str]] = {}
    for number in numbers:
        by_letters.setdefault(_squash(number), []).append(number)
    if len(by_letters) == len(numbers):
        return citations
    best = {
        number: max(same, key=lambda n: (n.count("-"), -n.count("."), n))
        for same in by_letters.values()
        for number in same
        if len(same) > 1
    }
    return [c._replace(number=best.get(c.number or "", c.number)) for c in citations]


def _own(found: list[Found], citations: list[Citation]) -> list[Citation]:
    """Mark the mentions of the document's own number.

    Only the first number behind a line's "Số:" is the document's own; tables have more.
    """
    first = None
    for i, c in enumerate(citations):
        if c.role is Role.SELF:
            if first is None:
                first = i
            else:
                citations[i] = c._replace(role=Role.CITE)
    if first is not None:
        own = citations[first].number
    else:
        own = _annexed_to(found, citations)
        own = next((c.number for c in citations[:3] if _heads_a_law(c)), own)
    if own is not None:
        for i, c in enumerate(citations):
            if c.number == own and c.role is Role.CITE:
                citations[i] = c._replace(role=Role.SELF)
    return citations


def _annexed_to(found: list[Found], citations: list[Citation]) -> str | None:
    """Return the number that an annex says it belongs to, unless the text cited it before."""
    cited = set()
    for c, (_, reading, _) in zip(citations, found, strict=True):
        if reading.kin and c.number not in cited:
            return c.number
        cited.add(c.number)
    return None


def _heads_a_law(c: Citation) -> bool:
    """Return whether this is the "Luật số: 51/2024/QH15" at the head of an act of the Assembly."""
    return c.start < _LAW_HEAD and c.date is None and _LAW_NUMBER.fullmatch(c.text) is not None
