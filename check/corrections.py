"""What to write instead: the suggestions of a report's findings that can be applied together.

Each has been tried: with all of them written into the text, checking it again gives no finding of
the kinds they settle and no new error or warning. What fails is left to the reader.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from check.accepted import corrected, failing
from check.finding import Finding
from check.hunks import Correction, Hunk, hunks
from check.runner import Report

__all__ = ["Correction", "corrected", "corrections"]

_WHOLE = frozenset({"VD201", "VD202"})
"""Codes whose suggestion puts another instrument in the place of the one cited."""
_ROUNDS = 12
"""Times that failing corrections are left out and the rest is tried again."""


class _Proposal(NamedTuple):
    """What one finding would change."""

    of: int
    finding: Finding
    hunks: tuple[Hunk, ...]


_Chosen = dict[Hunk, list[_Proposal]]
"""What is changed, and the findings that it settles."""


def corrections(
    report: Report, *, only_safe: bool = False, of: Collection[int] | None = None
) -> tuple[Correction, ...]:
    """Return the corrections of a report in text order, none overlapping another.

    Each covers the words that change and no more. Of two that would change the same words, the one
    of the graver finding stands; where the whole citation gives way to another instrument's, what
    else was wrong with it goes with it.

    Args:
        report: what checking a document gave.
        only_safe: leave out what a person has to decide on.
        of: indices of the findings that are to be settled, all by default.
    """
    proposals = [
        _Proposal(index, finding, found)
        for index, finding in enumerate(report.findings)
        if finding.suggestion is not None
        and (finding.safe or not only_safe)
        and (of is None or index in of)
        and (found := hunks(report.text, finding.start, finding.end, finding.suggestion))
    ]
    for _ in range(_ROUNDS):
        made = _joined(report.text, _chosen(proposals))
        failed = failing(report, made)
        if not failed:
            return made
        proposals = [p for p in proposals if p.of not in failed]
    return ()


def _chosen(proposals: Sequence[_Proposal]) -> _Chosen:
    """Return the hunks that can stand beside each other, the gravest finding's first."""
    chosen: _Chosen = {}
    whole: list[_Proposal] = []
    for proposal in sorted(proposals, key=_order):
        finding = proposal.finding
        taken = next((w for w in whole if _overlap(w.finding, finding)), None)
        if taken is not None:
            if _within(finding, taken.finding):
                for hunk in taken.hunks:
                    chosen[hunk].append(proposal)
            continue
        if any(h not in chosen and any(_overlap(h, c) for c in chosen) for h in proposal.hunks):
            continue
        if finding.code in _WHOLE:
            whole.append(proposal)
        for hunk in proposal.hunks:
            chosen.setdefault(hunk, []).append(proposal)
    return chosen


def _order(proposal: _Proposal) -> tuple[object, ...]:
    finding = proposal.finding
    return finding.code not in _WHOLE, -finding.severity, finding.code, finding.start


def _overlap(a: Finding | Hunk, b: Finding | Hunk) -> bool:
    return a.start < b.end and b.start < a.end


def _within(inner: Finding, outer: Finding) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _joined(text: str, chosen: _Chosen) -> tuple[Correction, ...]:
    """Return the corrections in text order, insertions at one place as one."""
    made: list[Correction] = []
    # Of equal places the order stays: what a citation lacks (VD005) before its amenders (VD208).
    for hunk in sorted(chosen, key=lambda h: (h.start, h.end)):
        settled = chosen[hunk]
        correction = Correction(
            hunk.start,
            hunk.end,
            text[hunk.start : hunk.end],
            hunk.new,
            tuple(sorted({p.of for p in settled})),
            any(p.finding.safe for p in settled if hunk in p.hunks),
        )
        if made and hunk.start == hunk.end == made[-1].start == made[-1].end:
            correction = _together(made.pop(), correction)
        made.append(correction)
    return tuple(made)


def _together(one: Correction, other: Correction) -> Correction:
    return one._replace(
        new=f"{one.new}{other.new}",
        findings=tuple(sorted({*one.findings, *other.findings})),
        safe=one.safe and other.safe,
    )
