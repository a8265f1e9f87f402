"""States of all instruments on all days, compiled so that thousands can be asked for at once.

A state changes only on days that stand in the records: signing, effect, the end of a period, the
first day of an ending, pausing or prolonging relation and the day after its last, and the day on
which a parent ended. Between two of them it is what it was; so it is derived once for each by
``kg.status``, which stays the only place that knows the law. What nothing acts on, and has no
period and no parent, needs no deriving: its own two days say all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from kg.contract import Store
from kg.lapse import GUIDES, lapse
from kg.model import Instrument
from kg.state import State
from kg.status import status
from kg.store.sqlite.reading import SqliteStore
from kg.timeline import Timeline, kinds_that, timeline

_NUMBER = {state: number for number, state in enumerate(State)}
_DAY = timedelta(days=1)
_BATCH = 5_000
# The kinds of relations that can change the state of their target.
_MOVING = ("ends", "suspends", "prolongs")


def compile_states(db: sqlite3.Connection) -> None:
    """Fill the table of states; instruments and relations are complete and indexed."""
    store = SqliteStore(db)
    moving = _ids(db, kinds_that(*_MOVING))
    guides = _ids(db, (GUIDES,))
    db.execute(
        "CREATE TEMP TABLE moved AS SELECT id FROM instrument i WHERE expires IS NOT NULL"
        f" OR EXISTS (SELECT 1 FROM relation WHERE target = i.id AND kind IN ({moving}))"
        f" OR EXISTS (SELECT 1 FROM relation WHERE source = i.id AND kind IN ({guides}))"
    )
    db.execute(_QUIET, {state.name: number for state, number in _NUMBER.items()})
    rows = _moved(store)
    while batch := list(islice(rows, _BATCH)):
        db.executemany("INSERT INTO state VALUES (?, ?, ?)", batch)
        store.memo.clear()
    db.execute("DROP TABLE moved")


def _ids(db: sqlite3.Connection, kinds: tuple[str, ...]) -> str:
    """Return the identifiers of kinds of relations, to stand between brackets."""
    numbers = dict(db.execute("SELECT name, id FROM kind"))
    return ", ".join(str(numbers[kind]) for kind in kinds if kind in numbers)


_QUIET = """
INSERT INTO state
SELECT id, 0, iif(date IS NULL AND effective IS NULL, :UNKNOWN, :NOT_YET_IN_FORCE)
FROM instrument WHERE id NOT IN (SELECT id FROM moved)
UNION ALL
SELECT id, max(ifnull(date, 0), ifnull(effective, 0)),
    iif(effective IS NULL, :UNKNOWN, :IN_FORCE)
FROM instrument
WHERE id NOT IN (SELECT id FROM moved) AND (date IS NOT NULL OR effective IS NOT NULL)
ORDER BY 1, 2
"""


def _moved(store: SqliteStore) -> Iterator[tuple[int, int, int]]:
    for number, iri in store.rows_of("moved"):
        instrument = store.instrument(iri)
        before = None
        for day in (date.min, *_turns(store, instrument)):
            state = status(store, instrument.iri, as_of=day).state
            if state is not before:
                yield number, 0 if day == date.min else day.toordinal(), _NUMBER[state]
                before = state


def _turns(store: Store, instrument: Instrument) -> list[date]:
    """Return, in order, the days on which the state of an instrument may change."""
    events: Timeline = timeline(store, instrument.iri)
    days = {instrument.date, instrument.effective}
    lasts = {instrument.expires}
    for event in events.all():
        days.add(event.day)
        lasts.add(event.relation.valid_to)
    if lapsed := lapse(store, instrument, events):
        days.add(lapsed[0])
    days |= {last + _DAY for last in lasts if last and last < date.max}
    return sorted(day for day in days if day)
