"""Which of the instruments that a sentence names are the object of its verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from ingest.full_text import verbs
from ingest.full_text.cited import Cited
from ingest.full_text.layout import Layout
from kg.patterns import lazy

NEAR, FAR = 60, 600
"""How far words are looked for that qualify a verb, and that make a sentence what it is."""
_MOST, _LONGEST_JOIN = 60, 160
_BRACKETS = lazy(r"\([^()]*+\)")
_SUBJECT = lazy(
    r"\s*+(?:(?:Kể\s++)?từ\s++(?:ngày|thời\s++điểm)[^;.]{1,120}?,\s*+)?(?:(?:và|các|những|"
    r"toàn\s++bộ|một\s++phần|quy\s++định|"
    rf"nội\s++dung|tại|của|về|{verbs.UNIT}|[\d.]{{1,4}}[a-zđ]?|[a-zđ]|[IVXLC]{{1,5}}|"
    rf",)(?!\w)\s*+)*+$",
    2,
)


class Objects:
    """The instruments that a text names in its own words, for the verbs of its sentences.

    Attributes:
        free: those outside titles and quotations that may be an object.
        extents: where names and titles of instruments stand; verbs inside are not the text's own.
    """

    def __init__(self, layout: Layout, cited: Sequence[Cited], amenders: Collection[int]) -> None:
        """Take the instruments of a text; ``amenders`` only say by what others were amended."""
        self.text = layout.plain
        own_words = [c for c in cited if c.holder is None and not c.quoted]
        self.free = [c for c in own_words if not c.own and c.at not in amenders]
        self.extents = [(c.start, c.end) for c in own_words]
        self._starts = [c.start for c in self.free]

    def inside(self, at: int) -> bool:
        """Return whether an offset lies in the name or title of an instrument."""
        index = bisect_left(self.extents, (at + 1, 0)) - 1
        return index >= 0 and at < self.extents[index][1]

    def behind(self, start: int, bound: int) -> Iterator[tuple[Cited, int]]:
        """Yield the objects behind a verb, each with the end of what precedes it."""
        at = start
        first = bisect_left(self._starts, start)
        for c in islice(self.free, first, first + _MOST):
            if c.start >= bound:
                return
            if c.start < at or self._bracketed(at, c.start):
                continue
            if at == start:
                if not verbs.reaches(self.text, at, c.start):
                    return
            elif not self._joined(at, c.start):
                return
            yield c, at
            at = c.end

    def from_first(self, start: int, bound: int) -> Iterator[tuple[Cited, int]]:
        """Yield the first instrument between two offsets and those listed with it."""
        at = start
        for c in self.free[bisect_left(self._starts, start) :]:
            if c.start >= bound:
                return
            if c.start < at or self._bracketed(at, c.start):
                continue
            if at != start and not self._joined(at, c.start):
                return
            yield c, at
            at = c.end

    def before(self, start: int, verb: int) -> list[tuple[Cited, int]]:
        """Return the subjects of a verb whose sentence begins at ``start`` with their names."""
        found: list[tuple[Cited, int]] = []
        at = start
        for c in islice(self.free, bisect_left(self._starts, start), None):
            if c.start >= verb:
                break
            if not found:
                if c.start - start > FAR or not _SUBJECT.fullmatch(self.text, start, c.start):
                    return []
            elif not self._joined(at, c.start):
                break
            found.append((c, at))
            at = c.end
        return found

    def listed(self, start: int, end: int) -> Iterator[tuple[Cited, int]]:
        """Yield the instruments of a list behind a colon."""
        colon = self.text.find(":", start, end)
        if colon >= 0:
            yield from self.behind(colon + 1, end)

    def _bracketed(self, start: int, at: int) -> bool:
        """Return whether a citation stands in brackets, as short names do."""
        opened = self.text.rfind("(", start, at)
        return opened >= 0 and self.text.find(")", opened, at) < 0

    def _joined(self, start: int, end: int) -> bool:
        """Return whether two citations are of one list."""
        gap = _BRACKETS.sub("", self.text[start:end])
        if len(gap) > _LONGEST_JOIN or not verbs.reaches(gap, 0, len(gap)):
            return False
        lead = gap.lstrip()
        return not lead or lead[0] in ",;" or lead.startswith(("và ", "và\n", "hoặc "))
