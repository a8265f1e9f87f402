"""OpenDocument texts (.odt), read from the XML of the package (ODF 1.3 part 3).

Order of the text: body, footnotes, endnotes, page headers and footers; ``Place.part`` says which
file of the package. A paragraph ends with a newline; cells of a table are separated by a tab, rows
by a newline; a text box follows the paragraph that holds it. As from a .docx, the marks of notes,
comments, deleted text, automatic numbers and soft hyphens are not read.
"""

from __future__ import annotations

from ingest.readers.odt_parts import PARTS, SOFT_HYPHEN, PartReader
from ingest.readers.old_signs import may_be_old
from ingest.readers.package import Package
from kg.document import Document, DocumentBuilder
from kg.errors import UnreadableError


def read_odt(data: bytes, *, path: str) -> Document:
    """Return the document of an .odt package.

    Raises:
        UnreadableError: broken, protected with a password, or without text.
        TooLargeError: a part or the whole expands beyond the limits of ``ingest.readers.package``.
    """
    package = Package(data, path=path)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableError(f"{path}: protected with a password. Save it without the password.")
    readers = [PartReader(package, part) for part in PARTS if part in package.names]
    document = _document(readers, path, soft_hyphens=False)
    if not document.text or document.text.isspace():
        raise UnreadableError(
            f"{path}: has no text (only pictures or nothing). Run OCR on the pictures, "
            "or give another file."
        )
    if not may_be_old(document.text):
        return document
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.decoding import decoded
    from ingest.readers.odt_fonts import old_runs

    soft = frozenset(
        (container, piece.run, piece.start)
        for container, reader in enumerate(readers)
        for piece in reader.pieces
        if piece.text == SOFT_HYPHEN
    )
    if soft:
        document = _document(readers, path, soft_hyphens=True)
    return decoded(document, old_runs(package, readers), only_old=soft)


def _document(readers: list[PartReader], path: str, *, soft_hyphens: bool) -> Document:
    builder = DocumentBuilder()
    for container, reader in enumerate(readers):
        for text, run, start, width in reader.pieces:
            if run < 0:
                builder.add_made_up(text)
            elif soft_hyphens or text != SOFT_HYPHEN:
                builder.add(text, container=container, run=run, start=start, width=width)
    return builder.build(kind="odt", path=path, parts=PARTS)
