"""The instruments that the drafts cite as a table: what they are, and their standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from check.wording import day
from kg.contract import Store
from report.checked_page.finding_list import Ways
from report.checked_page.model import Checked
from report.checked_page.visible import shown
from report.checked_page.words import Words
from report.drawing.nodes import Node, node
from report.to_page import _state

PLACES = 40
"""Ways back to the text from an instrument; more are counted."""


def instrument_table(
    graph: Store,
    ids: Mapping[str, str],
    *,
    sections: Sequence[Checked],
    ways: Ways,
    language: str,
    words: Words,
) -> str:
    """Return the table of all instruments, which is also what is printed of them.

    Args:
        graph: where the instruments come from.
        ids: IRI to the id of its card, in the order of the table. Where the page has no cards but
            leads elsewhere, the ids are those of the rows, which also lead back to the text.
        sections: the reports that cite them.
        ways: where the names lead.
        language: ``vi`` or ``en``.
        words: the page's words in that language.
    """
    on = sorted({s.report.date for s in sections})
    as_of = max((s.report.as_of for s in sections), default=date.max)
    columns = [words.on_date.format(day(on[0]))] if len(on) == 1 else []
    columns += [words.up_to.format(day(as_of)), words.cited_at if ways.elsewhere else words.cited]
    rows = []
    for iri, id_ in ids.items():
        days = [as_of] if len(on) != 1 else [on[0], as_of]
        states = [_node(graph, iri, each, language) for each in days]
        cells = [_state(one) for one in states]
        if ways.elsewhere:
            cells.append("<br>".join(places(iri, sections, words)))
        else:
            cells.append(str(sum(len(s.cited.get(iri, ())) for s in sections)))
        told = "".join(
            f'<td data-label="{label}">{cell}</td>'
            for label, cell in zip(columns, cells, strict=True)
        )
        rows.append(f"{_name(states[-1], iri, id_, ways)}{told}</tr>")
    head = "".join(f'<th scope="col">{c}</th>' for c in (words.instrument, *columns))
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"


def _name(one: Node, iri: str, id_: str, ways: Ways) -> str:
    """Return the beginning of a row."""
    row = f'<tr id="{id_}" tabindex="-1">' if ways.elsewhere else "<tr>"
    beside = ' target="_blank" rel="noopener"' if ways.elsewhere else ""
    title = f"<br>{shown(one.title)}" if one.title else ""
    return (
        f'{row}<th scope="row"><a href="{escape(ways.instrument(iri) or "")}"{beside}>'
        f"{shown(one.heading)}</a>{title}</th>"
    )


def places(iri: str, sections: Sequence[Checked], words: Words) -> list[str]:
    """Return the ways back to where each draft cites an instrument, a line for each draft."""
    told = []
    for section in sections:
        ids = section.cited.get(iri, ())
        if not ids:
            continue
        links = " ".join(
            f'<a href="#{id_}" aria-label="{words.citation.format(n)}">↩ {n}</a>'
            for n, id_ in enumerate(ids[:PLACES], 1)
        )
        more = f" … (+{len(ids) - PLACES})" if len(ids) > PLACES else ""
        name = f"{shown(section.report.path)}: " if len(sections) > 1 else ""
        told.append(f'{name}<span class="ways">{links}</span>{more}')
    return told


def _node(graph: Store, iri: str, on: date, language: str) -> Node:
    return node(graph, graph.instrument(iri), as_of=on, language=language)
