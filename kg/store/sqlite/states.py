"""States of all instruments on all days, compiled so that thousands can be asked for at once.

A state changes only on days that stand in the records: signing, effect, the end of a period, the
first day of an ending, pausing or prolonging relation (the earliest there can be, where no source
states it) and the day after its last, and the day on which a parent ended. Between two of them it
is what it was; so it is derived once for each by ``kg.status``, which stays the only place that
knows the law. What nothing acts on, and has no period and no parent that ended, needs no deriving:
its own two days say all.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kg.contract import Store
from kg.lapse import PARENTS, lapse
from kg.model import Instrument
from kg.state import State
from kg.status import state_of
from kg.store.sqlite.processes import Processes
from kg.store.sqlite.reading import SqliteStore
from kg.timeline import Timeline, kinds_that, timeline

_NUMBER = {known: number for number, known in enumerate(State)}
_DAY = timedelta(days=1)
_BATCH = 5_000
# The kinds of relations that can change the state of their target.
_MOVING = ("ends", "suspends", "prolongs")


def compile_states(db: sqlite3.Connection, path: Path, processes: Processes | None) -> None:
    """Fill the table of states; everything else is in the file and committed.

    Args:
        db: the connection that writes.
        path: the file of ``db``, for the processes that read it.
        processes: those that derive; ``None`` derives here.
    """
    moving = _ids(db, kinds_that(*_MOVING))
    ending = _ids(db, kinds_that("ends"))
    parents = _ids(db, PARENTS)
    moved = [
        number
        for (number,) in db.execute(
            "SELECT id FROM instrument i WHERE expires IS NOT NULL"
            f" OR EXISTS (SELECT 1 FROM relation WHERE target = i.id AND kind IN ({moving}))"
            f" OR EXISTS (SELECT 1 FROM relation g JOIN relation e ON e.target = g.target"
            f" WHERE g.source = i.id AND g.kind IN ({parents}) AND e.kind IN ({ending}))"
        )
    ]
    batches = [(path, moved[at : at + _BATCH]) for at in range(0, len(moved), _BATCH)]
    # Nothing is written before all has been derived: the processes read the same file.
    derived = list((processes.each if processes else map)(_derived, batches))
    db.execute("BEGIN")
    db.execute("CREATE TEMP TABLE moved (id INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO moved VALUES (?)", ((number,) for number in moved))
    db.execute(_QUIET, {known.name: number for known, number in _NUMBER.items()})
    for numbers in derived:
        rows = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        db.executemany("INSERT INTO state VALUES (?, ?, ?)", rows)
    db.execute("COMMIT")


def _derived(batch: tuple[Path, list[int]]) -> array[int]:
    """Return instrument, first day and state of every state of some instruments, in a row."""
    path, numbers = batch
    store = SqliteStore.open(path)
    iris = store.iris(numbers)
    store.prefetch(iris.values())
    found = array("q")
    for number, iri in iris.items():
        for row in _moved(store, number, iri):
            found.extend(row)
    store.close()
    return found


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


def _moved(store: Store, number: int, iri: str) -> Iterator[tuple[int, int, int]]:
    before = None
    instrument = store.instrument(iri)
    events = timeline(store, iri)
    for day in (date.min, *_turns(store, instrument, events)):
        now = state_of(store, instrument, events, as_of=day)
        if now is not before:
            yield number, 0 if day == date.min else day.toordinal(), _NUMBER[now]
            before = now


def _turns(store: Store, instrument: Instrument, events: Timeline) -> list[date]:
    """Return, in order, the days on which the state of an instrument may change."""
    days = {instrument.date, instrument.effective}
    lasts = {instrument.expires}
    for event in events.all():
        days |= {event.day, event.earliest}
        lasts.add(event.relation.valid_to)
    if lapsed := lapse(store, instrument, events):
        days.add(lapsed[0])
    days |= {last + _DAY for last in lasts if last and last < date.max}
    return sorted(day for day in days if day)
