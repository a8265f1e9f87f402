"""Unicode of Vietnamese text: folding for comparison, slugs, and a normal form with an offset map.

Vietnamese files mix composed and decomposed letters, letters that only look like ``Đ`` (eth U+00D0
of old fonts and OCR, U+0189), a dozen dashes and blanks, and two ways to place a tone mark
(hoà, hòa). Comparison uses ``fold``; reading a text uses ``Normalised``, whose offsets lead back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

from kg.patterns import lazy

# Soft hyphens stand where a reader sees a hyphen: PDF text keeps them in "61/2018/NĐ\u00adCP".
# U+001E is the non-breaking hyphen of Word's plain text.
_DASHES = "\x1e\u00ad\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SLASHES = "\u2044\u2215\uff0f"
_BLANKS = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# Zero-width blanks, joiners, direction marks and the byte-order mark carry no letter.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_OVERLAYS = "\u0335\u0336"

_ONE_TO_ONE: dict[str, str] = {
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0256": "đ",
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SLASHES, "/"),
    **dict.fromkeys(_BLANKS, " "),
    "\u2028": "\n",
    "\u2029": "\n",
}
# What ``unify`` changes beyond NFC; one look for all of it is the fastest on few words.
_UNUSUAL = lazy(f"[{''.join(map(re.escape, _ONE_TO_ONE))}{_INVISIBLE}{_OVERLAYS}]")
_STROKED_D = f"([Dd])[{_OVERLAYS}]"

# Letters that are complete in themselves and never join what stands before them. Everything else
# is normalised together with the one letter before it; see UAX #15, section 9 on boundaries.
_PLAIN = (
    "\x00-\u02ff\u1e00-\u1eff\u2002-\u200a\u2010-\u2029\u202f-\u205f\u20ab"
    "\u2190-\u25ff\uf000-\uf8ff"
)
_CLUSTER = f"[^{_INVISIBLE}]?(?:[{_INVISIBLE}]*[^{_PLAIN}{_INVISIBLE}])+|[{_INVISIBLE}]+"
_INVISIBLES = f"[{_INVISIBLE}]+"

_TONES = {"o": "òóỏõọ", "a": "àáảãạ", "e": "èéẻẽẹ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))
# Open syllables take the old placement (hòa), closed ones the only right one (hoàn).
_OPENED = {
    first + _TONES[second][tone]: _TONES[first][tone] + second
    for first, second in _PAIRS
    for tone in range(5)
}
_CLOSED = {old: new for new, old in _OPENED.items()}
_MISPLACED = lazy(
    "(?P<open>o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\\w)|(?P<closed>[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)(?=[cimnoptuy])"
)


_KEPT = 1_024
"""Words kept at hand in another form, so few since drafts hold them too."""


def _placed(match: re.Match[str]) -> str:
    opened = match["open"]
    return _OPENED[opened] if opened else _CLOSED[match["closed"]]


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Return ``text`` in the form used to compare names, numbers and titles.

    NFC, look-alikes of Đ, dashes and blanks unified, case folded, tone marks in one place
    (hoà = hòa, uỷ = ủy), white space collapsed and trimmed. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.replace("\x1e", "-").lower().split())
    composed = unicodedata.normalize("NFC", text)
    if _UNUSUAL.search(text) or _UNUSUAL.search(composed):
        composed = unify(text)
    composed = unicodedata.normalize("NFC", composed.casefold())
    return " ".join(_MISPLACED.sub(_placed, composed).split())


def unify(text: str) -> str:
    """Return ``text`` in NFC with look-alikes of Đ, dashes and blanks unified, case kept."""
    if _irregular(text):
        text = _visible(text)
    return _replaced(unicodedata.normalize("NFC", text))


def _irregular(text: str) -> bool:
    return any(character in text for character in _INVISIBLE + _OVERLAYS)


def _replaced(text: str) -> str:
    # ``in`` and ``replace`` run at memory speed; ``translate`` is ten times slower.
    for old, new in _ONE_TO_ONE.items():
        if old in text:
            text = text.replace(old, new)
    return text


def _visible(text: str) -> str:
    # The patterns of rare cases stay uncompiled until the first such text. An overlay stands
    # directly after its letter only in NFD.
    seen = unicodedata.normalize("NFD", re.sub(_INVISIBLES, "", text))
    return re.sub(_STROKED_D, _stroked, seen)


def _stroked(match: re.Match[str]) -> str:
    return "Đ" if match[1] == "D" else "đ"


def strip_accents(text: str) -> str:
    """Return ``text`` without Vietnamese diacritics, Đ becoming D; case and all else are kept."""
    if text.isascii():
        return text
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", unify(text)))
    return unicodedata.normalize("NFC", bare.replace("Đ", "D").replace("đ", "d"))


@lru_cache(maxsize=_KEPT)
def slug(text: str) -> str:
    """Return ``text`` as an ASCII slug: ``"Nghị định"`` gives ``nghi-dinh``; empty if no letter."""
    return re.sub("[^a-z0-9]+", "-", strip_accents(text).lower()).strip("-")


class Normalised:
    """A text in NFC with Đ, dashes, slashes and blanks unified, and the way back to its original.

    Case, tone placement and line breaks stay as they are. Offsets are code points, half-open.

    Attributes:
        original: the text as given.
        text: its normal form; the same object when nothing had to change.
    """

    __slots__ = ("_changes", "_starts", "original", "text")

    def __init__(self, text: str) -> None:
        """Normalise ``text``; costs two scans when there is nothing to do."""
        self.original = text
        # (start, end) in ``text`` and (start, end) in ``original`` of each changed stretch.
        self._changes: list[tuple[int, int, int, int]] = []
        if not text.isascii():
            if _irregular(text) or not unicodedata.is_normalized("NFC", text):
                text = self._compose(text)
            text = _replaced(text)
        elif "\x1e" in text:
            text = text.replace("\x1e", "-")
        self.text = text
        self._starts = [change[0] for change in self._changes]

    def _compose(self, text: str) -> str:
        pieces: list[str] = []
        done = shift = 0
        composed: dict[str, str] = {}
        for match in re.finditer(_CLUSTER, text):
            cluster = match[0]
            new = composed.get(cluster)
            if new is None:
                new = composed[cluster] = unicodedata.normalize("NFC", _visible(cluster))
            if new == cluster:
                continue
            start, end = match.span()
            pieces += (text[done:start], new)
            self._changes.append((start + shift, start + shift + len(new), start, end))
            shift += len(new) - len(cluster)
            done = end
        pieces.append(text[done:])
        return "".join(pieces)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of ``original`` that holds ``text[start:end]``."""
        if not self._changes:
            return start, end
        first = self._origin(start, bisect_right(self._starts, start) - 1, inside=2)
        if start >= end:
            return first, first
        return first, self._origin(end, bisect_left(self._starts, end) - 1, inside=3)

    def _origin(self, offset: int, index: int, *, inside: int) -> int:
        if index < 0:
            return offset
        change = self._changes[index]
        if offset < change[1] or (inside == 3 and offset == change[1]):
            return change[inside]
        return change[3] + offset - change[1]
