"""The rows of an answer as SVG: an indented tree, or boxes one under the other for a path."""

from __future__ import annotations

from check.wording import day
from report.drawing.canvas import BODY, LINE, SMALL, Canvas, block
from report.drawing.measure import wrap
from report.drawing.tree import Branch, Tree
from report.drawing.words import words_of

_MARGIN = 20
_INDENT = 34
_GAP = 14
_ARROW = 46
#: Beyond this the indentation stops, so that deep trees keep their boxes wide.
_DEEPEST = 8


def draw_tree(tree: Tree, width: float, *, alone: bool) -> Canvas:
    """Return the drawing of an answer; ``alone``, it tells the question and notes itself."""
    words = words_of(tree.language)
    canvas = Canvas(width)
    room = width - 2 * _MARGIN
    y = 28.0
    for line in wrap(tree.heading if alone else "", room, 18, bold=True):
        canvas.text(_MARGIN, y, line, size=18, style="b")
        y += 18 * LINE
    canvas.text(_MARGIN, y, words.as_of.format(day(tree.as_of)), style="m")
    y += 16
    (_line if tree.line else _branches)(canvas, tree, y)
    y = canvas.height + 6
    told = ([words.more.format(tree.hidden)] if tree.hidden else []) + list(
        tree.notes if alone else ()
    )
    for note in told:
        for line in wrap(note, room, BODY):
            y += BODY * LINE
            canvas.text(_MARGIN, y, line, style="m")
    return canvas


def _branches(canvas: Canvas, tree: Tree, y: float) -> None:
    """Draw boxes under each other, each joined with the one it hangs on."""
    ends: list[float] = []
    for branch in tree.branches:
        x = _left(branch)
        if branch.relation:
            canvas.text(x, y + SMALL, branch.relation, size=SMALL, style="b m")
            y += SMALL * LINE + 2
        bottom = _node(canvas, branch, x, y)
        if branch.parent is not None:
            parent = tree.branches[branch.parent]
            spine = _left(parent) + _INDENT / 2
            style = "l d" if branch.node.partial else "l"
            middle = y + (bottom - y) / 2
            canvas.path([(spine, ends[branch.parent]), (spine, middle), (x, middle)], style)
        ends.append(bottom)
        y = bottom + _GAP


def _line(canvas: Canvas, tree: Tree, y: float) -> None:
    """Draw boxes under each other with an arrow between, pointing to what is acted on."""
    for at, branch in enumerate(tree.branches):
        if at:
            style = "l d" if branch.node.partial else "l"
            x = _MARGIN + 40
            canvas.path([(x, y), (x, y + _ARROW)], style)
            canvas.head(x, y + _ARROW if branch.forward else y, up=not branch.forward)
            canvas.text(x + 16, y + _ARROW / 2 + 4, branch.relation, style="b")
            y += _ARROW
        y = _node(canvas, branch, _MARGIN, y)


def _left(branch: Branch) -> float:
    return _MARGIN + min(branch.depth, _DEEPEST) * _INDENT


def _node(canvas: Canvas, branch: Branch, x: float, y: float) -> float:
    w = canvas.width - _MARGIN - x
    lines = block(branch.node, w, title_lines=2)
    root = branch.parent is None and not branch.node.links
    style = "c" if root else "n d" if branch.node.partial else "n"
    with canvas.linked(None, branch.node.heading):
        canvas.rect(x, y, w, lines.height, style)
        canvas.block(x, y, lines)
    return y + lines.height
