"""Fonts of the runs of a Word document, where they stand for an old Vietnamese encoding.

A run takes its font from itself, its character style, its paragraph's style or the defaults of
the document, the first of these that names one (ECMA-376 part 1, clause 17.7.2); the name may be
that of a theme's font. Fonts that only the style of a table names are not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from ingest.readers.docx_names import TEXT_ELEMENTS, WORD_NAMESPACES
from ingest.readers.old_letters import encoding_of_font
from ingest.readers.package import Package

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Letters outside ASCII, which decide, are drawn in the font of w:hAnsi; a theme comes first.
_SLOTS = ("hAnsiTheme", "hAnsi", "asciiTheme", "ascii")


class OldRuns(NamedTuple):
    """Runs of a document by index of the part and number, as ``Place.run`` counts them.

    Attributes:
        encodings: of the runs whose fonts have one.
        soft_hyphens: runs that are a soft hyphen, whatever their font, with the offset 0.
    """

    encodings: dict[tuple[int, int], str]
    soft_hyphens: set[tuple[int, int, int]]


def old_runs(package: Package, main: str, parts: tuple[str, ...]) -> OldRuns:
    """Return what the fonts say of the runs of ``parts``.

    Raises:
        UnreadableError: the part with the styles or the theme is broken.
    """
    related = {kind.rpartition("/")[2]: name for kind, name in package.relations(main)}
    styles = _Styles()
    for name, parse in (("theme", _read_theme), ("styles", _read_styles)):
        if related.get(name) in package.names:
            parse(package, related[name], styles)
    found = OldRuns({}, set())
    for container, part in enumerate(parts):
        _PartFonts(package, styles, found, container).read(part)
    return found


@dataclass(slots=True)
class _Style:
    """What a style says: its own font, and the style that it is based on."""

    font: str = ""
    based_on: str = ""


@dataclass(slots=True)
class _Styles:
    """Fonts that runs inherit.

    Attributes:
        theme: typefaces by the names that ``w:hAnsiTheme`` has, ``minorHAnsi``.
        named: styles by id.
        default: id of the style of paragraphs that name none.
        font: of the document's defaults.
    """

    theme: dict[str, str] = field(default_factory=dict)
    named: dict[str, _Style] = field(default_factory=dict)
    default: str = ""
    font: str = ""

    def font_in(self, attributes: dict[str, str]) -> str:
        """Return the font that a ``w:rFonts`` names, empty if none."""
        for slot in _SLOTS:
            if name := _value(attributes, slot):
                found = self.theme.get(name, "") if slot.endswith("Theme") else name
                if found:
                    return found
        return ""

    def font_of(self, style: str) -> str:
        """Return the font of a style or of one that it is based on, empty if none."""
        seen: set[str] = set()
        while style in self.named and style not in seen:
            seen.add(style)
            if font := self.named[style].font:
                return font
            style = self.named[style].based_on
        return ""


def _value(attributes: dict[str, str], name: str) -> str:
    return next(
        (attributes[key] for space in WORD_NAMESPACES if (key := f"{space} {name}") in attributes),
        "",
    )


def _read_theme(package: Package, part: str, styles: _Styles) -> None:
    stack: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(f"{_DRAWING} ")
        if name == "latin" and stack[-1:] in (["majorFont"], ["minorFont"]):
            slot = stack[-1].removesuffix("Font")
            for end in ("HAnsi", "Ascii"):
                styles.theme[slot + end] = attributes.get("typeface", "")
        stack.append(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    package.parse(parser, part)


def _read_styles(package: Package, part: str, styles: _Styles) -> None:
    stack: list[str] = []
    style = _Style()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal style
        name = _local(tag)
        if name == "style":
            style = styles.named[_value(attributes, "styleId")] = _Style()
            if _value(attributes, "type") == "paragraph" and _value(attributes, "default") in (
                "1",
                "true",
                "on",
            ):
                styles.default = _value(attributes, "styleId")
        elif name == "basedOn" and stack[-1:] == ["style"]:
            style.based_on = _value(attributes, "val")
        elif name == "rFonts" and stack[-2:] == ["style", "rPr"]:
            style.font = styles.font_in(attributes)
        elif name == "rFonts" and stack[-2:] == ["rPrDefault", "rPr"]:
            styles.font = styles.font_in(attributes)
        stack.append(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    package.parse(parser, part)


def _local(tag: str) -> str:
    """Return the name of an element of WordprocessingML, the whole tag for any other."""
    space, _, name = tag.rpartition(" ")
    return name if space in WORD_NAMESPACES else tag


class _PartFonts:
    """Follows one part as ``ingest.readers.docx`` does, looking at fonts only."""

    def __init__(self, package: Package, styles: _Styles, found: OldRuns, container: int) -> None:
        self._package = package
        self._styles = styles
        self._found = found
        self._container = container
        self._run = -1
        self._stack: list[str] = []
        # Style of each open paragraph; style and font of each open run. Text boxes nest them.
        self._paragraphs: list[str] = []
        self._runs: list[list[str]] = []

    def read(self, part: str) -> None:
        """Read one part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._package.parse(parser, part)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        parents = self._stack[-2:]
        self._stack.append(name)
        if name in TEXT_ELEMENTS and parents[-1:] == ["r"]:
            self._start_text(name)
        elif name == "p":
            self._paragraphs.append(self._styles.default)
        elif name == "r":
            self._runs.append(["", ""])
        elif name == "pStyle" and parents == ["p", "pPr"]:
            self._paragraphs[-1] = _value(attributes, "val")
        elif name == "rStyle" and parents == ["r", "rPr"]:
            self._runs[-1][0] = _value(attributes, "val")
        elif name == "rFonts" and parents == ["r", "rPr"]:
            self._runs[-1][1] = self._styles.font_in(attributes)

    def _start_text(self, name: str) -> None:
        self._run += 1
        run = self._container, self._run
        if name == "softHyphen":
            self._found.soft_hyphens.add((*run, 0))
        style, font = self._runs[-1]
        paragraph = self._paragraphs[-1] if self._paragraphs else ""
        named = (
            font
            or self._styles.font_of(style)
            or self._styles.font_of(paragraph)
            or self._styles.font
        )
        if encoding := encoding_of_font(named):
            self._found.encodings[run] = encoding

    def _end(self, _: str) -> None:
        name = self._stack.pop()
        if name == "p":
            self._paragraphs.pop()
        elif name == "r":
            self._runs.pop()
