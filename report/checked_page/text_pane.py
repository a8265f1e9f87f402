"""The text of the draft as HTML, its citations and findings marked.

The words of the pane are those of the text and no others: signs and numbers of findings come from
the style, so that copying gives the draft. Where corrections are shown, those of them are too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from check.hunks import Correction
from kg.model import Span
from report.checked_page.model import ORDER, SIGNS, Noted, Place, Verdict, legend_id
from report.checked_page.segments import Piece, Touching, lines, pieces, trimmed
from report.checked_page.visible import shown
from report.checked_page.words import Words


def text_pane(text: str, places: Sequence[Place], noted: Sequence[Noted], words: Words) -> str:
    """Return the paragraphs of a text; spans may overlap in any way and reach over lines.

    The sign of a finding stands behind its span, or behind the citation that the span ends in.
    """
    return "\n".join(_Pane(text, places, noted, words, ()).paragraphs())


def corrected_paragraphs(
    text: str,
    places: Sequence[Place],
    noted: Sequence[Noted],
    words: Words,
    made: Sequence[Correction],
) -> dict[int, str]:
    """Return the paragraphs that corrections change, by their index from 0.

    What goes stands struck through before what comes. The others are those of ``text_pane``.

    Args:
        text: as of ``text_pane``, like the next three.
        places: citations and mentions.
        noted: findings.
        words: of the page.
        made: in text order, none overlapping another or reaching over a line break.
    """
    ends = [end for _, end in lines(text)]
    changed = {bisect_left(ends, correction.start) for correction in made}
    pane = _Pane(text, places, noted, words, made)
    return {at: body for at, body in enumerate(pane.paragraphs()) if at in changed}


class _Pane:
    """Writes the lines of one text in order."""

    def __init__(
        self,
        text: str,
        places: Sequence[Place],
        noted: Sequence[Noted],
        words: Words,
        made: Sequence[Correction],
    ) -> None:
        self._text = text
        self._words = words
        self._places = places
        self._noted = noted
        self._spans = [trimmed(text, p.start, p.end) for p in places]
        self._found = [trimmed(text, n.start, n.end) for n in noted]
        self._told: set[int] = set()
        ends = ((end, one) for one, (_, end) in zip(noted, self._found, strict=True))
        self._waiting = sorted(ends, key=lambda pair: (pair[0], pair[1].number), reverse=True)
        self._made = list(reversed(made))
        self._here: list[Correction] = []

    def paragraphs(self) -> Iterator[str]:
        """Yield a paragraph for each line; blank lines are gaps, many one gap."""
        citing, finding = Touching(self._spans), Touching(self._found)
        for line in lines(self._text):
            self._here = []
            while self._made and self._made[-1].start <= line[1]:
                self._here.append(self._made.pop())
            body = self._line(line, citing(line), finding(line))
            # A sign alone is no gap, nor is a line of characters shown by their codes.
            gap = ' class="gap"' if not body or body.isspace() else ""
            yield f"<p{gap}>{body}</p>"

    def _line(self, line: Span, citing: list[int], finding: list[int]) -> str:
        out = [self._added(line[0], first=True), self._badges(line[0])]
        others = [self._found[i] for i in finding] + [(c.start, c.end) for c in self._here]
        cut = pieces(line, [self._spans[i] for i in citing], others)
        for owner, group in groupby(cut, key=lambda piece: piece.owner):
            run = list(group)
            if owner is None:
                for piece in run:
                    out += [self._marked(piece, finding), self._badges(piece.end)]
            else:
                ending = self._ending(run[-1].end)
                out += [self._cited(run, citing[owner], finding, ending), *map(self._badge, ending)]
        return "".join(out)

    def _cited(self, run: list[Piece], place: int, finding: list[int], ending: list[Noted]) -> str:
        """Return the part of a citation that stands in one line as a link."""
        cited = self._places[place]
        first = place not in self._told
        self._told.add(place)
        # Further parts are the same link: no second stop for the keyboard.
        own = f' id="{cited.id}"' if first else ' tabindex="-1"'
        last = run[-1].end == self._spans[place][1]
        # Its own sign stands behind it, unless that of a finding says the same there.
        signed = any(one.verdict is cited.verdict for one in ending)
        kind = f"c {cited.verdict}" + (" s" if last and not signed else "")
        if len({piece.under for piece in run}) == 1 and not self._here:
            body = shown(self._text[run[0].start : run[-1].end])
        else:
            body = "".join(self._marked(piece, finding) for piece in run)
        return (
            f'<a{own} class="{kind}" href="#{cited.address}" '
            f'aria-describedby="{legend_id(cited.verdict)}">{body}</a>'
        )

    def _marked(self, piece: Piece, finding: list[int]) -> str:
        """Return a piece under its findings, struck through where a correction takes it away."""
        body = shown(self._text[piece.start : piece.end])
        under = [i for i in piece.under if i < len(finding)]
        if len(under) < len(piece.under):
            body = f"<del>{body}</del>"
        if under:
            verdict = worst(self._noted[finding[i]].verdict for i in under)
            body = f'<span class="m {verdict}">{body}</span>'
        return body + self._added(piece.end)

    def _added(self, at: int, *, first: bool = False) -> str:
        """Return what corrections put at an offset; ``first``: where a line begins."""
        return "".join(
            f"<ins>{shown(c.new)}</ins>"
            for c in self._here
            if c.new and c.end == at and (not first or c.start == at)
        )

    def _badges(self, at: int) -> str:
        return "".join(map(self._badge, self._ending(at)))

    def _ending(self, at: int) -> list[Noted]:
        """Return the findings that end up to an offset, each once."""
        found = []
        while self._waiting and self._waiting[-1][0] <= at:
            found.append(self._waiting.pop()[1])
        return found

    def _badge(self, one: Noted) -> str:
        told = shown(f"{self._words.finding} {one.number}: {one.label}")
        return (
            f'<a id="{one.place}" class="n {one.verdict}" href="#{one.id}" '
            f'data-n="{SIGNS[one.verdict]}{one.number}" aria-label="{told}"></a>'
        )


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest verdict."""
    return min(verdicts, key=ORDER.index)
