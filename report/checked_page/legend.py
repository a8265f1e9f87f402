"""What the marks in a checked text mean, and the boxes that hide findings by their severity."""

from __future__ import annotations

from pathlib import Path

from check.finding import Severity
from check.runner import Report
from report.checked_page.model import SIGNS, Verdict, legend_id
from report.checked_page.words import Words

MARKS = Path(__file__).parent / "marks.css"
"""The style of marks and findings; the colours are of the page that has them."""
SEVERITIES = (
    (Verdict.ERROR, Severity.ERROR),
    (Verdict.WARNING, Severity.WARNING),
    (Verdict.INFO, Severity.INFO),
)


def legend(words: Words, *, is_open: bool = True) -> str:
    """Return the signs with their meanings, which may be folded away."""
    entries = (
        (Verdict.ERROR, words.error),
        (Verdict.WARNING, words.warning),
        (Verdict.INFO, words.info),
        (Verdict.UNKNOWN, words.unknown),
        (Verdict.OK, words.ok),
        (Verdict.AGAIN, words.again),
    )
    items = "".join(
        f'<li><span class="sign {verdict}" aria-hidden="true">{SIGNS[verdict]}</span> '
        f'<span class="c {verdict}" id="{legend_id(verdict)}">{told}</span></li>'
        for verdict, told in entries
    )
    items += f'<li><span class="acts" data-c="202E" aria-hidden="true"></span> {words.acting}</li>'
    return (
        f'<details class="legend"{" open" if is_open else ""}><summary>{words.legend}</summary>'
        f"<ul>{items}</ul></details>"
    )


def severity_filter(report: Report, words: Words, language: str) -> str:
    """Return boxes that hide findings of a severity, where the browser's style can do so."""
    boxes = []
    for verdict, severity in SEVERITIES:
        if count := report.count(severity):
            boxes.append(
                f'<label><input type="checkbox" class="show-{verdict}" checked> '
                f"{severity.label(language)} ({count})</label>"
            )
    return f'<fieldset class="filter"><legend>{words.filter}</legend>{" ".join(boxes)}</fieldset>'


def severity_counts(report: Report, language: str) -> str:
    """Return how many findings of each severity there are."""
    return " ".join(
        f'<span class="sign {verdict}">{SIGNS[verdict]} {report.count(severity)}'
        f'<span class="spoken"> {severity.label(language)}</span></span>'
        for verdict, severity in SEVERITIES
    )
