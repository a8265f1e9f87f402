"""Vietnamese encodings before Unicode: what the name of a font says, and the tables.

A document in the fonts of TCVN3 (.VnTime), VNI (VNI-Times), VISCII or VPS holds Latin letters and
signs that only the font draws as Vietnamese: "céng hoµ x· héi", "coäng hoøa xaõ hoäi". The tables
are those of the package viparse; what they lack is added here. The capitals of fonts whose name
ends in H (.VnTimeH) are a matter of display, as "all caps" is in Word: letters stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from viparse.normalize.encodings import CHARMAPS

from ingest.readers.syllables import is_syllable

_FONTS = {
    # PDF files drop the dot: VnTimeHBold.
    "TCVN3": re.compile(r"\.[Vv][Nn]|Vn[A-Z0-9]|VNSTCVN3"),
    "VNI": re.compile(r"vni(?![a-z])", re.IGNORECASE),
    "VPS": re.compile(r"vps(?![a-z])", re.IGNORECASE),
}
# PDF files put a tag before the name of a font of which they hold some letters only.
_SUBSET = re.compile(r"[A-Z]{6}\+")

# viparse keeps to what its corpus shows; these complete the rows of ă and y, as the keyboards of
# the time (Vietkey, Unikey) write them.
_MORE_VNI = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
# How programs show a byte otherwise than as Latin-1: in the private use area where the font is
# marked as one of symbols, by Windows-1252 where VISCII and VPS have letters, and in PDF files by
# the name of a glyph: mu is U+00B5 or U+03BC.
_PRIVATE = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
_WINDOWS = {
    ord(char): byte
    for byte in range(0x80, 0xA0)
    for char in bytes((byte,)).decode("cp1252", "ignore")
}
_SHOWN = {
    "TCVN3": _PRIVATE | {0x03BC: 0xB5},
    "VNI": _PRIVATE,
    "VISCII": _PRIVATE | _WINDOWS,
    "VPS": _PRIVATE | _WINDOWS,
}
# PDF files name the glyphs of ư and ã minus, hyphen and bullet. They are letters where that makes
# a syllable, which a letter beside them does not prove: "N§−CP".
_LOST = {"\u2212": "\u00ad", "-": "\u00ad", "\u2219": "\u00b7"}
_LETTER = r"[^\s\x00-@\[-`{-\x7f\u2212\u2219]"
# From the head of a word only, and each letter taken once: time grows with the text.
_SIGNED, _HYPHENATED = (
    re.compile(f"(?<!{_LETTER}){_LETTER}*+(?:{sign}{_LETTER}*+)+")
    for sign in ("[\u2212\u2219]", "[-\u2212\u2219]")
)


class Decoded(NamedTuple):
    """A text in Unicode, and where its characters come from.

    Attributes:
        text: the letters; characters that the encoding does not have are those given.
        starts: offset in the given text of each character, and the length of that text.
    """

    text: str
    starts: Sequence[int]


def encoding_of_font(name: str) -> str | None:
    """Return the encoding that only fonts so named have, ``None`` for any other font."""
    bare = _SUBSET.sub("", name.strip(" \"'"), count=1)
    return next((encoding for encoding, font in _FONTS.items() if font.match(bare)), None)


def decode(text: str, encoding: str) -> Decoded:
    """Return ``text``, which is in ``encoding`` from end to end, in Unicode.

    Args:
        text: characters that the encoding does not have stay as they are.
        encoding: ``TCVN3``, ``VNI``, ``VISCII`` or ``VPS``.
    """
    shown = text.translate(_SHOWN[encoding])
    if encoding == "TCVN3":
        shown = _SIGNED.sub(_restored, shown)
    letters, pattern = _table(encoding)
    starts: list[int] = []
    done = 0
    for match in pattern.finditer(shown):
        if match.end() - match.start() > 1:
            starts += range(done, match.start() + 1)
            done = match.end()
    starts += range(done, len(text) + 1)
    return Decoded(pattern.sub(lambda match: letters[match[0]], shown), starts)


def with_hyphens_as_letters(text: str) -> str:
    """Return TCVN3 text of a PDF file with a soft hyphen, its ư, for the hyphens that are letters.

    The encoding of most PDF fonts (WinAnsi) has the hyphen at the byte that is ư in TCVN3.
    """
    return _HYPHENATED.sub(_restored, text)


@cache
def _table(encoding: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the letters of an encoding, and a pattern that finds them, longest first."""
    letters = dict(CHARMAPS[encoding.lower()].pairs)
    if encoding == "VNI":
        letters |= _MORE_VNI
        # A capital with the mark of a small letter, as typed by hand: "Aùo".
        for pair, letter in list(letters.items()):
            if pair.isupper() and len(pair) > 1:
                letters.setdefault(pair[0] + pair[1].lower(), letter)
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest_first)))


def _restored(match: re.Match[str]) -> str:
    """Return a word in which signs are letters again, where that makes a syllable."""
    word, *rest = re.split("([-\u2212\u2219])", match[0])
    done = ""
    for sign, part in zip(rest[::2], rest[1::2], strict=True):
        whole = word + _LOST[sign] + part
        if not _is_mark(done + word, sign, part, match) and is_syllable(
            decode(whole, "TCVN3").text
        ):
            word = whole
        else:
            done, word = done + word + sign, part
    return done + word


def _is_mark(before: str, sign: str, after: str, match: re.Match[str]) -> bool:
    """Tell whether a sign stands alone, or ends the mark of an item ("b- ")."""
    if after or sign != "-":
        return not before + after
    line = match.string.rfind("\n", 0, match.start()) + 1
    return not before or (len(before) < 2 and not match.string[line : match.start()].strip())
