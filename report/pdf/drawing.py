"""Appearance streams of annotations, so that every viewer and printer draws the same."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from check.finding import Severity
from kg.document import Box
from report.pdf.quads import Quad

COLOURS = {
    Severity.ERROR: (1.0, 0.67, 0.64),
    Severity.WARNING: (1.0, 0.87, 0.47),
    Severity.INFO: (0.72, 0.86, 1.0),
}
"""Light enough for black words to be read on them, also on a grey print."""
# A grey print tells severities apart by the line beneath the words.
_LINES = {
    Severity.ERROR: ("0.75 0.05 0.05 RG", "[] 0 d", 1.2),
    Severity.WARNING: ("0.70 0.42 0.00 RG", "[4 2] 0 d", 1.0),
    Severity.INFO: ("0.10 0.35 0.75 RG", "[1 2] 0 d", 0.8),
}
ICON = 18.0
"""Side of the summary's icon, in points."""
_CURVE = 0.5523
"""How far the control points of a quarter circle are from its ends, in radii."""
# The same however a viewer turns it: some turn notes with the page, others keep them upright.
_RING = "0.12 0.30 0.55 RG 1 1 1 rg 2 w {} B 0.12 0.30 0.55 rg {} f"

Point = tuple[float, float]


def corners(box: Box, turn: int) -> tuple[Point, Point, Point, Point]:
    """Return upper left, upper right, lower left, lower right, as the turned page shows them."""
    left, bottom, right, top = box
    round_ = [(left, top), (right, top), (right, bottom), (left, bottom)]
    first = turn // 90
    a, b, c, d = (round_[(place - first) % 4] for place in range(4))
    return a, b, d, c


def turn_of(quad: Quad, turn: int) -> int:
    """Return by how much the words of a quad are turned against the page's own coordinates."""
    return turn if quad.upright else (turn + 90) % 360


def multiply() -> Dictionary:
    """Return the graphics state in which colour lies under black words."""
    return Dictionary(Type=Name.ExtGState, BM=Name.Multiply)


def highlight(
    pdf: Pdf, marked: Sequence[Quad], severity: Severity, turn: int, state: Object
) -> Object:
    """Return the appearance of a highlight: colour over the words, a line beneath them."""
    red, green, blue = COLOURS[severity]
    colour, dashes, width = _LINES[severity]
    draw = ["/M gs", f"{red} {green} {blue} rg", colour, dashes, f"{width} w"]
    for quad in marked:
        left, bottom, right, top = quad.box
        draw.append(f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re f")
        *_, (x1, y1), (x2, y2) = corners(quad.box, turn_of(quad, turn))
        draw.append(f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S")
    form = _form(pdf, " ".join(draw), rectangle(marked))
    form.Resources = Dictionary(ExtGState=Dictionary(M=state))
    return form


def rectangle(marked: Sequence[Quad]) -> Box:
    """Return what an annotation covers: all quads, and the lines beneath them."""
    lefts, bottoms, rights, tops = zip(*(quad.box for quad in marked), strict=True)
    return min(lefts) - 1, min(bottoms) - 1, max(rights) + 1, max(tops) + 1


def icon(pdf: Pdf) -> Stream:
    """Return the appearance of the note on the whole file: a ring with a dot."""
    half = ICON / 2
    return _form(pdf, _RING.format(_circle(half, half - 1.5), _circle(half, 4)), (0, 0, ICON, ICON))


def _circle(centre: float, radius: float) -> str:
    """Return the path of a circle in four curves."""
    near = radius * _CURVE
    points = [(radius, 0), (radius, near), (near, radius), (0, radius)]
    path = f"{centre + radius} {centre} m"
    for _ in range(4):
        path += "".join(f" {centre + x:.3f} {centre + y:.3f}" for x, y in points[1:]) + " c"
        points = [(-y, x) for x, y in points]
    return path


def _form(pdf: Pdf, drawn: str, box: Box) -> Stream:
    form = Stream(pdf, drawn.encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(numbers(box))
    return form


def numbers(values: Sequence[float]) -> list[float]:
    """Return coordinates to a thousandth of a point."""
    return [round(value, 3) for value in values]
