"""What every picture shows of an instrument: name, day, title, status with sign and tone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from check.wording import day, type_word
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.state import State, Status
from kg.status import status
from kg.timeline import event
from kg.vocab import load_vocabulary
from queries.status import NOTES
from queries.table import addresses
from report.drawing.words import Words, words_of
from report.labels import STATES


class Sign(NamedTuple):
    """How a state is marked beside its words: a character of common fonts, and a tone."""

    mark: str
    tone: str


#: Tone to its colour on white; all have a contrast of at least 4.5 (WCAG 2.2, 1.4.3).
TONES = {
    "live": "#116329",
    "part": "#7a4d00",
    "wait": "#0550ae",
    "pause": "#6639ba",
    "gone": "#a40e26",
    "open": "#424a53",
}
_ENDED = Sign("×", "gone")
_PART = Sign("◐", "part")
SIGNS = {
    State.IN_FORCE: Sign("●", "live"),
    State.PARTLY_IN_FORCE: _PART,
    State.PARTLY_EXPIRED: _PART,
    State.NOT_YET_IN_FORCE: Sign("○", "wait"),
    State.SUSPENDED: Sign("‖", "pause"),
    State.PERIOD_ENDED: _ENDED,
    State.REPLACED: _ENDED,
    State.REPEALED: _ENDED,
    State.LAPSED: _ENDED,
    State.UNKNOWN: Sign("?", "open"),
}


class Link(NamedTuple):
    """One relation as words.

    Attributes:
        since: from which day it has effect; empty where the kind has no day of effect.
        parts: what of the target is touched; empty for the whole.
        whole: whether it touches the whole target.
        more: further lines that an answer tells of it.
    """

    since: str
    parts: str
    whole: bool
    evidence: str = ""
    sources: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is drawn of it."""
        return tuple(line for line in (self.since, self.parts, *self.more) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An instrument as it is drawn; all words are free of control characters.

    Attributes:
        name: type and number.
        status_words: state on the day asked for, with its first day where known.
        links: relations to the instrument in the middle, or to the step before.
        facts, notes: further particulars (label and value), and what must be told with the
            status; only of the instrument in the middle.
    """

    iri: str
    name: str
    issued: str
    title: str
    state: State
    status_words: str
    links: tuple[Link, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sign(self) -> Sign:
        """The mark and tone of its state."""
        return SIGNS[self.state]

    @property
    def partial(self) -> bool:
        """Whether all relations that brought it here are of parts."""
        return bool(self.links) and not any(link.whole for link in self.links)

    @property
    def heading(self) -> str:
        """Name and day."""
        return f"{self.name} ({self.issued})"

    @property
    def status_line(self) -> str:
        """Sign and words of its state."""
        return f"{self.sign.mark} {self.status_words}"


# Zs, Zl, Zp become blanks; of the formats (Cf) only those that shape letters are kept.
_JOINERS = "\u200c\u200d"


def clean(words: str | None) -> str:
    """Return one line of what XML 1.0 can carry: no controls, no reordering of text.

    Control characters, lone surrogates, non-characters and bidirectional controls would break the
    file or let a title show as another; each run of them and of blanks becomes one blank.
    """
    if not words:
        return ""
    kept = "".join(c if _printable(c) else " " for c in words)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _printable(c: str) -> bool:
    if c in _JOINERS:
        return True
    return unicodedata.category(c)[0] not in "C" or unicodedata.category(c) == "Co"


def node(
    graph: Store,
    instrument: Instrument,
    *,
    as_of: date,
    language: str,
    links: Iterable[Link] = (),
    facts: bool = False,
) -> Node:
    """Return an instrument as it is drawn, with its status on a day."""
    words = words_of(language)
    found = status(graph, instrument.iri, as_of=as_of)
    return Node(
        iri=instrument.iri,
        name=clean(name(instrument, language)),
        issued=day(instrument.date) if instrument.date else words.unknown_day,
        title=clean(instrument.title),
        state=found.state,
        status_words=_status_words(found, words, language),
        links=tuple(links),
        facts=_facts(instrument, words) if facts else (),
        notes=tuple(NOTES[n.value][language == "en"] for n in found.notes) if facts else (),
    )


def name(instrument: Instrument, language: str) -> str:
    """Return type and number: ``Nghị định 61/2018/NĐ-CP``, ``Luật 72/2025/QH15``."""
    number = instrument.number or words_of(language).unnumbered
    return f"{type_word(instrument, language)} {number}"


def _status_words(found: Status, words: Words, language: str) -> str:
    state = STATES[str(found.state)][language == "en"]
    # The first day of "not yet in force" is that of signing: it would read as the effective one.
    if found.since is None or found.state is State.NOT_YET_IN_FORCE:
        return state
    return f"{state} {words.since.format(day(found.since))}"


def _facts(instrument: Instrument, words: Words) -> tuple[tuple[str, str], ...]:
    pairs = (
        (words.issued, day(instrument.date) if instrument.date else words.unknown_day),
        (words.issuer, clean(instrument.issuer)),
        (words.effective, day(instrument.effective) if instrument.effective else words.no_start),
        (words.expires, day(instrument.expires) if instrument.expires else ""),
        (words.territory, clean(instrument.territory)),
    )
    return tuple((label, value) for label, value in pairs if value)


def link(graph: Store, relation: Relation, *, as_of: date, language: str) -> Link:
    """Return a relation as words.

    Kinds that change the target always tell their day, if only as unknown; căn cứ, dẫn chiếu and
    the like tell it where a source states one.
    """
    words = words_of(language)
    acts = load_vocabulary().effects.get(relation.kind, "none") != "none"
    since = event(graph, relation).day if acts else relation.valid_from
    told = words.linked.format(day(since)) if since else words.unknown_start if acts else ""
    if relation.valid_to:
        told = f"{told} {words.until.format(day(relation.valid_to))}".strip()
    if since and since > as_of:
        told += f" ({words.later})"
    parts = ""
    if relation.scope == "part":
        parts = f"{words.part}: {clean(relation.parts)}" if relation.parts else words.part
    return Link(
        since=told,
        parts=parts,
        whole=relation.scope == "whole",
        evidence=clean(relation.evidence),
        sources=tuple(clean(place) for place in addresses(graph, relation.sources)),
    )
