"""Plain text and Markdown: the decoded file itself."""

from __future__ import annotations

import codecs

from ingest.readers.old_signs import may_be_old
from kg.document import Document, DocumentBuilder
from kg.errors import UnreadableError
from kg.patterns import lazy

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = lazy(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Texts converted from old .doc files keep a few marks; random bytes have one in ten.
_CONTROL_SHARE = 0.005
_RESAVE = "Save it as UTF-8 text and try again."


def decode(data: bytes, *, path: str) -> str:
    r"""Return the characters of ``data``; a byte order mark is not one of them.

    UTF-8, UTF-16 when it starts with a byte order mark, else Windows-1258, whose combining tone
    marks stay as they are, or what the bytes of an old Vietnamese encoding show in Windows-1252.
    Line ends are not translated.

    Raises:
        UnreadableError: the bytes are not text, or UTF-8 with broken places.
    """
    return _decode(data, path=path)[0]


def _decode(data: bytes, *, path: str) -> tuple[str, str | None]:
    """Return the characters, and the old encoding of a text whose bytes are all in it."""
    encoding = None
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        text, encoding = _decode_legacy(data, error, path=path)
    controls = _CONTROL.findall(text)
    # VISCII and VPS have letters among the control characters.
    if encoding is None and ("\0" in controls or len(controls) > 1 + len(text) * _CONTROL_SHARE):
        raise _not_a_text(path)
    return text, encoding


def _not_a_text(path: str) -> UnreadableError:
    return UnreadableError(
        f"{path}: not a text: it has control characters. "
        "Give a .docx, .doc, .odt, .rtf, .pdf, .html, .txt or .md file."
    )


def _encoding(data: bytes) -> str:
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")


def _decode_legacy(data: bytes, error: UnicodeDecodeError, *, path: str) -> tuple[str, str | None]:
    if error.encoding == "utf-8" and b"\0" in data:
        raise _not_a_text(path) from error
    byte = f"byte 0x{data[error.start]:02X} at offset {error.start}"
    where = f"{byte} is not {error.encoding.upper()}"
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    # A text in Windows-1258 has hardly a valid sequence of UTF-8, a damaged one has mostly those.
    sound = sum(char > "\x7f" for char in lenient) - broken
    if error.encoding != "utf-8" or sound > broken:
        raise UnreadableError(f"{path}: damaged or not a text: {where}. {_RESAVE}") from error
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.old_bytes import encoding_of, shown

    if encoding := encoding_of(data):
        return shown(data), encoding
    try:
        return data.decode("cp1258"), None
    except UnicodeDecodeError as second:
        raise UnreadableError(f"{path}: unknown encoding: {where}. {_RESAVE}") from second


def read_text(data: bytes, *, path: str, kind: str = "txt") -> Document:
    """Return the document of a plain text; ``kind`` is ``txt`` or ``md``.

    Raises:
        UnreadableError: see ``decode``; also when nothing but white space is there.
    """
    text, encoding = _decode(data, path=path)
    if not text.strip():
        raise UnreadableError(f"{path}: has no text. Give a file with words in it.")
    builder = DocumentBuilder()
    builder.add(text, run=0, start=0)
    document = builder.build(kind=kind, path=path)
    if encoding is None and not may_be_old(text):
        return document
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.decoding import decoded

    return decoded(document, {(0, 0): encoding} if encoding else None)
