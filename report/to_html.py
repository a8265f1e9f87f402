"""Checked drafts as one HTML file: text, findings, cited instruments; no script, no network.

There is no script because none is needed and mail gateways drop attachments that have one: a card
or a finding shows by being the target of a link (CSS ``:target``), and each has links back to the
places it belongs to.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from check.finding import Severity
from check.runner import Report
from check.wording import coverage
from kg.contract import Store
from report.checked_page.cards import DRAWN, Cards
from report.checked_page.finding_list import Ways, finding_list
from report.checked_page.legend import MARKS, legend, severity_counts, severity_filter
from report.checked_page.model import (
    Checked,
    checked,
    instruments,
)
from report.checked_page.text_pane import text_pane
from report.checked_page.visible import shown
from report.checked_page.words import Words, words_of
from report.drawing.canvas import STYLE
from report.drawing.nodes import clean
from report.drawing.words import words_of as drawing_words
from report.findings import particulars

_HERE = Path(__file__).parent
_SHEETS = (_HERE / "drawing" / "page.css", MARKS, _HERE / "checked_page" / "checked.css")
# Nothing may be loaded, run or sent, and no style but the page's own applies, whatever the draft
# or a source may hold.
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def check_page(reports: Sequence[Report], graph: Store, *, language: str) -> str:
    """Return the page of one or several checked drafts, a section for each.

    The file holds all it needs. Characters of the drafts that act unseen (controls, overrides of
    the direction of writing) are shown by their codes. Pictures are drawn for the first
    ``cards.DRAWN`` instruments, those with errors or warnings before others; every cited
    instrument has its card.

    Args:
        reports: what checking gave, in the order of the page.
        graph: where the cited instruments are looked up.
        language: ``vi`` or ``en``.

    Raises:
        IdentifierError: the graph is not the one checked with and lacks a cited instrument.
    """
    words, found = words_of(language), _cited(reports)
    ids = {iri: f"i{at}" for at, iri in enumerate(found, 1)}
    # Loud ones first; sorting keeps the order of the text otherwise.
    drawn = frozenset(sorted(found, key=lambda iri: not found[iri])[:DRAWN])
    sections = [
        checked(report, key=f"d{at}", cards=ids, labels={s: s.label(language) for s in Severity})
        for at, report in enumerate(reports, 1)
    ]
    names = [clean(Path(report.path).name) or "-" for report in reports]
    several = len(reports) != 1
    title = words.several.format(len(reports)) if several else words.title.format(names[0])
    body = [
        f"<header><h1>{shown(title)}</h1>{_contents(names, sections, language) if several else ''}"
        f"</header><main>{legend(words) if several else ''}"
    ]
    body += (
        _section(one, name, ids, language, several=several)
        for one, name in zip(sections, names, strict=True)
    )
    if ids:
        cards = Cards(graph, ids, drawn=drawn, sections=sections, language=language, words=words)
        body.append(_instruments(cards, len(ids), words))
    told = drawing_words(language).coverage.format(*coverage(graph))
    body.append(f"</main><footer><p>{shown(told)}</p><p>{words.footer}</p></footer>")
    return _page(title, "".join(body), language, skip=sections)


def _cited(reports: Sequence[Report]) -> dict[str, bool]:
    """Return the instruments of all reports, and whether any has an error or warning."""
    found: dict[str, bool] = {}
    for report in reports:
        for iri, loud in instruments(report).items():
            found[iri] = found.get(iri, False) or loud
    return found


def _instruments(cards: Cards, count: int, words: Words) -> str:
    return (
        f'<section id="cards" aria-labelledby="cards-h"><h2 id="cards-h">{words.instruments} '
        f"({count})</h2>{cards.table()}{cards.cards()}</section>"
    )


def _page(title: str, body: str, language: str, *, skip: Sequence[Checked]) -> str:
    words = words_of(language)
    style = "\n".join([STYLE, *(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)])
    digest = b64encode(sha256(style.encode()).digest()).decode()
    ways = ""
    if skip:
        key = skip[0].key
        ways = (
            f'<a class="skip" href="#{key}t">{words.skip}</a>'
            f'<a class="skip" href="#{key}l">{words.skip_findings}</a>'
        )
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "vi"}" dir="ltr">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{ways}{body}\n</body>\n</html>\n"
    )


def _contents(names: Sequence[str], sections: Sequence[Checked], language: str) -> str:
    words = words_of(language)
    items = []
    for name, one in zip(names, sections, strict=True):
        counts = severity_counts(one.report, language)
        items.append(f'<li><a href="#{one.key}">{shown(name)}</a> {counts}</li>')
    return f'<nav aria-label="{words.contents}"><ol>{"".join(items)}</ol></nav>'


def _section(one: Checked, name: str, ids: dict[str, str], language: str, *, several: bool) -> str:
    """Return a report: its particulars, the text and beside it the findings."""
    words, key, report = words_of(language), one.key, one.report
    level = 3 if several else 2
    heading = f'<h2 id="{key}h">{shown(name)}</h2>' if several else ""
    named = f'aria-labelledby="{key}h"' if several else f'aria-label="{escape(name)}"'
    own = f" {key}h" if several else ""
    pane = text_pane(report.text, one.places, one.noted, words)
    ways = Ways(lambda iri: f"#{ids[iri]}" if iri in ids else None)
    found = finding_list(one, ways=ways, language=language, words=words)
    return (
        f'<section class="draft" id="{key}" {named}>{heading}{_particulars(report, language)}'
        f"{'' if several else legend(words)}"
        f'<div class="sheet"><section class="pane" aria-labelledby="{key}t{own}">'
        f'<h{level} id="{key}t" tabindex="-1">{words.text}</h{level}>'
        f'<div class="text" lang="vi" data-kind="{escape(report.kind)}">{pane}</div></section>'
        f'<section class="side" aria-labelledby="{key}l{own}">'
        f'<h{level} id="{key}l" tabindex="-1">{words.findings} ({len(report.findings)})</h{level}>'
        f"{severity_filter(one.report, words, language)}{found}</section></div></section>"
    )


def _particulars(report: Report, language: str) -> str:
    words, heading = words_of(language), report.heading
    rows = (
        (words.file, f"{report.path} ({report.kind})"),
        (words.number, heading.number or words.unstated),
        (words.issuer, heading.issuer or words.unstated),
        *particulars(report, language),
    )
    told = "".join(f"<dt>{shown(label)}</dt><dd>{shown(value)}</dd>" for label, value in rows)
    return f'<dl class="about">{told}</dl>'
