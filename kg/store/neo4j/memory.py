"""What a process has read from the server: instruments and relations, each asked for once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, TypeVar

from kg.contract import relation_order
from kg.model import Instrument, Relation
from kg.store.neo4j.connect import Server
from kg.store.neo4j.rows import (
    INSTRUMENT_FIELDS,
    RELATION_FIELDS,
    instrument_of,
    relation_of,
    type_of,
)

_T = TypeVar("_T")
Direction = Literal["out", "in"]

INSTRUMENT_MAP = " {" + ", ".join(f".{name}" for name in INSTRUMENT_FIELDS) + "}"
"""Follows the name of a node and gives its fields, without the keys of look-ups."""
RELATION_MAP = " {" + ", ".join(f".{name}" for name in RELATION_FIELDS) + "}"
AT_ONCE = 2_000
"""Instruments asked for in one round trip."""

_INSTRUMENTS = f"""
UNWIND $iris AS iri
OPTIONAL MATCH (i:Instrument {{iri: iri}})
OPTIONAL MATCH (a:Alias {{iri: iri}})
OPTIONAL MATCH (j:Instrument {{iri: a.into}})
WITH iri, coalesce(i, j) AS found WHERE found IS NOT NULL
RETURN iri, found{INSTRUMENT_MAP} AS instrument
"""


class Memory:
    """Instruments by IRI, relations by end and kind; what is not in it is fetched."""

    def __init__(self, server: Server, kinds: Iterable[str]) -> None:
        """Begin with nothing; ``kinds`` are those of the graph."""
        self._server = server
        self._kinds = tuple(sorted(kinds))
        self._instruments: dict[str, Instrument | None] = {}
        self._relations: dict[tuple[Direction, str], dict[str, tuple[Relation, ...]]] = {}

    def instrument(self, iri: str) -> Instrument | None:
        """Return the instrument of an IRI, also of a merged one; ``None`` if there is none."""
        if iri not in self._instruments:
            self.fetch_instruments((iri,))
        return self._instruments[iri]

    def keep(self, instrument: Instrument) -> Instrument:
        """Remember an instrument that a look-up has found."""
        self._instruments[instrument.iri] = instrument
        return instrument

    def fetch_instruments(self, iris: Iterable[str]) -> None:
        """Read the instruments that are not here yet."""
        missing = [iri for iri in dict.fromkeys(iris) if iri not in self._instruments]
        for some in batches(missing, AT_ONCE):
            rows = self._server.read(_INSTRUMENTS, iris=some)
            self._instruments.update(dict.fromkeys(some))
            for iri, found in rows:
                instrument = instrument_of(found)
                self._instruments[iri] = self._instruments[instrument.iri] = instrument

    def relations(
        self, direction: Direction, iri: str, kinds: Iterable[str] | None
    ) -> tuple[Relation, ...]:
        """Return the relations at an instrument, of some kinds or of all.

        The instruments at their other ends are read with them.
        """
        wanted = None if kinds is None else tuple(dict.fromkeys(kinds))
        found = self.fetch_relations(direction, (iri,), wanted)
        self.fetch_instruments(r.target if direction == "out" else r.source for r in found)
        return tuple(found)

    def fetch_relations(
        self, direction: Direction, iris: Iterable[str], kinds: Collection[str] | None
    ) -> list[Relation]:
        """Read the relations that are not here yet, and return those at all the instruments."""
        asked = list(dict.fromkeys(iris))
        wanted = [k for k in self._kinds if kinds is None or k in kinds]
        for some in batches([i for i in asked if self._lacks(direction, i, wanted)], AT_ONCE):
            self._read_relations(direction, some, wanted)
        here = (self._relations.get((direction, iri), {}) for iri in asked)
        return [r for found in here for kind in wanted for r in found.get(kind, ())]

    def _lacks(self, direction: Direction, iri: str, kinds: Iterable[str]) -> bool:
        known = self._relations.get((direction, iri), {})
        return any(kind not in known for kind in kinds)

    def _read_relations(
        self, direction: Direction, iris: Sequence[str], kinds: Sequence[str]
    ) -> None:
        found: dict[tuple[str, str], list[Relation]] = {}
        types = pattern(kinds)
        arrow = f"-[r{types}]->" if direction == "out" else f"<-[r{types}]-"
        query = (
            f"UNWIND $iris AS iri MATCH (i:Instrument {{iri: iri}}){arrow}(o:Instrument) "
            f"RETURN iri, o.iri AS other, type(r) AS type, r{RELATION_MAP} AS relation"
        )
        for iri, other, type_, values in self._server.read(query, iris=iris):
            ends = (iri, other) if direction == "out" else (other, iri)
            kind = type_.lower()
            found.setdefault((iri, kind), []).append(relation_of(kind, *ends, values))
        for iri in iris:
            here = self._relations.setdefault((direction, iri), {})
            for kind in kinds:
                here[kind] = tuple(sorted(found.get((iri, kind), ()), key=relation_order))


def pattern(kinds: Iterable[str]) -> str:
    """Return the types of some kinds as they stand in a pattern: ``:AMENDS|CITES``."""
    return ":" + "|".join(type_of(kind) for kind in kinds)


def batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield lists of at most ``size`` items."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some
