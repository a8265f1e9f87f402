"""The look-up: what some words may name, as a page and as suggestions while they are typed."""

from __future__ import annotations

from datetime import date

from report.drawing.nodes import clean
from report.to_json import dumps
from web.answer import HTML, Answer
from web.rendering import render
from web.tasks.cards import cards, covered
from web.tasks.tools import Tools
from web.tasks.typed import found_by

PATH = "/look-up"
_SUGGESTED = 8


def look_up_page(
    tools: Tools, words: str, *, language: str, today: date, switch: str = PATH
) -> Answer:
    """Return the page of what some words may name; without words the form alone."""
    graph = tools.graph
    found = found_by(words, graph)
    named, alike, near = (
        cards(graph, some, as_of=today, language=language)
        for some in (found.named, found.alike, found.near)
    )
    page = render(
        "look_up.html",
        language,
        path=PATH,
        switch=switch,
        coverage=covered(graph, language),
        words=clean(words),
        named=named,
        alike=alike,
        near=near,
        read=found.read,
        one_number=len({instrument.number for instrument in found.named}) == 1,
        number=found.named[0].number if found.named else "",
    )
    return Answer(page, HTML)


def suggestions(tools: Tools, words: str, *, language: str, today: date) -> Answer:
    """Return the few instruments that words being typed may lead to, as JSON."""
    found = found_by(words, tools.graph)
    some = (*found.named, *found.alike, *found.near)[:_SUGGESTED]
    shown = [card.node for card in cards(tools.graph, some, as_of=today, language=language)]
    told = [
        {
            "iri": node.iri,
            "name": node.name,
            "issued": node.issued,
            "title": node.title,
            "tone": node.sign.tone,
            "status": node.status_line,
        }
        for node in shown
    ]
    return Answer(dumps({"suggestions": told}).encode())
