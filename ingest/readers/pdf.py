"""PDF files with a text layer, through pdfium.

One line of the page becomes one line of the text, so a citation broken over two lines, or two
pages, has a newline inside. A line that ends in a hyphen is joined to the next without one.
Page numbers, gazette heads and repeated running heads are left out, notes at the foot of a page
follow the last page; see ``ingest.readers.page_flow``.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.page_flow import Line, Page, flow
from ingest.readers.page_text import char_box, read_page, union
from kg.document import Box, Document, DocumentBuilder
from kg.errors import TooLargeError, UnreadableError

MAX_PAGES = 5000
"""Largest number of pages accepted."""
MAX_CHARACTERS = 50_000_000
"""Largest number of characters accepted."""

# pdfium is not made for several threads, and the web front end has several.
_LOCK = threading.Lock()
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_RESAVE = "Print it to a new PDF, or give the .docx."
_FEW_CHARACTERS = 16


def read_pdf(data: bytes, *, path: str) -> Document:
    """Return the document of a PDF file.

    Raises:
        UnreadableError: broken, protected with a password, or without a text layer.
        TooLargeError: too many pages or characters.
    """
    with _LOCK, _opened(data, path) as file:
        pages, unread = _read_pages(file, path)
    builder = DocumentBuilder()
    for number, line, separator in flow(pages):
        _add_line(builder, number, line)
        builder.add_made_up(separator)
    return builder.build(kind="pdf", path=path, find_box=_Boxes(data, path).find, unread=unread)


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


def _read_pages(file: pdfium.PdfDocument, path: str) -> tuple[list[Page], tuple[str, ...]]:
    count = len(file)
    if count > MAX_PAGES:
        raise TooLargeError(
            f"{path}: {count:,} pages, more than the {MAX_PAGES:,} accepted. Split the file."
        )
    pages: list[Page] = []
    pictures: list[int] = []
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
            if pages[-1].visible < _FEW_CHARACTERS and _has_picture(page):
                pictures.append(number)
    if not any(page.visible for page in pages) or len(pictures) == count:
        raise UnreadableError(
            f"{path}: scanned: {count} page(s) without a text layer. Run OCR (for example "
            "ocrmypdf -l vie) and give the result, or give the .docx."
        )
    return pages, tuple(f"page {number + 1}: no text layer (scanned)" for number in pictures)


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


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))


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

    def __init__(self, data: bytes, path: str) -> None:
        self._data = data
        self._path = path
        self._file: pdfium.PdfDocument | None = None
        # The page last asked for stays open: reports ask in the order of the text.
        self._number = -1
        self._page = ExitStack()
        self._text_page: pdfium.PdfTextPage | None = None

    def __reduce__(self) -> tuple[type[_Boxes], tuple[bytes, str]]:
        return _Boxes, (self._data, self._path)

    def find(self, page: int, start: int, end: int) -> Box | None:
        """Return the box around the characters ``[start, end)`` of a page."""
        with _LOCK:
            if self._file is None:
                self._file = pdfium.PdfDocument(self._data)
            if self._number != page:
                self._page.close()
                _, self._text_page = self._page.enter_context(_page(self._file, page))
                self._number = page
            return union(char_box(self._text_page, index) for index in range(start, end))
