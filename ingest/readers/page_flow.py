"""From the lines of pages to one text: order, page furniture, notes at the foot.

Coordinates are points with the y axis upwards, turned as a viewer shows the page. Only what is
certain is left out: heads of the official gazette, page numbers that agree with the page's
position, and repetitions of a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.document import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page, without white space around it.

    Attributes:
        number: position among the page's lines.
        text: one character a UTF-16 unit.
        indices: pdfium's index of each character, -1 for a space that no character stands for.
        size: of the letters, in points, read in the middle of the line.
        box: around the first and the last character.
        breaks: offsets in ``text`` before which a note's mark is to be set apart.
        fonts: name of each word's font, on pages with signs that old fonts draw as letters.
    """

    number: int
    text: str
    indices: Sequence[int]
    size: float
    box: Box
    breaks: tuple[int, ...] = ()
    fonts: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Height of the letters, which grows with the size of the font."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its lines in the order of the file.

    ``body_size`` is that of its usual letters where sizes of other pages say nothing of it.
    """

    number: int
    bottom: float
    top: float
    lines: tuple[Line, ...]
    body_size: float | None = None

    @property
    def visible(self) -> int:
        """Number of characters, spaces included."""
        return sum(len(line.text) for line in self.lines)


_GAZETTE = re.compile(
    r"(?:\d+ +)?CÔNG BÁO[^/\n]{0,40}/ ?Số [^/\n]{1,40}/ ?Ngày +\d+-\d+-\d{4}(?: +\d+)?"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—] ?)?(?:trang |page )?(\d{1,4})(?: ?/ ?\d{1,4})?(?: ?[-–—])?", re.IGNORECASE
)
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]? ?[^\W\d_“\"]")
_HYPHENATED = re.compile(r"\w-$")
# Share of the page's height in which furniture may stand, at the top and at the bottom.
_MARGIN = 0.12
_NOTE_SIZE = 0.93
_TOLERANCE = 2.0
_MAX_BLOCKS = 300


def union(boxes: Iterable[Box | None]) -> Box | None:
    """Return the smallest box around all, ``None`` when there is none."""
    found = [box for box in boxes if box is not None]
    if not found:
        return None
    lefts, bottoms, rights, tops = zip(*found, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def flow(pages: list[Page]) -> Iterator[tuple[int, Line, str]]:
    """Yield ``(page number, line, separator after it)`` in reading order.

    The notes at the foot of all pages follow the last page, so that a sentence that runs over
    two pages is not cut by them.
    """
    furniture = _furniture(pages)
    size = _body_size(pages)
    body: list[tuple[int, Line]] = []
    notes: list[tuple[int, Line]] = []
    for page in pages:
        kept = [line for line in page.lines if (page.number, line.number) not in furniture]
        text, foot = _split_notes(_in_order(kept), page.body_size or size)
        body += ((page.number, line) for line in text)
        notes += ((page.number, line) for line in foot)
    for lines in (body, notes):
        for index, (number, line) in enumerate(lines):
            following = lines[index + 1][1].text if index + 1 < len(lines) else ""
            joined = _HYPHENATED.search(line.text) and following[:1].isalnum()
            yield number, line, "" if joined else "\n"


def _furniture(pages: list[Page]) -> set[tuple[int, int]]:
    """Return ``(page number, line number)`` of what is no part of the text."""
    found: set[tuple[int, int]] = set()
    numbers: list[tuple[int, Line, int]] = []
    heads: dict[str, list[tuple[int, int]]] = {}
    for page in pages:
        margin = _MARGIN * (page.top - page.bottom)
        lines = [line for line in page.lines if line.height]
        lines.sort(key=lambda line: line.box[1])
        top = [line for line in lines[-3:] if line.box[1] > page.top - margin]
        foot = [line for line in lines[:3] if line.box[3] < page.bottom + margin]
        for line in {line.number: line for line in top + foot}.values():
            key = (page.number, line.number)
            number = _PAGE_NUMBER.fullmatch(line.text)
            if _GAZETTE.fullmatch(line.text):
                found.add(key)
            elif number and line in (lines[0], lines[-1]):
                numbers.append((page.number, line, int(number[1]) - page.number))
            else:
                heads.setdefault(line.text, []).append(key)
    votes = Counter(shift for _, _, shift in numbers)
    found |= {
        (page, line.number) for page, line, shift in numbers if shift == 1 or votes[shift] > 1
    }
    for keys in heads.values():
        if len(keys) >= max(3, len(pages) // 2):
            found.update(keys[1:])
    return found


def _in_order(lines: list[Line]) -> list[Line]:
    """Move blocks that stand wholly above others, but come later in the file, before them.

    Some programs write the head of a document after its body. Blocks side by side (columns, the
    cells of a table) keep the order of the file.
    """
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and _middle(line) <= blocks[-1][-1].box[3]:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    sideways = sum(line.height > line.box[2] - line.box[0] for line in lines)
    if not 1 < len(blocks) <= _MAX_BLOCKS or 2 * sideways > len(lines):
        return lines
    placed: list[tuple[float, list[Line]]] = []
    for block in blocks:
        bottom = min(line.box[1] for line in block) + _TOLERANCE
        index = len(placed)
        while index and placed[index - 1][0] <= bottom:
            index -= 1
        placed.insert(index, (max(line.box[3] for line in block), block))
    return [line for _, block in placed for line in block]


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _body_size(pages: list[Page]) -> float:
    """Return the size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines if page.body_size is None else ():
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _begins_note(lines: list[Line]) -> bool:
    """Tell whether the first line begins a note; its mark can be a line of its own."""
    return _NOTE.match(" ".join(line.text for line in lines)) is not None


def _split_notes(lines: list[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """Split the lines of a page before the small print at its foot, where it begins a note."""
    first = len(lines)
    while first and lines[first - 1].size < _NOTE_SIZE * body_size:
        first -= 1
    while first < len(lines) and not _begins_note(lines[first : first + 2]):
        first += 1
    above = min((line.box[1] for line in lines[:first]), default=0.0)
    if not first or any(_middle(line) > above for line in lines[first:]):
        return lines, []
    return lines[:first], lines[first:]
