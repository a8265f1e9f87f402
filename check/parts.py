"""Parts of an instrument as relations and citations name them: "điểm a khoản 2 Điều 5"."""

from __future__ import annotations

from typing import NamedTuple

from kg.patterns import lazy
from kg.text import fold

_NUMBERS = r"\d+[a-zđ]?(?:(?:\s*,\s*|\s+và\s+|\s*;\s*)\d+[a-zđ]?(?!\w))*"
_ARTICLES = lazy(rf"điều\s+(?P<numbers>{_NUMBERS})(?P<less>\s*\()?")
_CLAUSES = lazy(rf"khoản\s+({_NUMBERS})")
_POINTS = lazy(r"điểm\s+([a-zđ]\d?(?:(?:\s*,\s*|\s+và\s+)[a-zđ]\d?(?!\w))*)")
_ONE = lazy(r"\d+[a-zđ]?")
_POINT = lazy(r"(?<!\w)[a-zđ]\d?(?!\w)")
_LINKS = lazy(r"(?<!\w)(?:và|các|toàn\s+bộ|tại|của|quy\s+định)(?!\w)|[\s,;]+")


class Part(NamedTuple):
    """One article, or what of it is named.

    Attributes:
        article: its number.
        clauses, points: those named in it, all where there are none.
        wholly: whether it says which; "một phần Điều 5" and "cụm từ tại Điều 5" do not.
    """

    article: str
    clauses: frozenset[str]
    points: frozenset[str]
    wholly: bool

    def covers(self, other: Part) -> bool:
        """Return whether all that ``other`` names lies within this part."""
        if not self.wholly or self.article != other.article:
            return False
        if self.clauses and not (other.clauses and other.clauses <= self.clauses):
            return False
        return not self.points or bool(other.points and other.points <= self.points)


def read_parts(words: str) -> tuple[Part, ...]:
    """Return the articles that some words name, with clauses and points."""
    folded = fold(words)
    found = []
    at = 0
    for m in _ARTICLES.finditer(folded):
        before = folded[at : m.start()]
        at = m.end("numbers")
        clauses = frozenset(n for c in _CLAUSES.findall(before) for n in _ONE.findall(c))
        points = frozenset(n for p in _POINTS.findall(before) for n in _POINT.findall(p))
        rest = _LINKS.sub("", _POINTS.sub("", _CLAUSES.sub("", before)))
        found += [
            Part(article, clauses, points, not rest and m["less"] is None)
            for article in _ONE.findall(m["numbers"])
        ]
    return tuple(found)
