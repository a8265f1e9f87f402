"""Sentences by which a text acts on others, in its effect article and in amending articles.

A sentence counts when the verb heads it ("2. Bãi bỏ …") or the text itself is its subject
("Thông tư này … thay thế …"), or when its subject ends ("Nghị định số … hết hiệu lực kể từ ngày
Nghị định này có hiệu lực"). A sentence that names no object hands its verb down to the list below
it, and an article that names the instrument it amends hands that down to its clauses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.full_text import verbs
from ingest.full_text.acts import PAST, own_acts
from ingest.full_text.annexes import annexed
from ingest.full_text.cited import Cited
from ingest.full_text.evidence import Bounds, spanned
from ingest.full_text.intervals import day_of_act, interval
from ingest.full_text.layout import Layout, Unit
from ingest.full_text.merging import key_of
from ingest.full_text.objects import FAR, NEAR, Objects
from ingest.full_text.parts import joined, provisions
from ingest.full_text.sentences import own_paragraphs, sentences
from ingest.full_text.statement import Named, Statement
from kg.patterns import lazy

_PLACE = r"(?:[\d.]{1,4}[a-zđ]?|[a-zđ]|[IVXLC]{1,5})(?!\w)"
_EXCEPT_PART = lazy(
    rf"(?<!\w)trừ\s++(?:các\s++|quy\s++định\s++tại\s++|nội\s++dung\s++)*+{verbs.UNIT}\s++{_PLACE}"
    rf"(?:(?:\s*+,|\s++và)?\s++(?:{verbs.UNIT}\s++)?{_PLACE})*+"
    rf"(?P<own>\s++(?:của\s++)?(?:{verbs.TYPE}\s++)?này(?!\w))?",
    2,
)
_LISTS = lazy(
    r":\s*+$|(?<!\w)(?:sau\s*+(?:đây)?|các\s++văn\s++bản|văn\s++bản\s++quy\s++phạm)(?!\w)", 2
)
_ANNOUNCED = lazy(r"(?<!\w)(?:công\s++bố|danh\s++mục)(?!\w)", 2)
_OF_TARGET = lazy(
    rf"\s*+(?:(?:và|các|{verbs.UNIT}|[\d.]{{1,4}}[a-zđ]?|[a-zđ]|[IVXLC]{{1,5}}|,|;)(?!\w)\s*+)++$",
    2,
)
_PARTLY = lazy(r"(?<!\w)một\s++phần(?!\w)", 2)
_BY_ANOTHER = lazy(r"[^.;:“”]{0,40}?(?<!\w)(?:theo|bởi|bằng|tại)\s++(?:các\s++)?$", 2)
_ANNEX = lazy(
    r"(?<!\w)(?:phụ\s++lục|danh\s++mục|"
    r"biểu)(?:\s++(?:số\s++)?(?P<label>[IVX\d]{1,4})(?!\w))?[^;.:]{0,90}?"
    r"(?:kèm\s++theo|đính\s++kèm)",
    2,
)


class _Target(NamedTuple):
    kind: str
    named: Named
    citation: int


class _Handed(NamedTuple):
    """What a unit hands down: verbs without an object, and what its clauses speak of.

    Attributes:
        level: of the unit.
        kinds: of the verbs that govern the list below.
        partly: they act on parts of what the list names ("bãi bỏ một phần các văn bản sau").
        targets: the instruments named last, with the kind of what was said of them.
    """

    level: int
    kinds: tuple[str, ...] = ()
    partly: bool = False
    targets: tuple[_Target, ...] = ()


class ClauseReader:
    """Reads the units of one text."""

    def __init__(
        self,
        layout: Layout,
        cited: Sequence[Cited],
        amenders: frozenset[int],
        default: Sequence[Statement],
    ) -> None:
        """Read for ``default`` targets, those that the title says the text amends."""
        self.layout = layout
        self.text = layout.plain
        self.units = layout.units or tuple(own_paragraphs(layout))
        first, last = (self.units[0].start, self.units[-1].end) if self.units else (0, 0)
        self.verbs = verbs.Occurrences(layout.plain, first, last)
        self.objects = Objects(layout, cited, amenders)
        self.agents = sorted(cited[at].start for at in amenders)
        self.default = tuple(_Target(s.kind, s.target, s.citation) for s in default)

    def read(self) -> Iterator[Statement]:
        """Yield the statements of all units in order."""
        above: list[_Handed] = []
        for unit in self.units:
            while above and above[-1].level >= unit.level:
                above.pop()
            handed = (above[-1] if above else _Handed(0))._replace(level=unit.level)
            if not handed.kinds and not self.verbs.any(unit.start, unit.end):
                above.append(handed)
                continue
            for start, end in sentences(self.text, unit, self.objects.extents):
                said = list(self._sentence(unit, start, end, handed))
                yield from (s for s, _ in said if s is not None)
                named = tuple(
                    _Target(s.kind, c.named, c.at) for s, c in said if s is not None and c
                )
                if named:
                    handed = handed._replace(targets=named, kinds=())
                if any(s is None for s, _ in said):
                    handed = handed._replace(
                        kinds=self._handed_down(start, end),
                        partly=_PARTLY.search(self.text, start, end) is not None,
                    )
                    yield from self._annexed(start, end, handed.kinds)
            above.append(handed)

    def _sentence(
        self, unit: Unit, start: int, end: int, handed: _Handed
    ) -> Iterator[tuple[Statement | None, Cited | None]]:
        """Yield what one sentence states; ``(None, None)`` for a verb handed down."""
        acts = own_acts(self.text, self.verbs, self.objects, start, end)
        for i, act in enumerate(acts):
            bound = acts[i + 1].start if i + 1 < len(acts) else end
            yield from self._active(unit, act, bound, handed.targets, start)
        ended = self._ended(unit, start, end, handed.targets) if not acts else []
        yield from ended
        if not acts and not ended and handed.kinds:
            yield from self._listed(unit, start, end, handed)

    # Active verbs

    def _active(
        self, unit: Unit, act: verbs.Act, bound: int, targets: tuple[_Target, ...], start: int
    ) -> Iterator[tuple[Statement | None, Cited | None]]:
        objects = list(self.objects.behind(act.end, bound))
        if objects:
            yield from (
                (self._statement(act.kind, c, act.end, bound, gap, (unit, start)), c)
                for c, gap in objects
            )
            return
        part = provisions(self.text, act.start, bound)
        meant = self._meant(targets) if part else None
        bracket = self.text.find("(", act.end, bound)
        near = min(bound if bracket < 0 else bracket, act.end + 30)
        if meant is not None and verbs.reaches(self.text, act.end, near):
            words = spanned(start if start > unit.body else unit.start, bound)
            yield self._of_part(act.kind, meant, part, words), None
            return
        yield None, None

    def _of_part(self, kind: str, meant: _Target, part: str | None, words: Bounds) -> Statement:
        """Return what is said of provisions of the instrument that an article speaks of."""
        kind = "corrects" if meant.kind == "corrects" else kind
        return Statement(kind, meant.named, "part", part, **words, citation=meant.citation)

    def _meant(self, targets: tuple[_Target, ...]) -> _Target | None:
        """Return the one instrument of which clauses speak that name none."""
        targets = targets or self.default
        return targets[0] if len({key_of(t.named) for t in targets}) == 1 else None

    # The object before the verb

    def _ended(
        self, unit: Unit, start: int, end: int, targets: tuple[_Target, ...]
    ) -> list[tuple[Statement | None, Cited | None]]:
        for m in self.verbs.ends(start, end):
            if self.objects.inside(m.start()) or PAST.search(
                self.text, max(start, m.start() - NEAR), m.start()
            ):
                continue
            if self._by_another(m, end):
                continue
            subjects = self.objects.before(start, m.start())
            if subjects:
                kind = m.lastgroup or ""
                return [
                    (self._statement(kind, c, gap, c.start, gap, (unit, start), until=end), c)
                    for c, gap in subjects
                ]
            meant = self._meant(targets) if _OF_TARGET.match(self.text, start, m.start()) else None
            if meant is not None:
                part = provisions(self.text, start, m.start())
                words = spanned(start if start > unit.body else unit.start, end)
                kind = m.lastgroup or ""
                return [(self._of_part(kind, meant, part, words), None)]
            if _ANNOUNCED.search(self.text, max(start, m.start() - FAR), m.start()):
                return []
            after = list(self.objects.listed(m.end(), min(end, m.end() + FAR)))
            if after and _LISTS.search(self.text, max(start, m.start() - FAR), m.end() + 120):
                kind = m.lastgroup or ""
                return [
                    (self._statement(kind, c, gap, c.start, gap, (unit, start), until=end), c)
                    for c, gap in after
                ]
            if _LISTS.search(self.text, max(start, m.start() - FAR), min(end, m.end() + FAR)):
                return [(None, None)]
        return []

    def _by_another(self, m: re.Match[str], end: int) -> bool:
        """Return whether a passive names another instrument as the one that acts."""
        if not m.group().startswith(("b", "đ")):
            return False
        index = bisect_left(self.agents, m.end())
        at = self.agents[index] if index < len(self.agents) else end
        near = at < min(end, m.end() + NEAR)
        return near and _BY_ANOTHER.match(self.text, m.end(), at) is not None

    # Lists

    def _listed(
        self, unit: Unit, start: int, end: int, handed: _Handed
    ) -> Iterator[tuple[Statement | None, Cited | None]]:
        """Yield the instruments of a list item under a verb that stands above it."""
        for c, gap in self.objects.behind(start, end):
            for kind in handed.kinds:
                said = self._statement(kind, c, start, end, gap, (unit, start))
                if handed.partly and said.scope == "whole":
                    said = said._replace(scope="part", parts=provisions(self.text, c.end, end))
                yield said, None

    def _handed_down(self, start: int, end: int) -> tuple[str, ...]:
        acts = own_acts(self.text, self.verbs, self.objects, start, end)
        if acts:
            return tuple(dict.fromkeys(a.kind for a in acts))
        return tuple(
            m.lastgroup or ""
            for m in self.verbs.ends(start, end)
            if not self.objects.inside(m.start())
        )[:1]

    def _annexed(self, start: int, end: int, kinds: tuple[str, ...]) -> Iterator[Statement]:
        """Yield the instruments that an annex lists under a verb of the articles."""
        m = _ANNEX.search(self.text, start, end)
        if m is None or not kinds or self.layout.end >= len(self.text):
            return
        part = verbs.is_part(self.text, start, m.start())
        for c, gap in annexed(self.layout, self.objects.free, m["label"]):
            said = self._statement(kinds[0], c, gap, c.end, gap, (self.units[0], gap))
            yield said._replace(scope="part") if part else said

    # Pieces

    def _statement(
        self,
        kind: str,
        c: Cited,
        start: int,
        bound: int,
        gap: int,
        where: tuple[Unit, int],
        *,
        until: int | None = None,
    ) -> Statement:
        unit, begun = where
        part = c.citation.provision or provisions(self.text, gap, c.start)
        later = provisions(self.text, c.end, bound) if kind in ("amends", "corrects") else None
        whole = not part and not verbs.is_part(self.text, gap, c.start)
        excepted = _EXCEPT_PART.search(self.text, c.end, min(until or bound, c.end + 2 * FAR))
        if excepted is not None and not excepted["own"]:
            whole = False
        if kind in ("amends", "corrects"):
            whole = False
        end = excepted.start() if excepted else until or bound
        first = day_of_act(self.text, begun, gap, c.citation.end, end)
        last = None
        if kind in ("suspends", "extends"):
            begins, last = interval(self.text, c.citation.end, c.end, end)
            first = first or (begins if kind == "suspends" else None)
        begin = begun if begun > unit.body else unit.start
        begin = max(begin, self._piece(begin, c))
        return Statement(
            kind,
            c.named,
            "whole" if whole else "part",
            joined((part, later)) if not whole else None,
            first,
            last,
            **spanned(begin, until or bound),
            citation=c.at,
        )

    def _piece(self, begin: int, c: Cited) -> int:
        """Return where the evidence begins: near the citation if the sentence is long."""
        return begin if c.start - begin < 200 else c.start


def read_clauses(
    layout: Layout,
    cited: Sequence[Cited],
    amenders: frozenset[int],
    titled: Sequence[Statement],
) -> Iterator[Statement]:
    """Yield what the articles state.

    Args:
        layout: the parts of the text.
        cited: the instruments it names.
        amenders: citations that only say by what another was amended.
        titled: what the title states; clauses that name no instrument speak of the one it amends.
    """
    default = [s for s in titled if s.kind in ("amends", "corrects", "repeals")]
    yield from ClauseReader(layout, cited, amenders, default).read()
