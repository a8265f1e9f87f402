"""Opening of .docx and .odt packages: zip limits, and which parts of a .docx hold words.

Part names are resolved through the package's relationships (ECMA-376 part 2, clause 6.5): some
writers call the main part ``word/document2.xml``.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from kg.errors import TooLargeError, UnreadableError

MAX_PART_BYTES = 64 * 2**20
"""Largest part accepted once expanded."""
MAX_PACKAGE_BYTES = 256 * 2**20
"""Largest sum of expanded sizes accepted."""
MAX_PARTS = 4096
"""Largest number of entries accepted in the zip directory."""

_CHUNK = 2**16
_RESAVE = "Open it in Word or LibreOffice and save it again."
_MAIN_RELATION = "/officeDocument"
_TEXT_RELATIONS = ("/footnotes", "/endnotes", "/header", "/footer")
_FOREIGN = ("/aFChunk", "/oleObject", "/package")
ZIP_ERRORS = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Package:
    """A .docx or .odt held in memory, read within limits."""

    def __init__(self, data: bytes, *, path: str) -> None:
        """Open the zip directory.

        Raises:
            UnreadableError: not a zip file, or a truncated one.
            TooLargeError: too many entries, or more declared bytes than accepted.
        """
        self.path = path
        self._expanded = 0
        try:
            self._zip = ZipFile(BytesIO(data))
        except ZIP_ERRORS as error:
            raise UnreadableError(
                f"{path}: broken or only partly copied (zip: {error}). {_RESAVE}"
            ) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_PARTS:
            raise TooLargeError(
                f"{path}: {len(entries):,} parts inside, more than the {MAX_PARTS:,} accepted. "
                f"{_RESAVE}"
            )
        self.names = frozenset(entry.filename for entry in entries)
        self._check_total(sum(entry.file_size for entry in entries))

    def read(self, name: str) -> bytes:
        """Return the expanded part, counting what really comes out.

        Raises:
            UnreadableError: the part is damaged or encrypted.
            TooLargeError: it is larger than it may be, whatever the directory declares.
        """
        pieces: list[bytes] = []
        size = 0
        try:
            info = self._zip.getinfo(name)
            self._check_part(name, info.file_size)
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._check_part(name, size)
                    self._expanded += len(chunk)
                    self._check_total(self._expanded)
                    pieces.append(chunk)
        except KeyError as error:
            raise UnreadableError(f"{self.path}: part {name} is missing. {_RESAVE}") from error
        except ZIP_ERRORS as error:
            raise UnreadableError(
                f"{self.path}: part {name} is damaged (zip: {error}). {_RESAVE}"
            ) from error
        return b"".join(pieces)

    def main_part(self) -> str:
        """Return the name of the part with the body.

        Raises:
            UnreadableError: the zip is no Word document.
        """
        for kind, target in self.relations(""):
            if kind.endswith(_MAIN_RELATION) and target in self.names:
                if target.startswith(("xl/", "ppt/")):
                    break
                return target
        else:
            if "word/document.xml" in self.names:
                return "word/document.xml"
        raise UnreadableError(f"{self.path}: {self._describe()}")

    def text_parts(self, main: str) -> list[str]:
        """Return footnotes, endnotes, headers and footers of ``main``, in this order."""
        found: list[tuple[int, str]] = []
        for kind, target in self.relations(main):
            rank = next((i for i, end in enumerate(_TEXT_RELATIONS) if kind.endswith(end)), None)
            if rank is not None and target in self.names and (rank, target) not in found:
                found.append((rank, target))
        return [target for _, target in sorted(found, key=lambda pair: pair[0])]

    def foreign_parts(self, main: str) -> list[str]:
        """Return what is embedded in other formats (altChunk, a sheet), which is not read."""
        return [target for kind, target in self.relations(main) if kind.endswith(_FOREIGN)]

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Return ``(type, target part)`` of the relationships of a part, ``""`` for the package."""
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found: list[tuple[str, str]] = []
        if name not in self.names:
            return found

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.endswith("Relationship") and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                absolute = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                found.append((attributes.get("Type", ""), posixpath.normpath(absolute)))

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        self.parse(parser, name)
        return found

    def parse(self, parser: expat.XMLParserType, name: str) -> None:
        """Feed a part to ``parser``, refusing every document type declaration.

        Entities, and with them both the expansion of one into millions and the reading of other
        files, need such a declaration; Word never writes one.

        Raises:
            UnreadableError: broken XML, or a declaration.
            TooLargeError: as ``read``.
        """
        data = self.read(name)

        def refuse(*_: object) -> None:
            raise UnreadableError(
                f"{self.path}: part {name} ({len(data):,} bytes) declares a document type "
                f"(DOCTYPE), which can hide entity bombs. {_RESAVE}"
            )

        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableError(
                f"{self.path}: part {name} is broken XML ({error}). {_RESAVE}"
            ) from error

    def _check_part(self, name: str, size: int) -> None:
        if size > MAX_PART_BYTES:
            raise TooLargeError(
                f"{self.path}: part {name} expands to {size:,} bytes or more, more than the "
                f"{MAX_PART_BYTES:,} accepted. Split the document."
            )

    def _check_total(self, size: int) -> None:
        if size > MAX_PACKAGE_BYTES:
            raise TooLargeError(
                f"{self.path}: expands to {size:,} bytes or more, more than the "
                f"{MAX_PACKAGE_BYTES:,} accepted. Split the document."
            )

    def _describe(self) -> str:
        if "mimetype" in self.names and "content.xml" in self.names:
            return "is an OpenDocument file, but no text (.odt). Save it as .odt or .docx."
        if any(name.startswith("xl/") for name in self.names):
            return "is a workbook (.xlsx), not a text. Give a .docx, .odt, .pdf or .txt file."
        if any(name.startswith("ppt/") for name in self.names):
            return "is a presentation (.pptx), not a text. Give a .docx, .odt, .pdf or .txt file."
        return (
            "is a zip file without a Word document. Give it to check, extract or ingest, which "
            "read the files in it one by one, or unpack it."
        )
