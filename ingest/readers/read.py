"""Choice of the reader for a file, by its content first and by its name second."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from ingest.readers.text import read_text
from kg.document import Document
from kg.errors import MissingExtraError, TooLargeError, UnreadableError
from kg.extras import need

MAX_BYTES = 200 * 2**20
"""Largest input accepted, in bytes."""

KINDS = ("txt", "md", "html", "docx", "odt", "doc", "rtf", "pdf", "picture", "mail")
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
    "odt": "odt",
    "ott": "odt",
    "pdf": "pdf",
}
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SNIFFED = 4096
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml")
_MAIL_HEAD = 16384
_ODT = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL)
_SUPPORTED = "Give a .docx, .doc, .odt, .rtf, .pdf, .html, .txt or .md file."


def read(path: Path | str) -> Document:
    """Return the text of a file, with the way back to its places.

    Raises:
        UnreadableError: missing, empty, broken, encrypted, scanned or of an unknown format.
        TooLargeError: larger, or expanding to more, than accepted.
    """
    return read_bytes(read_whole(path), name=str(path))


def read_whole(path: Path | str) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableError: missing, or no right to read it.
        TooLargeError: more than ``MAX_BYTES``.
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
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(
            f"{name}: cannot be opened: {reason}. Check the path and your rights."
        ) from error


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
    return _read_as(kind or kind_of(data, name=name), data, name)


def kind_of(data: bytes, *, name: str) -> str:
    """Return the kind of a file, by its content first and by its name second.

    Raises:
        UnreadableError: empty, or of no kind that can be read.
        TooLargeError: more than ``MAX_BYTES``.
    """
    _check_size(len(data), name)
    if not data:
        raise UnreadableError(f"{name}: the file is empty. Give a file with words in it.")
    return _by_content(data, name) or _BY_SUFFIX.get(name.rpartition(".")[2].lower(), "txt")


def _read_as(kind: str, data: bytes, name: str) -> Document:
    # Imported here: a plain text must not pay for the start of an XML parser or of pdfium.
    if kind == "docx":
        from ingest.readers.docx import read_docx

        return read_docx(data, path=name)
    if kind == "odt":
        from ingest.readers.odt import read_odt

        return read_odt(data, path=name)
    if kind in ("doc", "rtf"):
        from ingest.readers.office import OfficeFile, read_office

        return read_office(OfficeFile(data, name, kind))
    if kind == "pdf":
        if find_spec("pypdfium2") is None:
            raise MissingExtraError(
                f"{name}: reading .pdf needs the extra `pdf`. Install it: pip install viendan[pdf]."
            )
        from ingest.readers.pdf import read_pdf

        return read_pdf(data, path=name)
    if kind == "picture":
        need(f"{name}: reading pictures", extra="ocr", packages=("PIL",))
        from ingest.readers.picture import read_picture

        return read_picture(data, path=name)
    if kind == "mail":
        from ingest.readers.mail import read_mail

        return read_mail(data, path=name)
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
    suffix = name.rpartition(".")[2].lower()
    if _ODT.match(head) or (head.startswith(b"PK") and suffix in ("odt", "ott")):
        return "odt"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    # Readers accept rubbish before the mark of a PDF; a text may also quote it.
    if head.lstrip().startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(_OLE):
        if _is_doc(data, suffix):
            return "doc"
        raise UnreadableError(f"{name}: {_describe_ole(data)}")
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if other := _by_rarer_content(data, name):
        return other
    if _HTML.match(_COMMENT.sub(b"", head.removeprefix(b"\xef\xbb\xbf"))):
        return "html"
    # Old programs gave plain text the suffix .doc, too.
    is_doc = suffix in ("doc", "dot", "rtf") and b"\0" in head
    if is_doc or _BY_SUFFIX.get(suffix) in ("docx", "odt", "pdf"):
        raise UnreadableError(
            f"{name}: named .{suffix}, but the content is not; broken or only partly copied. "
            f"Open and save it again as .{suffix}."
        )
    return None


def _by_rarer_content(data: bytes, name: str) -> str | None:
    if data.startswith(_PICTURES) or (data.startswith(b"BM") and name.lower().endswith(".bmp")):
        return "picture"
    return "mail" if is_mail(data, name) else None


def is_mail(data: bytes, name: str) -> bool:
    """Return whether a file is a mail or web archive, by its header or else its name.

    Portals and Word give web archives the suffix .doc.
    """
    if name.lower().endswith(_MAIL_SUFFIXES):
        return True
    head = data[:_MAIL_HEAD]
    return b"ime-version:" in head.lower() and _MAIL.match(head) is not None


def _is_doc(data: bytes, suffix: str) -> bool:
    """Tell whether an Office 97-2003 file is a text; one cut short has lost its directory."""
    return "WordDocument".encode("utf-16-le") in data or (
        suffix in ("doc", "dot") and _PROTECTED not in data
    )


def _describe_ole(data: bytes) -> str:
    if _PROTECTED in data:
        return "protected with a password. Save it without the password."
    return f"an Office 97-2003 file that is no Word document. {_SUPPORTED}"
