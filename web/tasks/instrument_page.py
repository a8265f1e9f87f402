"""The page of one instrument, at its IRI: what the graph knows of it, from where, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from check.wording import day, field_label, relation_label
from kg.agreement import agreement
from kg.conflicts import Claim, conflicts
from kg.contract import Store
from kg.known import known_by
from kg.model import Instrument
from kg.state import State
from queries.registry import questions
from report.drawing.chain import Chain, chain
from report.drawing.nodes import Node, clean
from report.drawing.scheme import BOUND, Group, Scheme, scheme
from report.drawing.words import words_of
from report.labels import cell_words
from report.to_svg import NARROW, WIDE, chain_svg, scheme_svg
from web.answer import HTML, Answer
from web.rendering import render
from web.tasks.cards import Linked, covered, linked
from web.tasks.places import Place, place, places
from web.tasks.standing import standing
from web.tasks.tools import Tools

_PHONE = 360
_FIRST = 12
"""Instruments of a kind shown at once; the others are behind one key."""
_SOURCES = 5
_FACTS = ("number", "title", "date", "issuer", "effective", "expires", "territory")
_GAPS = ("title", "date", "effective")


class Known(NamedTuple):
    """A particular: label, value (empty where unknown), and who states it."""

    label: str
    value: str
    sources: tuple[Place, ...]


class Listed(NamedTuple):
    """A neighbour in the table of its kind, with the sources of each of its relations."""

    node: Node
    sources: tuple[Place, ...]


class Kind(NamedTuple):
    """The neighbours of one kind: those shown at once, and the others."""

    group: Group
    first: tuple[Listed, ...]
    rest: tuple[Listed, ...]


class Contradiction(NamedTuple):
    """What sources say differently."""

    label: str
    stands: str
    others: tuple[str, ...]
    why: str
    other: Linked | None


def instrument_page(
    tools: Tools, iri: str, *, as_of: date | None, known: date | None, language: str, today: date
) -> Answer:
    """Return the page of an instrument.

    Args:
        tools: of the process.
        iri: of the instrument, also one that was merged into another.
        as_of: the day of the status; ``None`` for today.
        known: show only what was public by this day.
        language: ``vi`` or ``en``.
        today: of the office.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    graph = known_by(tools.graph, known) if known else tools.graph
    one, on = graph.instrument(iri), as_of or today
    full = scheme(graph, one.iri, as_of=on, language=language, limit_per_group=BOUND)
    line = chain(graph, one.iri, as_of=on, language=language)
    days = dict.fromkeys((today, on))
    page = render(
        "instrument.html",
        language,
        path="/look-up",
        switch=_address(one.iri, as_of, known, "en" if language == "vi" else "vi"),
        coverage=covered(graph, language),
        one=one,
        node=full.centre,
        facts=list(_facts(graph, one, language)),
        agreed=_agreed(graph, one),
        standings=[standing(graph, one.iri, as_of=d, language=language) for d in days],
        as_of=on,
        known=known,
        known_words=day(known) if known else "",
        today=today,
        drawn=_drawn(graph, full),
        outgoing=[_kind(group) for group in full.outgoing],
        incoming=[_kind(group) for group in full.incoming],
        chain=line,
        timelines=_timelines(line),
        contradictions=list(_contradictions(graph, one, language)),
        gaps=list(_gaps(one, full)),
        asked=list(_asked(full.centre, language)),
        # Which colour and sign means what.
        tones=dict.fromkeys(n.sign for n in _all(full)),
    )
    return Answer(page, HTML)


def _address(iri: str, as_of: date | None, known: date | None, language: str) -> str:
    asked = {"as_of": as_of, "known": known, "lang": language}
    return f"{iri}?{urlencode({name: str(value) for name, value in asked.items() if value})}"


def _facts(graph: Store, one: Instrument, language: str) -> Iterator[Known]:
    for field in _FACTS:
        value = getattr(one, field)
        if value is None and field in {"expires", "territory"}:
            continue
        told = day(value) if isinstance(value, date) else clean(value)
        yield Known(field_label(field, language), told, places(graph, one.sources.get(field, ())))


def _agreed(graph: Store, one: Instrument) -> list[tuple[str, int]]:
    """Return the days that citing documents give where no record does, with how many give each."""
    found = agreement(graph, one)
    if found is None:
        return []
    return [(day(d), n) for d, n in ((found.day, found.documents), *found.others[:_SOURCES])]


def _all(full: Scheme) -> Iterator[Node]:
    yield full.centre
    for group in full.groups:
        yield from group.nodes


def _drawn(graph: Store, full: Scheme) -> dict[str, str]:
    """Return the lược đồ for a desk and for a phone, as it is seen without script."""
    few = replace(
        full,
        outgoing=tuple(_few(group) for group in full.outgoing),
        incoming=tuple(_few(group) for group in full.incoming),
    )
    return {
        name: scheme_svg(few, shape=shape, key=f"scheme-{name}", address=lambda node: node.iri)
        for name, shape in (("desk", WIDE), ("phone", NARROW))
    }


def _few(group: Group) -> Group:
    return replace(group, nodes=group.nodes[:_FIRST])


def _timelines(line: Chain) -> dict[str, str]:
    return {
        "desk": chain_svg(line, key="chain-desk", inside=True),
        "phone": chain_svg(line, width=_PHONE, key="chain-phone", inside=True),
    }


def _kind(group: Group) -> Kind:
    listed = tuple(
        Listed(node, tuple(place(where) for link in node.links for where in link.sources))
        for node in group.nodes
    )
    return Kind(group, listed[:_FIRST], listed[_FIRST:])


def _contradictions(graph: Store, one: Instrument, language: str) -> Iterator[Contradiction]:
    for found in conflicts(graph, one.iri):
        yield Contradiction(
            label=field_label(found.field, language),
            stands=_claimed(found.stands, language) if found.stands else "",
            others=tuple(_claimed(claim, language) for claim in found.others),
            why=cell_words("why", found.why.value, language),
            other=linked(graph, found.other, language) if found.other else None,
        )


def _claimed(claim: Claim, language: str) -> str:
    """Return a value with those who state it: ids of sources, how many texts."""
    ids = [id_ for id_, _ in sorted(claim.counts, key=lambda pair: -pair[1])]
    more = f", +{len(ids) - _SOURCES}" if len(ids) > _SOURCES else ""
    return f"{_value(claim.value, language)} ({claim.documents}: {', '.join(ids[:_SOURCES])}{more})"


def _value(words: str, language: str) -> str:
    told = []
    for word in words.split():
        try:
            told.append(day(date.fromisoformat(word)))
        except ValueError:
            told.append(relation_label(word, language))
    return clean(" ".join(told))


def _gaps(one: Instrument, full: Scheme) -> Iterator[str]:
    """Yield what is not known of an instrument, as names of the words that say it."""
    if one.attested:
        yield "gap_attested"
    yield from (f"gap_{field}" for field in _GAPS if getattr(one, field) is None)
    if full.centre.state is State.UNKNOWN:
        yield "gap_status"
    kinds = {(group.kind, group.incoming) for group in full.groups}
    if ("based_on", False) not in kinds:
        yield "gap_basis"
    if not full.incoming:
        yield "gap_incoming"
    yield "gap_text"


def _asked(node: Node, language: str) -> Iterator[tuple[str, str]]:
    """Yield the questions that can be asked of an instrument: words, and where they lead."""
    words = words_of(language)
    dated_ = node.issued != words.unknown_day
    on = "ngày" if language == "vi" else "of"
    named = f"{node.name} {on} {node.issued}" if dated_ else node.name
    for question in questions().values():
        if question.subject == "instrument" and "to" not in question.options:
            said = question.vi if language == "vi" else question.en
            asked = urlencode({"q": said.format(number=named), "which": node.iri})
            yield said.format(number=node.name), f"/ask?{asked}"
