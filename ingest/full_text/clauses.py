"""Sentences by which a text acts on others, in its effect article and in amending articles.

A sentence counts when the verb heads it ("2. Bãi bỏ …") or the text itself is its subject
("Thông tư này … thay thế …"), or when its subject ends ("Nghị định số … hết hiệu lực kể từ ngày
Nghị định này có hiệu lực"). A sentence that names no object hands its verb down to the list below
it, and an article that names the instrument it amends hands that down to its clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cite.dates import iso_day
from cite.fragments import DAY_MONTH_YEAR
from ingest.full_text import verbs
from ingest.full_text.annexes import annexed
from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout, Unit
from ingest.full_text.merging import key_of
from ingest.full_text.objects import FAR, NEAR, Objects
from ingest.full_text.parts import joined, provisions
from ingest.full_text.sentences import sentences
from ingest.full_text.statement import Named, Statement
from kg.patterns import lazy

_EXCEPT_PART = lazy(
    rf"(?<!\w)trừ\s++(?:các\s++|quy\s++định\s++tại\s++|"
    rf"nội\s++dung\s++)*+{verbs.UNIT}\s++[\w,.\s]{{1,90}}?"
    r"(?P<own>(?:này|Điều\s++này)(?!\w))?",
    2,
)
_LISTS = lazy(
    r":\s*+$|(?<!\w)(?:sau\s*+(?:đây)?|các\s++văn\s++bản|văn\s++bản\s++quy\s++phạm)(?!\w)", 2
)
_ANNOUNCED = lazy(r"(?<!\w)(?:công\s++bố|danh\s++mục)(?!\w)", 2)
_ANNEX = lazy(
    r"(?<!\w)(?:phụ\s++lục|danh\s++mục|"
    r"biểu)(?:\s++(?:số\s++)?(?P<label>[IVX\d]{1,4})(?!\w))?[^;.:]{0,90}?"
    r"(?:kèm\s++theo|đính\s++kèm)",
    2,
)
_DAY_FIRST = lazy(rf"\s*+(?:kể\s++)?từ\s++ngày\s++{DAY_MONTH_YEAR}", 2)
_DAY_LAST = lazy(
    rf"(?<!\w)hết\s++hiệu\s++lực(?:\s++thi\s++hành)?\s++(?:kể\s++)?từ\s++(?:ngày\s++)?{DAY_MONTH_YEAR}",
    2,
)
_PAST = lazy(
    r"(?<!\w)(?:đã|chưa|sẽ|khi|nếu|trước\s++khi|bị\s++coi\s++là)\s++(?:được\s++|bị\s++)?$", 2
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
        targets: the instruments named last, with the kind of what was said of them.
    """

    level: int
    kinds: tuple[str, ...] = ()
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
        self.verbs = verbs.Occurrences(layout.plain)
        self.objects = Objects(layout, cited, amenders)
        self.default = tuple(_Target(s.kind, s.target, s.citation) for s in default)

    def read(self) -> Iterator[Statement]:
        """Yield the statements of all units in order."""
        above: list[_Handed] = []
        for unit in self.layout.units:
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
                    handed = handed._replace(kinds=self._handed_down(start, end))
                    yield from self._annexed(start, end, handed.kinds)
            above.append(handed)

    def _sentence(
        self, unit: Unit, start: int, end: int, handed: _Handed
    ) -> Iterator[tuple[Statement | None, Cited | None]]:
        """Yield what one sentence states; ``(None, None)`` for a verb handed down."""
        acts = self._acts(start, end)
        for i, act in enumerate(acts):
            bound = acts[i + 1].start if i + 1 < len(acts) else end
            yield from self._active(unit, act, bound, handed.targets, start)
        ended = self._ended(unit, start, end) if not acts else []
        yield from ended
        if not acts and not ended and handed.kinds:
            yield from self._listed(unit, start, end, handed.kinds)

    # Active verbs

    def _acts(self, start: int, end: int) -> list[verbs.Act]:
        """Return the text's own acts in a sentence, joined where they share an object."""
        found: list[verbs.Act] = []
        if not self.verbs.any(start, end):
            return found
        own = verbs.SELF.match(self.text, start, end) is not None
        for m in self.verbs.acts(start, end):
            if self.objects.inside(m.start()):
                continue
            kind = verbs.kind_of(m, self.text, end)
            if found:
                between = self.text[found[-1].end : m.start()]
                if not between.strip(" ,\n\t") or between.split() in (
                    ["và"],
                    [",", "và"],
                    ["hoặc"],
                ):
                    first = self._first(found[-1], end, m.end())
                    found[-1] = found[-1]._replace(kind=first, end=m.end())
                    continue
            if verbs.is_weak(m, self.text, end):
                continue
            if (
                not found
                and (m.start() - start < FAR and verbs.LEAD.fullmatch(self.text, start, m.start()))
            ) or (
                (found or own)
                and verbs.JOINED.search(self.text, max(start, m.start() - NEAR), m.start())
            ):
                found.append(verbs.Act(kind, m.start(), m.end()))
        return found

    def _first(self, act: verbs.Act, end: int, at: int) -> str:
        """Return the kind of the first of some verbs whose object follows at ``at``."""
        if act.kind == "replaces" and verbs.of_phrases(self.text, at, end):
            return "amends"
        return act.kind

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
            kind = "corrects" if meant.kind == "corrects" else act.kind
            yield Statement(kind, meant.named, "part", part, **words, citation=meant.citation), None
            return
        yield None, None

    def _meant(self, targets: tuple[_Target, ...]) -> _Target | None:
        """Return the one instrument of which clauses speak that name none."""
        targets = targets or self.default
        return targets[0] if len({key_of(t.named) for t in targets}) == 1 else None

    # The object before the verb

    def _ended(
        self, unit: Unit, start: int, end: int
    ) -> list[tuple[Statement | None, Cited | None]]:
        for m in self.verbs.ends(start, end):
            if self.objects.inside(m.start()) or _PAST.search(
                self.text, max(start, m.start() - NEAR), m.start()
            ):
                continue
            subjects = self.objects.before(start, m.start())
            if subjects:
                kind = m.lastgroup or ""
                return [
                    (self._statement(kind, c, gap, c.start, gap, (unit, start), until=end), c)
                    for c, gap in subjects
                ]
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

    # Lists

    def _listed(
        self, unit: Unit, start: int, end: int, kinds: tuple[str, ...]
    ) -> Iterator[tuple[Statement | None, Cited | None]]:
        """Yield the instruments of a list item under a verb that stands above it."""
        for c, gap in self.objects.behind(start, end):
            for kind in kinds:
                yield self._statement(kind, c, start, end, gap, (unit, start)), None

    def _handed_down(self, start: int, end: int) -> tuple[str, ...]:
        acts = self._acts(start, end)
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
            said = self._statement(kinds[0], c, gap, c.end, gap, (self.layout.units[0], gap))
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
        begin = begun if begun > unit.body else unit.start
        begin = max(begin, self._piece(begin, c))
        return Statement(
            kind,
            c.named,
            "whole" if whole else "part",
            joined((part, later)) if not whole else None,
            self._own_day(begun, gap, until or bound),
            **spanned(begin, until or bound),
            citation=c.at,
        )

    def _own_day(self, start: int, gap: int, end: int) -> date | None:
        """Return the day from which a sentence says that it holds, where it names one.

        "Kể từ ngày D, bãi bỏ X" and "X hết hiệu lực từ ngày D"; "này có hiệu lực từ ngày D và thay
        thế X" names the text's own day.
        """
        m = _DAY_FIRST.match(self.text, start, gap) or _DAY_LAST.search(self.text, gap, end)
        iso = iso_day(m["d"], m["m"], m["y"]) if m else None
        return date.fromisoformat(iso) if iso else None

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
