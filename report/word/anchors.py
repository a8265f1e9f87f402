"""Where a comment can be anchored so that Word shows it, and LibreOffice loses no words.

Word takes comments in the body alone (MS-OI29500 2.1.315): words of a note are commented at the
mark of the note, those of a text box at the drawing, those of a page's head or foot at the first
paragraph. Fields are commented as a whole, for their result is made anew. So are content controls
whose words LibreOffice (7.4) would drop if a comment stood inside: plain ones, and the first
paragraph of one that holds paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from lxml import etree

from kg.document import Document, Place
from report.word.names import attribute, local, tags
from report.word.package import WordPackage
from report.word.texts import TextPart, cut_after, cut_before, paragraph_of, run_of

_HOLDERS = frozenset(
    {"p", "hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "sdtContent"}
)
"""What may hold the mark of a comment beside a run."""

_FIXED_CONTROLS = frozenset(
    {"text", "date", "comboBox", "dropDownList", "dataBinding", "picture", "citation", "equation"}
)


class Where(StrEnum):
    """What a comment's words stand in, where the comment cannot stand on them."""

    WORDS = "words"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"
    TEXT_BOX = "text box"
    CONTROL = "content control"
    FIELD = "field"
    DOCUMENT = "document"


class Anchor(NamedTuple):
    """Between which elements a comment stands.

    Attributes:
        first, last: siblings of runs; the comment begins before one and ends after the other. The
            same paragraph twice: what is in it.
        where: what it stands for.
        next_paragraph: the one that takes the mark of a comment around a whole content control.
    """

    first: etree._Element
    last: etree._Element
    where: Where
    next_paragraph: etree._Element | None = None


def cut_at(texts: TextPart, places: Sequence[Place]) -> None:
    """Make runs begin and end where places of one part do, at their outer ends."""
    for place in (*places[:1], *places[-1:]):
        texts.cut(place.run, place.start)
        texts.cut(place.run, place.end)


class Anchors:
    """Finds anchors in one package."""

    def __init__(self, package: WordPackage, texts: dict[str, TextPart]) -> None:
        """Take the package, and its parts with words by name."""
        self._texts = texts
        self._body = texts[package.main]
        self._main = package.main
        self._notes: dict[tuple[str, str], etree._Element] | None = None

    def find(self, document: Document, start: int, end: int) -> Anchor | None:
        """Return the anchor of words of a document; runs of the body are cut for it.

        Returns:
            ``None`` where the body has no paragraph.
        """
        places = document.locate(start, end)
        if not places:
            return self._nearest(document, start)
        part = places[0].part or self._main
        places = tuple(place for place in places if place.part == places[0].part)
        element = self._texts[part].elements[places[0].run]
        if paragraph_of(element) is None:
            return self._whole_paragraph(None, Where.DOCUMENT)
        if part != self._main:
            return self._elsewhere(element)
        if (box := _box_of(element)) is not None:
            return self._around(box, box, Where.TEXT_BOX)
        return self._in_body(places)

    def _nearest(self, document: Document, at: int) -> Anchor | None:
        """Return the paragraph of the next words, for a finding on no words at all."""
        spans = document.places.spans(at, len(document.text))
        first = next(spans, None) or next(document.places.spans(0, at), None)
        if first is not None and document.places.parts[first[0]] == self._main:
            paragraph = paragraph_of(self._body.elements[first[1]])
            if paragraph is not None and _is_free(paragraph):
                return Anchor(paragraph, paragraph, Where.DOCUMENT)
        return self._whole_paragraph(None, Where.DOCUMENT)

    def _elsewhere(self, element: etree._Element) -> Anchor | None:
        """Return the anchor for words outside the body."""
        for ancestor in element.iterancestors(*tags("footnote", "endnote", "hdr", "ftr")):
            name = local(ancestor)
            if name in ("hdr", "ftr"):
                where = Where.HEADER if name == "hdr" else Where.FOOTER
                return self._whole_paragraph(None, where)
            mark = self._note_marks().get((name, attribute(ancestor, "id")))
            where = Where.FOOTNOTE if name == "footnote" else Where.ENDNOTE
            if mark is None or _box_of(mark) is not None:
                return self._whole_paragraph(None, where)
            cut_before(mark)
            cut_after(mark)
            return self._around(mark, mark, where)
        return self._whole_paragraph(None, Where.DOCUMENT)

    def _note_marks(self) -> dict[tuple[str, str], etree._Element]:
        if self._notes is None:
            self._notes = {}
            for mark in self._body.root.iter(*tags("footnoteReference", "endnoteReference")):
                key = (local(mark).removesuffix("Reference"), attribute(mark, "id"))
                self._notes.setdefault(key, mark)
        return self._notes

    def _in_body(self, places: Sequence[Place]) -> Anchor | None:
        texts = self._body
        first, last = places[0], places[-1]
        start = next(texts.pieces(first.run, first.start, first.end))
        *_, end = texts.pieces(last.run, last.start, last.end)
        where = Where.WORDS
        if (begin := _field_around(texts, first.run, start, ends=False)) is not None:
            cut_before(begin)
            start, where = begin, Where.FIELD
        if (close := _field_around(texts, last.run, end, ends=True)) is not None:
            cut_after(close)
            end, where = close, Where.FIELD
        return self._around(start, end, where)

    def _around(self, start: etree._Element, end: etree._Element, where: Where) -> Anchor | None:
        """Return the anchor around children of runs, climbed out of what takes no comment."""
        for element in (start, end):
            if (control := outer_control(element)) is not None:
                return self._around_control(control, where)
        first, last = climb(run_of(start)), climb(run_of(end))
        if where is Where.WORDS and (local(first) != "r" or local(last) != "r"):
            where = Where.FIELD if "fldSimple" in (local(first), local(last)) else Where.CONTROL
        return Anchor(first, last, where)

    def _around_control(self, control: etree._Element, where: Where) -> Anchor | None:
        where = Where.CONTROL if where is Where.WORDS else where
        following, parent = control.getnext(), control.getparent()
        if following is None or parent is None or local(following) != "p":
            return self._whole_paragraph(control, where)
        if local(parent) in ("body", "tc"):
            return Anchor(control, control, where, following)
        return self._whole_paragraph(control, where)

    def _whole_paragraph(self, near: etree._Element | None, where: Where) -> Anchor | None:
        """Return the last free paragraph before an element, else the first of the body."""
        found: etree._Element | None = None
        for element in self._body.root.iter(*tags("p", "sdt")):
            if near is not None and element is near and found is not None:
                break
            if local(element) == "p" and _is_free(element):
                found = element
                if near is None:
                    break
        if found is None:
            found = next(self._body.root.iter(*tags("p")), None)
        return None if found is None else Anchor(found, found, where)


def climb(run: etree._Element) -> etree._Element:
    """Return the run, or what it stands in where no mark may stand beside it."""
    place = run
    for ancestor in run.iterancestors("*"):
        name = local(ancestor)
        if name == "p":
            break
        if name == "sdt":
            place = ancestor if is_fixed(ancestor) else place
        elif name not in _HOLDERS:
            place = ancestor
    return place


def is_fixed(control: etree._Element) -> bool:
    """Return whether a content control holds plain words, a choice, or words kept elsewhere."""
    properties = next(control.iterchildren(*tags("sdtPr")), None)
    if properties is None:
        return False
    names = {local(child) or etree.QName(child).localname for child in properties.iter("*")}
    return bool(names & _FIXED_CONTROLS)


def outer_control(element: etree._Element) -> etree._Element | None:
    """Return the outermost control of paragraphs that takes no comment on an element inside."""
    paragraph = paragraph_of(element)
    if paragraph is None:
        return None
    controls = list(paragraph.iterancestors(*tags("sdt")))
    for control in controls:
        if not _holds_rows(control) and (is_fixed(control) or _is_first_in(paragraph, control)):
            return controls[-1]
    return None


def _holds_rows(control: etree._Element) -> bool:
    content = next(control.iterchildren(*tags("sdtContent")), None)
    return content is not None and next(content.iterchildren(*tags("tr")), None) is not None


def _is_first_in(paragraph: etree._Element, control: etree._Element) -> bool:
    if next(control.iter(*tags("docPartObj")), None) is not None:
        return False
    return next(control.iter(*tags("p")), None) is paragraph


def _is_free(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is of the body itself or of a table's cell."""
    return all(
        local(a) in ("body", "document", "tbl", "tr", "tc") for a in paragraph.iterancestors("*")
    )


def _box_of(element: etree._Element) -> etree._Element | None:
    """Return the child of a run of the body that holds the text box of an element."""
    box: etree._Element | None = None
    inside = element
    for ancestor in element.iterancestors("*"):
        if local(ancestor) == "r" and next(inside.iter(*tags("txbxContent")), None) is not None:
            box = inside
        inside = ancestor
    return box


def _field_around(
    texts: TextPart, number: int, element: etree._Element, *, ends: bool
) -> etree._Element | None:
    """Return where the computed field of a text element begins or ends, in its paragraph."""
    paragraph = paragraph_of(element)
    for field in texts.fields.get(number, ()):
        edge = field.end if ends else field.begin
        if not field.is_link and edge is not None and paragraph_of(edge) is paragraph:
            return edge
    return None


def is_locked(control: etree._Element) -> bool:
    """Return whether a content control forbids changes of its words."""
    return any(
        attribute(lock, "val") in ("contentLocked", "sdtContentLocked")
        for properties in control.iterchildren(*tags("sdtPr"))
        for lock in properties.iterchildren(*tags("lock"))
    )
