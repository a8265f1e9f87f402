"""What a status says: states, notes, proof."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kg.model import Instrument, Relation


class State(StrEnum):
    """What can be said of an instrument's effect on a day."""

    NOT_YET_IN_FORCE = "not_yet_in_force"
    IN_FORCE = "in_force"
    PARTLY_IN_FORCE = "partly_in_force"
    SUSPENDED = "suspended"
    PERIOD_ENDED = "period_ended"
    PARTLY_EXPIRED = "partly_expired"
    REPLACED = "replaced"
    REPEALED = "repealed"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


ENDED = frozenset({State.PERIOD_ENDED, State.REPLACED, State.REPEALED, State.LAPSED})


class Note(StrEnum):
    """What a reader of a status should know beside the state.

    ``needs_check``: an instrument that this one guides, implements or amends has ended as a
    whole; whether this one goes on must be read in the texts. ``end_day_unknown``: another
    instrument ends it on a day that no source states. ``alive``: no source states its effective
    day, but another instrument changed or used it within a year of the day asked for.
    ``extended``: its period was prolonged. ``successor_ended``: nothing in the chain of
    successors applies on the day. ``rest_unknown``: parts have ended, and no source states the
    first day of the rest, so nothing is known of whether that applies.
    """

    NEEDS_CHECK = "needs_check"
    END_DAY_UNKNOWN = "end_day_unknown"
    ALIVE = "alive"
    EXTENDED = "extended"
    SUCCESSOR_ENDED = "successor_ended"
    REST_UNKNOWN = "rest_unknown"


class Fact(NamedTuple):
    """A field of the instrument as proof: name, value, and ids of the sources that state it."""

    field: str
    value: date | None
    sources: tuple[str, ...]

    @classmethod
    def of(cls, instrument: Instrument, field: str) -> Fact:
        """Return a field of an instrument as proof; only days are told as values."""
        value = getattr(instrument, field)
        return cls(
            field, value if isinstance(value, date) else None, instrument.sources.get(field, ())
        )


Proof = Relation | Fact


class Status(NamedTuple):
    """The status of an instrument on ``as_of``.

    Attributes:
        state: the state.
        as_of: the day asked for.
        since: first day of the state, ``None`` when unknown.
        until: last day of it as far as the graph knows, ``None`` for open or unknown.
        proof: relations and fields that the state rests on, the decisive one first.
        successors: IRIs that replaced it (for ``partly_expired``: its parts), in order; the last
            is what applies.
        parts: what has ended or is paused, in words, for states of parts.
        inferred: the state follows from a rule of law, not from a text that names the instrument.
        notes: what should be told with it.
    """

    state: State
    as_of: date
    since: date | None = None
    until: date | None = None
    proof: tuple[Proof, ...] = ()
    successors: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    inferred: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations among the proof."""
        return tuple(p for p in self.proof if isinstance(p, Relation))
