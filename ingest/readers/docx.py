"""Word documents (.docx), read from the XML of the package (ECMA-376 part 1).

Order of the text: body, footnotes, endnotes, page headers, page footers; ``Place.part`` says
which. A paragraph ends with a newline; cells of a table are separated by a tab, rows by a newline;
a text box follows the paragraph that holds it. The marks of notes leave nothing in the text, so
no digit sticks to a number. Inserted text is read, deleted and moved-away text is not. Of
fields, the result is read, the instruction is not. Comments, automatic numbering, charts and
SmartArt are not read.

The standard library's expat parses: it is loaded in a few milliseconds, where lxml takes 30.
"""

from __future__ import annotations

from xml.parsers import expat

from ingest.readers.docx_names import TEXT_ELEMENTS, WORD_NAMESPACES
from ingest.readers.old_signs import may_be_old
from ingest.readers.package import Package
from kg.document import Document, DocumentBuilder
from kg.errors import UnreadableError

_WORD_NAMES = (
    *TEXT_ELEMENTS,
    "p",
    "r",
    "pPr",
    "rPr",
    "tc",
    "tr",
    "txbxContent",
    "del",
    "moveFrom",
    "fldChar",
    "vertAlign",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = {
    **{f"{space} {name}": name for space in WORD_NAMESPACES for name in _WORD_NAMES},
    **{f"{_COMPATIBILITY} {name}": name for name in ("AlternateContent", "Choice", "Fallback")},
}
_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TABLE_ENDS = {"tc": ("\t", "\n"), "tr": ("\n", "\t")}
_MAX_DEPTH = 1000
_MADE_UP = -1
_SYMBOLS = frozenset("0123456789-/.,()")


def read_docx(data: bytes, *, path: str) -> Document:
    """Return the document of a .docx package.

    Raises:
        UnreadableError: broken, no Word document, without text, or with a DOCTYPE.
        TooLargeError: a part or the whole expands beyond the limits of ``ingest.readers.package``.
    """
    package = Package(data, path=path)
    main = package.main_part()
    names = tuple(dict.fromkeys((main, *package.text_parts(main))))
    document = _read_parts(package, main, names)
    if not document.text or document.text.isspace():
        raise UnreadableError(
            f"{path}: has no text (only pictures or nothing). Run OCR on the pictures, "
            "or give another file."
        )
    if not may_be_old(document.text):
        return document
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.decoding import decoded
    from ingest.readers.docx_fonts import old_runs

    old = old_runs(package, main, names)
    if old.soft_hyphens:
        document = _read_parts(package, main, names, soft_hyphen="\u00ad")
    return decoded(document, old.encodings, only_old=old.soft_hyphens)


def _read_parts(
    package: Package, main: str, names: tuple[str, ...], *, soft_hyphen: str = ""
) -> Document:
    builder = DocumentBuilder()
    for container, name in enumerate(names):
        for text, run in _PartReader(package, name, soft_hyphen=soft_hyphen).pieces():
            if run == _MADE_UP:
                builder.add_made_up(text)
            else:
                builder.add(text, container=container, run=run, start=0)
    unread = tuple(f"{part}: embedded file" for part in package.foreign_parts(main))
    return builder.build(kind="docx", path=package.path, parts=names, unread=unread)


class _Flow:
    """A sequence of paragraphs: the part itself or one text box."""

    __slots__ = ("boxes", "marks_deleted", "pieces")

    def __init__(self) -> None:
        self.pieces: list[tuple[str, int]] = []
        self.boxes: list[tuple[str, int]] = []
        self.marks_deleted: list[bool] = []

    def separate(self, text: str, *, instead_of: str = "") -> None:
        """Append a made-up separator, or put it in the place of the one just made up."""
        if instead_of and self.pieces and self.pieces[-1] == (instead_of, _MADE_UP):
            self.pieces.pop()
        self.pieces.append((text, _MADE_UP))

    def ends_in_symbol(self) -> bool:
        """Tell whether the last word looks like the symbol of an instrument, ``76/NQ-CP``."""
        tail = "".join(text for text, _ in self.pieces[-8:])
        word = tail.rpartition(" ")[2].rpartition("\n")[2]
        return "/" in word and word[-1].isalpha()


class _PartReader:
    """Reads the words of one part; the handlers are called by expat in document order."""

    def __init__(self, package: Package, name: str, *, soft_hyphen: str = "") -> None:
        self._package = package
        self._name = name
        self._fixed = {**_FIXED, "softHyphen": soft_hyphen}
        self._run = -1
        self._stack: list[str | None] = [None]
        self._flows = [_Flow()]
        self._skipping = 0
        self._choices: list[bool] = []
        # One entry a field that is open: whether its instruction is being read.
        self._fields: list[bool] = []
        self._superscript = False
        self._text: list[str] | None = None

    def pieces(self) -> list[tuple[str, int]]:
        """Return the text with the number of its run, ``_MADE_UP`` for separators."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self._package.parse(parser, self._name)
        return self._flows[0].pieces

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _NAMES.get(tag)
        stack = self._stack
        parent = stack[-1]
        stack.append(name)
        if name is None:
            if len(stack) > _MAX_DEPTH:
                raise UnreadableError(
                    f"{self._package.path}: part {self._name} nests elements more than "
                    f"{_MAX_DEPTH:,} deep. Open it in Word and save it again as .docx."
                )
            return
        if name in TEXT_ELEMENTS:
            if parent == "r":
                self._start_text(name, attributes)
        elif name == "r":
            self._superscript = False
        elif name == "p":
            self._flows[-1].marks_deleted.append(False)
        elif name == "txbxContent":
            self._flows.append(_Flow())
        else:
            self._start_other(name, parent, attributes)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        self._run += 1
        if self._skipping or any(self._fields):
            return
        if name == "t":
            self._text = []
        elif name == "sym":
            self._emit(_symbol(attributes))
        else:
            self._emit(self._fixed.get(name, ""))

    def _start_other(self, name: str, parent: str | None, attributes: dict[str, str]) -> None:
        if name in ("del", "moveFrom"):
            if parent == "rPr" and self._stack[-3] == "pPr" and self._flows[-1].marks_deleted:
                self._flows[-1].marks_deleted[-1] = True
            self._skip()
        elif name == "fldChar" and not self._skipping:
            self._field(_attribute(attributes, "fldCharType"))
        elif name == "vertAlign":
            if parent == "rPr" and self._stack[-3] == "r":
                self._superscript = _attribute(attributes, "val") == "superscript"
        elif name == "AlternateContent":
            self._choices.append(False)
        elif name in ("Choice", "Fallback") and self._choices:
            if self._choices[-1]:
                self._skip()
            self._choices[-1] = True

    def _skip(self) -> None:
        self._skipping += 1
        self._stack[-1] = "skipped"

    def _field(self, step: str) -> None:
        if step == "begin":
            self._fields.append(True)
        elif self._fields and step == "separate":
            self._fields[-1] = False
        elif self._fields and step == "end":
            self._fields.pop()

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, _: str) -> None:
        name = self._stack.pop()
        if name is None:
            return
        if name == "t":
            self._end_text()
        elif name == "skipped":
            self._skipping -= 1
        elif name == "p":
            self._end_paragraph()
        elif name == "txbxContent":
            box = self._flows.pop()
            self._flows[-1].boxes += box.pieces
        elif name == "AlternateContent":
            self._choices.pop()
        elif name in _TABLE_ENDS and not self._skipping:
            separator, instead_of = _TABLE_ENDS[name]
            self._flows[-1].separate(separator, instead_of=instead_of)

    def _end_text(self) -> None:
        if self._text is not None:
            self._emit("".join(self._text))
            self._text = None

    def _end_paragraph(self) -> None:
        flow = self._flows[-1]
        # A field whose instruction never ends must not swallow the rest of the document.
        self._fields = [False] * len(self._fields)
        mark_deleted = flow.marks_deleted.pop()
        if not self._skipping and not mark_deleted:
            flow.separate("\n")
        if not flow.marks_deleted and flow.boxes:
            flow.pieces += flow.boxes
            flow.boxes.clear()

    def _emit(self, text: str) -> None:
        flow = self._flows[-1]
        if not text:
            return
        # A note's number typed by hand would become a part of the symbol: "76/NQ-CP" + "1".
        if self._superscript and text.strip().isdigit() and flow.ends_in_symbol():
            flow.separate(" ")
        flow.pieces.append((text, self._run))


def _attribute(attributes: dict[str, str], name: str) -> str:
    for space in WORD_NAMESPACES:
        if value := attributes.get(f"{space} {name}"):
            return value
    return ""


def _symbol(attributes: dict[str, str]) -> str:
    """Return the character of ``w:sym`` where its font draws what Unicode says, else nothing."""
    try:
        code = int(_attribute(attributes, "char"), 16)
    except ValueError:
        return ""
    char = chr(code - 0xF000 if 0xF020 <= code <= 0xF07E else code) if code < 0x10000 else ""
    return char if char in _SYMBOLS and _attribute(attributes, "font") == "Symbol" else ""
