"""Drawing of a PDF page for OCR."""

from __future__ import annotations

import ctypes
import math
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.ocr import Picture
from ingest.readers.recognised import Placement
from ingest.readers.text_layer import pictures_of

_DPI, _LEAST = 300.0, 100.0
_MAX_PIXELS = 40_000_000
_MARKS = (
    pdfium_c.FPDF_ANNOT_TEXT,
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY,
    pdfium_c.FPDF_ANNOT_STRIKEOUT,
)


def draw_page(page: pdfium.PdfPage) -> Picture:
    """Return the picture of a page, as a viewer shows it, at a scan's own resolution.

    A scan of 150 dpi drawn at 300 is read worse than as it is: see ``bench/ocr.py``.
    """
    _remove_marks(page)
    width, height = page.get_size()
    dpi = min(_resolution(page), 72 * math.sqrt(_MAX_PIXELS / max(width * height, 1)))
    with closing(page.render(scale=dpi / 72, grayscale=True)) as bitmap:
        # The picture must outlive the buffer that pdfium draws in.
        image = bitmap.to_pil().copy()
        place = bitmap.get_posconv(page).to_page
        wide, high = image.size
        (c, f), (a, d), (b, e) = (place(x, y) for x, y in ((0, 0), (wide, 0), (0, high)))
    placement = Placement((a - c) / wide, (b - c) / high, c, (d - f) / wide, (e - f) / high, f)
    return Picture(image, dpi, placement)


def _remove_marks(page: pdfium.PdfPage) -> None:
    """Take highlights off a page in memory: OCR loses whole lines under them.

    Stamps stay: the number and the day of a signed scan may stand in one.
    """
    for index in reversed(range(pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind in _MARKS:
            pdfium_c.FPDFPage_RemoveAnnot(page, index)


def _resolution(page: pdfium.PdfPage) -> float:
    """Return the resolution of the largest picture on a page, within what OCR can use."""
    best = area = 0.0
    for picture in pictures_of(page):
        left, bottom, right, top = picture.get_bounds()
        columns, rows = ctypes.c_uint(), ctypes.c_uint()
        known = pdfium_c.FPDFImageObj_GetImagePixelSize(picture.raw, columns, rows)
        size = (right - left) * (top - bottom)
        if known and size > max(area, 1.0):
            # By areas, since a picture may lie on its side.
            best, area = 72 * math.sqrt(columns.value * rows.value / size), size
    return min(max(best, _LEAST), _DPI) if best else _DPI
