"""Parts of an instrument as relations and citations name them: "điểm a khoản 2 Điều 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice, product
from typing import NamedTuple

from kg.patterns import lazy
from kg.text import fold

_LONGEST = 300
"""Numbers that a range may have; no instrument has many more articles, and drafts are hostile."""
_MOST = 1_000
"""Parts read of one article's words at most."""
_LETTERS = "abcdđeghiklmnopqrstuvxy"

_TO = r"(?:\s*[-–]\s*|\s+đến\s+(?:hết\s+)?(?:điều\s+|khoản\s+)?)"
_RANGE = rf"\d{{1,4}}{_TO}\d{{1,4}}(?![\wđ])"
_NUMBER = rf"(?:{_RANGE}|\d+[a-zđ]?)"
_NUMBERS = rf"{_NUMBER}(?:(?:\s*,\s*|\s+và\s+|\s*;\s*){_NUMBER}(?!\w))*"
_ARTICLES = lazy(
    rf"(?:(?<!\w)từ\s+(?=điều\s+{_RANGE}))?điều\s+(?P<numbers>{_NUMBERS})(?P<less>\s*\()?"
)
_ONE_POINT = r"[a-zđ]\d?(?!\w)"
_UNITS = lazy(
    rf"khoản\s+(?P<clauses>{_NUMBERS})|"
    rf"điểm\s+(?P<points>{_ONE_POINT}(?:(?:\s*,\s*|\s+và\s+|\s+đến\s+|\s*-\s*)(?:điểm\s+)?{_ONE_POINT})*)"
)
_ONE = lazy(rf"(?P<first>\d{{1,4}}){_TO}(?P<last>\d{{1,4}})(?![\wđ])|(?P<one>\d+[a-zđ]?)")
_POINT = lazy(r"(?<!\w)(?P<to>đến\s+|-\s*)?(?:điểm\s+)?(?P<one>[a-zđ]\d?)(?!\w)")
_LINKS = lazy(r"(?<!\w)(?:và|các|toàn\s+bộ|tại|của|quy\s+định)(?!\w)|[\s,;]+")


class Part(NamedTuple):
    """An article, a clause or a point.

    Attributes:
        article: number of the article.
        clause, point: of the unit below it that is meant, ``None`` for all there are.
        wholly: whether the words say which; "một phần Điều 5" and "cụm từ tại Điều 5" do not.
    """

    article: str
    clause: str | None = None
    point: str | None = None
    wholly: bool = True

    def covers(self, other: Part) -> bool:
        """Return whether all of ``other`` lies within this part."""
        return (
            self.wholly
            and self.article == other.article
            and self.clause in (None, other.clause)
            and self.point in (None, other.point)
        )

    def meets(self, other: Part) -> bool:
        """Return whether one of them can lie within the other, or something of it."""
        pairs = ((self.clause, other.clause), (self.point, other.point))
        return self.article == other.article and all(None in p or p[0] == p[1] for p in pairs)


def read_parts(words: str) -> tuple[Part, ...]:
    """Return the articles that some words name, with clauses and points; one part for each."""
    folded = fold(words)
    found: list[Part] = []
    at = 0
    for m in _ARTICLES.finditer(folded):
        before = folded[at : m.start()]
        at = m.end("numbers")
        wholly = not _LINKS.sub("", _UNITS.sub("", before)) and m["less"] is None
        parts = (
            Part(article, clause, point, wholly)
            for article, (clause, point) in product(_numbers(m["numbers"]), list(_below(before)))
        )
        found += islice(parts, _MOST)
    return tuple(dict.fromkeys(found))


parts_of = lru_cache(maxsize=4096)(read_parts)
"""``read_parts`` for relations, whose words are the graph's and asked for again and again."""


def _below(before: str) -> Iterator[tuple[str | None, str | None]]:
    """Yield clause and point of each unit named before an article; points go with their clause."""
    points: list[str | None] = []
    units = 0
    for m in _UNITS.finditer(before):
        units += 1
        if m["points"]:
            points = [*points, *_points(m["points"])]
            continue
        yield from product(_numbers(m["clauses"]), points or [None])
        points = []
    if points or not units:
        yield from ((None, point) for point in points or [None])


def _numbers(listed: str) -> Iterator[str]:
    """Yield the numbers of a list; a range gives those between its ends too."""
    for m in _ONE.finditer(listed):
        if m["one"]:
            yield m["one"]
            continue
        first, last = int(m["first"]), int(m["last"])
        if first <= last < first + _LONGEST:
            yield from map(str, range(first, last + 1))
        else:
            yield from (str(first), str(last))


def _points(listed: str) -> Iterator[str]:
    """Yield the letters of a list; a range gives those between its ends too."""
    before = ""
    for m in _POINT.finditer(listed):
        if m["to"] and before in _LETTERS and m["one"] in _LETTERS and before:
            yield from _LETTERS[_LETTERS.index(before) + 1 : _LETTERS.index(m["one"])]
        before = m["one"]
        yield before


def named(parts: Iterable[Part]) -> str:
    """Return parts as drafts name them: "điểm a, b khoản 2 Điều 5; khoản 1, 3 Điều 6; Điều 7"."""
    ordered = sorted(set(parts), key=_order)
    words = []
    for (_, whole), same in groupby(ordered, key=lambda p: (p.article, p.point is None)):
        for clause, units in groupby(same, key=lambda p: None if whole else p.clause):
            words.append(_named_together(tuple(units), clause))
    return "; ".join(dict.fromkeys(words))


def _named_together(parts: tuple[Part, ...], clause: str | None) -> str:
    """Return parts of one article in words: clauses as a whole, or points of one clause."""
    points = [p.point for p in parts if p.point]
    clauses = [clause] if points else [p.clause for p in parts]
    if not points and None in clauses:
        return f"Điều {parts[0].article}"
    units = [
        f"{unit} {', '.join(x for x in listed if x)}"
        for unit, listed in (("điểm", points), ("khoản", clauses))
        if any(listed)
    ]
    return " ".join((*units, f"Điều {parts[0].article}"))


def _order(part: Part) -> tuple[object, ...]:
    """Return the key of parts in the order of the instrument; whole clauses before points."""
    numbers = [
        (int(re.sub(r"\D", "", n) or 0), n) if n else (0, "") for n in (part.article, part.clause)
    ]
    point = part.point or ""
    place = _LETTERS.find(point[:1]) if point else -1
    return numbers[0], bool(point), numbers[1], place, point
