"""The instruments at the ends of relations that tables state by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ingest.sources.identity import Row, RowError, day_of, instrument_of
from kg.contract import Store
from kg.graph import stem
from kg.ids import number_key, read_number
from kg.model import Instrument
from kg.text import unify
from kg.vocab import load_vocabulary


class Known(NamedTuple):
    """What of an instrument decides whether a number means it."""

    iri: str
    type: str
    date: date | None


class Ends:
    """Instruments by number: those of the files being read, and those of the graph."""

    def __init__(self, graph: Store) -> None:
        """Look into a graph too."""
        self._graph = graph
        self._read: dict[str, list[Known]] = {}

    def add(self, instrument: Instrument) -> None:
        """Remember an instrument that a file is a record of."""
        known = Known(instrument.iri, instrument.type, instrument.date)
        self._read.setdefault(number_key(instrument.number), []).append(known)

    def find(self, row: Row, source: str) -> tuple[Known, Instrument | None]:
        """Return the instrument that a number means, and the new node if nobody knows it yet.

        A new node is provisional where the day is not stated. It becomes one with the dated
        instrument as soon as that is known, if the number holds a year (``kg.graph.Graph``); a
        number without one may mean several instruments, so its day or its record must be known.

        Raises:
            RowError: the number means several, or does not tell what it means.
        """
        number = "".join(unify(row.number).split())
        day = day_of(row.date, "date of an end")
        found = self._candidates(number)
        if row.type:
            type_ = load_vocabulary().type_by_word(row.type)
            found = [k for k in found if type_ is None or k.type == type_.id]
        if day is not None:
            found = [k for k in found if k.date in (day, None)]
        found = _distinct(found, named_once=read_number(number).year is not None)
        if len(found) > 1:
            several = ", ".join(sorted(k.iri for k in found))
            raise RowError(f"{row.number!r} means several: {several}. Add its date or type.")
        if found:
            return found[0], None
        if day is None and read_number(number).year is None:
            raise RowError(f"{row.number!r} is not known. Give its date, or its record first.")
        new = replace(instrument_of(row, source), attested=True)
        return Known(new.iri, new.type, new.date), new

    def _candidates(self, number: str) -> list[Known]:
        graph = (Known(i.iri, i.type, i.date) for i in self._graph.by_numbers([number]))
        return [*graph, *self._read.get(number_key(number), ())]


def _distinct(found: Iterable[Known], *, named_once: bool) -> list[Known]:
    """Return each once; an undated node beside a dated one of its name is no other instrument.

    Nor are two days of a number that is given once only (``named_once``, it holds a year): one of
    the records is wrong, and the graph keeps both days.
    """
    by_stem: dict[tuple[str, str], dict[str, Known]] = {}
    for known in found:
        by_stem.setdefault(stem(known.iri), {}).setdefault(known.iri, known)
    distinct: list[Known] = []
    for same in by_stem.values():
        dated = [known for known in same.values() if known.date is not None] or [*same.values()]
        distinct += dated[:1] if named_once else dated
    return distinct
