"""Elements of an SVG drawing, written as text; everything that is data passes ``esc``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape as esc
from typing import NamedTuple

from report.drawing.measure import wrap
from report.drawing.nodes import TONES, Node

__all__ = ["LINE", "STYLE", "Block", "Canvas", "Text", "block", "esc"]

#: Line height by font size.
LINE = 1.4
NAME, BODY, SMALL = 14, 13, 12
_PAD = 10

#: Rules of a drawing by itself; a page adds those of dark screens.
STYLE = (
    ".vd text{font-family:sans-serif;fill:#1f2328}"
    ".vd .b{font-weight:bold}"
    ".vd .n{fill:#fff;stroke:#57606a}"
    ".vd .g{fill:#f6f8fa;stroke:#8c959f}"
    ".vd .c{fill:#fff;stroke:#1f2328;stroke-width:2.5}"
    ".vd .l{fill:none;stroke:#57606a;stroke-width:1.5}"
    ".vd .h{fill:#57606a}"
    ".vd .d{stroke-dasharray:5 4}"
    ".vd .m{fill:#424a53}"
    ".vd .grid{stroke:#d0d7de}"
    ".vd .now{stroke:#a40e26;stroke-width:2}"
    ".vd .paper{fill:#fff}"
    ".vd .band{fill:none;stroke-width:1.5}"
    ".vd .k{stroke-width:3}"
    ".vd .pause{fill:#fff;stroke:#6639ba}"
    ".vd a:focus rect,.vd a:hover rect{stroke-width:3}"
) + "".join(
    f".vd .t-{tone}{{fill:{colour}}}.vd .s-{tone}{{stroke:{colour}}}"
    f".vd .f-{tone}{{fill:{colour};fill-opacity:.25}}"
    for tone, colour in TONES.items()
)


class Text(NamedTuple):
    """One line of a block."""

    words: str
    size: float
    style: str


class Block(NamedTuple):
    """Lines that are drawn in one box."""

    lines: tuple[Text, ...]

    @property
    def height(self) -> float:
        """Height of the box around them."""
        return sum(line.size * LINE for line in self.lines) + 2 * _PAD


def block(node: Node, room: float, *, title_lines: int = 3, facts: bool = False) -> Block:
    """Return what a box of a width shows of an instrument; titles are cut after some lines."""
    inner = room - 2 * _PAD
    lines = [Text(line, NAME, "b") for line in wrap(node.name, inner, NAME, bold=True)]
    if facts:
        for label, value in node.facts:
            lines += [Text(t, BODY, "m") for t in wrap(f"{label}: {value}", inner, BODY)]
    else:
        lines += [Text(line, SMALL, "m") for line in wrap(node.issued, inner, SMALL)]
    lines += [Text(line, BODY, "") for line in wrap(node.title, inner, BODY, most=title_lines)]
    tone = f"b t-{node.sign.tone}"
    lines += [Text(t, SMALL, tone) for t in wrap(node.status_line, inner, SMALL, bold=True)]
    for note in node.notes:
        lines += [Text(t, SMALL, "m") for t in wrap(note, inner, SMALL)]
    for told in node.links[:2]:
        for words in told.lines:
            lines += [Text(t, SMALL, "m") for t in wrap(words, inner, SMALL, most=2)]
    if len(node.links) > 2:
        lines.append(Text(f"+ {len(node.links) - 2}", SMALL, "m"))
    return Block(tuple(lines))


class Canvas:
    """A drawing that grows downwards."""

    def __init__(self, width: float) -> None:
        """Start an empty drawing of a width."""
        self.width = width
        self.height: float = 0
        self._parts: list[str] = []

    def reach(self, bottom: float) -> None:
        """Make the drawing at least this high."""
        self.height = max(self.height, bottom)

    def rect(
        self, x: float, y: float, w: float, h: float, style: str, *, round_: float = 6
    ) -> None:
        """Draw a box."""
        self._parts.append(
            f'<rect class="{style}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" '
            f'rx="{round_:g}"/>'
        )
        self.reach(y + h)

    def path(self, points: Sequence[tuple[float, float]], style: str = "l") -> None:
        """Draw straight lines from point to point."""
        way = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
        self._parts.append(f'<path class="{style}" d="{way}"/>')

    def head(self, x: float, y: float, *, up: bool) -> None:
        """Draw the head of an arrow whose point is at x, y."""
        back = y + (9 if up else -9)
        self._parts.append(
            f'<path class="h" d="M{x:g} {y:g}L{x - 5:g} {back:g}L{x + 5:g} {back:g}Z"/>'
        )

    def text(
        self, x: float, y: float, words: str, *, size: float = BODY, style: str = "", end: str = ""
    ) -> None:
        """Write one line whose base is at y; ``end`` is ``middle`` or ``end``."""
        anchor = f' text-anchor="{end}"' if end else ""
        kind = f' class="{style}"' if style else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{kind}{anchor}>{esc(words)}</text>'
        )
        self.reach(y + size * 0.4)

    def block(self, x: float, y: float, lines: Block) -> None:
        """Write the lines of a block into a box that starts at x, y."""
        base = y + _PAD
        for line in lines.lines:
            base += line.size * LINE
            lift = line.size * (LINE - 1)
            self.text(x + _PAD, base - lift, line.words, size=line.size, style=line.style)

    @contextmanager
    def linked(self, address: str | None, tip: str) -> Iterator[None]:
        """Make what is drawn meanwhile a link with a tip, or give it the tip alone."""
        tag = f'a href="{esc(address)}"' if address else "g"
        self._parts.append(f"<{tag}><title>{esc(tip)}</title>")
        yield
        self._parts.append("</a>" if address else "</g>")

    def svg(self, title: str, description: str, *, key: str, alone: bool) -> str:
        """Return the drawing as an ``svg`` element.

        Args:
            title: what it shows.
            description: the same at more length, for those who do not see it.
            key: distinguishes its ids from those of other drawings of a page.
            alone: a file of its own, with its style; else part of a page that has ``STYLE``.
        """
        w, h = f"{self.width:g}", f"{self.height + 12:.0f}"
        # Inside a page the boxes are links; children of an image would be hidden from readers.
        role = "img" if alone else "group"
        style = f"<style>{STYLE}</style>" if alone else ""
        paper = f'<rect class="paper" width="{w}" height="{h}"/>' if alone else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="vd" role="{role}" '
            f'aria-labelledby="{key}-t {key}-d" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
            f'<title id="{key}-t">{esc(title)}</title><desc id="{key}-d">{esc(description)}</desc>'
            f"{style}{paper}{''.join(self._parts)}</svg>\n"
        )
