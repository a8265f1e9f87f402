"""The part with the comments of a Word document: added to, or made where there is none."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import NamedTuple

from lxml import etree

from report.word.anchors import Anchor
from report.word.names import AUTHOR, INITIALS, SPACE, is_strict, local, make, tags
from report.word.package import WordPackage

MOST = 32_000
"""Comments that a document may have; Word refuses more than 32,767 (MS-OI29500 2.1.315)."""

LINK = "viendanComments"
"""Id of the relationship of a part that was made here, so that it can go with its comments."""

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LINK_TYPES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
)
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:comments xmlns:w="{}"></w:comments>'
)
_ID_KEYS = tags("id")
_LARGEST_ID = 2**31 - 2**20
# The default font of an old document may be one that draws no Unicode.
_FONT = "Times New Roman"
_SIZE = "20"


class Words(NamedTuple):
    """Words of a comment's paragraph, some of them bold."""

    text: str
    bold: bool = False


Paragraph = Sequence[Words]


class Comments:
    """Adds comments to a package, and gives new ids to them and to tracked changes."""

    def __init__(self, package: WordPackage, *, made_on: datetime) -> None:
        """Find the part, and the ids in use.

        Args:
            package: with the parts with words already parsed.
            made_on: the day and hour that comments and changes bear.
        """
        self._package = package
        self._part = package.related("comments")
        body = package.root(package.main)
        self._body = body
        self._date = f"{made_on.replace(tzinfo=None):%Y-%m-%dT%H:%M:%S}Z"
        used = _ids(body)
        if self._part is not None:
            used |= _ids(package.root(self._part))
        self._ids = _free_ids(used)
        self._left = MOST - sum(1 for _ in body.iter(*tags("commentRangeStart")))
        self.made = 0

    @property
    def is_full(self) -> bool:
        """Whether Word would refuse one more comment."""
        return self._left <= 0

    def signature(self) -> dict[str, str]:
        """Return id, author and date of a new tracked change."""
        return {"id": str(next(self._ids)), "author": AUTHOR, "date": self._date}

    def add(self, anchor: Anchor, paragraphs: Sequence[Paragraph]) -> None:
        """Add a comment at an anchor."""
        comments = self._root()
        signature = self.signature()
        comment = make(comments, "comment", **signature, initials=INITIALS)
        for number, paragraph in enumerate(paragraphs):
            comment.append(_paragraph(comments, paragraph, first=number == 0))
        comments.append(comment)
        _mark(anchor, signature["id"])
        self._package.change(self._package.main)
        self._left -= 1
        self.made += 1

    def _root(self) -> etree._Element:
        if self._part is None:
            folder = posixpath.dirname(self._package.main)
            used = {name.casefold() for name in self._package.names}
            names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
            self._part = next(name for name in names if name.casefold() not in used)
            space = etree.QName(self._body).namespace
            link = (LINK, _LINK_TYPES[is_strict(self._body)], _CONTENT_TYPE)
            self._package.add(self._part, _EMPTY.format(space).encode(), link=link)
        self._package.change(self._part)
        return self._package.root(self._part)


def _ids(root: etree._Element) -> set[int]:
    """Return the ids of comments, changes, bookmarks and the like in a part."""
    values = (element.get(key) for element in root.iter("*") for key in _ID_KEYS)
    return {int(value) for value in values if value and value.lstrip("-").isdecimal()}


def _free_ids(used: set[int]) -> Iterator[int]:
    """Yield ids above those in use; among them where they are at the end of what Word takes."""
    first = max(used, default=-1) + 1
    return (n for n in count(max(first, 0) if first < _LARGEST_ID else 1) if n not in used)


def _paragraph(like: etree._Element, words: Paragraph, *, first: bool) -> etree._Element:
    paragraph = make(like, "p")
    layout = make(like, "pPr")
    layout.append(make(like, "spacing", before="0", after="60", line="240", lineRule="auto"))
    layout.append(make(like, "ind", firstLine="0"))
    layout.append(make(like, "jc", val="start" if is_strict(like) else "left"))
    paragraph.append(layout)
    if first:
        run = make(like, "r")
        run.append(make(like, "annotationRef"))
        paragraph.append(run)
    for piece in words:
        run = make(like, "r")
        look = make(like, "rPr")
        look.append(make(like, "rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT))
        if piece.bold:
            look.append(make(like, "b"))
        look.append(make(like, "sz", val=_SIZE))
        text = make(like, "t")
        text.set(SPACE, "preserve")
        text.text = piece.text
        run.extend((look, text))
        paragraph.append(run)
    return paragraph


def _mark(anchor: Anchor, comment_id: str) -> None:
    """Put the marks of a comment's begin and end, and the comment's own, into the body."""
    like = anchor.first
    start = make(like, "commentRangeStart", id=comment_id)
    end = make(like, "commentRangeEnd", id=comment_id)
    reference = make(like, "r")
    reference.append(make(like, "commentReference", id=comment_id))
    if anchor.first is anchor.last and local(anchor.first) == "p":
        _begin(anchor.first, start)
        anchor.first.extend((end, reference))
        return
    anchor.first.addprevious(start)
    anchor.last.addnext(end)
    if anchor.next_paragraph is None:
        end.addnext(reference)
    else:
        _begin(anchor.next_paragraph, reference)


def _begin(paragraph: etree._Element, element: etree._Element) -> None:
    """Put an element at the begin of a paragraph, after its properties."""
    first = next(paragraph.iterchildren("*"), None)
    paragraph.insert(1 if first is not None and local(first) == "pPr" else 0, element)
