"""Whether corrections hold: the text with all of them accepted, checked again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from check.finding import Finding, Severity
from check.hunks import Correction
from check.registry import all_rules
from check.runner import Report, check_document
from kg.document import Document
from kg.model import Span


def corrected(text: str, made: Sequence[Correction]) -> str:
    """Return a text with corrections, in text order, written into it."""
    pieces, at = [], 0
    for correction in made:
        pieces += [text[at : correction.start], correction.new]
        at = correction.end
    return "".join([*pieces, text[at:]])


def failing(report: Report, made: Sequence[Correction]) -> frozenset[int]:
    """Return the indices of findings whose corrections do not hold, empty when all do.

    One fails where the text with all of them written still has a finding of its kind at its place,
    or an error or warning that was not there and that it is nearest to. On scans nothing is tried:
    the places of what was recognised are lost with the first change.

    Args:
        report: what checking the text gave.
        made: corrections of the report in text order, none overlapping another.
    """
    if not made or report.document.recognised:
        return frozenset()
    after = _checked(report, corrected(report.text, made))
    moves = _moves(made)
    spans = {
        index: _moved(_place(index, correction, report), moves)
        for correction in made
        for index in correction.findings
    }
    failed = frozenset(
        index
        for index, span in spans.items()
        for finding in after.findings
        if report.findings[index].code == finding.code
        and _touch(span, finding)
        and _same_citation(report.findings[index], report, finding, after, moves)
    )
    if failed:
        return failed
    new = _unheard(after.findings, report.findings, moves)
    if new:
        # The report may be of some rules only.
        new = _unheard(new, _checked(report, report.text).findings, moves)
    return frozenset().union(*(_blamed(finding, after, spans, report) for finding in new))


def _checked(report: Report, text: str) -> Report:
    """Return the report of all rules on a text in the place of the one reported on."""
    chosen = report.date_source == "option"
    return check_document(
        Document(text=text, kind=report.kind, path=report.path),
        report.context.graph,
        rules=all_rules(),
        today=report.date if report.date_source == "today" else report.as_of,
        as_of=report.as_of,
        on=report.date if chosen else None,
        issuer=report.heading.issuer,
    )


def _place(index: int, correction: Correction, report: Report) -> Span:
    """Return the bounds of a finding, of the citation it judges and of what is changed."""
    finding = report.findings[index]
    bounds = [(finding.start, finding.end), (correction.start, correction.end)]
    if finding.citation is not None:
        bounds.append(report.citations[finding.citation][:2])
    return min(start for start, _ in bounds), max(end for _, end in bounds)


class _Moves(NamedTuple):
    """Where corrections in text order begin and end, and how far the text grows before each."""

    starts: list[int]
    ends: list[int]
    grown: list[int]


def _moves(made: Sequence[Correction]) -> _Moves:
    growth = (len(c.new) - (c.end - c.start) for c in made)
    grown = list(accumulate(growth, initial=0))
    return _Moves([c.start for c in made], [c.end for c in made], grown)


def _moved(span: Span, moves: _Moves) -> Span:
    """Return the bounds in the corrected text of what stood between bounds, and was added there."""
    start, end = span
    before = min(bisect_left(moves.starts, start), bisect_right(moves.ends, start))
    within = max(bisect_left(moves.starts, end), bisect_right(moves.ends, end))
    start += moves.grown[before]
    return start, max(start, end + moves.grown[within])


def _touch(span: Span, finding: Finding) -> bool:
    return span[0] < max(finding.end, finding.start + 1) and finding.start < span[1]


def _same_citation(
    old: Finding, report: Report, new: Finding, after: Report, moves: _Moves
) -> bool:
    """Return whether two findings judge one citation; a clause that was added may hold others."""
    if old.citation is None or new.citation is None:
        return True
    start, end = report.citations[old.citation][:2]
    return _moved((start, end), moves)[0] == after.citations[new.citation].start


def _unheard(after: Iterable[Finding], before: Sequence[Finding], moves: _Moves) -> list[Finding]:
    """Return the errors and warnings that were not told of the same words before."""
    moved = [(f, _moved((f.start, f.end), moves)) for f in before if f.severity > Severity.INFO]
    return [
        finding
        for finding in after
        if finding.severity > Severity.INFO
        and not any(
            old.code == finding.code and old.severity >= finding.severity and _touch(span, finding)
            for old, span in moved
        )
    ]


def _blamed(
    finding: Finding, after: Report, spans: Mapping[int, Span], report: Report
) -> frozenset[int]:
    """Return whose corrections an error is laid to: those there, on the same number, or nearest."""
    there = frozenset(i for i, span in spans.items() if _touch(span, finding))
    if there:
        return there
    number = _number(finding, after)
    akin = frozenset(i for i in spans if number and _number(report.findings[i], report) == number)
    if akin:
        return akin
    return frozenset({min(spans, key=lambda i: abs(spans[i][0] - finding.start))})


def _number(finding: Finding, report: Report) -> str | None:
    return None if finding.citation is None else report.citations[finding.citation].number
