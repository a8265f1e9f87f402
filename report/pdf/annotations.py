"""Annotations as PDF has them: highlights with a popup note, and the note on the whole file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String
from pikepdf.models.metadata import encode_pdf_date

from check.finding import Severity
from kg.document import Box
from report.pdf.drawing import (
    COLOURS,
    ICON,
    corners,
    highlight,
    icon,
    multiply,
    numbers,
    rectangle,
    turn_of,
)
from report.pdf.earlier import AUTHOR, PREFIX
from report.pdf.quads import Quad

_PRINTED = 4
# A note is neither turned nor enlarged with its page (ISO 32000-1, 12.5.6.4).
_UPRIGHT = _PRINTED | 8 | 16
_POPUP = (220.0, 150.0)
_DOWN = 0.25
_INWARD = 16.0
_A4 = (0.0, 0.0, 595.0, 842.0)
_DEEPEST = 64


class Mark(NamedTuple):
    """One highlight to make.

    Attributes:
        name: tells it from others, the same when the file is checked again.
        subject: codes and names of the rules.
        quads: on one page, one a line.
    """

    name: str
    page: int
    quads: tuple[Quad, ...]
    severity: Severity
    subject: str
    note: str


class Pen:
    """Makes annotations of one file.

    Attributes:
        made: every object that it has made for the file.
    """

    def __init__(self, pdf: Pdf, made_on: datetime, turns: Sequence[int]) -> None:
        """Date all annotations ``made_on``; ``turns`` are by how much pages are turned."""
        self.made: list[Object] = []
        self._pdf = pdf
        self._date = encode_pdf_date(made_on)
        self._turns = turns
        self._state: Object | None = None

    def highlight(self, page: Page, mark: Mark) -> tuple[Object, Object]:
        """Return the annotation of a mark and its popup."""
        turn = self._turns[mark.page]
        if self._state is None:
            self._state = self._new(multiply())
        drawn = self._new(highlight(self._pdf, mark.quads, mark.severity, turn, self._state))
        made = self._annotation(
            page, Name.Highlight, rectangle(mark.quads), (mark.name, mark.subject, mark.note), drawn
        )
        made.C = Array(COLOURS[mark.severity])
        made.QuadPoints = Array(
            value
            for quad in mark.quads
            for point in corners(quad.box, turn_of(quad, turn))
            for value in numbers(point)
        )
        return made, self._popup(page, made)

    def summary(self, page: Page, note: str) -> tuple[Object, Object]:
        """Return the note on the whole file, at the left edge of a page as shown.

        Corners belong to others: signatures of offices and of the gazette stand in them.
        """
        turn = self._turns[0]
        (x, y), _, (x2, y2), (x3, y3) = corners(visible(page), turn)
        # From the left edge, down by a share of its length, and in by a margin.
        down = (x2 - x) * _DOWN, (y2 - y) * _DOWN
        across = math.dist((x2, y2), (x3, y3)) or 1.0
        inward = (x3 - x2) / across * _INWARD, (y3 - y2) / across * _INWARD
        middle = x + down[0] + inward[0], y + down[1] + inward[1]
        half = ICON / 2
        box = (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
        told = ("summary", AUTHOR, note)
        made = self._annotation(page, Name.Text, box, told, self._new(icon(self._pdf)))
        made.F = _UPRIGHT
        made.Name, made.C = Name.Note, Array([0.12, 0.30, 0.55])
        return made, self._popup(page, made)

    def _annotation(
        self, page: Page, kind: Name, box: Box, told: tuple[str, str, str], drawn: Object
    ) -> Object:
        name, subject, note = told
        return self._new(
            Dictionary(
                Type=Name.Annot,
                Subtype=kind,
                Rect=Array(numbers(box)),
                P=page.obj,
                NM=String(PREFIX + name),
                T=String(AUTHOR),
                Subj=String(subject),
                Contents=String(note),
                CreationDate=String(self._date),
                M=String(self._date),
                F=_PRINTED,
                AP=Dictionary(N=drawn),
            )
        )

    def _popup(self, page: Page, parent: Object) -> Object:
        """Return the closed window of a note, at the right of the page."""
        wide, high = _POPUP
        right, top = visible(page)[2], float(parent.Rect[3])
        popup = self._new(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Popup,
                Rect=Array(numbers((right, top - high, right + wide, top))),
                P=page.obj,
                Parent=parent,
                Open=False,
            )
        )
        parent.Popup = popup
        return popup

    def _new(self, made: Object) -> Object:
        self.made.append(self._pdf.make_indirect(made))
        return self.made[-1]


def visible(page: Page) -> Box:
    """Return the part of a page that is shown, in its own coordinates."""
    media = _box(page, Name.MediaBox) or _A4
    crop = _box(page, Name.CropBox) or media
    shown = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    return shown if shown[0] < shown[2] and shown[1] < shown[3] else media


def turn_of_page(page: Page) -> int:
    """Return by how many degrees a page is turned to the right when shown: 0, 90, 180 or 270."""
    value = _inherited(page, Name.Rotate)
    return value // 90 * 90 % 360 if isinstance(value, int) else 0


def _box(page: Page, key: Name) -> Box | None:
    """Return a box with its corners in order, ``None`` where there is none that can be read."""
    value = _inherited(page, key)
    if not isinstance(value, Array) or len(value) < 4:
        return None
    numbers_ = [one for one in value[:4] if isinstance(one, int | float | Decimal)]
    if len(numbers_) < 4:
        return None
    a, b, c, d = map(float, numbers_)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _inherited(page: Page, key: Name) -> Any:  # noqa: ANN401 - any value of PDF
    """Return what a page, or else the tree above it, has under a key."""
    node: Any = page.obj
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get(Name.Parent)
    return None
