"""Widths of text without a font: enough to wrap lines that no font of an office PC overflows."""

from __future__ import annotations

import unicodedata
from functools import cache

#: Widths in thousandths of the font size, a little above DejaVu Sans, the widest of the fonts
#: that stand for ``sans-serif`` (measured with Pillow; Arial and Noto Sans are narrower).
_WIDTHS = {
    330: " ijlIJ',./:;\\|·‖",
    410: 'frt!()-[]"',
    550: "sz*?_`cvxyk“”–",
    720: "ABCKNRUVXZ",
    850: "wDGHOQ#&+<=>^~×●○◐▲→",
    1010: "mMW%@…—",
}
_OTHER = 645
_WIDE = 1010
_BOLD = 1.13
_BY_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@cache
def _width(letter: str) -> int:
    # Marks above and below a letter add nothing: ệ is as wide as e. The horn of ơ and ư adds some.
    parts = unicodedata.normalize("NFD", letter)
    known = _BY_LETTER.get(parts[0])
    if known is None:
        known = 0 if unicodedata.combining(parts[0]) else _OTHER if parts[0] < "\u1100" else _WIDE
    return known + (60 if "\u031b" in parts else 0)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return an upper estimate of a line's width, in the unit of ``size``."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1) / 1000


def wrap(
    text: str, room: float, size: float, *, bold: bool = False, most: int | None = None
) -> list[str]:
    """Return a text as lines no wider than ``room``; with ``most``, the last may end with "…".

    Lines break at blanks; a word wider than the room is broken where the room ends.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room, size, bold=bold)
        lines += full
    if line:
        lines.append(line)
    if most is not None and len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1], room, size, bold=bold)]
    return lines


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, room: float, size: float, *, bold: bool) -> str:
    while line and width(f"{line} …", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()} …"
