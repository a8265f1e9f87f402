"""One part of an .odt package, element by element (ODF 1.3 part 3)."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from ingest.readers.package import Package
from kg.errors import UnreadableError

PARTS = ("content.xml", "styles.xml")
"""Files of the package that hold words, in the order of ``SourceMap.container``."""

SOFT_HYPHEN = "\u00ad"

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_ODF}{name}:1.0": prefix
    for name, prefix in (
        ("text", "text"),
        ("table", "table"),
        ("drawing", "draw"),
        ("style", "style"),
        ("office", "office"),
        ("svg-compatible", "svg"),
        ("xsl-fo-compatible", "fo"),
    )
}
_SKIPPED = frozenset(
    "text:tracked-changes text:note-citation text:number text:ruby-text office:annotation "
    "office:forms svg:title svg:desc".split()
)
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_BOXES = frozenset(
    f"draw:{shape}"
    for shape in "text-box custom-shape rect ellipse circle line polyline polygon path connector "
    "regular-polygon measure caption".split()
)
_HEADERS = frozenset(
    f"style:{place}{pages}" for place in ("header", "footer") for pages in ("", "-left", "-first")
)
_FIXED = {"text:tab": "\t", "text:line-break": "\n"}
_TABLE_ENDS = {"table:table-cell": ("\t", "\n"), "table:table-row": ("\n", "\t")}
# White space is collapsed; a hyphen that does not break is a hyphen, as in a .docx.
_TOKEN = re.compile(
    r"[ \t\r\n]+|\u00ad|\u2011|[^ \t\r\n\u00ad\u2011]+(?: [^ \t\r\n\u00ad\u2011]+)*"
)
_SPACES = " \t\r\n"
_MAX_SPACES = 1000
_MAX_DEPTH = 1000


class Piece(NamedTuple):
    """Some text; ``run`` is -1 for what is made up.

    ``Place.run`` counts the stretches of characters between tags in a part, from 0; ``width`` is
    that of white space before it was collapsed.
    """

    text: str
    run: int = -1
    start: int = 0
    width: int = 0


def local_name(tag: str) -> str:
    """Return the name of an element or attribute with the usual prefix, ``text:p``."""
    space, _, name = tag.rpartition(" ")
    return f"{_PREFIXES.get(space, '')}:{name}"


class _Flow:
    """A sequence of paragraphs: the body, a note, a header, or one text box."""

    __slots__ = ("boxes", "open", "pieces", "spanned")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.boxes: list[Piece] = []
        self.open = 0
        self.spanned = 0

    def separate(self, text: str, *, instead_of: str = "") -> None:
        """Append a made-up separator, or put it in the place of the one just made up."""
        if instead_of and self.pieces and self.pieces[-1] == Piece(instead_of):
            self.pieces.pop()
        self.pieces.append(Piece(text))


class PartReader:
    """Reads the words of one part; the handlers are called by expat in document order.

    Attributes:
        name: of the part.
        pieces: the text in reading order.
        styles: for each run, the styles of its paragraph and of the spans around it.
    """

    def __init__(self, package: Package, name: str) -> None:
        """Read the part.

        Raises:
            UnreadableError, TooLargeError: see ``Package.parse``.
        """
        self.name = name
        self.styles: list[tuple[str, ...]] = []
        self._path = package.path
        self._stack: list[str] = []
        self._flows = [_Flow()]
        self._notes: dict[str, list[Piece]] = {"footnote": [], "endnote": []}
        self._note_class = "footnote"
        self._skipping = 0
        self._style_names: list[str] = []
        self._text: list[str] = []
        # Whether white space that follows is collapsed into nothing.
        self._after_space = True
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        package.parse(parser, name)
        self.pieces = [*self._flows[0].pieces, *self._notes["footnote"], *self._notes["endnote"]]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        name = local_name(tag)
        self._stack.append(name)
        if len(self._stack) > _MAX_DEPTH:
            raise UnreadableError(
                f"{self._path}: part {self.name} nests elements more than {_MAX_DEPTH:,} deep. "
                "Open it in LibreOffice and save it again."
            )
        if name in _SKIPPED or (
            name in _HEADERS and _value(attributes, "style:display") == "false"
        ):
            self._skipping += 1
        elif name in _PARAGRAPHS:
            self._flows[-1].open += 1
            self._after_space = True
            self._style_names.append(_value(attributes, "text:style-name"))
        elif name in ("text:span", "text:a"):
            self._style_names.append(_value(attributes, "text:style-name"))
        elif name == "text:note":
            self._note_class = _value(attributes, "text:note-class")
        elif name == "text:note-body" or name in _BOXES:
            self._flows.append(_Flow())
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        flow = self._flows[-1]
        if name == "text:s":
            given = _value(attributes, "text:c")
            self._make_up(" " * min(int(given) if given.isdecimal() else 1, _MAX_SPACES))
        elif name in _FIXED:
            self._make_up(_FIXED[name])
        elif name == "table:table-cell":
            given = _value(attributes, "table:number-columns-spanned")
            flow.spanned = int(given) - 1 if given.isdecimal() else 0
        elif name == "table:covered-table-cell" and not self._skipping:
            # A cell that is continued from the row above is an empty cell of this row.
            if not flow.spanned:
                flow.separate("\t")
            flow.spanned = max(flow.spanned - 1, 0)

    def _end(self, _: str) -> None:
        self._flush()
        name = self._stack.pop()
        if name in _SKIPPED:
            self._skipping -= 1
        elif name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in ("text:span", "text:a"):
            self._style_names.pop()
        elif name == "text:note-body":
            self._notes.setdefault(self._note_class, []).extend(self._flows.pop().pieces)
            self._after_space = False
        elif name in _BOXES:
            self._end_box()
        elif name in _TABLE_ENDS and not self._skipping:
            separator, instead_of = _TABLE_ENDS[name]
            self._flows[-1].separate(separator, instead_of=instead_of)

    def _end_paragraph(self) -> None:
        flow = self._flows[-1]
        flow.open -= 1
        self._style_names.pop()
        if not self._skipping:
            flow.separate("\n")
            flow.pieces += flow.boxes
        flow.boxes.clear()

    def _end_box(self) -> None:
        box = self._flows.pop()
        flow = self._flows[-1]
        if not self._skipping:
            (flow.boxes if flow.open else flow.pieces).extend(box.pieces)
        self._after_space = False

    def _make_up(self, text: str) -> None:
        if not self._skipping and self._flows[-1].open:
            self._flows[-1].pieces.append(Piece(text))
            self._after_space = False

    def _flush(self) -> None:
        """Write the characters since the last tag, white space collapsed."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        self.styles.append(tuple(self._style_names))
        flow = self._flows[-1]
        if self._skipping or not flow.open:
            return
        run = len(self.styles) - 1
        for token in _TOKEN.finditer(text):
            shown = token[0]
            if shown[0] in _SPACES:
                shown = "" if self._after_space else " "
            if shown:
                shown = "-" if shown == "\u2011" else shown
                flow.pieces.append(Piece(shown, run, token.start(), token.end() - token.start()))
            self._after_space = token[0][-1] in _SPACES


def _value(attributes: dict[str, str], name: str) -> str:
    """Return an attribute by its usual name, empty where absent."""
    prefix, _, local = name.partition(":")
    space = next(space for space, known in _PREFIXES.items() if known == prefix)
    return attributes.get(f"{space} {local}", "")
