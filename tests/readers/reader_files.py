"""Makers of real files, and independent ways to look a character up in them."""

import io
import zipfile
from html import unescape

import pypdfium2
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
RUN_CHILDREN = {"t", "delText", "sym", "softHyphen", *FIXED}


def zip_of(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def part_xml(root: str, content: str, namespace: str = W) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{namespace}" xmlns:mc="{MC}" '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{root}>'
    )


def docx_of(body: str, *, main: str = "word/document.xml", **others: str) -> bytes:
    """Return a package with this body; other parts are named footnotes, header1, and so on."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
    parts: dict[str, bytes | str] = {
        "_rels/.rels": relations(("officeDocument", main)),
        main: part_xml("document", f"<w:body>{body}</w:body>"),
    }
    links = []
    for name, content in others.items():
        kind = name.rstrip("0123456789")
        parts[f"word/{name}.xml"] = part_xml(roots[kind], content)
        links.append((kind, f"{name}.xml"))
    folder, _, file = main.rpartition("/")
    parts[f"{folder}/_rels/{file}.rels"] = relations(*links)
    return zip_of(parts)


def lines(*texts: str, top: float = 700) -> list[tuple[float, float, float, str]]:
    return [(72, top - 18 * number, 13, text) for number, text in enumerate(texts)]


class Source:
    """A file, asked for a character by other means than the reader's."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._data = data
        self._parts: dict[str, list[str]] = {}

    def text_at(self, place) -> str:
        if self.kind == "docx":
            return self._runs(place.part)[place.run][place.start : place.end]
        if self.kind == "pdf":
            return self._pdf(place)
        text = self._data.decode("utf-8-sig")[place.start : place.end]
        if self.kind == "html":
            return unescape(text)
        return text

    def _runs(self, part: str) -> list[str]:
        if part not in self._parts:
            with zipfile.ZipFile(io.BytesIO(self._data)) as file:
                root = etree.fromstring(file.read(part))
            self._parts[part] = [
                FIXED.get(etree.QName(element).localname, element.text or "")
                for element in root.iter(etree.Element)
                if element.getparent() is not None
                and etree.QName(element.getparent()).localname == "r"
                and etree.QName(element).namespace in (W, STRICT)
                and etree.QName(element).localname in RUN_CHILDREN
            ]
        return self._parts[part]

    def _pdf(self, place) -> str:
        file = pypdfium2.PdfDocument(self._data)
        page = file[place.page]
        text_page = page.get_textpage()
        text = text_page.get_text_range(place.start, place.end - place.start)
        for thing in (text_page, page, file):
            thing.close()
        return text.translate({0xFFFE: "-", 2: "-"})


def assert_every_character_is_located(document, data: bytes) -> int:
    """Check each character against the source; return how many have a place."""
    source = Source(data, document.kind)
    located = 0
    for offset, char in enumerate(document.text):
        places = document.locate(offset, offset + 1)
        if not places:
            assert char in " \t\n", f"{char!r} at {offset} has no place"
            continue
        (place,) = places
        found = source.text_at(place)
        collapsed = document.kind == "html" and char == " " and not found.strip(" \t\r\n\f")
        assert found == char or collapsed, f"{char!r} at {offset}: {place}"
        located += 1
    return located
