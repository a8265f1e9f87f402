"""From one page of a PDF to its lines, with pdfium.

Where a program sets accented letters in a second font and draws them after the rest, pdfium
returns them as lines of their own ("Căn c Quyt nh" and "ứ ế đị"); such lines are put together
again by position.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter, itemgetter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.old_signs import may_be_old
from ingest.readers.page_flow import Line, Page, union
from kg.document import Box

# pdfium's own values for a hyphen at the end of a line: U+FFFE in strings, 2 for one character.
HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
"""Translation of what pdfium makes of a hyphen at the end of a line."""

# A line ends at pdfium's own line end, and after a hyphen that pdfium joined to the next line.
_LINE = re.compile("[^\r\n\ufffe]*\ufffe|[^\r\n\ufffe]+")
# What may be the symbol of an instrument with the mark of a note stuck to it: "76/NQ-CP1".
_MARKED = re.compile(r"/[^\s/]*[^\W\d_](\d{1,3})(?!\w)")
_WORD = re.compile(r"\S+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FONT_NAME_LENGTH = 256
_MADE_UP = -1
# In shares of the size of the letters.
_SAME_LINE = 0.3
_GAP = 0.15
# A page of many lines is no page of letters astray, and comparing all pairs would take minutes.
_MAX_PAIRS = 100_000


def read_page(number: int, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> Page:
    """Return the lines of a page in pdfium's order, without white space around them."""
    rotation = page.get_rotation()
    text = _page_text(text_page)
    old = may_be_old(text)
    lines: list[Line] = []
    for start, end in _line_spans(text):
        box = union(char_box(text_page, index, loose=True) for index in (start, end - 1))
        words = text[start:end].translate(HYPHENS)
        lines.append(
            Line(
                number=len(lines),
                indices=range(start, end),
                text=words,
                size=_size(text_page, (start + end) // 2),
                box=_upright(box or (0, 0, 0, 0), rotation),
                breaks=_note_marks(text_page, start, words) if "/" in words else (),
                fonts=tuple(_fonts(text_page, start, words)) if old else (),
            )
        )
    _, bottom, _, top = _upright(page.get_bbox(), rotation)
    return Page(
        number=number, bottom=bottom, top=top, lines=tuple(_join_detached(text_page, lines))
    )


def _page_text(text_page: pdfium.PdfTextPage) -> str:
    """Return the characters of a page, one a UTF-16 unit, so that offsets are pdfium's indices."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(text_page, 0, count, buffer) - 1
    if written != count:
        return "".join(
            chr(pdfium_c.FPDFText_GetUnicode(text_page, index) & 0xFFFF) for index in range(count)
        )
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="surrogatepass")
    # Decoding has joined the two units of a character outside the basic plane.
    return text if len(text) == count else "".join(map(chr, buffer[:count]))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines without white space around them; empty ones are left out."""
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(stripped)


def char_box(text_page: pdfium.PdfTextPage, index: int, *, loose: bool = False) -> Box | None:
    """Return the box of a character, by its ink or by its font; ``None`` where it is empty."""
    try:
        left, bottom, right, top = text_page.get_charbox(index, loose=loose)
    except pdfium.PdfiumError:
        return None
    return (left, bottom, right, top) if right > left and top > bottom else None


def _size(text_page: pdfium.PdfTextPage, index: int) -> float:
    """Return the size of a character in points; programs set it in the font or in the matrix."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    size: float = pdfium_c.FPDFText_GetFontSize(text_page, index)
    return round(size * scale, 1)


def _upright(box: Box, rotation: int) -> Box:
    """Turn a box of the page's own coordinates as a viewer turns the page."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, -right, top, -left
    if rotation == 180:
        return -right, -top, -left, -bottom
    if rotation == 270:
        return -top, left, -bottom, right
    return box


def _fonts(text_page: pdfium.PdfTextPage, start: int, text: str) -> Iterator[str]:
    """Yield the font of each word, that of its first letter outside ASCII where it has one."""
    name = ctypes.create_string_buffer(_FONT_NAME_LENGTH)
    flags = ctypes.c_int()
    for word in _WORD.finditer(text):
        letter = _NOT_ASCII.search(text, *word.span()) or word
        length = pdfium_c.FPDFText_GetFontInfo(
            text_page, start + letter.start(), name, len(name), flags
        )
        yield name.value.decode(errors="replace") if 0 < length <= len(name) else ""


def _note_marks(text_page: pdfium.PdfTextPage, start: int, text: str) -> tuple[int, ...]:
    """Return the offsets in a line at which a raised number sticks to a symbol."""
    found: list[int] = []
    for match in _MARKED.finditer(text):
        letter = char_box(text_page, start + match.start(1) - 1)
        digit = char_box(text_page, start + match.start(1))
        if letter and digit and digit[3] - digit[1] < 0.8 * (letter[3] - letter[1]):
            found.append(match.start(1))
    return tuple(found)


def _join_detached(text_page: pdfium.PdfTextPage, lines: list[Line]) -> list[Line]:
    """Put lines of single letters back into the lines out of which they were drawn."""
    strays = [line.number for line in lines if _is_stray(line)]
    if len(strays) * len(lines) > _MAX_PAIRS:
        return lines
    joined = {line.number: line for line in lines}
    for number in strays:
        # By now it may hold the letters of another one.
        stray = joined.pop(number)
        host = next((line for line in joined.values() if _inside(stray, line)), None)
        if host is None:
            joined[number] = stray
        else:
            joined[host.number] = _merge(text_page, host, stray)
    return sorted(joined.values(), key=attrgetter("number"))


def _is_stray(line: Line) -> bool:
    """Tell whether most words of a line have one to three letters, none of them ASCII alone."""
    words = line.text.split()
    short = sum(len(word) <= 3 and not word.isascii() for word in words)
    return 2 * short > len(words)


def _inside(stray: Line, host: Line) -> bool:
    middle = (stray.box[1] + stray.box[3]) / 2 - (host.box[1] + host.box[3]) / 2
    overlap = min(stray.box[2], host.box[2]) - max(stray.box[0], host.box[0])
    return abs(middle) < _SAME_LINE * host.size and overlap > 0 and bool(host.height)


def _merge(text_page: pdfium.PdfTextPage, host: Line, stray: Line) -> Line:
    """Return the characters of both lines from left to right; spaces come from the gaps."""
    drawn: list[tuple[float, float, str, int]] = []
    for line in (host, stray):
        right = line.box[0]
        for index, char in zip(line.indices, line.text, strict=True):
            if index == _MADE_UP or pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            # A mark without a width of its own stays with the letter before it.
            box = char_box(text_page, index, loose=True)
            left, right = (box[0], box[2]) if box else (right, right)
            drawn.append((left, right, char, index))
    drawn.sort(key=itemgetter(0))
    text: list[str] = []
    indices: list[int] = []
    end = drawn[0][1] if drawn else 0.0
    for left, right, char, index in drawn:
        if left - end > _GAP * host.size and char != " " and text[-1:] != [" "]:
            text.append(" ")
            indices.append(_MADE_UP)
        text.append(char)
        indices.append(index)
        end = max(end, right)
    box = union((host.box, stray.box)) or host.box
    merged = replace(host, text="".join(text), indices=tuple(indices), box=box)
    return replace(merged, breaks=(), fonts=())
