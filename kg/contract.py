"""What can be asked of a graph, wherever it is kept: the ``Store`` contract.

``kg.graph.Graph`` keeps it in memory, ``kg.store`` in a file or a server. Rules and questions know
this contract only, so every one of them works on every store and gives the same rows.

Order is part of the contract, so that two stores with the same records answer alike: relations of
an instrument come by the name of their kind, whatever the order in which kinds are asked for, then
by the IRI of the other end, then by the rest of their identity; instruments of one look-up come
oldest first, undated ones last, then by IRI; attestations of one instrument by field, those of most
documents first, then by value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar, cast

from kg.errors import IdentifierError
from kg.model import Attestation, Instrument, Relation, Source
from kg.state import State

_Key = TypeVar("_Key")


class Links(Generic[_Key]):
    """Who is next to whom, by keys that sort as IRIs do; here they are the IRIs themselves."""

    def __init__(self, store: Store) -> None:
        """Follow the relations of a store."""
        self._store = store

    def key(self, iri: str) -> _Key:
        """Return the key of a canonical IRI."""
        return cast("_Key", iri)

    def iri(self, key: _Key) -> str:
        """Return the IRI of a key."""
        return cast("str", key)

    def targets(self, keys: Collection[_Key]) -> Mapping[_Key, Collection[_Key]]:
        """Return what each acts on."""
        iris = cast("Collection[str]", keys)
        acts = {iri: {r.target for r in self._store.outgoing(iri)} for iri in iris}
        return cast("Mapping[_Key, Collection[_Key]]", acts)

    def neighbours(self, keys: Collection[_Key]) -> Mapping[_Key, Collection[_Key]]:
        """Return what each acts on and what acts on it."""
        found = self._store.neighbours(cast("Collection[str]", keys))
        return cast("Mapping[_Key, Collection[_Key]]", found)


class Memo(dict[object, Any]):
    """What others have derived from a graph; emptied when it grows large, so memory stays flat."""

    _MOST = 100_000

    def __setitem__(self, key: object, value: Any) -> None:  # noqa: ANN401
        """Keep a value."""
        if len(self) >= self._MOST:
            self.clear()
        super().__setitem__(key, value)


class Around(NamedTuple):
    """The nearest instruments below and above a number in its series."""

    below: Instrument | None
    above: Instrument | None


class Store(ABC):
    """A graph that is read. All methods take canonical or merged (provisional) IRIs.

    Attributes:
        memo: what others have derived from the graph; emptied whenever the graph changes.
    """

    memo: Memo

    # The whole

    @property
    @abstractmethod
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""

    @property
    @abstractmethod
    def instruments(self) -> Collection[Instrument]:
        """All instruments; iterating reads them one after another, in no promised order."""

    @property
    @abstractmethod
    def relations(self) -> Collection[Relation]:
        """All relations; iterating reads them one after another, in no promised order."""

    @property
    @abstractmethod
    def aliases(self) -> Mapping[str, str]:
        """Provisional and misdated IRIs that were merged, and the IRIs they lead to."""

    @abstractmethod
    def all_attestations(self) -> Iterator[Attestation]:
        """Yield all attestations, those of one instrument together, each as ``attestations``."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """Return the number of relations of each kind."""

    @property
    @abstractmethod
    def updated(self) -> date | None:
        """The last day on which a source of the graph was read; ``None`` without sources."""

    def __len__(self) -> int:
        """Return the number of instruments."""
        return len(self.instruments)

    # One instrument

    @abstractmethod
    def __contains__(self, iri: object) -> bool:
        """Return whether an instrument has this IRI, or had it before a merge."""

    @abstractmethod
    def canonical(self, iri: str) -> str:
        """Return the IRI that stands for ``iri`` now, another one after a merge.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """

    @abstractmethod
    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """

    @abstractmethod
    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument: by field, most documents first, then by value.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """

    # Look-ups

    @abstractmethod
    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        """Return all instruments that have one of these numbers, each once."""

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        """Return all instruments of this number."""
        return self.by_numbers((number,))

    @abstractmethod
    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a number whose accents or separators may be damaged."""

    @abstractmethod
    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers of the graph that are one keystroke away, as issued, sorted.

        One slip in the digits of the serial or the year, or one in the symbol; never a correction,
        since most numbers have valid neighbours. Spellings with one key are told once.
        """

    @abstractmethod
    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        """Return the instruments whose number is this one and more: ``61/2018`` and ``/NĐ-CP``."""

    @abstractmethod
    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title, compared after folding."""

    @abstractmethod
    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        """Return all instruments of a type, a slug of the vocabulary."""

    @abstractmethod
    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        """Return the instruments whose titles are nearest to some words, best first.

        Words left out, added or mistyped do no harm; accents and case do not count. What shares
        no run of words with any title gives nothing.
        """

    @abstractmethod
    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        """Return the recorded central instruments numbered next to ``serial`` in a series.

        Args:
            tail: key of the number after its digits: ``/nq-cp``, ``/2018/nđ-cp``.
            types: types that share the series.
            year: year of signing.
            serial: the number whose neighbours are asked for; itself is neither.
            agreed: take also those that no record dates, but whose day enough texts agree on
                (``kg.agreement``), by that day.
        """

    # Relations

    @abstractmethod
    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts, of all or the given kinds."""

    @abstractmethod
    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument, of all or the given kinds."""

    def outgoing_by_kind(self, iri: str) -> dict[str, list[Relation]]:
        """Return the relations in which the instrument acts, by kind."""
        return _grouped(self.outgoing(iri))

    def incoming_by_kind(self, iri: str) -> dict[str, list[Relation]]:
        """Return the relations that act on the instrument, by kind."""
        return _grouped(self.incoming(iri))

    def neighbours(self, iris: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return the other ends of all relations of each instrument, in either direction."""
        self.prefetch(iris)
        return {
            iri: {r.target for r in self.outgoing(iri)} | {r.source for r in self.incoming(iri)}
            for iri in iris
        }

    def links(self) -> Links[Any]:
        """Return who is next to whom, for searches that visit very many instruments."""
        return Links(self)

    def most_targeted(
        self, kinds: Collection[str], *, as_of: date, limit: int
    ) -> list[tuple[str, int]]:
        """Return the IRIs on which most instruments signed by a day act, and how many do.

        An instrument that acts on another in several ways counts once; most first, then by IRI.
        """
        pairs = {
            (r.source, r.target)
            for r in self.relations
            if r.kind in kinds and (self.instrument(r.source).date or as_of) <= as_of
        }
        totals = Counter(target for _, target in pairs)
        return sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:limit]

    @abstractmethod
    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        """Return the IRIs of the instruments that act in a relation of these kinds, each once."""

    # Bulk

    def fetch(self, iris: Collection[str]) -> None:
        """Make ready these instruments; for stores where a call is dear."""
        self.prefetch(iris)

    def prefetch(self, iris: Iterable[str]) -> None:  # noqa: B027 - optional by design
        """Make ready what statuses of these instruments need; for stores where a call is dear."""

    def compiled_states(self, iris: Collection[str], *, as_of: date) -> dict[str, State]:
        """Return the states known beforehand of some of the instruments; may be none.

        What is returned equals what ``kg.status.status`` derives.
        """
        return {}

    def close(self) -> None:  # noqa: B027 - optional by design
        """Let go of files and connections."""


def _grouped(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    grouped: dict[str, list[Relation]] = {}
    for relation in relations:
        grouped.setdefault(relation.kind, []).append(relation)
    return grouped


def relation_order(relation: Relation) -> tuple[str, str, str, str, date, date]:
    """Return the key that orders relations of one kind, whichever end is fixed."""
    r = relation
    return (
        r.source,
        r.target,
        r.scope,
        r.parts or "",
        r.valid_from or date.max,
        r.valid_to or date.max,
    )


def attestation_order(attestation: Attestation) -> tuple[str, int, str]:
    """Return the key that orders attestations of one instrument."""
    return attestation.field, -attestation.documents, attestation.value


def age(instrument: Instrument) -> tuple[bool, date, str]:
    """Return the key that orders instruments of one look-up."""
    return instrument.date is None, instrument.date or date.min, instrument.iri


def absent(iri: str) -> IdentifierError:
    """Return the error of an IRI that no instrument of a store has."""
    return IdentifierError(f"{iri!r}: no instrument of the graph. Look it up by number first.")
