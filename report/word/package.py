"""A Word package of which some parts are changed and the rest stays as it is.

Order and dates of the zip entries are kept, and every part that is not changed keeps its bytes.
"""

from __future__ import annotations

import posixpath
import re
from copy import copy
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from ingest.readers.package import ZIP_ERRORS, Package
from kg.errors import UnreadableError
from report.word.names import prefixes

_BEFORE_ROOT = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_LINKS_SPACE}"/>'
).encode()


class XmlPart:
    """One part as a tree; declaration, encoding and what stands around the root are kept."""

    def __init__(self, data: bytes, *, where: str) -> None:
        """Parse a part.

        Raises:
            UnreadableError: broken XML, an unknown encoding, or a document type declaration.
        """
        # Depth and sizes are limited by the reader, which has read the part before.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False
        )
        try:
            self.root = etree.fromstring(data, parser)
            self._codec = _codec(data)
            text = data.decode(self._codec)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise UnreadableError(
                f"{where} is broken XML ({error}). Open it in Word and save it again."
            ) from error
        if self.root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                f"{where} declares a document type (DOCTYPE), which can hide entity bombs. "
                "Open it in Word and save it again."
            )
        lead = _BEFORE_ROOT.match(text)
        self._lead = lead.group() if lead else ""
        self._trail = text[text.rindex(">", 0, _end_of_root(text)) + 1 :]

    def data(self) -> bytes:
        """Return the part as bytes."""
        body = etree.tostring(self.root, encoding="unicode", with_tail=False)
        return f"{self._lead}{body}{self._trail}".encode(self._codec, "xmlcharrefreplace")


def _end_of_root(text: str) -> int:
    """Return where the root ends: only comments and instructions may follow it."""
    end = len(text)
    while True:
        shown = text[:end].rstrip()
        if shown.endswith("-->"):
            end = shown.rindex("<!--")
        elif shown.endswith("?>"):
            end = shown.rindex("<?")
        else:
            return end


def _codec(data: bytes) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    declared = _DECLARED.match(data)
    return declared[1].decode("ascii") if declared else "utf-8"


class WordPackage:
    """A .docx, .docm or .dotx held in memory, of which parts may be changed.

    Attributes:
        main: name of the part with the body.
        names: names of all parts.
    """

    def __init__(self, data: bytes, *, path: str) -> None:
        """Open the zip directory.

        Raises:
            UnreadableError: no Word document, or broken; see ``ingest.readers.package``.
        """
        self.path = path
        self._package = Package(data, path=path)
        try:
            with ZipFile(BytesIO(data)) as file:
                # Of two entries with one name every reader takes the last.
                entries = {entry.filename: entry for entry in file.infolist()}
                self._comment = file.comment
        except ZIP_ERRORS as error:
            raise UnreadableError(
                f"{path}: broken or only partly copied (zip: {error}). Copy it again."
            ) from error
        self._entries = entries
        self._trees: dict[str, XmlPart] = {}
        self._changed: set[str] = set()
        self._removed: set[str] = set()
        self.main = self._package.main_part()
        self.stories = tuple(dict.fromkeys((self.main, *self._package.text_parts(self.main))))

    @property
    def names(self) -> list[str]:
        """Names of all parts."""
        return [name for name in {**self._entries, **self._trees} if name not in self._removed]

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as they were given."""
        return self._package.read(name)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part; ``change`` must be told before it is altered.

        Raises:
            UnreadableError: broken XML.
        """
        if name not in self._trees:
            where = f"{self.path}: part {name}"
            self._trees[name] = XmlPart(self._package.read(name), where=where)
        return self._trees[name].root

    def change(self, *names: str) -> None:
        """Note that parts are altered and have to be written anew."""
        self._changed.update(names)

    def related(self, kind: str) -> str | None:
        """Return the part that the body names as its ``kind``, such as ``comments``."""
        for type_, target in self._package.relations(self.main):
            if type_.endswith(f"/{kind}") and target in self._entries:
                return target if target not in self._removed else None
        return None

    def add(self, name: str, content: bytes, *, link: tuple[str, str, str]) -> None:
        """Add a part that the body names.

        Args:
            name: its name, in the body's folder.
            content: its bytes.
            link: id and type of the relationship, and the content type.
        """
        link_id, link_type, content_type = link
        self._trees[name] = XmlPart(content, where=f"{self.path}: part {name}")
        links = self._links()
        self.root(links).append(
            _child(
                self.root(links),
                f"{{{_LINKS_SPACE}}}Relationship",
                Id=link_id,
                Type=link_type,
                Target=posixpath.relpath(name, posixpath.dirname(self.main)),
            )
        )
        types = self.root(_TYPES)
        types.append(
            _child(
                types,
                f"{{{_TYPES_SPACE}}}Override",
                PartName=f"/{name}",
                ContentType=content_type,
            )
        )
        self.change(name, links, _TYPES)

    def link_id(self, name: str) -> str:
        """Return the id of the relationship by which the body names a part, empty if none."""
        link = self._link(name)
        return "" if link is None else link.get("Id", "")

    def remove(self, name: str) -> None:
        """Take out a part that only the body names, with its relationship and content type."""
        link = self._link(name)
        types = self.root(_TYPES)
        override = next((e for e in types if e.get("PartName") == f"/{name}"), None)
        for element in (link, override):
            parent = None if element is None else element.getparent()
            if element is not None and parent is not None:
                parent.remove(element)
        self._removed.add(name)
        self.change(self._links(), _TYPES)

    def data(self, made_on: datetime | None = None) -> bytes:
        """Return the package with its changes.

        Args:
            made_on: day and hour of the entries of new parts, which come last.
        """
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as file:
            file.comment = self._comment
            for name in self.names:
                entry = (
                    copy(self._entries[name]) if name in self._entries else _entry(name, made_on)
                )
                tree = self._trees[name] if name in self._changed else None
                file.writestr(entry, self._package.read(name) if tree is None else tree.data())
        return made.getvalue()

    def _links(self) -> str:
        folder, _, file = self.main.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self._entries and name not in self._trees:
            self._trees[name] = XmlPart(_NO_LINKS, where=name)
        return name

    def _link(self, name: str) -> etree._Element | None:
        folder = posixpath.dirname(self.main)
        for link in self.root(self._links()):
            target = link.get("Target", "")
            absolute = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            if posixpath.normpath(absolute) == name and link.get("TargetMode") != "External":
                return link
        return None


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return parent.makeelement(tag, attributes, nsmap=prefixes(parent))


def _entry(name: str, made_on: datetime | None) -> ZipInfo:
    entry = ZipInfo(name)
    if made_on is not None and made_on.year >= entry.date_time[0]:
        entry.date_time = made_on.timetuple()[:6]
    entry.compress_type = ZIP_DEFLATED
    return entry
