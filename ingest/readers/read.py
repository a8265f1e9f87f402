"""Choice of the reader for a file, by its content first and by its name second."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from ingest.readers.old_letters import old_encoding
from ingest.readers.text import read_text
from kg.document import Document
from kg.errors import MissingExtraError, TooLargeError, UnreadableError

MAX_BYTES = 200 * 2**20
"""Largest input accepted, in bytes."""

KINDS = ("txt", "md", "html", "docx", "pdf")
"""Every value of ``Document.kind``."""

_BY_SUFFIX = {
    "txt": "txt",
    "text": "txt",
    "md": "md",
    "markdown": "md",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "docx": "docx",
    "docm": "docx",
    "dotx": "docx",
    "pdf": "pdf",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SNIFFED = 4096
_SUPPORTED = "Give a .docx, .pdf, .html, .txt or .md file."


def read(path: Path | str) -> Document:
    """Return the text of a file, with the way back to its places.

    Raises:
        UnreadableError: missing, empty, broken, encrypted, scanned or of an unknown format.
        TooLargeError: larger, or expanding to more, than accepted.
    """
    file = Path(path)
    name = str(path)
    try:
        if not file.exists():
            raise UnreadableError(f"{name}: no such file. Check the path.")
        if not file.is_file():
            raise UnreadableError(f"{name}: is a directory or a device. Give a file.")
        _check_size(file.stat().st_size, name)
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(
            f"{name}: cannot be opened: {reason}. Check the path and your rights."
        ) from error
    return read_bytes(data, name=name)


def read_bytes(data: bytes, *, name: str, kind: str | None = None) -> Document:
    """Return the text of a file held in memory.

    Args:
        data: the whole file.
        name: its name or path; the suffix decides where the content does not.
        kind: one of ``KINDS`` where the caller knows it; neither content nor name is then asked.

    Raises:
        UnreadableError, TooLargeError: as ``read``.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind {kind!r} is unknown. Use one of {', '.join(KINDS)}.")
    _check_size(len(data), name)
    if not data:
        raise UnreadableError(f"{name}: the file is empty. Give a file with words in it.")
    suffix = name.rpartition(".")[2].lower()
    chosen = kind or _by_content(data, name) or _BY_SUFFIX.get(suffix, "txt")
    document = _read_as(chosen, data, name)
    encoding = old_encoding(document.text)
    if encoding is None:
        return document
    note = f"letters in the old encoding {encoding}, not in Unicode"
    return replace(document, unread=(*document.unread, note))


def _read_as(kind: str, data: bytes, name: str) -> Document:
    # Imported here: a plain text must not pay for the start of an XML parser or of pdfium.
    if kind == "docx":
        from ingest.readers.docx import read_docx

        return read_docx(data, path=name)
    if kind == "pdf":
        if find_spec("pypdfium2") is None:
            raise MissingExtraError(
                f"{name}: reading .pdf needs the extra `pdf`. Install it: pip install viendan[pdf]."
            )
        from ingest.readers.pdf import read_pdf

        return read_pdf(data, path=name)
    if kind == "html":
        from ingest.readers.html import read_html

        return read_html(data, path=name)
    return read_text(data, path=name, kind=kind)


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise TooLargeError(
            f"{name}: {size:,} bytes, more than the {MAX_BYTES:,} accepted. Split the file."
        )


def _by_content(data: bytes, name: str) -> str | None:
    """Return the kind that the first bytes prove, ``None`` for text of some kind."""
    head = data[:_SNIFFED]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    suffix = name.rpartition(".")[2].lower()
    # Readers accept rubbish before the mark of a PDF; a text may also quote it.
    if head.lstrip().startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(_OLE):
        raise UnreadableError(f"{name}: {_describe_ole(data)}")
    if head.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError(f"{name}: .rtf is not supported yet. Save it as .docx.")
    if head.startswith(_PICTURES):
        raise UnreadableError(
            f"{name}: is a picture without text. Run OCR and give the resulting .pdf or .docx."
        )
    if _HTML.match(_COMMENT.sub(b"", head.removeprefix(b"\xef\xbb\xbf"))):
        return "html"
    if _BY_SUFFIX.get(suffix) in ("docx", "pdf"):
        raise UnreadableError(
            f"{name}: named .{suffix}, but the content is not (first bytes "
            f"{head[:8]!r}); broken or only partly copied. Open and save it again as .{suffix}."
        )
    return None


def _describe_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "protected with a password. Save it without the password."
    if "WordDocument".encode("utf-16-le") in data:
        return ".doc of Word 97-2003 is not supported yet. Save it as .docx."
    return f"an Office 97-2003 file that is not a .docx. {_SUPPORTED}"
