"""Archives (.zip) of documents: their members, one at a time, within limits.

Nothing is unpacked to disk, and a member's name is only a label: ``../x`` leads nowhere. What one
member does wrong stops no other.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from ingest.readers.package import ZIP_ERRORS
from kg.errors import LegalGraphError, TooLargeError, UnreadableError

MAX_MEMBERS = 10_000
"""Largest number of entries accepted in one archive."""
MAX_EXPANDED = 2 * 2**30
"""Largest sum of bytes read from an archive and from those in it."""
_RATIO, _RATIO_FROM = 200, 16 * 2**20
"""A member this many times larger than packed, from this size on, is a bomb and no document."""
_CHUNK = 2**20
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1
_UTF8 = 0x800
_FOREIGN = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What file managers leave in archives."""


class Member(NamedTuple):
    """A file of an archive, with the archive's name before its own."""

    name: str
    data: bytes


@dataclass(slots=True)
class Budget:
    """What may still be expanded from an archive and the archives in it."""

    left: int = MAX_EXPANDED


def is_archive(source: bytes | Path, *, name: str) -> bool:
    """Return whether this is a zip of files and not an office document; a file is not read whole.

    Of a broken one only its name can tell.
    """
    try:
        if _head(source) not in _ZIPS:
            return False
        with zipfile.ZipFile(source if isinstance(source, Path) else BytesIO(source)) as file:
            return not _is_office(file)
    except OSError:
        return False
    except ZIP_ERRORS:
        return name.lower().endswith(".zip")


def _head(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source[:4]
    with source.open("rb") as stream:
        return stream.read(4)


def _is_office(file: zipfile.ZipFile) -> bool:
    names = {entry.filename for entry in file.infolist()}
    return bool(names & {"[Content_Types].xml", "mimetype", "word/document.xml", "content.xml"})


def members(
    source: bytes | Path, *, name: str, largest: int, budget: Budget
) -> Iterator[Member | LegalGraphError]:
    """Yield the files of an archive in its order, or why one cannot be read.

    Args:
        source: the archive.
        name: what it is called.
        largest: size of a file from which it is refused.
        budget: what may be expanded; what is read is taken from it.
    """
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else BytesIO(source)) as file:
            entries = [e for e in file.infolist() if not e.is_dir() and not _is_foreign(e.filename)]
            if len(entries) > MAX_MEMBERS:
                yield TooLargeError(
                    f"{name}: {len(entries):,} files inside, more than the {MAX_MEMBERS:,} "
                    "accepted. Split the archive."
                )
                return
            if not entries:
                yield UnreadableError(f"{name}: no files inside. Pack the documents again.")
            for entry in entries:
                label = f"{name}/{_label(entry)}"
                try:
                    yield Member(label, _expanded(file, entry, label, largest, budget))
                except LegalGraphError as error:
                    yield error
    except ZIP_ERRORS as error:
        yield UnreadableError(
            f"{name}: broken or only partly copied .zip ({error}). Pack it again."
        )


def _expanded(
    file: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str, largest: int, budget: Budget
) -> bytes:
    """Return the bytes of an entry, counting what really comes out."""
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError(f"{label}: protected with a password. Pack it without the password.")
    if entry.file_size > max(_RATIO_FROM, _RATIO * entry.compress_size):
        raise TooLargeError(
            f"{label}: expands from {entry.compress_size:,} to {entry.file_size:,} bytes, as no "
            "document does. Give the file by itself."
        )
    if entry.file_size > min(largest, budget.left):
        raise _too_large(label, entry.file_size, min(largest, budget.left))
    pieces: list[bytes] = []
    size = 0
    try:
        with file.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                budget.left -= len(chunk)
                if size > largest or budget.left < 0:
                    raise _too_large(label, size, largest)
                pieces.append(chunk)
    except ZIP_ERRORS as error:
        raise UnreadableError(f"{label}: damaged (zip: {error}). Pack it again.") from error
    return b"".join(pieces)


def _too_large(label: str, size: int, accepted: int) -> TooLargeError:
    return TooLargeError(
        f"{label}: expands to {size:,} bytes or more, {accepted:,} are accepted here. "
        "Give the file by itself."
    )


def _is_foreign(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith(_FOREIGN[0]) or last in _FOREIGN or last.startswith(("~$", "._"))


def _label(entry: zipfile.ZipInfo) -> str:
    """Return a member's name as it was written.

    The directory says only of UTF-8 that it is; else Windows of Vietnam writes its code page 1258,
    and zipfile has read the bytes as code page 437.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "cp1258"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    shown = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return "".join(char if char.isprintable() else "?" for char in shown)
