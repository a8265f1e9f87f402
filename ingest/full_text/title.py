"""What title and promulgation line say: what the text amends, repeals, details, carries out.

Titles are repeated by the articles, which name the provisions; here they give the instrument.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from ingest.full_text import verbs
from ingest.full_text.cited import Cited
from ingest.full_text.evidence import spanned
from ingest.full_text.layout import Layout
from ingest.full_text.objects import Objects
from ingest.full_text.parts import provisions
from ingest.full_text.preamble import Preamble, paragraph_end
from ingest.full_text.statement import Scope, Statement
from kg.model import Span
from kg.patterns import lazy
from kg.text import fold

_GUIDES = lazy(
    r"(?<!\w)(?:quy\s++định\s++chi\s++tiết|hướng\s++dẫn(?:\s++(?:chi\s++tiết|bổ\s++sung|"
    r"thi\s++hành|thực\s++hiện|áp\s++dụng|triển\s++khai))*+|"
    r"quy\s++định\s++(?:một\s++số\s++)?(?:biện\s++pháp|nội\s++dung)\s++"
    r"(?:để\s++)?(?:thi\s++hành|thực\s++hiện))(?!\w)",
    re.IGNORECASE,
)
_IMPLEMENTS = lazy(
    r"(?<!\w)(?:triển\s++khai|thực\s++hiện|thi\s++hành|tổ\s++chức\s++thực\s++hiện)(?!\w)",
    re.IGNORECASE,
)
_BEFORE = lazy(
    r"\s*+(?:của\s++[^\n]{0,80}?\s|này\s++)?(?:về\s++việc\s++|v/v\s++|về\s++|"
    r"nhằm\s++)?(?:ban\s++hành\s++)?$",
    re.IGNORECASE,
)
_LISTED = lazy(r"[\s,]*+(?:và\s++)?(?:(?:một\s++số\s++điều|các)\s++)?(?:của\s++)?$", re.IGNORECASE)
_ACT_GAP = lazy(r"[\s,]*+(?:và\s++)?$", re.IGNORECASE)
_SCOPE_ARTICLE = lazy(r"này\s++(?P<verb>quy\s++định\s++chi\s++tiết|hướng\s++dẫn)(?!\w)")
_DELEGATED = lazy(
    r"(?<!\w)theo\s++(?:(?:quy\s++định|phân\s++công|ủy\s++quyền)\s++)?(?:tại|của)\s++(?:các\s++)?"
    r"(?:(?:điểm|khoản|điều)\s[^.;:]{1,160})?$",
    re.IGNORECASE,
)
_MOST = 12
_INNER_LAW = lazy(
    r"(?:điều|quy\s++định)\s++(?:của\s++)?(?P<name>(?:Bộ\s++l|L)uật\s.+)$", re.IGNORECASE
)
_NUMBERED_LAW = lazy(
    r"(?P<name>(?:Bộ\s++l|L)uật\s(?:(?!\ssố\s|(?:,|\svà)\s(?:Bộ\s++l|L)uật\s).)++)(?:\s++số\s++(?P<number>\S+?)(?=,?\s|,?$))?",
    re.IGNORECASE | re.DOTALL,
)
"""One of the laws that an amending law amends, each with its number or none."""
_FAR, _LONGEST = 400, 4_000


def read_title(
    layout: Layout, preamble: Preamble, cited: Sequence[Cited], amenders: Collection[int]
) -> list[Statement]:
    """Return the statements of the promulgation line, then those that only the title makes."""
    free = [c for c in cited if c.holder is None and not c.own and c.at not in amenders]
    found: dict[tuple[str, object], Statement] = {}
    for s in _amended_law(layout, preamble, cited):
        found[s.kind, s.target.number or s.target.title] = s
    for span in (_promulgation(layout, preamble), preamble.title):
        if span is not None:
            for s in _read(layout, free, span):
                found.setdefault((s.kind, s.target.number or s.target.title), s)
    return list(found.values())


def _amended_law(layout: Layout, preamble: Preamble, cited: Sequence[Cited]) -> Iterator[Statement]:
    """Yield the law that "ban hành Luật sửa đổi … của Luật X số N" amends.

    There the amending law is the text itself, and the number behind the name is that of X.
    """
    if preamble.promulgation is None:
        return
    start, limit = preamble.promulgation
    for c in cited:
        title = c.citation.title or ""
        if c.start != start or not c.is_law or not fold(title).startswith("sửa đổi"):
            continue
        m = _INNER_LAW.search(title)
        if m is None:
            continue
        end = paragraph_end(layout.text, start, limit)
        words = spanned(layout.text.rfind("\n", 0, start) + 1, end)
        number = f" số {c.citation.number}" if c.citation.number else ""
        for law in _NUMBERED_LAW.finditer(f"{m['name']}{number}"):
            target = c.named._replace(
                title=" ".join(law["name"].split()), number=law["number"], date=c.citation.day
            )
            yield Statement("amends", target, "part", **words, citation=c.at)


def _promulgation(layout: Layout, preamble: Preamble) -> Span | None:
    """Return what is promulgated, behind the type word."""
    if preamble.promulgation is None:
        return None
    start, limit = preamble.promulgation
    word = re.compile(r"(?:Thông\s++tư\s++liên\s++tịch|(?:Bộ\s++l|L)uật|\S+\s++\S+)", re.IGNORECASE)
    m = word.match(layout.text, start)
    return (
        m.end() if m else start,
        paragraph_end(layout.text, start, min(limit, start + _LONGEST)),
    )


def _read(layout: Layout, free: Sequence[Cited], span: Span) -> Iterator[Statement]:
    text = layout.text
    start, end = span
    inside = [c for c in free if start <= c.start < end]
    if not inside:
        return
    taken = start
    heads = True
    for m in _verbs(text, start, end, inside):
        if m.start() < taken:
            continue
        loose = _GUIDES.match(text, m.start()) or _IMPLEMENTS.match(text, m.start())
        if heads and not loose and not _BEFORE.fullmatch(text, start, m.start()):
            continue
        kind = _kind(m, text, end)
        objects = list(_objects(text, inside, m.end(), end, kind))
        for c, gap in objects:
            part = c.citation.provision or provisions(text, gap, c.start)
            scope = _scope(kind, part, text, gap, c)
            yield Statement(
                kind, c.named, scope, part if scope == "part" else None,
                **spanned(_sentence_start(text, start, m.start()), end), citation=c.at,
            )  # fmt: skip
        if objects:
            heads = False
            taken = objects[-1][0].end


def _verbs(text: str, start: int, end: int, inside: Sequence[Cited]) -> list[re.Match[str]]:
    """Return the verbs of a title in order, those in the titles of others left out."""
    found: dict[int, re.Match[str]] = {}
    for pattern in (_GUIDES, verbs.ACTS, _IMPLEMENTS):
        for m in pattern.finditer(text, start, end):
            if not any(c.start <= m.start() < c.end for c in inside) and not any(
                other.start() <= m.start() < other.end() for other in found.values()
            ):
                found.setdefault(m.start(), m)
    return [found[at] for at in sorted(found)]


def _kind(m: re.Match[str], text: str, end: int) -> str:
    if m.lastgroup:
        return verbs.kind_of(m, text, end)
    return "guides" if _GUIDES.fullmatch(text, m.start(), m.end()) else "implements"


def _scope(kind: str, part: str | None, text: str, gap: int, c: Cited) -> Scope:
    if kind in ("amends", "corrects", "guides"):
        return "part"
    return (
        "part" if part or (kind != "implements" and verbs.is_part(text, gap, c.start)) else "whole"
    )


def _objects(
    text: str, inside: Sequence[Cited], start: int, end: int, kind: str
) -> Iterator[tuple[Cited, int]]:
    at = start
    for c in inside:
        if c.start < at:
            continue
        if at == start:
            strict = kind not in ("guides", "implements")
            if c.start - at > _FAR or (strict and not verbs.reaches(text, at, c.start)):
                return
            if kind == "implements" and c.start - at > 40:
                return
        elif not _LISTED.fullmatch(text, at, c.start):
            return
        yield c, at
        at = c.end


def _sentence_start(text: str, start: int, verb: int) -> int:
    return start if verb - start < 200 else verb


def scope_parts(
    layout: Layout, cited: Sequence[Cited], amenders: Collection[int]
) -> Iterator[Statement]:
    """Yield ``guides`` with the provisions that Điều 1 lists ("… này quy định chi tiết …")."""
    if not layout.units:
        return
    end = next(
        (u.start for u in layout.units if u.level == 1 and u.start > layout.start), layout.end
    )
    text = layout.plain
    details = list(islice(_SCOPE_ARTICLE.finditer(text, layout.start, end), _MOST))
    if not details:
        return
    objects = Objects(layout, cited, amenders)
    for m in details:
        begin = text.rfind("\n", 0, m.start()) + 1
        for c, at in objects.from_first(m.end(), end):
            part = c.citation.provision or provisions(text, at, c.start)
            first = at == m.end()
            if first and not _detail(text[at : c.start], delegated=part is not None):
                break
            if not first and part is None:
                break
            start = begin if c.end - begin < _FAR else at
            yield Statement("guides", c.named, "part", part, **spanned(start, c.end), citation=c.at)


def _detail(gap: str, *, delegated: bool) -> bool:
    """Return whether provisions and particles stand before the instrument, or what it delegates.

    "quy định chi tiết X theo quy định tại khoản 2 Điều 3 Luật L": L delegates X there.
    """
    if len(gap) > _FAR or "." in gap or ":" in gap:
        return False
    if delegated and _DELEGATED.search(gap):
        return True
    left = provisions(gap, 0, len(gap)) or ""
    rest = len(gap.split()) - len(left.split())
    return rest <= 14 and not re.search(r"(?<!\w)(?:theo|trong|phù hợp)(?!\w)", gap)
