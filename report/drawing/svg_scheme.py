"""The lược đồ as SVG: boxes by kind of relation in rows above and below the card.

Every row of boxes has a line beneath (above the card) or over it (below the card); the lines meet
in a trunk at the left margin. So no line ever crosses a box, whatever the number of groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from check.wording import day
from report.drawing.canvas import BODY, LINE, NAME, SMALL, Block, Canvas, block
from report.drawing.measure import wrap
from report.drawing.nodes import Node
from report.drawing.scheme import Group, Scheme
from report.drawing.words import Words, words_of

_MARGIN = 34
_GAP = 18
_LANE = 44
_INSET = 10
_TRUNK = 14
_CARD = 560

Address = Callable[[Node], str | None]


class _Box(NamedTuple):
    """A group laid out: columns it takes, its heading, rows of nodes, and what closes it."""

    group: Group
    span: int
    heading: list[str]
    rows: list[list[tuple[Node, Block]]]
    more: str
    height: float


def draw_scheme(
    scheme: Scheme, *, columns: int, column: float, address: Address, alone: bool
) -> Canvas:
    """Return the drawing, ``columns`` boxes wide.

    Args:
        scheme: what is drawn.
        columns: number of columns.
        column: width of one.
        address: where a node leads.
        alone: whether the drawing must tell its title and coverage itself.
    """
    words = words_of(scheme.language)
    room = columns * column + (columns - 1) * _GAP
    canvas = Canvas(room + _MARGIN + _GAP)
    y = _caption(canvas, scheme, words, room, alone=alone)
    above = _rows(scheme.outgoing, columns, column, words)
    trunk = y
    middle = _MARGIN + room / 2
    for at, row in enumerate(above):
        bottom = y + max(box.height for box in row)
        bus = bottom + _LANE / 2
        trunk = bus if at == 0 else trunk
        _row(canvas, row, y, column, room, address, bus=bus, bottoms=True)
        canvas.path([(_TRUNK if len(above) > 1 else middle, bus), (middle, bus)])
        y = bottom + _LANE
    card_top, card_bottom = _card(canvas, scheme, y, room, address)
    if above:
        last = card_top - _LANE / 2
        canvas.path([(middle, card_top), (middle, last)])
        if len(above) > 1:
            canvas.path([(_TRUNK, trunk), (_TRUNK, last), (middle, last)])
    y = card_bottom
    if scheme.incoming:
        # The line to the card goes down the middle: the words keep to its left.
        for line in wrap(f"{words.incoming}:", room / 2 - 12, SMALL):
            y += SMALL * LINE
            canvas.text(_MARGIN, y, line, size=SMALL, style="m")
    first = y + _LANE / 2
    below = _rows(scheme.incoming, columns, column, words)
    for row in below:
        bus = y + _LANE / 2
        y += _LANE
        _row(canvas, row, y, column, room, address, bus=bus, bottoms=False)
        canvas.path([(_TRUNK if len(below) > 1 else middle, bus), (middle, bus)])
        trunk = bus
        y += max(box.height for box in row)
    if below:
        canvas.path([(middle, first), (middle, card_bottom)])
        canvas.head(middle, card_bottom, up=True)
        if len(below) > 1:
            canvas.path([(middle, first), (_TRUNK, first), (_TRUNK, trunk)])
    _legend(canvas, scheme, words, y + _LANE / 2, room, alone=alone)
    return canvas


def _caption(canvas: Canvas, scheme: Scheme, words: Words, room: float, *, alone: bool) -> float:
    y = 28.0
    heading = words.scheme_of.format(scheme.centre.name) if alone else ""
    for line in wrap(heading, room, 18, bold=True):
        canvas.text(_MARGIN, y, line, size=18, style="b")
        y += 18 * LINE
    canvas.text(_MARGIN, y, words.as_of.format(day(scheme.as_of)), style="m")
    y += 14
    told = words.none_outgoing if scheme.incoming else words.none
    if scheme.outgoing:
        told = f"{words.outgoing}:"
    for line in wrap(told, room, SMALL):
        y += SMALL * LINE
        canvas.text(_MARGIN, y, line, size=SMALL, style="m")
    return y + 14


def _card(
    canvas: Canvas, scheme: Scheme, y: float, room: float, address: Address
) -> tuple[float, float]:
    w = min(_CARD, room)
    x = _MARGIN + (room - w) / 2
    lines = block(scheme.centre, w, title_lines=6, facts=True)
    with canvas.linked(address(scheme.centre), scheme.centre.heading):
        canvas.rect(x, y, w, lines.height, "c")
        canvas.block(x, y, lines)
    return y, y + lines.height


def _rows(groups: Sequence[Group], columns: int, column: float, words: Words) -> list[list[_Box]]:
    """Return groups in rows whose boxes fill no more than the columns."""
    rows: list[list[_Box]] = []
    free = 0
    for group in groups:
        box = _box(group, columns, column, words)
        if box.span > free:
            rows.append([])
            free = columns
        rows[-1].append(box)
        free -= box.span
    return rows


def _box(group: Group, columns: int, column: float, words: Words) -> _Box:
    count = len(group.nodes)
    span = min(columns, 1 if count <= 3 else 2 if count <= 6 else 3)
    inner = column - 2 * _INSET
    blocks = [(node, block(node, inner)) for node in group.nodes]
    rows = [blocks[at : at + span] for at in range(0, count, span)]
    heading = wrap(f"{group.heading} ({group.total})", _width(span, column) - 24, NAME, bold=True)
    more = words.more.format(group.hidden) if group.hidden else ""
    height = (
        12
        + len(heading) * NAME * LINE
        + sum(max(b.height for _, b in row) + _INSET for row in rows)
        + (SMALL * LINE + 6 if more else 0)
        + 2
    )
    return _Box(group, span, heading, rows, more, height)


def _width(span: int, column: float) -> float:
    return span * column + (span - 1) * _GAP


def _row(
    canvas: Canvas,
    row: list[_Box],
    y: float,
    column: float,
    room: float,
    address: Address,
    *,
    bus: float,
    bottoms: bool,
) -> None:
    """Draw a row of boxes and the line that joins them with the trunk."""
    used = sum(_width(box.span, column) for box in row) + (len(row) - 1) * _GAP
    x = _MARGIN + (room - used) / 2
    tallest = max(box.height for box in row)
    taps = []
    for box in row:
        w = _width(box.span, column)
        top = y + tallest - box.height if bottoms else y
        edge = top + box.height if bottoms else top
        middle = x + w / 2
        taps.append(middle)
        canvas.path([(middle, bus), (middle, edge)], "l d" if box.group.partial else "l")
        if bottoms:
            canvas.head(middle, edge, up=True)
        _group(canvas, box, x, top, column, address)
        x += w + _GAP
    centre = _MARGIN + room / 2
    canvas.path([(min(centre, *taps), bus), (max(centre, *taps), bus)])


def _group(canvas: Canvas, box: _Box, x: float, y: float, column: float, address: Address) -> None:
    canvas.rect(x, y, _width(box.span, column), box.height, "g d" if box.group.partial else "g")
    y += 12
    for line in box.heading:
        y += NAME * LINE
        canvas.text(x + 12, y - 6, line, size=NAME, style="b")
    for row in box.rows:
        for at, (node, lines) in enumerate(row):
            left = x + _INSET + at * (column + _GAP)
            tip = " – ".join(t for t in (node.heading, node.title, node.status_words) if t)
            with canvas.linked(address(node), tip):
                style = "n d" if node.partial else "n"
                canvas.rect(left, y, column - 2 * _INSET, lines.height, style, round_=4)
                canvas.block(left, y, lines)
        y += max(b.height for _, b in row) + _INSET
    if box.more:
        canvas.text(x + 12, y + SMALL, box.more, size=SMALL, style="b")


def _legend(
    canvas: Canvas, scheme: Scheme, words: Words, y: float, room: float, *, alone: bool
) -> None:
    if not scheme.incoming and scheme.outgoing:
        for line in wrap(words.none_incoming, room, BODY):
            y += BODY * LINE
            canvas.text(_MARGIN, y, line, style="m")
    dashed = any(node.partial for group in scheme.groups for node in group.nodes)
    told = [f"{words.legend}: {words.legend_part}."] if dashed else []
    if alone:
        told.append(words.coverage.format(*scheme.covered))
    for words_ in told:
        for line in wrap(words_, room, SMALL):
            y += SMALL * LINE
            canvas.text(_MARGIN, y, line, size=SMALL, style="m")
