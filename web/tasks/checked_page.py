"""The result of a check as the part of a page: text, findings, instruments cited, what to take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup

from check.finding import Severity
from check.runner import Report
from kg.document import Document
from kg.errors import LegalGraphError
from report.checked_page.finding_list import Ways, finding_list
from report.checked_page.instrument_table import instrument_table
from report.checked_page.legend import SEVERITIES, legend, severity_counts, severity_filter
from report.checked_page.model import Checked, checked, instruments
from report.checked_page.text_pane import text_pane
from report.checked_page.visible import shown
from report.checked_page.words import words_of
from report.drawing.nodes import clean
from report.findings import particulars
from web.answer import HTML, Answer
from web.problems import ProblemError
from web.rendering import render, words
from web.tasks.cards import covered
from web.tasks.checking import Wishes, judged
from web.tasks.drafts import PASTED, pasted, sent
from web.tasks.proposals import LONGEST, WRITABLE, changes, controls, state
from web.tasks.tools import Tools

_REPORTS = ("html", "xlsx", "csv", "json")
_SHOWN = 6_000_000
"""Code points of all texts that one page shows; further documents are counted only."""


class _Section(NamedTuple):
    """A document as the template shows it."""

    key: str
    name: str
    kind: str
    whole: bool
    findings: int
    counts: Markup
    particulars: tuple[tuple[str, Markup], ...]
    legend: Markup
    filter: Markup
    pane: Markup
    found: Markup


def start_coverage(tools: Tools, language: str) -> str:
    """Return what the data covers, for the foot of the form."""
    return covered(tools.graph, language)


def text_part(tools: Tools, text: str, wishes: Wishes) -> Answer:
    """Return the part on a text that was pasted."""
    return _part(tools, [judged(tools, pasted(text), wishes)], [], PASTED, wishes)


def file_part(tools: Tools, data: bytes, name: str, wishes: Wishes) -> Answer:
    """Return the part on a file, a section for each document in it.

    Raises:
        LegalGraphError: none of its documents can be read.
    """
    reports, unread = [], []
    for document in sent(data, name):
        if isinstance(document, Document):
            reports.append(judged(tools, document, wishes))
        else:
            unread.append(document)
    if not reports:
        raise unread[0] if unread else ProblemError("unreadable", f"{name}: holds no document.")
    return _part(tools, reports, unread, name, wishes)


def sections_of(reports: Sequence[Report], language: str) -> tuple[list[Checked], dict[str, str]]:
    """Return reports as the page shows them, and the ids of the instruments they cite."""
    found: dict[str, bool] = {}
    for report in reports:
        found |= instruments(report)
    ids = {iri: f"i{at}" for at, iri in enumerate(found, 1)}
    labels = {severity: severity.label(language) for severity in Severity}
    made = [
        checked(report, key=f"d{at}", cards=ids, labels=labels, findings_first=True)
        for at, report in enumerate(reports, 1)
    ]
    return made, ids


def _part(
    tools: Tools,
    reports: Sequence[Report],
    unread: Sequence[LegalGraphError],
    name: str,
    wishes: Wishes,
) -> Answer:
    language = wishes.language
    told = words(language, "checked")
    made, ids = sections_of(reports, language)
    form = WRITABLE.get(reports[0].kind) if len(reports) == 1 and not unread else None
    acting = form is not None and len(reports[0].text) <= LONGEST
    ways = Ways(
        lambda iri: iri if iri in ids else None,
        acts=lambda finding: controls(finding, made[0].report if acting else None, told),
        elsewhere=True,
    )
    table = instrument_table(
        tools.graph, ids, sections=made, ways=ways, language=language, words=words_of(language)
    )
    page = render(
        "_checked.html",
        language,
        name=_title(name, told),
        sections=list(_sections(made, ways, language)),
        unread=[str(error) for error in unread],
        totals=[
            (str(verdict), sum(r.count(severity) for r in reports), told[f"{severity.slug}s"])
            for verdict, severity in SEVERITIES
        ],
        cited=sum(r.cited for r in reports),
        checked=sum(r.checked for r in reports),
        instruments=_html(table) if ids else None,
        instrument_count=len(ids),
        gives=_gives(reports) if not unread else _REPORTS,
        acting=acting,
        certain=sum(f.safe and changes(f, reports[0]) for f in reports[0].findings)
        if acting
        else 0,
        state=_html(state(reports[0], wishes, told)) if acting else None,
        stem=PurePosixPath(name).stem if name != PASTED else told["pasted_stem"],
    )
    return Answer(page, HTML)


def _html(made: str) -> Markup:
    return Markup(made)  # noqa: S704 - of `report.checked_page`, which escapes what is foreign


def _title(name: str, told: dict[str, str]) -> str:
    return told["pasted"] if name == PASTED else clean(name)


def _sections(made: Sequence[Checked], ways: Ways, language: str) -> Iterable[_Section]:
    page_words, room = words_of(language), _SHOWN
    for at, one in enumerate(made):
        report = one.report
        room -= len(report.text)
        whole = at == 0 or room > 0
        pane = text_pane(report.text, one.places, one.noted, page_words) if whole else ""
        found = finding_list(one, ways=ways, language=language, words=page_words) if whole else ""
        yield _Section(
            one.key,
            clean(report.path),
            report.kind,
            whole,
            len(report.findings),
            _html(severity_counts(report, language)),
            tuple((label, _html(shown(value))) for label, value in _about(report, language)),
            _html(legend(page_words, is_open=False)) if at == 0 else _html(""),
            _html(severity_filter(report, page_words, language)),
            _html(pane),
            _html(found),
        )


def _about(report: Report, language: str) -> Iterable[tuple[str, str]]:
    told, heading = words_of(language), report.heading
    yield told.number, heading.number or told.unstated
    yield told.issuer, heading.issuer or told.unstated
    # The counts stand above already.
    on, up_to, data, _cited, _found, *unread = particulars(report, language)
    yield from (on, up_to, data, *unread)


def _gives(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the formats in which the result can be taken away, the file's own one first."""
    own: tuple[str, ...] = ()
    if len(reports) == 1:
        kind = reports[0].kind
        own = ("pdf",) if kind == "pdf" else tuple(filter(None, [WRITABLE.get(kind)]))
    return (*own, *_REPORTS)
