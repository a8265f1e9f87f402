"""The outputs of a check that are text, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from check.runner import Report
from kg.contract import Store
from kg.errors import LegalGraphError
from report.to_text import Style, plain

TEXTS = ("text", "json", "html", "md", "csv", "jsonl")
"""Their names, as on the command line."""

Outcome: TypeAlias = Report | LegalGraphError


def rendered(
    form: str,
    outcomes: Iterable[Outcome],
    graph: Store,
    *,
    language: str,
    alone: str | None = None,
    style: Style = plain,
) -> Iterator[str]:
    """Yield an output piece by piece, as documents are checked where the format allows it.

    Args:
        form: one of ``TEXTS``.
        outcomes: the report on each document, or why there is none, which the caller tells too.
        graph: what was checked against.
        language: ``vi`` or ``en``.
        alone: path of the one file asked for: its JSON is an object and not a list.
        style: colours of the text.
    """
    if form == "json":
        yield from _json(outcomes, language, alone)
    elif form == "html":
        from report.to_html import check_page

        yield check_page(list(_reports(outcomes)), graph, language=language)
    elif form == "md":
        from report.to_markdown import check_markdown

        yield from _apart(outcomes, lambda report: check_markdown(report, language).rstrip("\n"))
    elif form == "csv":
        from report.to_lines import check_csv

        yield check_csv(outcomes, language)
    elif form == "jsonl":
        yield from _json_lines(outcomes, language)
    else:
        from report.to_text import check_text_report

        yield from _apart(outcomes, lambda report: check_text_report(report, language, style=style))


def _reports(outcomes: Iterable[Outcome]) -> Iterator[Report]:
    return (outcome for outcome in outcomes if isinstance(outcome, Report))


def _apart(outcomes: Iterable[Outcome], told: Callable[[Report], str]) -> Iterator[str]:
    """Yield what is told of each report, with an empty line between two."""
    lead = ""
    for report in _reports(outcomes):
        yield f"{lead}{told(report)}\n"
        lead = "\n"


def _json(outcomes: Iterable[Outcome], language: str, alone: str | None) -> Iterator[str]:
    from report.to_json import check_json, dumps, one_or_all

    if shown := [check_json(report, language) for report in _reports(outcomes)]:
        yield dumps(one_or_all(shown, alone)) + "\n"


def _json_lines(outcomes: Iterable[Outcome], language: str) -> Iterator[str]:
    from report.to_lines import check_jsonl, unread_line

    for outcome in outcomes:
        lines = check_jsonl(outcome, language) if isinstance(outcome, Report) else ()
        yield from (f"{line}\n" for line in lines)
        if isinstance(outcome, LegalGraphError):
            yield f"{unread_line(outcome)}\n"
