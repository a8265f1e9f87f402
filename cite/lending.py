"""What neighbouring citations lend each other: a list's type word, a shared issuer.

"các Nghị định số A, B" gives B its type; "A ngày … và B ngày … của X" gives A its issuer; "theo đề
nghị của X tại A và B" gives B its issuer.
"""

from __future__ import annotations

import re

from cite.reading import Reading
from cite.symbol import type_letters
from kg.patterns import lazy
from kg.vocab import load_vocabulary

Found = tuple[int, Reading, tuple[object, ...]]

_LIST_GAP = lazy(r"\s*+(?:,|và|;|,\s*+và|hoặc|cùng)\s*+(?:số\s*+)?$")
_JOIN_GAP = lazy(r"\s*+(?:,|và|,\s*+và)\s*+(?:số\s++)?$")
_FORWARD_GAP = lazy(r"\s*+[,;]?\s*+(?:và\s++)?(?:các\s++)?(?:văn\s++bản\s++)?(?:số\s++)?$")
_KIND_LETTERS = frozenset({"TTr", "BC", "CV", "KH"})


def lend(text: str, found: list[Found]) -> list[Found]:
    """Return the readings with types and issuers that their neighbours state for them."""
    for i in range(1, len(found)):
        reading = found[i][1]
        if reading.bare:
            _lend_type(text, found, i)
        before = found[i - 1][1]
        if before.issuer_span is not None and before.issuer_span[1] <= before.start:
            _lend_forward(text, found, i)
    for i in range(len(found) - 2, -1, -1):
        reading = found[i][1]
        if reading.joined and reading.issuer is None:
            _lend_back(text, found, i)
    return found


def _set(text: str, found: list[Found], i: int, reading: Reading) -> None:
    anchor = found[i][0]
    found[i] = (anchor, reading, reading.claim(text, anchor))


def _lend_type(text: str, found: list[Found], i: int) -> None:
    anchor, reading, _ = found[i]
    before_anchor, before, _ = found[i - 1]
    gap = text[before_anchor + before.end : anchor + reading.start]
    near = before.type and len(gap) < 60 and "\n\n" not in gap and _LIST_GAP.search(gap)
    if near and _can_be(reading.number or "", before.type or ""):
        _set(text, found, i, reading._replace(type=before.type))


def _can_be(number: str, kind: str) -> bool:
    """Return whether the symbol of a number allows a type; letters of an office allow any."""
    letters = type_letters(re.sub(r"^[\d.]+[a-zđ]?(?:[/-]\d{4})?[/-]", "", number))
    types = load_vocabulary().types_by_symbol(letters) if letters else ()
    return not types or any(t.vi == kind for t in types)


def _lend_forward(text: str, found: list[Found], i: int) -> None:
    anchor, reading, _ = found[i]
    before_anchor, before, _ = found[i - 1]
    if reading.issuer is not None:
        return
    gap = text[before_anchor + _end(before) : anchor + reading.start]
    if _FORWARD_GAP.match(gap) and _letters(before) & _letters(reading):
        _take_issuer(text, found, i, i - 1)


def _lend_back(text: str, found: list[Found], i: int) -> None:
    anchor, reading, _ = found[i]
    next_anchor, following, _ = found[i + 1]
    span = following.issuer_span
    if span is None or span[0] < 0 or _body(reading) != _body(following):
        return
    if (reading.date is None) is not (following.date is None):
        return
    if _JOIN_GAP.match(text[anchor + _end(reading) : next_anchor + following.start]):
        _take_issuer(text, found, i, i + 1)


def _take_issuer(text: str, found: list[Found], i: int, lender: int) -> None:
    by = found[lender][0] - found[i][0]
    lent = found[lender][1]
    if lent.issuer_span is not None:
        span = (lent.issuer_span[0] + by, lent.issuer_span[1] + by)
        _set(text, found, i, found[i][1]._replace(issuer=lent.issuer, issuer_span=span))


def _end(reading: Reading) -> int:
    return max(reading.end, reading.date_span[1] if reading.date_span else 0)


def _letters(reading: Reading) -> frozenset[str]:
    """Return the letter groups of a number's symbol, without those of the type."""
    groups = re.split(r"[-/\d]+", reading.number or "")
    return frozenset(group for group in groups if group) - _KIND_LETTERS


def _body(reading: Reading) -> str:
    """Return the letters of the issuing body."""
    return re.split(r"[-/]", reading.number or "")[-1]
