"""A timeline as SVG: bars of validity under a scale of years, marks numbered and told below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from check.wording import day
from report.drawing.canvas import BODY, LINE, NAME, SMALL, Canvas
from report.drawing.chain import Bar, Chain, Mark
from report.drawing.measure import width as text_width
from report.drawing.measure import wrap
from report.drawing.words import Words, words_of

_MARGIN = 20
_BAR = 20
_RADIUS = 9
#: Most marks of one bar; the rest is counted.
MOST_MARKS = 20


class _Scale:
    """Days to places from left to right."""

    def __init__(self, chain: Chain, width: float) -> None:
        first, last = chain.span
        self.first = date(first.year, 1, 1)
        # A year of room on the right shows that open bars go on.
        self.last = date(min(last.year + 2, date.max.year), 1, 1)
        self.left, self.right = _MARGIN, width - _MARGIN
        self._days = (self.last - self.first).days

    def __call__(self, on: date) -> float:
        share = (on - self.first).days / self._days
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)

    def years(self, room: float) -> list[int]:
        """Return the years that are written, so many apart that they do not touch."""
        count = self.last.year - self.first.year
        most = max(1, int((self.right - self.left) / room))
        apart = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if count / s <= most)
        return [y for y in range(self.first.year, self.last.year + 1) if y % apart == 0]


def draw_chain(chain: Chain, width: float, *, alone: bool) -> Canvas:
    """Return the drawing of a chain; ``alone``, it tells its title itself."""
    words = words_of(chain.language)
    canvas = Canvas(width)
    scale = _Scale(chain, width)
    y = _caption(canvas, chain, words, alone=alone)
    _years(canvas, scale, y)
    top = y
    y += 14
    x = scale(chain.as_of)
    canvas.path([(x, top - 4), (x, top + 8)], "now")
    for bar in chain.bars:
        y = _bar(canvas, chain, bar, scale, y)
    _legend(canvas, chain, words, y)
    return canvas


def _caption(canvas: Canvas, chain: Chain, words: Words, *, alone: bool) -> float:
    room = canvas.width - 2 * _MARGIN
    y = 28.0
    heading = words.chain_of.format(chain.asked.node.name) if alone else ""
    for line in wrap(heading, room, 18, bold=True):
        canvas.text(_MARGIN, y, line, size=18, style="b")
        y += 18 * LINE
    on = f"{words.as_of.format(day(chain.as_of))} (┃)"
    canvas.text(_MARGIN, y, on, style="t-gone b")
    return y + 42


def _years(canvas: Canvas, scale: _Scale, y: float) -> None:
    canvas.path([(scale.left, y), (scale.right, y)], "grid")
    for year in scale.years(46):
        x = scale(date(max(year, 1), 1, 1))
        canvas.path([(x, y), (x, y + 6)], "l")
        end = "start" if x < scale.left + 16 else "end" if x > scale.right - 16 else "middle"
        canvas.text(x, y - 6, str(year), size=SMALL, style="m", end=end)


def _bar(canvas: Canvas, chain: Chain, bar: Bar, scale: _Scale, y: float) -> float:
    """Draw one instrument; return where the next starts."""
    words = words_of(chain.language)
    room = canvas.width - 2 * _MARGIN
    node = bar.node
    y += 12
    for line in wrap(node.heading, room, NAME, bold=True):
        y += NAME * LINE
        canvas.text(_MARGIN, y, line, size=NAME, style="b")
    for line in wrap(node.title, room, BODY, most=2):
        y += BODY * LINE
        canvas.text(_MARGIN, y, line)
    marked = f" ← {words.asked}" if bar.asked and len(chain.bars) > 1 else ""
    applies = f"{bar.applies}: " if bar.applies else ""
    told = f"{node.sign.mark} {applies}{node.status_words}. {bar.validity}.{marked}"
    for line in wrap(told, room, SMALL, bold=True):
        y += SMALL * LINE + 1
        canvas.text(_MARGIN, y, line, size=SMALL, style=f"b t-{node.sign.tone}")
    at = y + 12
    if bar.start:
        _band(canvas, bar, scale, at)
    now = scale(chain.as_of)
    canvas.path([(now, at - 5), (now, at + _BAR + 5)], "now")
    shown = bar.marks[:MOST_MARKS]
    _marks(canvas, shown, scale, at)
    y = at + _BAR + 8
    for number, mark in enumerate(shown, 1):
        when = day(mark.day) if mark.day else words.no_start
        for line in wrap(f"{number}. {when}: {mark.words}", room - 12, SMALL, most=3):
            y += SMALL * LINE
            canvas.text(_MARGIN + 12, y, line, size=SMALL, style="m")
    if len(bar.marks) > len(shown):
        y += SMALL * LINE
        more = words.event_more.format(len(bar.marks) - len(shown))
        canvas.text(_MARGIN + 12, y, more, size=SMALL, style="b")
    return y + 12


def _band(canvas: Canvas, bar: Bar, scale: _Scale, y: float) -> None:
    """Draw the bar itself: filled where certain, dashed where not, open ends with a point."""
    left = scale(bar.start or scale.first)
    right = max(scale(bar.end) if bar.end else scale.right, left + 2)
    tone = bar.node.sign.tone
    style = f"band s-{tone} f-{tone}" if bar.certain else f"band d s-{tone}"
    style += " k" if bar.applies else ""
    if bar.end:
        canvas.rect(left, y, right - left, _BAR, style, round_=0)
        canvas.path([(right, y - 4), (right, y + _BAR + 4)], f"l s-{tone}")
    else:
        point = min(10.0, right - left)
        edge = [(left, y), (right - point, y), (right, y + _BAR / 2), (right - point, y + _BAR)]
        canvas.path([*edge, (left, y + _BAR), (left, y)], style)
    for first, last in bar.pauses:
        start, stop = scale(first), scale(last) if last else right
        canvas.rect(start, y, max(stop - start, 2), _BAR, "pause", round_=0)
        for x in range(int(start) + 6, int(stop), 6):
            canvas.path([(x - 6, y + _BAR), (x, y)], "l s-pause")


def _marks(canvas: Canvas, marks: Sequence[Mark], scale: _Scale, y: float) -> None:
    """Draw numbers at their days; those that would touch share one sign, such as 3–5."""
    dated = [(number, scale(mark.day)) for number, mark in enumerate(marks, 1) if mark.day]
    signs: list[_Sign] = []
    for number, x in dated:
        canvas.path([(x, y - 3), (x, y + _BAR + 3)])
        signs.append(_Sign(number, number, x, x))
        while len(signs) > 1 and signs[-2].right(scale) > signs[-1].left(scale):
            last = signs.pop()
            signs[-1] = _Sign(signs[-1].first, last.last, signs[-1].from_, last.to)
    for sign in signs:
        left, right = sign.left(scale), sign.right(scale)
        top = y + _BAR / 2 - _RADIUS
        canvas.rect(left, top, right - left, 2 * _RADIUS, "n", round_=_RADIUS)
        middle = (left + right) / 2
        canvas.text(middle, top + _RADIUS + 4, sign.words, size=11, style="b", end="middle")


class _Sign(NamedTuple):
    """Neighbouring marks: their numbers and where they begin and end."""

    first: int
    last: int
    from_: float
    to: float

    @property
    def words(self) -> str:
        return f"{self.first}–{self.last}" if self.first < self.last else str(self.first)

    def left(self, scale: _Scale) -> float:
        """Where the sign begins, kept inside the scale."""
        middle = (self.from_ + self.to) / 2
        return min(max(middle - self._width / 2, scale.left), scale.right - self._width)

    def right(self, scale: _Scale) -> float:
        return self.left(scale) + self._width

    @property
    def _width(self) -> float:
        return max(2 * _RADIUS, text_width(self.words, 11, bold=True) + 8)


def _legend(canvas: Canvas, chain: Chain, words: Words, y: float) -> None:
    room = canvas.width - 2 * _MARGIN
    told = [f"{words.legend}: {words.legend_bars}."]
    if chain.cut:
        told.insert(0, words.cut.format(len(chain.bars)))
    y += 6
    for note in told:
        for line in wrap(note, room, SMALL):
            y += SMALL * LINE
            canvas.text(_MARGIN, y, line, size=SMALL, style="m")
