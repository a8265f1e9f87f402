"""What to write instead: the suggestions of a report's findings that can be applied together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from check.finding import Finding
from check.runner import Report


class Correction(NamedTuple):
    """A replacement of ``[start, end)`` of the document's text, code points.

    Attributes:
        old, new: the words there, and what to write in their place.
        findings: indices of the report's findings that it settles.
        safe: whether it may be written without asking.
    """

    start: int
    end: int
    old: str
    new: str
    findings: tuple[int, ...]
    safe: bool


def corrections(report: Report, *, only_safe: bool = False) -> tuple[Correction, ...]:
    """Return the corrections of a report in text order, none overlapping another.

    Of two that touch the same words, the one of the graver finding stands.

    Args:
        report: what checking a document gave.
        only_safe: leave out what a person has to decide on.
    """
    numbered = [
        (index, finding)
        for index, finding in enumerate(report.findings)
        if finding.suggestion is not None and (finding.safe or not only_safe)
    ]
    numbered.sort(key=lambda pair: (-pair[1].severity, pair[1].code, pair[1].start))
    chosen: list[Correction] = []
    for index, finding in numbered:
        if not any(c.start < finding.end and finding.start < c.end for c in chosen):
            chosen.append(_correction(report.text, index, finding))
    return tuple(sorted(chosen))


def corrected(text: str, made: Sequence[Correction]) -> str:
    """Return a text with corrections, as ``corrections`` gives them, written into it."""
    pieces, at = [], 0
    for correction in made:
        pieces += [text[at : correction.start], correction.new]
        at = correction.end
    return "".join([*pieces, text[at:]])


def _correction(text: str, index: int, finding: Finding) -> Correction:
    return Correction(
        finding.start,
        finding.end,
        text[finding.start : finding.end],
        finding.suggestion or "",
        (index,),
        finding.safe,
    )
