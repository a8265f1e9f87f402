"""The graph as it could be known on a day: what had been issued and made public by then.

Valid time says when a relation has effect, known time when it became public. ``known_by`` hides
what came later, so that every question and rule can be asked "as one could know it on that day".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from kg.contract import Around, Memo, Store, absent
from kg.ids import read_number
from kg.model import Attestation, Instrument, Relation, Source

_T = TypeVar("_T")


def known_by(store: Store, day: date) -> Store:
    """Return what of a store was public by a day.

    An instrument is public from its signing, a relation from its ``known_from``, else from the
    signing of the instrument that acts. Where no source states a day, the year in the number is
    the earliest there can be; what has not even that is kept, since nothing shows it to be later.
    So are attestations: who cites an instrument has a day, but sources are kept with the day on
    which they were read.
    """
    return _Known(store, day)


def public_from(instrument: Instrument) -> date:
    """Return the first day on which an instrument can have been public."""
    if instrument.date:
        return instrument.date
    year = read_number(instrument.number).year if instrument.number else None
    return date(year, 1, 1) if year else date.min


class _Known(Store):
    def __init__(self, store: Store, day: date) -> None:
        self.memo = Memo()
        self._store = store
        self._day = day

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._store.sources

    @property
    def instruments(self) -> Collection[Instrument]:
        return _Kept(self._store.instruments, self._shows)

    @property
    def relations(self) -> Collection[Relation]:
        return _Kept(self._store.relations, self._tells)

    @property
    def aliases(self) -> Mapping[str, str]:
        return {old: new for old, new in self._store.aliases.items() if new in self}

    def all_attestations(self) -> Iterator[Attestation]:
        return (said for said in self._store.all_attestations() if said.target in self)

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        return self._store.attestations(self.canonical(iri))

    def counts(self) -> dict[str, int]:
        return dict(Counter(relation.kind for relation in self.relations))

    @property
    def updated(self) -> date | None:
        updated = self._store.updated
        return min(updated, self._day) if updated else None

    def __contains__(self, iri: object) -> bool:
        return (
            isinstance(iri, str) and iri in self._store and self._shows(self._store.instrument(iri))
        )

    def canonical(self, iri: str) -> str:
        return self.instrument(iri).iri

    def instrument(self, iri: str) -> Instrument:
        found = self._store.instrument(iri)
        if not self._shows(found):
            raise absent(iri)
        return found

    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        return self._shown(self._store.by_numbers(numbers))

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        return self._shown(self._store.by_loose_number(number))

    def near_numbers(self, number: str) -> tuple[str, ...]:
        near = self._store.near_numbers(number)
        return tuple(other for other in near if self.by_number(other))

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        return self._shown(self._store.by_number_start(number))

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        return self._shown(self._store.by_title(title))

    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        return self._shown(self._store.by_type(type))

    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        return self._shown(self._store.like_title(words, limit=limit))

    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        found = self._store.around(tail, types=types, year=year, serial=serial, agreed=agreed)
        below, above = found
        return Around(
            below if below and self._shows(below) else None,
            above if above and self._shows(above) else None,
        )

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        return self._told(self._store.outgoing(self.canonical(iri), kinds=kinds))

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        return self._told(self._store.incoming(self.canonical(iri), kinds=kinds))

    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        acting = (iri for iri in self._store.acting(kinds) if iri in self)
        return (iri for iri in acting if self.outgoing(iri, kinds=kinds))

    def fetch(self, iris: Collection[str]) -> None:
        self._store.fetch(iris)

    def prefetch(self, iris: Iterable[str]) -> None:
        self._store.prefetch(iris)

    def close(self) -> None:
        self._store.close()

    def _shows(self, instrument: Instrument) -> bool:
        return public_from(instrument) <= self._day

    def _tells(self, relation: Relation) -> bool:
        if not (relation.source in self and relation.target in self):
            return False
        return relation.known_from is None or relation.known_from <= self._day

    def _shown(self, found: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
        return tuple(instrument for instrument in found if self._shows(instrument))

    def _told(self, found: tuple[Relation, ...]) -> tuple[Relation, ...]:
        return tuple(relation for relation in found if self._tells(relation))


class _Kept(Collection[_T]):
    """What a test keeps of a collection; counted only when asked."""

    def __init__(self, items: Collection[_T], keeps: Callable[[_T], bool]) -> None:
        self._items = items
        self._keeps = keeps

    def __iter__(self) -> Iterator[_T]:
        return (item for item in self._items if self._keeps(item))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, item: object) -> bool:
        return any(item == kept for kept in self)
