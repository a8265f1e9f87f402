"""Pictures of pages (.png, .jpg, .tif, .bmp, .gif): read by Pillow, recognised by Tesseract.

Every frame of a .tif is a page; of a .gif the first one. ``Place.page`` is the frame, ``Place.run``
the line, and boxes are in pixels of the picture as a viewer shows it, from its lower left corner.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.readers.ocr import MAX_PAGES, Picture, recognise_pages
from ingest.readers.page_flow import flow
from ingest.readers.recognised import Placement, RecognisedPage
from ingest.readers.tesseract import require
from kg.document import Box, Document, DocumentBuilder
from kg.errors import TooLargeError, UnreadableError

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_A4 = 8.27, 11.69
"""Inches, which a picture is taken for when it does not tell its resolution."""
_SIDES = 4.0, 24.0
"""Inches that the longer side of a page has; another resolution told is not that of a page."""
_DPI = 70.0, 1300.0
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, IndexError, struct.error)


@dataclass(frozen=True, slots=True)
class _Boxes:
    pages: dict[int, RecognisedPage]

    def find(self, page: int, start: int, end: int) -> Box | None:
        return self.pages[page].find(start, end)


def read_picture(data: bytes, *, path: str) -> Document:
    """Return the document of a picture.

    Raises:
        UnreadableError: broken, without words, or Tesseract is not installed.
        TooLargeError: more pixels than Pillow accepts.
    """
    program = require(path, "is a picture, which OCR has to read")
    with _opened(data, path) as image:
        frames = _frames(image)
        numbers = range(getattr(image, "n_frames", 1) if image.format == "TIFF" else 1)
        pages, unread = recognise_pages(numbers, lambda _: next(frames), program=program)
    if not pages:
        told = "; ".join(unread)
        raise UnreadableError(f"{path}: no words read ({told}). Scan it again, at 300 dpi.")
    builder = DocumentBuilder()
    for number, line, separator in flow([pages[n].page for n in sorted(pages)]):
        builder.add(line.text, container=number, run=line.number, start=line.indices[0])
        builder.add_made_up(separator)
    document = builder.build(
        kind="picture", path=path, find_box=_Boxes(pages).find, unread=tuple(unread)
    )
    return replace(document, recognised=tuple(sorted(pages)))


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            # Pillow warns at the size at which it should refuse.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLargeError(
            f"{path}: more than the {Image.MAX_IMAGE_PIXELS or 0:,} pixels accepted. "
            "Scan it at 300 dpi, a page a picture."
        ) from error
    except UnidentifiedImageError as error:
        raise UnreadableError(f"{path}: broken picture. Scan or save it again.") from error
    except _BROKEN as error:
        raise UnreadableError(
            f"{path}: broken or only partly copied picture ({error}). Scan or save it again."
        ) from error


def _frames(image: Image.Image) -> Iterator[Picture]:
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        if number == MAX_PAGES:
            return
        upright = ImageOps.exif_transpose(frame)
        if upright.has_transparency_data:
            # Letters on nothing would be black on black.
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright.convert("RGBA"))
        grey = upright.convert("L")
        yield Picture(grey, _resolution(frame, grey), Placement.of_picture(grey.height))


def _resolution(frame: Image.Image, grey: Image.Image) -> float:
    """Return the resolution that a picture tells, if a page could have it, else that of an A4."""
    long, short = max(grey.size), min(grey.size)
    told = float(max(frame.info.get("dpi", (0, 0))))
    if _DPI[0] <= told <= _DPI[1] and _SIDES[0] <= long / told <= _SIDES[1]:
        return told
    guess = min(long / _A4[1], short / _A4[0])
    return min(max(guess, _DPI[0]), _DPI[1])
