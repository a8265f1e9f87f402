"""What a text says of other instruments.

"A được sửa đổi, bổ sung bởi B", and titles such as "B sửa đổi, bổ sung một số điều của A". Clauses
in the passive hold of the instrument before them, titles of the instrument that bears them; neither
is an act of the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout
from ingest.full_text.statement import ThirdParty
from kg.model import Span
from kg.patterns import lazy

_UNITS = (
    r"(?:(?:các\s++)?(?:Điều|khoản|điểm|điều|Khoản|Điểm|mục|Mục|chương|Chương|tiết|Phụ\s++lục)\s++"
    r"[\w.]{1,6}(?:\s*+(?:,|và)\s*+[\w.]{1,4}(?=[\s,]))*\s*+,?\s*+(?:và\s++|của\s++)?){0,8}"
)
_PASSIVE = tuple(
    lazy(
        rf"{word}\s++(?P<verb>[Ss]ửa\s++đổi|[Bb]ổ\s++sung|thay\s++thế|bãi\s++bỏ|h(?:ủy|"
        rf"uỷ)\s++bỏ|đính\s++chính|"
        r"tạm\s++ngưng|ngưng\s++hiệu|đình\s++chỉ|kéo\s++dài)"
    )
    for word in ("được", "bị", "Được")
)
"""One pattern for each word, since a literal beginning is searched at memory speed."""
_AGENT = lazy(
    r"[^.;“”\"]{0,160}?(?<!\w)(?:theo|bởi|tại|bằng)(?:\s*+:)?\s++(?:quy\s++định\s++(?:tại|"
    r"của)\s++)?(?:các\s++)?" + _UNITS + r"(?:Luật\s++số\s++)?$",
    re.IGNORECASE,
)
"""A type word doubled by a slip ("bởi Luật số Luật số 32") is part of the number behind it."""
_JOIN = lazy(r"\s*+(?:,\s*+và|,|và|;\s*+và)\s*+(?:các\s++)?" + _UNITS + r"$", re.IGNORECASE)
_NEAR = lazy(
    r"[\s,]*+(?:\([^()]*+\)[\s,]*+)?(?:\(\s*+)?(?:(?:và\s++)?đã\s++|"
    r"có\s++hiệu\s++lực[^.;()]{0,90}?,\s*+)?(?:và\s++)?$",
    re.IGNORECASE,
)
_TITLE_VERB = lazy(
    r"(?P<about>\s*+(?:về\s++)?(?:việc\s++)?(?:ban\s++hành\s++)?)"
    r"(?P<verb>s(?:ửa|ữa)\s++đổi|b(?:ổ|ố)\s++sung|bãi\s++bỏ|hủy\s++bỏ|đính\s++chính|"
    r"tạm\s++ngưng\s++hiệu\s++lực|ngưng\s++hiệu\s++lực|thay\s++thế|kéo\s++dài)(?!\w)",
    re.IGNORECASE,
)
_AND = lazy(r"(?<!\w)và\s++$")
_PAST = lazy(
    r"(?<!\w)đã\s++(?P<verb>bãi\s++bỏ|thay\s++thế|sửa\s++đổi|hủy\s++bỏ)(?!\w)[^.;:“”]{0,60}$",
    re.IGNORECASE,
)
KINDS = {
    "sửa": "amends", "sữa": "amends", "bổ": "amends", "bố": "amends", "thay": "replaces",
    "bãi": "repeals", "hủy": "repeals", "huỷ": "repeals", "đính": "corrects",
    "tạm": "suspends", "ngưng": "suspends", "đình": "suspends", "kéo": "extends",
}  # fmt: skip
"""First syllable of a verb to the kind it states."""
_INVERSE = {
    "amends": "amended_by", "replaces": "replaced_by", "repeals": "repealed_by",
    "corrects": "corrected_by", "suspends": "suspended_by", "extends": "extended_by",
}  # fmt: skip
_REACH, _MOST = 700, 80


class Passive(NamedTuple):
    """A clause "được sửa đổi, bổ sung bởi B, C": who, by whom, how."""

    kind: str
    subject: int
    objects: tuple[int, ...]
    span: Span


def read_passives(layout: Layout, cited: Sequence[Cited]) -> tuple[Passive, ...]:
    """Return the clauses in the passive that name both instruments."""
    starts = [c.start for c in cited]
    found = []
    matches = [m for pattern in _PASSIVE for m in pattern.finditer(layout.text)]
    for m in sorted(matches, key=re.Match.start):
        first = bisect_left(starts, m.end())
        if first >= len(cited) or cited[first].start - m.end() > 230:
            continue
        if not _AGENT.match(layout.text, m.end(), cited[first].start):
            continue
        objects = tuple(_chain(layout, cited, first))
        subject = _subject(layout, cited, first, m.start())
        if subject is not None and not cited[objects[0]].own:
            kind = KINDS[m["verb"].split()[0].casefold()]
            end = cited[objects[-1]].end
            found.append(Passive(kind, subject, objects, (cited[subject].start, end)))
    return tuple(found)


def _chain(layout: Layout, cited: Sequence[Cited], first: int) -> Iterator[int]:
    """Yield the first object and those joined to it by commas and "và"."""
    yield first
    end = cited[first].end
    for c in islice(cited, first + 1, first + _MOST):
        if c.start < end:
            continue
        if not _JOIN.match(layout.text, end, c.start):
            return
        yield c.at
        end = c.end


def _subject(layout: Layout, cited: Sequence[Cited], first: int, verb: int) -> int | None:
    """Return the instrument that the passive verb speaks of.

    Where titles are quoted in titles several end right before the verb. A decree is amended by
    decrees, a law by laws, so the innermost of the amender's own type is meant.
    """
    ending: list[Cited] = []
    for c in reversed(cited[max(0, first - 12) : first]):
        if verb - c.start > _REACH:
            break
        if c.end <= verb and _NEAR.match(layout.text, c.end, verb):
            ending.append(c)
    by = cited[first]
    for c in ending:
        if c.citation.type == by.citation.type or (by.is_law and c.is_law):
            return c.at
    return ending[-1].at if ending else None


def read_third_party(
    layout: Layout, cited: Sequence[Cited], passives: Sequence[Passive]
) -> Iterator[ThirdParty]:
    """Yield what the text says of others, as often as it says it."""
    yield from _passive(layout, cited, passives)
    yield from _titles(layout, cited)


def _passive(
    layout: Layout, cited: Sequence[Cited], passives: Sequence[Passive]
) -> Iterator[ThirdParty]:
    for p in passives:
        for at in p.objects:
            yield _statement(layout, cited, _INVERSE[p.kind], p.subject, at, p.span)


def _titles(layout: Layout, cited: Sequence[Cited]) -> Iterator[ThirdParty]:
    inside: dict[int, list[Cited]] = {}
    for c in cited:
        if c.holder is not None:
            inside.setdefault(c.holder, []).append(c)
    for holder, inner in inside.items():
        bearer = cited[holder]
        title = bearer.citation.span_of(bearer.citation.title_span)
        m = _TITLE_VERB.match(layout.text, title[0]) if title else None
        if m is None or bearer.own:
            continue
        for c in inner:
            if (c.is_law and not bearer.is_law) or _beside(layout, c, m):
                continue
            kind = KINDS[m["verb"].split()[0].casefold()]
            yield _statement(layout, cited, kind, holder, c.at, (bearer.start, c.end))
    for c in cited:
        yield from _past(layout, cited, c)


def _beside(layout: Layout, c: Cited, verb: re.Match[str]) -> bool:
    """Return whether another amender stands beside the bearer: "và Thông tư B sửa đổi …"."""
    title = c.citation.span_of(c.citation.title_span)
    again = _TITLE_VERB.match(layout.text, title[0]) if title else None
    if again is None or again["verb"].casefold() != verb["verb"].casefold():
        return False
    return _AND.search(layout.text, max(0, c.start - 8), c.start) is not None


def _past(layout: Layout, cited: Sequence[Cited], c: Cited) -> Iterator[ThirdParty]:
    """Yield "A đã bãi bỏ B"."""
    if c.at == 0 or cited[c.at - 1].end > c.start:
        return
    before = cited[c.at - 1]
    m = _PAST.search(layout.text, before.end, c.start) if c.start - before.end < 90 else None
    if m is not None and not before.own:
        kind = KINDS[m["verb"].split()[0].casefold()]
        yield _statement(layout, cited, kind, before.at, c.at, (before.start, c.end))


def _statement(
    layout: Layout, cited: Sequence[Cited], kind: str, subject: int, to: int, span: Span
) -> ThirdParty:
    return ThirdParty(
        kind=kind,
        subject=cited[subject].named,
        object=cited[to].named,
        parts=cited[to].citation.provision if kind in _INVERSE else None,
        **spanned(*span),
        citations=(subject, to),
    )
