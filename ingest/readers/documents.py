"""All documents of a file: one for most, many for an archive or a mail with attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers.read import MAX_BYTES, is_mail, read_bytes, read_whole
from kg.document import Document
from kg.errors import LegalGraphError, UnreadableError

if TYPE_CHECKING:
    from ingest.readers.archive import Budget

MAX_DEPTH = 2
"""How deep archives and mails may stand in one another."""
_ZIP = b"PK"


def documents(path: Path | str, data: bytes | None = None) -> Iterator[Document | LegalGraphError]:
    """Yield every document of a file, or why one of them cannot be read, in the file's order.

    Members are named ``archive.zip/folder/plan.docx``. A plain file gives one document. ``data``
    is the whole file, where it has been read already.
    """
    file, name = Path(path), str(path)
    source = file if data is None else data
    try:
        if _is_archive(source, name):
            yield from _of_archive(source, name, None, 1)
        else:
            yield from _of_bytes(read_whole(file) if data is None else data, name, None, 0)
    except LegalGraphError as error:
        yield error


def documents_in(data: bytes, *, name: str) -> Iterator[Document | LegalGraphError]:
    """Yield every document of a file held in memory, as ``documents`` does."""
    yield from _of_bytes(data, name, None, 0)


def _is_archive(source: bytes | Path, name: str) -> bool:
    """Return whether this is an archive; what is none must not pay for the reader of archives."""
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                head = file.read(len(_ZIP))
        except OSError:
            return False
    else:
        head = source[: len(_ZIP)]
    if head != _ZIP:
        return False
    from ingest.readers.archive import is_archive

    return is_archive(source, name=name)


def _of_archive(
    source: bytes | Path, name: str, budget: Budget | None, depth: int
) -> Iterator[Document | LegalGraphError]:
    from ingest.readers.archive import Budget, members

    budget = budget or Budget()
    for member in members(source, name=name, largest=MAX_BYTES, budget=budget):
        if isinstance(member, LegalGraphError):
            yield member
        else:
            yield from _of_bytes(member.data, member.name, budget, depth)


def _of_bytes(
    data: bytes, name: str, budget: Budget | None, depth: int
) -> Iterator[Document | LegalGraphError]:
    """Yield the documents of one file that stands so many files deep."""
    inside = _is_archive(data, name)
    if inside and depth >= MAX_DEPTH:
        yield UnreadableError(
            f"{name}: stands deeper than {MAX_DEPTH} archives in one another. Unpack it first."
        )
        return
    if inside:
        yield from _of_archive(data, name, budget, depth + 1)
        return
    mail = is_mail(data, name)
    try:
        document = read_bytes(data, name=name)
        # What is attached follows as documents of its own.
        yield replace(document, unread=()) if mail and depth < MAX_DEPTH else document
    except LegalGraphError as error:
        yield error
    if mail and depth < MAX_DEPTH:
        yield from _of_attachments(data, name, budget, depth + 1)


def _of_attachments(
    data: bytes, name: str, budget: Budget | None, depth: int
) -> Iterator[Document | LegalGraphError]:
    from ingest.readers.archive import Budget
    from ingest.readers.mail import attachments

    budget = budget or Budget()
    try:
        for attachment in attachments(data, path=name):
            yield from _of_bytes(attachment.data, f"{name}/{attachment.name}", budget, depth)
    except LegalGraphError as error:
        yield error
