"""Instruments and answers as one HTML file: no script, no network, nothing beside the file.

The pictures stand twice, for a desk and for a phone; the style shows the one that fits. What they
show is told again in tables below, with the evidence and its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape as esc
from pathlib import Path

from check.wording import coverage, day
from kg.contract import Store
from queries.table import COLUMNS, Table, addresses
from report.drawing.canvas import STYLE
from report.drawing.chain import Chain, chain
from report.drawing.nodes import Node, clean
from report.drawing.picture import picture_of, question_words
from report.drawing.scheme import BOUND, Group, Scheme, scheme
from report.drawing.words import EN, Words, words_of
from report.labels import cell_words
from report.to_svg import NARROW, WIDE, chain_svg, scheme_svg, tree_svg

_CSS = Path(__file__).parent / "drawing" / "page.css"
_PHONE = 360
# Nothing may be loaded, run or sent, whatever a title or a source may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def instruments_page(
    graph: Store,
    iris: Sequence[str],
    *,
    as_of: date,
    language: str,
    limit_per_group: int = 12,
) -> str:
    """Return a page of one or several instruments, a section for each.

    Raises:
        IdentifierError: no instrument of the graph has one of the IRIs.
    """
    words = words_of(language)
    drawn = [
        scheme(graph, iri, as_of=as_of, language=language, limit_per_group=limit_per_group)
        for iri in iris
    ]
    names = [one.centre.heading for one in drawn]
    several = len(drawn) > 1
    title = words.bearers.format(_shared(drawn), len(drawn)) if several else names[0]
    parts = [f"<h1>{esc(title)}</h1>", f"<p>{esc(words.as_of.format(day(as_of)))}</p>"]
    if several:
        items = "".join(f'<li><a href="#s{at}">{esc(n)}</a></li>' for at, n in enumerate(names))
        parts.append(f'<nav aria-label="{esc(words.contents)}"><ul>{items}</ul></nav>')
    for at, one in enumerate(drawn):
        full = scheme(graph, one.centre.iri, as_of=as_of, language=language, limit_per_group=BOUND)
        heading = f"<h2>{esc(names[at])}</h2>" if several else ""
        body = _instrument(graph, one, full, f"s{at}", level=3 if several else 2)
        parts.append(f'<section id="s{at}">{heading}{body}</section>')
    return _page(title, "".join(parts), graph, language)


def answer_page(graph: Store, tables: Sequence[Table], *, language: str) -> str:
    """Return a page of the answers to one question, about one or several instruments."""
    parts = []
    headings = [clean(question_words(table, graph, language)) for table in tables]
    for at, table in enumerate(tables):
        picture = picture_of(table, graph, language=language)
        if isinstance(picture, Chain):
            figure = _timeline(picture, f"a{at}")
        else:
            figure = _twice(
                tree_svg(picture, key=f"a{at}w", inside=True),
                tree_svg(picture, width=_PHONE, key=f"a{at}n", inside=True),
            )
        level = "h1" if at == 0 else "h2"
        parts.append(
            f"<section><{level}>{esc(headings[at])}</{level}>{figure}"
            f"{_answer(table, words_of(language), language)}</section>"
        )
    return _page(headings[0] if headings else "", "".join(parts), graph, language)


def _shared(drawn: Sequence[Scheme]) -> str:
    """Return the last word of the names where all have the same, else all names."""
    numbers = dict.fromkeys(one.centre.name.rsplit(" ", 1)[-1] for one in drawn)
    return ", ".join(numbers)


def _page(title: str, body: str, graph: Store, language: str) -> str:
    words = words_of(language)
    style = _CSS.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "vi"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{esc(title)}</title>\n<style>\n{STYLE}\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n"
        f"<footer>{esc(words.coverage.format(*coverage(graph)))}</footer>\n</body>\n</html>\n"
    )


def _instrument(graph: Store, drawn: Scheme, full: Scheme, key: str, *, level: int) -> str:
    """Return one instrument: card, lược đồ, timeline, relations."""
    words = words_of(drawn.language)
    ids = _ids(full, key)

    def address(node: Node) -> str | None:
        return f"#{ids[node.iri]}" if node.iri in ids else None

    picture = _twice(
        scheme_svg(drawn, shape=WIDE, key=f"{key}w", address=address),
        scheme_svg(drawn, shape=NARROW, key=f"{key}n", address=address),
    )
    line = chain(graph, drawn.centre.iri, as_of=drawn.as_of, language=drawn.language)
    heading = f"<h{level}>{{}}</h{level}>"
    return "".join(
        (
            _card(graph, drawn.centre, words),
            heading.format(esc(words.scheme_of.format(drawn.centre.name))),
            picture,
            heading.format(esc(words.timeline)),
            _timeline(line, f"{key}c"),
            heading.format(esc(words.relations)),
            _relations(drawn, full, ids, words, level + 1),
        )
    )


def _card(graph: Store, node: Node, words: Words) -> str:
    ids = (id_ for found in graph.instrument(node.iri).sources.values() for id_ in found)
    rows = [(label, esc(value)) for label, value in node.facts]
    rows.append((words.status, _state(node)))
    rows.append((words.sources, _sources(addresses(graph, ids))))
    facts = "".join(f"<dt>{esc(label)}</dt><dd>{value}</dd>" for label, value in rows if value)
    notes = "".join(f'<p class="note">{esc(note)}</p>' for note in node.notes)
    return f"<p><strong>{esc(node.title)}</strong></p><dl>{facts}</dl>{notes}"


def _state(node: Node) -> str:
    return f'<span class="state t-{node.sign.tone}">{esc(node.status_line)}</span>'


def _twice(wide: str, narrow: str) -> str:
    return f'<figure class="wide">{wide}</figure><figure class="narrow">{narrow}</figure>'


def _timeline(line: Chain, key: str) -> str:
    return _twice(
        chain_svg(line, key=f"{key}w", inside=True),
        chain_svg(line, width=_PHONE, key=f"{key}n", inside=True),
    )


def _ids(full: Scheme, key: str) -> dict[str, str]:
    """Return the id of each instrument's row; one in several groups has its row's in the first."""
    found = dict.fromkeys(node.iri for group in full.groups for node in group.nodes)
    return {iri: f"{key}r{at}" for at, iri in enumerate(found)}


def _relations(drawn: Scheme, full: Scheme, ids: dict[str, str], words: Words, level: int) -> str:
    if not full.groups:
        return f"<p>{esc(words.none)}</p>"
    free = dict(ids)
    parts = []
    for label, few, all_ in (
        (words.outgoing, drawn.outgoing, full.outgoing),
        (words.incoming, drawn.incoming, full.incoming),
    ):
        if all_:
            parts.append(f"<h{level}>{esc(label)}</h{level}>")
        parts += (_group(a, b, free, words) for a, b in zip(few, all_, strict=True))
    return "".join(parts)


def _group(drawn: Group, full: Group, free: dict[str, str], words: Words) -> str:
    """Return a group as tables: what is drawn, and the others closed until asked for."""
    shown = len(drawn.nodes)
    heading = f"{full.heading} ({full.total})"
    body = _table(full.nodes[:shown], heading, free, words)
    if rest := full.nodes[shown:]:
        more = words.more.format(full.total - shown)
        bound = ""
        if full.hidden:
            bound = f"<p>{esc(words.not_drawn.format(len(full.nodes), full.total))}</p>"
        table = _table(rest, heading, free, words)
        body += f"<details><summary>{esc(more)}</summary>{bound}{table}</details>"
    return f"<details open><summary>{esc(heading)}</summary>{body}</details>"


def _table(nodes: Iterable[Node], caption: str, free: dict[str, str], words: Words) -> str:
    place = int(words is EN)
    heads = [COLUMNS[c][place] for c in ("number", "title", "state", "relation", "evidence")]
    head = "".join(f'<th scope="col">{esc(h)}</th>' for h in (*heads, words.sources))
    rows = []
    for node in nodes:
        id_ = free.pop(node.iri, None)
        opening = f'<tr id="{id_}">' if id_ else "<tr>"
        told = (
            f'<td data-label="{esc(heads[2])}">{_state(node)}</td>',
            _cell(heads[3], (esc(" – ".join(link.lines)) for link in node.links)),
            _cell(heads[4], (f"“{esc(link.evidence)}”" for link in node.links if link.evidence)),
            _cell(words.sources, (_sources(link.sources) for link in node.links)),
        )
        name = f'<th scope="row">{esc(node.name)}<br><small>{esc(node.issued)}</small></th>'
        rows.append(f"{opening}{name}<td>{esc(node.title)}</td>{''.join(told)}</tr>")
    hidden = f'<caption class="narrow">{esc(caption)}</caption>'
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<table class="relations">{hidden}{body}</table>'


def _cell(label: str, lines: Iterable[str]) -> str:
    body = "<br>".join(line for line in lines if line)
    return f'<td data-label="{esc(label)}">{body}</td>' if body else "<td></td>"


def _sources(places: Iterable[str]) -> str:
    return "<br>".join(map(_source, map(clean, places)))


def _source(place: str) -> str:
    """Return an address as a link where it is one of the web and whole."""
    if place.startswith(("https://", "http://")) and "…" not in place and " " not in place:
        return f'<a href="{esc(place)}" rel="noreferrer noopener">{esc(place)}</a>'
    return esc(place)


def _answer(table: Table, words: Words, language: str) -> str:
    place = int(language == "en")
    columns = [column for column in table.columns if column != "other_iri"]
    head = "".join(f'<th scope="col">{esc(COLUMNS[c][place])}</th>' for c in columns)
    rows = []
    for row in table.rows:
        told = ((c, clean(cell_words(c, row[c], language))) for c in columns)
        cells = (
            f'<th scope="row">{esc(value)}</th>'
            if c == "number"
            else _cell(COLUMNS[c][place], (esc(value),))
            for c, value in told
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    notes = "".join(f'<p class="note">{esc(clean(note[place]))}</p>' for note in table.notes)
    if not rows:
        return notes
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<h2>{esc(words.answer)}</h2><table>{body}</table>{notes}"
