"""What the page shows of a report: verdicts of citations, numbered findings, where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from check.finding import Finding, Severity
from check.runner import Report
from cite.resolve import Outcome, Resolution
from kg.model import Role

_NOT_IN_DATA = "VD101"
#: No element has this id: going there closes a card and leaves the page where it is.
NOWHERE = "dong"
#: Most candidates of an ambiguous citation that get cards.
MOST_CANDIDATES = 4


class Verdict(StrEnum):
    """How a citation or a finding is marked; the values are classes of the style."""

    ERROR = "e"
    WARNING = "w"
    INFO = "i"
    UNKNOWN = "u"
    OK = "k"
    AGAIN = "r"


#: Signs beside the words, of common fonts; colour and underline are never alone.
SIGNS = {
    Verdict.ERROR: "✗",
    Verdict.WARNING: "!",
    Verdict.INFO: "i",
    Verdict.UNKNOWN: "?",
    Verdict.OK: "✓",
    Verdict.AGAIN: "↑",
}
#: Worst first: what a piece under several findings is marked as.
ORDER = (Verdict.ERROR, Verdict.WARNING, Verdict.INFO, Verdict.UNKNOWN)
_OF = {
    Severity.ERROR: Verdict.ERROR,
    Severity.WARNING: Verdict.WARNING,
    Severity.INFO: Verdict.INFO,
}


class Place(NamedTuple):
    """A citation, or a later mention of one, in the text.

    Attributes:
        id: its anchor.
        verdict: how it is marked.
        address: fragment that it leads to: a card, a finding, or the legend.
    """

    start: int
    end: int
    id: str
    verdict: Verdict
    address: str


class Noted(NamedTuple):
    """A finding in the text; ``number`` counts from 1, ``key`` begins its ids."""

    start: int
    end: int
    number: int
    verdict: Verdict
    label: str
    key: str

    @property
    def id(self) -> str:
        """Anchor of the finding in the list."""
        return f"{self.key}f{self.number}"

    @property
    def place(self) -> str:
        """Anchor of its sign in the text."""
        return f"{self.key}m{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One report as the page shows it.

    Attributes:
        key: begins all ids of its section, ``d0``.
        places: citations of other instruments and mentions.
        noted: one for each finding of the report, in the same order.
        cited: IRI to the ids of the places that cite it.
    """

    report: Report
    key: str
    places: tuple[Place, ...]
    noted: tuple[Noted, ...]
    cited: Mapping[str, tuple[str, ...]]


def instruments(report: Report) -> dict[str, bool]:
    """Return the IRIs that get a card, in text order, and whether any has an error or warning."""
    loud = {f.citation for f in report.findings if f.severity > Severity.INFO}
    found: dict[str, bool] = {}
    for index, (citation, resolution) in enumerate(
        zip(report.citations, report.resolutions, strict=True)
    ):
        if citation.role is Role.CITE:
            for iri in iris_of(resolution):
                found[iri] = found.get(iri, False) or index in loud
    return found


def iris_of(resolution: Resolution) -> tuple[str, ...]:
    """Return the instrument found, or the candidates where several fit."""
    if resolution.instrument is not None:
        return (resolution.instrument.iri,)
    if resolution.outcome is Outcome.AMBIGUOUS:
        return tuple(c.instrument.iri for c in resolution.candidates[:MOST_CANDIDATES])
    return ()


def checked(
    report: Report,
    *,
    key: str,
    cards: Mapping[str, str],
    labels: Mapping[Severity, str],
    findings_first: bool = False,
) -> Checked:
    """Return a report as the page shows it.

    Args:
        report: what checking gave.
        key: begins all its ids.
        cards: IRI to the id of the card.
        labels: names of severities.
        findings_first: citations lead to their first finding, and to the card where they have none.
    """
    noted = tuple(
        Noted(f.start, f.end, number, finding_verdict(f), f"{labels[f.severity]} {f.code}", key)
        for number, f in enumerate(report.findings, 1)
    )
    places = dict(_citations(report, noted, key, cards, findings_first=findings_first))
    cited: dict[str, list[str]] = {}
    for index, place in places.items():
        for iri in iris_of(report.resolutions[index]):
            cited.setdefault(iri, []).append(place.id)
    again = (
        Place(m.start, m.end, f"{key}r{at}", Verdict.AGAIN, places[m.antecedent].address)
        for at, m in enumerate(report.mentions)
        if m.antecedent in places
    )
    return Checked(
        report=report,
        key=key,
        places=(*places.values(), *again),
        noted=noted,
        cited={iri: tuple(ids) for iri, ids in cited.items()},
    )


def _citations(
    report: Report,
    noted: Sequence[Noted],
    key: str,
    cards: Mapping[str, str],
    *,
    findings_first: bool,
) -> Iterator[tuple[int, Place]]:
    """Yield the citations of other instruments by their indices."""
    own: dict[int, list[Noted]] = {}
    for one, finding in zip(noted, report.findings, strict=True):
        if finding.citation is not None:
            own.setdefault(finding.citation, []).append(one)
    for index, (c, resolution) in enumerate(zip(report.citations, report.resolutions, strict=True)):
        if c.role is Role.CITE:
            mine = own.get(index, [])
            found = bool(mine) and findings_first
            address = mine[0].id if found else _address(resolution, mine, cards)
            verdict = _verdict(resolution, mine)
            yield index, Place(c.start, c.end, f"{key}c{index + 1}", verdict, address)


def finding_verdict(finding: Finding) -> Verdict:
    """Return how a finding is marked: "not in the data" is no fault of the draft."""
    if finding.code == _NOT_IN_DATA and finding.severity is Severity.INFO:
        return Verdict.UNKNOWN
    return _OF[finding.severity]


def _verdict(resolution: Resolution, mine: list[Noted]) -> Verdict:
    """Return how a citation is marked: the worst found, but never as checked if it was not."""
    found = {noted.verdict for noted in mine}
    for worst in (Verdict.ERROR, Verdict.WARNING):
        if worst in found:
            return worst
    if Verdict.UNKNOWN in found or not _recorded(resolution):
        return Verdict.UNKNOWN
    return Verdict.INFO if found else Verdict.OK


def _recorded(resolution: Resolution) -> bool:
    if resolution.outcome is Outcome.AMBIGUOUS:
        return True
    return resolution.instrument is not None and not resolution.instrument.attested


def _address(resolution: Resolution, mine: list[Noted], cards: Mapping[str, str]) -> str:
    if resolution.instrument is not None and resolution.instrument.iri in cards:
        return cards[resolution.instrument.iri]
    if mine:
        return mine[0].id
    several = [cards[iri] for iri in iris_of(resolution) if iri in cards]
    return several[0] if several else legend_id(Verdict.UNKNOWN)


def legend_id(verdict: Verdict) -> str:
    """Return the id of a verdict's entry in the legend."""
    return f"v-{verdict}"
