"""The entries of the vocabulary, one class for each file of this folder."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

Effect = Literal["ends", "changes", "suspends", "prolongs", "none"]
Raw = dict[str, Any]


LAWS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})
"""Slugs of the types that are cited by name (NĐ 30/2020 Phụ lục I, II.6.a)."""
LAW_WORDS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
"""Their type words."""


class InstrumentType(NamedTuple):
    """A type of instrument, for example Nghị định.

    Attributes:
        symbols: letters that name the type inside a number; several types may share one.
        kind: ``qppl``, ``administrative``, ``party``, or ``any`` where the type does not tell.
        words: other spellings seen in texts.
    """

    id: str
    vi: str
    en: str
    symbols: tuple[str, ...]
    kind: str
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class RelationKind(NamedTuple):
    """A kind of relation; the source of a relation acts on its target.

    Attributes:
        effect: what it does to the target.
        eli: the ELI property that it is, where there is one.
        sub_property_of: the ELI property above it otherwise.
    """

    id: str
    inverse: str
    vi: str
    en: str
    inverse_vi: str
    inverse_en: str
    effect: Effect
    eli: str | None = None
    sub_property_of: str | None = None
    sources: tuple[str, ...] = ()


class Successor(NamedTuple):
    """A heir of an issuer; ``since`` is its first day, ``None`` when only the month is known."""

    id: str
    since: date | None = None
    note: str = ""


class Issuer(NamedTuple):
    """A central issuing body; local bodies are named after their province.

    Attributes:
        valid_from, valid_to: first and last day on which it existed; ``None`` for open.
    """

    id: str
    vi: str
    en: str
    symbols: tuple[str, ...]
    aliases: tuple[str, ...]
    level: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] = ()
    sources: tuple[str, ...] = ()

    def living(self, on: date) -> bool:
        """Whether the body existed on a day; open ends count as existing."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class Province(NamedTuple):
    """A province or city under central authority.

    Attributes:
        successor: id of the unit that took it over; ``None`` for one that exists.
        merged_on: first day of the new unit, also for a unit that kept its name but grew.
    """

    id: str
    vi: str
    successor: str | None = None
    merged_on: date | None = None
    sources: tuple[str, ...] = ()


class Body(NamedTuple):
    """A body or level of government that no longer exists.

    Attributes:
        pattern_words: the exact phrases that name it in a text.
        ended_on: first day without it.
    """

    id: str
    vi: str
    pattern_words: tuple[str, ...]
    ended_on: date | None
    successor_vi: str
    successor_en: str
    sources: tuple[str, ...] = ()


class Term(NamedTuple):
    """A term that the law has dropped.

    Attributes:
        since: first day on which the term is outdated.
        instrument: number of the instrument that dropped it.
    """

    id: str
    words: tuple[str, ...]
    since: date | None
    instead_vi: str
    instead_en: str
    instrument: str | None = None
    sources: tuple[str, ...] = ()


FILES: dict[str, type[Any]] = {
    "types": InstrumentType,
    "relations": RelationKind,
    "issuers": Issuer,
    "provinces": Province,
    "bodies": Body,
    "terms": Term,
}
DAYS = frozenset({"valid_from", "valid_to", "merged_on", "ended_on", "since"})
LISTS = frozenset({"symbols", "words", "aliases", "pattern_words", "sources"})


def build(entry: type[Any], record: Raw) -> Any:  # noqa: ANN401
    """Return a record as an entry of its class; lists become tuples, ISO days dates."""
    values: Raw = {}
    for key, value in record.items():
        if value is None:
            values[key] = None
        elif key in DAYS:
            values[key] = date.fromisoformat(value)
        elif key in LISTS:
            values[key] = tuple(value)
        elif key == "successors":
            values[key] = tuple(_successor(heir) for heir in value)
        else:
            values[key] = value
    return entry(**values)


def _successor(heir: Raw) -> Successor:
    since = heir.get("from")
    return Successor(
        id=heir["id"],
        since=date.fromisoformat(since) if since else None,
        note=heir.get("note") or "",
    )
