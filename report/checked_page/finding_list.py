"""The findings beside the text: what is wrong, since when, the proof, what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from check.finding import Finding
from check.proof import Statement, statements
from check.runner import Report
from check.wording import dated, day
from kg.contract import Store
from kg.model import Relation, Source
from report.checked_page.model import NOWHERE, SIGNS, Checked, Noted, iris_of
from report.checked_page.segments import line_of, lines
from report.checked_page.visible import shown
from report.checked_page.words import Words

_LONGEST = 240
_PROOFS, _SOURCES = 3, 5


class Ways(NamedTuple):
    """Where the page leads, and what can be done on it.

    Attributes:
        instrument: IRI to the address of what shows the instrument; ``None`` for none.
        acts: finding with a proposal to HTML that stands behind it.
        elsewhere: whether the addresses are of other pages, which open beside this one.
    """

    instrument: Callable[[str], str | None]
    acts: Callable[[Finding], str] = lambda finding: ""
    elsewhere: bool = False


def finding_list(checked: Checked, *, ways: Ways, language: str, words: Words) -> str:
    """Return the findings in text order as a list."""
    report = checked.report
    if not report.findings:
        return f"<p>{words.none}</p>"
    starts = [start for start, _ in lines(report.text)]
    items = []
    for one, finding in zip(checked.noted, report.findings, strict=True):
        rows = [
            (words.propose, _suggested(finding, ways)),
            (words.since, _since(finding)),
            (words.proof, _proofs(finding, report.context.graph, language, words)),
            *_instruments(finding, report, ways, words),
        ]
        told = "".join(f"<dt>{label}</dt><dd>{body}</dd>" for label, body in rows if body)
        items.append(
            f'<li id="{one.id}" class="f {one.verdict}" data-key="{finding.key}" tabindex="-1">'
            f'<a class="x" href="#{NOWHERE}">{words.close} ✕</a>'
            f"{_head(one, finding)}{_place(one, finding, report, starts, words)}"
            f"<p>{shown(finding.message(language))}</p>{f'<dl>{told}</dl>' if told else ''}</li>"
        )
    return f'<ol class="found">{"".join(items)}</ol>'


def _head(one: Noted, finding: Finding) -> str:
    return (
        f'<p class="h"><span class="sign">{SIGNS[one.verdict]}{one.number}</span> '
        f"<strong>{shown(one.label)}</strong> <small>{shown(finding.rule)}</small></p>"
    )


def _place(one: Noted, finding: Finding, report: Report, starts: list[int], words: Words) -> str:
    """Return where it stands with the words found fault with, as the way back to the text."""
    quote = " ".join(report.text[finding.start : finding.end].split())
    if len(quote) > _LONGEST:
        quote = f"{quote[: _LONGEST - 1]}…"
    where = words.whole
    if quote:
        where = _where(finding, report, starts, words)
        quote = f" <q>{shown(quote)}</q>"
    return (
        f'<p class="at"><a href="#{one.place}" title="{words.back}">'
        f'<span aria-hidden="true">↩ </span>{where}</a>{quote}</p>'
    )


def _where(finding: Finding, report: Report, starts: list[int], words: Words) -> str:
    """Return the place as readers of the format count: page, line, or paragraph."""
    if report.kind == "pdf":
        for page, *_ in islice(report.document.places.spans(finding.start, finding.end), 1):
            return words.page.format(page + 1)
    pattern = words.line if report.kind in {"txt", "md", "pdf"} else words.paragraph
    return pattern.format(line_of(starts, finding.start))


def _suggested(finding: Finding, ways: Ways) -> str:
    if not finding.suggestion:
        return ""
    return f'<ins lang="vi">{shown(finding.suggestion)}</ins>{ways.acts(finding)}'


def _since(finding: Finding) -> str:
    """Return the day of the one relation that proves it; of several each tells its own."""
    relations = [p for p in finding.proof if isinstance(p, Relation)]
    if len(relations) == 1 and relations[0].valid_from:
        return day(relations[0].valid_from)
    return ""


def _proofs(finding: Finding, graph: Store, language: str, words: Words) -> str:
    told = [_proof(one, words) for one in statements(finding, graph, language)]
    items = "".join(f"<li>{t}</li>" for t in told[:_PROOFS])
    if not items:
        return ""
    if rest := told[_PROOFS:]:
        more = "".join(f"<li>{t}</li>" for t in rest)
        summary = words.more_proof.format(len(rest))
        items += f"<li><details><summary>{summary}</summary><ul>{more}</ul></details></li>"
    return f"<ul>{items}</ul>"


def _proof(one: Statement, words: Words) -> str:
    quote = f": <q>{shown(one.quote)}</q>" if one.quote else ""
    return shown(one.words) + quote + _sources(one.sources, words)


def _sources(sources: Sequence[Source], words: Words) -> str:
    """Return where a proof was read and when; addresses of the web are links."""
    told = []
    for source in sources[:_SOURCES]:
        read = f" ({words.read_on.format(day(source.read_on))})" if source.read_on else ""
        told.append(linked(source.where) + read)
    if len(sources) > _SOURCES:
        told.append(words.more.format(len(sources) - _SOURCES))
    return "".join(f'<br><span class="src">{t}</span>' for t in told)


def linked(place: str) -> str:
    """Return an address as a link where it is one of the web and whole, else as words."""
    body = shown(place)
    plain = place.isprintable() and not any(c in place for c in " …<>\"'\\")
    if plain and place.startswith(("https://", "http://")):
        return f'<a href="{body}" rel="noreferrer noopener">{body}</a>'
    return body


def _instruments(
    finding: Finding, report: Report, ways: Ways, words: Words
) -> list[tuple[str, str]]:
    """Return the way to the instrument judged, or to the candidates."""
    iris: tuple[str, ...] = (finding.about,) if finding.about else ()
    if finding.citation is not None:
        iris = iris_of(report.resolutions[finding.citation]) or iris
    graph = report.context.graph
    beside = ' target="_blank" rel="noopener"' if ways.elsewhere else ""
    told = [
        f'<a href="{escape(address)}"{beside}>{shown(dated(graph.instrument(iri)))}</a>'
        for iri in iris
        if (address := ways.instrument(iri)) is not None
    ]
    label = words.candidates if len(told) > 1 else words.instrument
    return [(label, ", ".join(told))] if told else []
