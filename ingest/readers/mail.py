"""Mails (.eml) and web archives (.mht, .mhtml), Word's "single file web page" among them.

The body is read as HTML where it has one, else as plain text without the marks of quoted replies.
The subject stands first, since it often cites. Attachments are files of their own, see
``ingest.readers.documents``. Offsets are those of the decoded body.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from array import array
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from typing import NamedTuple

from ingest.readers.html import read_html
from ingest.readers.text import decode
from kg.document import Document, DocumentBuilder
from kg.errors import UnreadableError

MAX_PARTS = 1000
"""Largest number of parts accepted."""
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_WEB = "multipart/related"


class Attachment(NamedTuple):
    """A file that came with a mail."""

    name: str
    data: bytes


def read_mail(data: bytes, *, path: str) -> Document:
    """Return the document of a mail's body; what is attached is named in ``unread``.

    Raises:
        UnreadableError: broken, or without words.
    """
    message = _parsed(data, path)
    document = _body(message, path)
    names = tuple(f"attachment {a.name}" for a in _attached(message))
    return replace(document, unread=(*document.unread, *names))


def attachments(data: bytes, *, path: str) -> Iterator[Attachment]:
    """Yield the files attached to a mail, mails among them.

    Raises:
        UnreadableError: as ``read_mail``.
    """
    yield from _attached(_parsed(data, path))


def _parsed(data: bytes, path: str) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = sum(1 for _ in message.walk())
    except RecursionError as error:
        raise UnreadableError(
            f"{path}: nests parts too deep to be a real mail. Save the text by itself."
        ) from error
    if parts > MAX_PARTS:
        raise UnreadableError(
            f"{path}: {parts:,} parts, more than the {MAX_PARTS:,} accepted. "
            "Save the text by itself."
        )
    if not isinstance(message, EmailMessage):
        raise UnreadableError(f"{path}: not a mail. Save the text by itself.")
    return message


def _body(message: EmailMessage, path: str) -> Document:
    subject = "" if message.get_content_type() == _WEB else _subject(message)
    failed: UnreadableError | None = None
    for kind in ("html", "plain"):
        part = message.get_body(preferencelist=("related", kind) if kind == "html" else (kind,))
        part = _root(part) if part is not None else None
        if part is None or part.get_content_maintype() != "text":
            continue
        try:
            return _with_subject(subject, _read_part(part, path))
        except UnreadableError as error:
            failed = error
    if failed is not None:
        raise failed
    raise UnreadableError(f"{path}: a mail without a text. Give the files attached to it.")


def _root(part: Message) -> EmailMessage | None:
    """Return the text of a part that holds a page and its pictures."""
    if part.get_content_type() != _WEB:
        return part if isinstance(part, EmailMessage) else None
    texts = (p for p in part.walk() if p.get_content_type() in {"text/html", "text/plain"})
    found = next(texts, None)
    return found if isinstance(found, EmailMessage) else None


def _subject(message: EmailMessage) -> str:
    return " ".join(str(message.get("Subject", "")).split())


def _read_part(part: EmailMessage, path: str) -> Document:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        raise UnreadableError(f"{path}: a mail without a text. Give the files attached to it.")
    data = _in_unicode(data, part.get_content_charset())
    if part.get_content_subtype() == "html":
        return read_html(data, path=path)
    return _read_plain(decode(data, path=path), path)


def _in_unicode(data: bytes, charset: str | None) -> bytes:
    """Return a body in UTF-8; a charset that the header states goes before the page's own."""
    if charset is None or charset in {"us-ascii", "utf-8"}:
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(charset).encode()
    except (UnicodeDecodeError, LookupError):
        return data


def _read_plain(text: str, path: str) -> Document:
    if not text.strip():
        raise UnreadableError(f"{path}: a mail without a text. Give the files attached to it.")
    builder = DocumentBuilder()
    at = 0
    for mark in _QUOTED.finditer(text):
        builder.add(text[at : mark.start()], run=0, start=at)
        at = mark.end()
    builder.add(text[at:], run=0, start=at)
    return builder.build(kind="mail", path=path)


def _with_subject(subject: str, body: Document) -> Document:
    """Return the body behind the subject, which stands at no place of it."""
    lead = f"{subject}\n\n" if subject else ""
    places, shift = body.places, len(lead)
    moved = replace(
        places,
        start=array("i", (n + shift for n in places.start)),
        end=array("i", (n + shift for n in places.end)),
    )
    return replace(body, text=lead + body.text, kind="mail", places=moved)


def _attached(message: EmailMessage) -> Iterator[Attachment]:
    if message.get_content_type() == _WEB:
        return
    for number, part in enumerate(_attachment_parts(message), 1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            data = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            yield Attachment(part.get_filename() or f"{number}.eml", data)
            continue
        data_of = part.get_payload(decode=True)
        if isinstance(data_of, bytes):
            name = part.get_filename() or f"{number}.{part.get_content_subtype()}"
            yield Attachment(name.replace("\\", "/"), data_of)


def _attachment_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that are files of their own; pictures drawn in the body are none."""
    for part in message.iter_attachments() if message.is_multipart() else ():
        drawn = part.get_content_maintype() == "image" and part.get("Content-ID")
        if isinstance(part, EmailMessage) and not drawn:
            yield part
