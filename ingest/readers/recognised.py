"""From a picture of a page to its lines, each word with its box.

Tesseract brings every line to a height of its own; what it gets should be sharp rather than large.
Pictures of more than ``DPI`` are reduced, those of less stay: enlarging 150 dpi to 200 or 300 gave
two to six times the character errors (``bench/ocr.py``).
"""

from __future__ import annotations

import io
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter, ImageStat

from ingest.readers.page_flow import Line, Page, union
from ingest.readers.tesseract import Word, recognise
from kg.document import Box

DPI = 200
"""Largest resolution at which pages are recognised."""

_SMALL = 0.82
"""Share of the page's usual height of words below which a line is small print."""
_DOUBTFUL = 60.0
"""Confidence, of 100, below which a page may lie on its side or have letters too small."""
_FEW = 3
_LETTERS = range(18, 70)
"""Heights of words, in pixels, that Tesseract reads well."""
_BEST = 30
_GRAIN = 4
"""Levels of grey, of 255."""
_SOFT = 0.6
"""Radius in pixels."""
_LARGEST = 40_000_000
"""Pixels of a picture that Tesseract gets."""


class Placement(NamedTuple):
    """Where a pixel, y downwards, is on a page: ``(a * x + b * y + c, d * x + e * y + f)``."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of_picture(cls, height: float) -> Placement:
        """Return the placement that only turns the y axis upwards."""
        return cls(1, 0, 0, 0, -1, height)

    @classmethod
    def turned_back(cls, turn: int, width: int, height: int) -> Placement:
        """Return where pixels stood before a picture of this size was turned to the left."""
        if turn == 90:
            return cls(0, -1, width, 1, 0, 0)
        if turn == 180:
            return cls(-1, 0, width, 0, -1, height)
        return cls(0, 1, 0, -1, 0, height)

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, word: Word) -> Box:
        """Return the box of a word on the page."""
        x1, y1 = self.of(word.left, word.top)
        x2, y2 = self.of(word.right, word.bottom)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def after(self, first: Placement) -> Placement:
        """Return the placement that applies ``first`` and then this one."""
        c, f = self.of(first.c, first.f)
        return Placement(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            f,
        )


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as OCR read it.

    Attributes:
        page: its lines; their indices count the characters of the page's own text, in which a
            line break stands between lines and a blank between words.
        starts, ends, boxes: of the words, in that text and on the page.
    """

    page: Page
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    boxes: tuple[Box, ...]

    def find(self, start: int, end: int) -> Box | None:
        """Return the box around the words that the characters ``[start, end)`` touch."""
        return union(self.boxes[bisect_right(self.ends, start) : bisect_left(self.starts, end)])


class _Look(NamedTuple):
    """What Tesseract saw in a picture, where that picture's pixels are in the one given.

    ``upright`` leads to points from the foot of the picture as it was looked at.
    """

    words: list[Word]
    placement: Placement
    upright: Placement

    @property
    def certainty(self) -> float:
        """Mean confidence over letters; nothing seen is no certainty."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(w.text) * w.confidence for w in self.words) / letters if letters else 0.0

    @property
    def height(self) -> float:
        """Usual height of words in pixels."""
        return median(word.bottom - word.top for word in self.words)


def recognise_page(
    picture: Image.Image, *, number: int, dpi: float, placement: Placement, program: str
) -> RecognisedPage:
    """Return the lines that stand in a picture of a page.

    Args:
        picture: the page; it may lie on a side.
        number: of the page, from 0.
        dpi: its resolution.
        placement: where its pixels stand on the page.
        program: the Tesseract program.

    Raises:
        RecognitionError: Tesseract failed or took too long.
    """
    look = _best_look(_smooth(picture.convert("L"), dpi), dpi, program)
    return _page(look, number, placement.after(look.placement))


def _smooth(picture: Image.Image, dpi: float) -> Image.Image:
    """Return a grainy picture softened; a clean one stays sharp.

    Grain is what a median filter takes from half of the pixels, which are paper. Softening halves
    the character errors of grainy pictures and doubles those of clean ones.
    """
    wide, high = picture.size
    middle = picture.crop((wide // 4, high // 4, wide - wide // 4, high - high // 4))
    grain = ImageChops.difference(middle, middle.filter(ImageFilter.MedianFilter(3)))
    if ImageStat.Stat(grain).median[0] < _GRAIN:
        return picture
    return picture.filter(ImageFilter.GaussianBlur(max(_SOFT, dpi / 300)))


def _best_look(picture: Image.Image, dpi: float, program: str) -> _Look:
    usual = min(DPI, dpi)
    best = _look(picture, dpi, usual, 0, program)
    if len(best.words) < _FEW or best.certainty >= _DOUBTFUL:
        return best
    if round(best.height) not in _LETTERS:
        other = usual * _BEST / best.height
        best = max(best, _look(picture, dpi, other, 0, program), key=_certainty)
    for turn in (90, 270, 180):
        if best.certainty < _DOUBTFUL:
            best = max(best, _look(picture, dpi, usual, turn, program), key=_certainty)
    return best


_certainty = attrgetter("certainty")


def _look(picture: Image.Image, dpi: float, other: float, turn: int, program: str) -> _Look:
    """Recognise a picture that is first brought to another resolution, then turned to the left."""
    scale = min(other / dpi, math.sqrt(_LARGEST / (picture.width * picture.height)))
    size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    placement = Placement(1 / scale, 0, 0, 0, 1 / scale, 0)
    if turn:
        width, height = picture.size
        picture = picture.rotate(turn, expand=True)
        placement = placement.after(Placement.turned_back(turn, width, height))
    pixels = io.BytesIO()
    picture.save(pixels, "PPM")
    now = dpi * scale
    words = recognise(pixels.getvalue(), program=program, dpi=round(now))
    upright = Placement(72 / now, 0, 0, 0, -72 / now, 72 * picture.height / now)
    return _Look(words, placement, upright)


def _page(look: _Look, number: int, placement: Placement) -> RecognisedPage:
    """Return the page; lines have the boxes of the upright picture, words those of the page."""
    usual = look.height if look.words else 0.0
    lines: list[Line] = []
    starts: list[int] = []
    ends: list[int] = []
    boxes: list[Box] = []
    at = 0
    for _, group in groupby(look.words, key=attrgetter("line")):
        words = list(group)
        begun = at
        for word in words:
            starts.append(at)
            ends.append(at + len(word.text))
            boxes.append(placement.box(word))
            at = ends[-1] + 1
        height = median(word.bottom - word.top for word in words)
        lines.append(
            Line(
                number=len(lines),
                text=" ".join(word.text for word in words),
                indices=range(begun, at - 1),
                size=usual if height > _SMALL * usual else height,
                box=union(map(look.upright.box, words)) or (0, 0, 0, 0),
            )
        )
    page = Page(number=number, bottom=0, top=look.upright.f, lines=tuple(lines), body_size=usual)
    return RecognisedPage(page, tuple(starts), tuple(ends), tuple(boxes))
