"""The text elements of one part, numbered as ``Place.run`` numbers them, and cutting their runs.

A run that is cut leaves a mark on its later half, in the attribute by which Word notes the
session of editing (``w:rsidR``), so that ``rejoin`` can make one run of both again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from ingest.readers.docx_names import TEXT_ELEMENTS
from report.word.names import SPACE, attributes, local, make, namespace, tags

_CUT_BETWEEN = "0076D000"
_CUT_INSIDE = "0076D001"
"""Marks of a run cut off before a child, and of one cut off inside a ``w:t``."""


_WORDS = ("t", "delText")


class Field:
    """A complex field (``w:fldChar``): where it begins and ends, and its instruction."""

    __slots__ = ("begin", "code", "end")

    def __init__(self, begin: etree._Element) -> None:
        self.begin = begin
        self.end: etree._Element | None = None
        self.code = ""

    @property
    def is_link(self) -> bool:
        """Whether it is a hyperlink, whose words are never computed anew."""
        return self.code.split(None, 1)[:1] == ["HYPERLINK"]


class TextPart:
    """The text elements of a part, whose runs can be cut at any character.

    Attributes:
        root: of the part.
        elements: the text elements by number, as the reader counts them.
        fields: the complex fields that each stands in, outermost first; absent where in none.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.elements: list[etree._Element] = []
        self.fields: dict[int, tuple[Field, ...]] = {}
        self._pieces: dict[int, list[tuple[int, etree._Element]]] = {}
        open_fields: list[Field] = []
        for element in root.iter(*tags(*TEXT_ELEMENTS, "fldChar", "instrText")):
            name = local(element)
            if name == "fldChar":
                _follow(element, open_fields)
            elif name == "instrText":
                if open_fields:
                    open_fields[-1].code += element.text or ""
            elif (parent := element.getparent()) is not None and local(parent) == "r":
                if open_fields:
                    self.fields[len(self.elements)] = tuple(open_fields)
                self.elements.append(element)

    def cut(self, number: int, offset: int) -> None:
        """Make a run begin at a character of a text element, or end with its last one."""
        pieces = self._pieces.setdefault(number, [(0, self.elements[number])])
        index = bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1
        start, element = pieces[index]
        if offset == start:
            cut_before(element)
        elif offset - start < _length(element):
            pieces.insert(index + 1, (offset, _cut_text(element, offset - start)))
        else:
            cut_after(element)

    def pieces(self, number: int, start: int, end: int) -> Iterator[etree._Element]:
        """Yield the elements with the characters ``[start, end)`` of a text element.

        Where it was cut at both ends, they hold nothing else.
        """
        for first, element in self._pieces.get(number, [(0, self.elements[number])]):
            if first < end and start < first + max(_length(element), 1):
                yield element


def _follow(element: etree._Element, open_fields: list[Field]) -> None:
    step = next((v for k, v in attributes(element).items() if k.endswith("}fldCharType")), "")
    if step == "begin":
        open_fields.append(Field(element))
    elif step == "end" and open_fields:
        open_fields.pop().end = element


def _length(element: etree._Element) -> int:
    return len(element.text or "") if local(element) in _WORDS else 1


def run_of(element: etree._Element) -> etree._Element:
    """Return the run of one of its children."""
    run = element.getparent()
    if run is None or local(run) != "r":
        raise ValueError(f"{element.tag} stands in no run.")
    return run


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """Return the paragraph that an element stands in; only broken documents have none."""
    return next(element.iterancestors(*tags("p")), None)


def properties(run: etree._Element) -> etree._Element | None:
    """Return the ``w:rPr`` of a run."""
    first = next(run.iterchildren("*"), None)
    return first if first is not None and local(first) == "rPr" else None


def is_empty(run: etree._Element) -> bool:
    """Return whether a run has nothing but properties."""
    return all(local(child) == "rPr" for child in run.iterchildren("*"))


def cut_before(element: etree._Element) -> None:
    """Make a run begin with one of its children."""
    before = element.getprevious()
    if before is not None and local(before) != "rPr":
        _cut(element, _CUT_BETWEEN)


def cut_after(element: etree._Element) -> None:
    """Make a run end with one of its children."""
    following = element.getnext()
    if following is not None:
        _cut(following, _CUT_BETWEEN)


def mark_as_cut(run: etree._Element) -> None:
    """Let ``rejoin`` take a run as the later half of the one before it."""
    run.set(f"{{{namespace(run)}}}rsidR", _CUT_INSIDE)


def _cut_text(element: etree._Element, at: int) -> etree._Element:
    """Cut a ``w:t`` and its run in two; return the later ``w:t``."""
    text = element.text or ""
    later = make(element, local(element))
    for name, value in attributes(element).items():
        later.set(name, value)
    element.text, later.text = text[:at], text[at:]
    for piece, edge in ((element, text[at - 1]), (later, text[at])):
        if edge.isspace():
            piece.set(SPACE, "preserve")
    element.addnext(later)
    _cut(later, _CUT_INSIDE)
    return later


def _cut(element: etree._Element, mark: str) -> None:
    """Move a child of a run, and what follows it there, into a new run."""
    run = run_of(element)
    later = make(run, "r")
    for name, value in attributes(run).items():
        later.set(name, value)
    later.set(f"{{{namespace(run)}}}rsidR", mark)
    if (own := properties(run)) is not None:
        later.append(deepcopy(own))
    moved = [element, *element.itersiblings()]
    run.addnext(later)
    later.extend(moved)


def rejoin(root: etree._Element) -> None:
    """Make one run again of runs that were cut and stand side by side."""
    for run in list(root.iter(*tags("r"))):
        mark = run.get(f"{{{namespace(run)}}}rsidR")
        before = run.getprevious()
        if mark not in (_CUT_BETWEEN, _CUT_INSIDE) or before is None or local(before) != "r":
            continue
        last = next(before.iterchildren("*", reversed=True), None)
        if last is not None and local(last) == "commentReference":
            continue
        if _written(properties(run)) == _written(properties(before)):
            _join(before, run, inside=mark == _CUT_INSIDE)


def _written(element: etree._Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, method="c14n", with_tail=False)


def _join(run: etree._Element, later: etree._Element, *, inside: bool) -> None:
    if (own := properties(later)) is not None:
        later.remove(own)
    last = next(run.iterchildren("*", reversed=True), None)
    first = next(later.iterchildren("*"), None)
    if inside and last is not None and first is not None:
        _join_text(last, first)
    run.extend(list(later))
    parent = later.getparent()
    if parent is not None:
        run.tail = (run.tail or "") + (later.tail or "") or None
        parent.remove(later)


def _join_text(element: etree._Element, later: etree._Element) -> None:
    """Make one of two elements with words that were one; others stay as they are."""
    if local(element) != local(later) or local(element) not in _WORDS:
        return
    text = (element.text or "") + (later.text or "")
    # Cutting keeps xml:space on both halves and adds it to one that needs it.
    if SPACE in element.attrib and later.get(SPACE) is None:
        del element.attrib[SPACE]
    element.text, element.tail = text, later.tail
    parent = later.getparent()
    if parent is not None:
        parent.remove(later)
