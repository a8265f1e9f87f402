"""PDF files, through pdfium: the text layer, and OCR of pages without one that is worth reading.

One line of the page becomes one line of the text, so a citation broken over two lines, or two
pages, has a newline inside. A line that ends in a hyphen is joined to the next without one.
Page numbers, gazette heads and repeated running heads are left out, notes at the foot of a page
follow the last page; see ``ingest.readers.page_flow``. Which pages are recognised:
``ingest.readers.text_layer``.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.old_signs import may_be_old
from ingest.readers.page_flow import Line, Page, flow, union
from ingest.readers.page_text import char_box, read_page
from ingest.readers.tesseract import require
from ingest.readers.text_layer import Layer, judge_layer
from kg.document import Box, Document, DocumentBuilder
from kg.errors import MissingExtraError, TooLargeError, UnreadableError
from kg.extras import need

if TYPE_CHECKING:
    from ingest.readers.ocr import Picture
    from ingest.readers.recognised import RecognisedPage

MAX_PAGES = 5000
"""Largest number of pages accepted."""
MAX_CHARACTERS = 50_000_000
"""Largest number of characters accepted."""

# pdfium is not made for several threads, and the web front end has several.
_LOCK = threading.Lock()
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_RESAVE = "Print it to a new PDF, or give the .docx."


def read_pdf(data: bytes, *, path: str) -> Document:
    """Return the document of a PDF file.

    Raises:
        UnreadableError: broken, protected with a password, or scanned where no OCR can be done.
        MissingExtraError: scanned, and the extra for OCR is not installed.
        TooLargeError: too many pages or characters.
    """
    with _LOCK, _opened(data, path) as file:
        pages, layers = _read_pages(file, path)
    scans = [number for number, layer in enumerate(layers) if layer.needs_ocr]
    found: dict[int, RecognisedPage] = {}
    unread: list[str] = []
    if scans:
        found, unread = _recognised(data, path, scans, pages)
    pages = [found[page.number].page if page.number in found else page for page in pages]
    pages, encoding = _in_unicode(pages)
    builder = DocumentBuilder()
    for number, line, separator in flow(pages):
        _add_line(builder, number, line)
        builder.add_made_up(separator)
    document = builder.build(
        kind="pdf", path=path, find_box=_Boxes(data, path, found).find, unread=tuple(unread)
    )
    hidden = {number for number, layer in enumerate(layers) if layer is Layer.RECOGNISED}
    recognised = tuple(sorted(hidden | set(found)))
    return replace(document, recognised=recognised, decoded_from=encoding)


def _in_unicode(pages: list[Page]) -> tuple[list[Page], str | None]:
    """Return the pages with old letters decoded, before hyphens decide where lines are joined."""
    if not any(may_be_old(line.text) for page in pages for line in page.lines):
        return pages, None
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.page_decoding import decoded_pages

    return decoded_pages(pages)


def _recognised(
    data: bytes, path: str, scans: list[int], pages: list[Page]
) -> tuple[dict[int, RecognisedPage], list[str]]:
    """Return what OCR reads on these pages, and notes on those that it does not.

    Without OCR a file that has text on other pages is read as far as it goes.
    """
    what = f"scanned: {len(scans)} page(s) without a text layer"
    try:
        need(f"{path}: {what}, reading them", extra="ocr", packages=("PIL",))
        program = require(path, what)
    except (UnreadableError, MissingExtraError):
        if len(scans) == len(pages) or not any(page.visible for page in pages):
            raise
        return {}, [f"page {n + 1}: no text layer (scanned); OCR is not installed" for n in scans]
    from ingest.readers.ocr import recognise_pages

    found, notes = recognise_pages(scans, lambda n: _draw(data, path, n), program=program)
    if not any(found[n].page.visible if n in found else p.visible for n, p in enumerate(pages)):
        told = "; ".join(notes) or "OCR found no words"
        raise UnreadableError(f"{path}: {what}: {told}. Scan it again, or give the .docx.")
    return found, notes


def _draw(data: bytes, path: str, number: int) -> Picture:
    """Return the picture of a page; the file is opened anew, so that the lock is held briefly."""
    from ingest.readers.pdf_picture import draw_page

    with _LOCK, _opened(data, path) as file, closing(file[number]) as page:
        return draw_page(page)


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[pdfium.PdfDocument]:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                f"{path}: protected with a password. Save it without the password."
            ) from error
        raise UnreadableError(f"{path}: broken PDF ({error}). {_RESAVE}") from error
    try:
        yield file
    except pdfium.PdfiumError as error:
        raise UnreadableError(f"{path}: broken PDF ({error}). {_RESAVE}") from error
    finally:
        file.close()


def _read_pages(file: pdfium.PdfDocument, path: str) -> tuple[list[Page], list[Layer]]:
    count = len(file)
    if count > MAX_PAGES:
        raise TooLargeError(
            f"{path}: {count:,} pages, more than the {MAX_PAGES:,} accepted. Split the file."
        )
    pages: list[Page] = []
    layers: list[Layer] = []
    characters = 0
    for number in range(count):
        with _page(file, number) as (page, text_page):
            characters += text_page.count_chars()
            if characters > MAX_CHARACTERS:
                raise TooLargeError(
                    f"{path}: {characters:,} characters up to page {number + 1}, more than the "
                    f"{MAX_CHARACTERS:,} accepted. Split the file."
                )
            pages.append(read_page(number, page, text_page))
            layers.append(judge_layer(page, pages[-1]))
    if not any(page.visible for page in pages) and Layer.ABSENT not in layers:
        raise UnreadableError(f"{path}: {count} blank page(s). Give a file with words in it.")
    return pages, layers


@contextmanager
def _page(
    file: pdfium.PdfDocument, number: int
) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
    page = file[number]
    try:
        text_page = page.get_textpage()
        try:
            yield page, text_page
        finally:
            text_page.close()
    finally:
        page.close()


def _add_line(builder: DocumentBuilder, page: int, line: Line) -> None:
    """Append a line, its pieces split where the source's order or the text's has a gap."""
    if isinstance(line.indices, range):
        _add_piece(builder, page, line, 0, len(line.text))
        return
    start = 0
    for end in range(1, len(line.text) + 1):
        if end == len(line.text) or line.indices[end] != line.indices[end - 1] + 1:
            _add_piece(builder, page, line, start, end)
            start = end


def _add_piece(builder: DocumentBuilder, page: int, line: Line, start: int, end: int) -> None:
    """Append characters that follow each other in the source.

    Two UTF-16 units become one character, and the mark of a note gets a space before it.
    """
    text, first = line.text[start:end], line.indices[start]
    if first < 0:
        builder.add_made_up(text)
        return
    cuts = {mark - start for mark in line.breaks if start < mark < end}
    pairs = {match.start(): match.end() for match in _SURROGATES.finditer(text)}
    edges = sorted({0, len(text)} | cuts | set(pairs) | set(pairs.values()))
    for left, right in pairwise(edges):
        if left in cuts:
            builder.add_made_up(" ")
        units = text[left:right]
        if left in pairs:
            units = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        builder.add(
            _LONE.sub("\ufffd", units),
            container=page,
            run=line.number,
            start=first + left,
            width=right - left,
        )


class _Boxes:
    """Finds boxes of characters; the file is opened again when the first one is asked for."""

    def __init__(self, data: bytes, path: str, recognised: dict[int, RecognisedPage]) -> None:
        self._data = data
        self._path = path
        self._recognised = recognised
        self._file: pdfium.PdfDocument | None = None
        # The page last asked for stays open: reports ask in the order of the text.
        self._number = -1
        self._page = ExitStack()
        self._text_page: pdfium.PdfTextPage | None = None

    def __reduce__(self) -> tuple[type[_Boxes], tuple[bytes, str, dict[int, RecognisedPage]]]:
        return _Boxes, (self._data, self._path, self._recognised)

    def find(self, page: int, start: int, end: int) -> Box | None:
        """Return the box around the characters ``[start, end)`` of a page."""
        if page in self._recognised:
            return self._recognised[page].find(start, end)
        with _LOCK:
            if self._file is None:
                self._file = pdfium.PdfDocument(self._data)
            if self._number != page:
                self._page.close()
                _, self._text_page = self._page.enter_context(_page(self._file, page))
                self._number = page
            return union(char_box(self._text_page, index) for index in range(start, end))
