"""Whether the text layer of a PDF page is what the page shows.

Offices send scans with a digital signature's few words as their only text, scans that an English
OCR made searchable ("CQNG HOA XA HQI"), files printed to curves, and fonts whose letters are mapped
to nothing. Such pages are recognised anew. A layer that OCR has put under a scan, and that is
Vietnamese, is read as it is and told to be OCR's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.page_flow import Page

_FEW = 16
"""Fewer characters are no text."""
_STAMP = 300
"""Fewer characters over a picture of the whole page are a stamp or a signature on it."""
_COVERED = 0.5
"""Share of the page that pictures cover when it is a scan."""
_CURVES = 100
_VIETNAMESE = 0.08
"""Share of letters outside ASCII; 0.25 in Vietnamese texts, 0.03 in what an English OCR makes."""
_BROKEN = 0.1
_INVISIBLE = 3
_DEPTH = 3


class Layer(Enum):
    """What a page's text layer is."""

    GOOD = auto()
    ABSENT = auto()
    WORTHLESS = auto()
    RECOGNISED = auto()

    @property
    def needs_ocr(self) -> bool:
        """Whether the page has to be recognised."""
        return self in (Layer.ABSENT, Layer.WORTHLESS)


def judge_layer(page: pdfium.PdfPage, read: Page) -> Layer:
    """Return what the text layer of a page is, given its lines."""
    text = "".join(line.text for line in read.lines)
    if len(text) < _FEW:
        return Layer.ABSENT if _shows_something(page) else Layer.GOOD
    if _share(text, _is_broken) > _BROKEN:
        return Layer.WORTHLESS
    letters = "".join(filter(str.isalpha, text))
    sound = len(text) >= _STAMP and _share(letters, lambda c: not c.isascii()) >= _VIETNAMESE
    # Most pages are decided by their first words; looking for pictures takes longer than reading.
    if (sound and not _is_hidden(page)) or _covered(page) < _COVERED:
        return Layer.GOOD
    return Layer.RECOGNISED if sound else Layer.WORTHLESS


def _is_broken(char: str) -> bool:
    """Tell whether a character stands for no letter: unmapped, of private use, a control."""
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " "


def _share(text: str, holds: Callable[[str], bool]) -> float:
    return sum(map(holds, text)) / len(text) if text else 0.0


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Tell whether a page has a picture, or so many curves that they may be letters."""
    curves = 0
    for thing in page.get_objects(max_depth=_DEPTH):
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            return True
        curves += thing.type == pdfium_c.FPDF_PAGEOBJ_PATH
        if curves > _CURVES:
            return True
    return False


def _covered(page: pdfium.PdfPage) -> float:
    """Return the share of the page under pictures, which may be a scan's strips."""
    width, height = page.get_size()
    covered: float = 0.0
    for picture in pictures_of(page):
        left, bottom, right, top = picture.get_bounds()
        covered += (right - left) * (top - bottom)
    share: float = covered / max(width * height, 1)
    return share


def pictures_of(page: pdfium.PdfPage) -> Iterator[pdfium.PdfObject]:
    """Yield the pictures on a page."""
    yield from page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)


def _is_hidden(page: pdfium.PdfPage) -> bool:
    """Tell whether text is drawn invisibly, as OCR does under a scan."""
    texts = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH)
    first = next(iter(texts), None)
    return first is not None and pdfium_c.FPDFTextObj_GetTextRenderMode(first.raw) == _INVISIBLE
