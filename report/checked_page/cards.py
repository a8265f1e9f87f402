"""The instruments that the drafts cite: a list, and a card with pictures for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from check.wording import day
from kg.contract import Store
from kg.model import Instrument
from queries.table import addresses
from report.checked_page.finding_list import Ways, linked
from report.checked_page.instrument_table import instrument_table, places
from report.checked_page.model import NOWHERE, Checked
from report.checked_page.visible import shown
from report.checked_page.words import Words
from report.drawing.chain import chain
from report.drawing.nodes import Node, node
from report.drawing.scheme import Scheme, scheme
from report.drawing.words import words_of as drawing_words
from report.to_page import _state, _table
from report.to_svg import NARROW, chain_svg, scheme_svg

#: Instruments of a group that are drawn, and instruments that get drawings at all: what bounds
#: the size of the page. An instrument with drawings takes some 15 kB, another 1 kB.
PER_GROUP, DRAWN = 6, 120
_PHONE = 360
_SOURCES = 6


class Cards:
    """Cards of the instruments of one or several reports, each instrument once.

    Args:
        graph: where the instruments come from.
        ids: IRI to the id of its card, in the order of the list.
        drawn: those that get pictures.
        sections: the reports that cite them.
        language: ``vi`` or ``en``.
        words: the page's words in that language.
    """

    def __init__(
        self,
        graph: Store,
        ids: Mapping[str, str],
        *,
        drawn: frozenset[str],
        sections: Sequence[Checked],
        language: str,
        words: Words,
    ) -> None:
        self._graph = graph
        self._ids = ids
        self._drawn = drawn
        self._sections = sections
        self._language = language
        self._words = words
        self._as_of = max((s.report.as_of for s in sections), default=date.max)

    def table(self) -> str:
        """Return the list of all instruments, which is also what is printed of them."""
        words = self._words
        body = instrument_table(
            self._graph,
            self._ids,
            sections=self._sections,
            ways=Ways(lambda iri: f"#{self._ids[iri]}"),
            language=self._language,
            words=words,
        )
        return f'<p class="screen">{words.instruments_note}</p><table class="list">{body}</table>'

    def cards(self) -> str:
        """Return the cards, each of which shows when its id is the target."""
        return "".join(self._card(iri, id_) for iri, id_ in self._ids.items())

    def _node(self, iri: str, on: date, *, facts: bool = False) -> Node:
        found = self._graph.instrument(iri)
        return node(self._graph, found, as_of=on, language=self._language, facts=facts)

    def _card(self, iri: str, id_: str) -> str:
        words, found = self._words, self._graph.instrument(iri)
        now = self._node(iri, self._as_of, facts=True)
        notes = [words.attested] if found.attested else []
        notes += now.notes
        close = (
            f'<a class="x" href="#{NOWHERE}" aria-label="{words.close_card}">{words.close} ✕</a>'
        )
        title = f'<p lang="vi"><strong>{shown(now.title)}</strong></p>' if now.title else ""
        return (
            f'<section class="card" id="{id_}" aria-labelledby="{id_}h" tabindex="-1">{close}'
            f'<h3 id="{id_}h">{shown(now.name)}</h3>{title}{self._facts(found, now)}'
            f"{''.join(f'<p class=note>{shown(note)}</p>' for note in notes)}"
            f"{self._pictures(iri, id_)}</section>"
        )

    def _facts(self, found: Instrument, now: Node) -> str:
        words = self._words
        rows = [(label, shown(value)) for label, value in now.facts]
        rows += [
            (words.on_date.format(day(on)), _state(self._node(found.iri, on)))
            for on in sorted({s.report.date for s in self._sections if found.iri in s.cited})
        ]
        rows.append((words.up_to.format(day(self._as_of)), _state(now)))
        rows.append((words.cited_at, "<br>".join(places(found.iri, self._sections, words))))
        ids = (id_ for ids in found.sources.values() for id_ in ids)
        read_at = addresses(self._graph, ids)
        told = [linked(place) for place in read_at[:_SOURCES]]
        if len(read_at) > _SOURCES:
            told.append(words.more.format(len(read_at) - _SOURCES))
        rows.append((drawing_words(self._language).sources, "<br>".join(told)))
        shown_rows = (f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows if value)
        return f"<dl>{''.join(shown_rows)}</dl>"

    def _pictures(self, iri: str, id_: str) -> str:
        words, told = self._words, drawing_words(self._language)
        own = scheme(
            self._graph, iri, as_of=self._as_of, language=self._language, limit_per_group=PER_GROUP
        )
        if not own.groups:
            return f'<p class="note">{told.none}</p>'
        if iri not in self._drawn:
            return f'<p class="note">{words.not_drawn.format(DRAWN)}</p>'
        picture = scheme_svg(own, shape=NARROW, key=f"{id_}s", address=self._address)
        line = chain_svg(
            chain(self._graph, iri, as_of=self._as_of, language=self._language),
            width=_PHONE,
            key=f"{id_}t",
            inside=True,
        )
        return (
            f"<h4>{shown(told.scheme_of.format(own.centre.name))}</h4><figure>{picture}</figure>"
            f"<h4>{told.timeline}</h4><figure>{line}</figure>"
            f"<details><summary>{words.proofs_of_relations}</summary>{self._relations(own)}"
            "</details>"
        )

    def _address(self, other: Node) -> str | None:
        return f"#{self._ids[other.iri]}" if other.iri in self._ids else None

    def _relations(self, own: Scheme) -> str:
        """Return what is drawn as tables, with the evidence and its sources."""
        told = drawing_words(self._language)
        parts = []
        for group in own.groups:
            heading = f"{group.heading} ({group.total})"
            parts.append(f"<h4>{shown(heading)}</h4>{_table(group.nodes, heading, {}, told)}")
            if group.hidden:
                parts.append(f"<p>{told.not_drawn.format(len(group.nodes), group.total)}</p>")
        return "".join(parts)
