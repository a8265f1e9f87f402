"""How much of what documents cite the graph knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from check.runner import Report
from cite.resolve import Outcome, Resolution
from kg.ids import number_key, read_number
from kg.model import Citation, Role
from kg.text import fold


class Known(StrEnum):
    """What the graph has of a cited instrument."""

    RECORDED = "recorded"
    ATTESTED = "attested"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Cited(NamedTuple):
    """One instrument as the documents cite it.

    Attributes:
        number, type, date, issuer, title: as most citations that state them have it; ``None``
            where none does.
        known: what the graph has of it.
        documents, mentions: how many documents cite it, and how often in all.
    """

    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    known: Known
    documents: int
    mentions: int


_FIELDS = ("number", "type", "date", "issuer", "title")


class _Tally:
    """What was counted of one cited instrument."""

    __slots__ = ("documents", "known", "mentions", "said")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.documents = 0
        self.mentions = 0
        self.said: dict[str, Counter[str]] = {}


class Coverage:
    """Counts over the reports of many documents; memory grows with what is cited, not with them.

    Attributes:
        documents: the number of documents counted.
        mentions: citations of other instruments, by what the graph has of these.
    """

    def __init__(self) -> None:
        """Begin with no document."""
        self.documents = 0
        self.mentions: Counter[Known] = Counter()
        self._cited: dict[tuple[str, ...], _Tally] = {}

    def add(self, report: Report) -> None:
        """Count the citations of one document."""
        self.documents += 1
        met = set()
        years = _years(report.citations)
        for citation, resolution in zip(report.citations, report.resolutions, strict=True):
            if citation.role is not Role.CITE:
                continue
            known = known_of(resolution)
            self.mentions[known] += 1
            key = _key(citation, resolution, years)
            tally = self._cited.setdefault(key, _Tally(known))
            tally.mentions += 1
            tally.documents += key not in met
            met.add(key)
            for name, value in _said(citation):
                tally.said.setdefault(name, Counter())[value] += 1

    def cited(self) -> Iterator[Cited]:
        """Yield every instrument cited, those of most documents first."""
        order = sorted(
            self._cited.items(), key=lambda item: (-item[1].documents, -item[1].mentions, item[0])
        )
        for _, tally in order:
            said = {name: _most(tally.said.get(name)) for name in _FIELDS}
            yield Cited(
                **said, known=tally.known, documents=tally.documents, mentions=tally.mentions
            )


def known_of(resolution: Resolution) -> Known:
    """Return what the graph has of the instrument that a citation means."""
    if resolution.outcome is Outcome.AMBIGUOUS:
        return Known.AMBIGUOUS
    if resolution.instrument is None:
        return Known.UNKNOWN
    return Known.ATTESTED if resolution.instrument.attested else Known.RECORDED


def _years(citations: Sequence[Citation]) -> dict[str, str]:
    """Return the year first stated with each number, which bare mentions of it leave out."""
    years: dict[str, str] = {}
    for citation in citations:
        if citation.number and citation.date:
            years.setdefault(number_key(citation.number), citation.date[:4])
    return years


def _key(citation: Citation, resolution: Resolution, years: Mapping[str, str]) -> tuple[str, ...]:
    if resolution.instrument is not None:
        return (resolution.instrument.iri,)
    if citation.number is None:
        return (fold(_name(citation)),)
    key = number_key(citation.number)
    if read_number(citation.number).year is not None:
        return (key,)
    # A number without a year recurs: the year of its date tells one from another.
    return key, citation.date[:4] if citation.date else years.get(key, "")


def _said(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield the fields that a citation states; a law without a number is told by its name."""
    for name in _FIELDS:
        if value := getattr(citation, name):
            yield name, value
    if citation.number is None and citation.title is None:
        yield "title", _name(citation)


def _name(citation: Citation) -> str:
    return " ".join((citation.title or citation.text).split())


def _most(values: Counter[str] | None) -> str | None:
    return min(values, key=lambda value: (-values[value], value)) if values else None
