"""What independent texts agree on where no record says it: an instrument's date.

A date in a citing document is weak by itself: one in some hundred is mistyped, and drafts copy each
other's slips. But slips differ from each other, so a day that several texts give and nearly all who
give one is the right day in all but odd cases: of the 15,369 public documents behind
``facts/most_cited.csv`` 111 date 118/2025/NĐ-CP one way and one another.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from kg.model import Attestation, Instrument
from kg.twins import is_unique

ENOUGH = 3
"""So many independent texts can be relied on: two may have copied a third that nobody read."""
SHARE = 0.8
"""The share of them that must agree. With less there are two camps, and a slip has spread."""


class Witnesses(Protocol):
    """What agreement is read from: the part of a store that holds what is said."""

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument."""


class Agreement(NamedTuple):
    """The day that most texts give to an instrument.

    Attributes:
        day: the day.
        documents: how many independent texts give it.
        others: other days and how many give them, most first.
        sources: ids of the sources that give it, those of most texts first.
    """

    day: date
    documents: int
    others: tuple[tuple[date, int], ...]
    sources: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether the day can be relied on, though less than on a record."""
        all_ = self.documents + sum(count for _, count in self.others)
        return self.documents >= ENOUGH and self.documents >= SHARE * all_

    def bears_out(self, stated: str) -> bool:
        """Return whether the day is the stated one, or of the stated year."""
        return self.day.isoformat().startswith(stated)

    def giving(self, stated: str) -> int:
        """Return how many texts give a day, or a day of a year, as citations state it."""
        days = ((self.day, self.documents), *self.others)
        return sum(count for day, count in days if day.isoformat().startswith(stated))


def has_recorded_date(instrument: Instrument) -> bool:
    """Return whether a record dates the instrument, not only documents that cite it."""
    return instrument.date is not None and not instrument.attested


def agreement(witnesses: Witnesses, instrument: Instrument) -> Agreement | None:
    """Return the day that most texts give to an instrument without a recorded date.

    ``None`` where nobody gives one, or where the number recurs, so that several days are those of
    several instruments.
    """
    if not is_unique(instrument.number) or has_recorded_date(instrument):
        return None
    said: dict[date, dict[str, int]] = {}
    if instrument.date:
        said[instrument.date] = dict.fromkeys(instrument.sources.get("date", ()), 1)
    for attestation in witnesses.attestations(instrument.iri):
        if attestation.field == "date":
            counts = said.setdefault(date.fromisoformat(attestation.value), {})
            for id_, count in attestation.counts:
                counts[id_] = max(count, counts.get(id_, 0))
    ranked = sorted(said.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    if not ranked:
        return None
    (day, counts), *rest = ranked
    others = tuple((other, sum(found.values())) for other, found in rest)
    sources = tuple(sorted(counts, key=lambda id_: (-counts[id_], id_)))
    return Agreement(day, sum(counts.values()), others, sources)


def agreed_day(witnesses: Witnesses, instrument: Instrument) -> date | None:
    """Return the day that enough texts agree on where no record dates the instrument."""
    found = agreement(witnesses, instrument)
    return found.day if found and found.strong else None
