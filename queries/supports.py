"""What instruments rest on, and which of them something still bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice

from kg.contract import Store
from kg.lapse import BASED_ON, GUIDES, IMPLEMENTS
from kg.state import ENDED
from kg.status import states
from kg.timeline import kinds_that

#: Kinds of relations by which an instrument has another as its ground.
GROUNDS = (BASED_ON, GUIDES, IMPLEMENTS)
_BATCH = 1000


@cache
def resting_kinds() -> tuple[str, ...]:
    """Return the kinds by which an instrument rests on another, the closest ties first."""
    return (GUIDES, IMPLEMENTS, *kinds_that("changes"), BASED_ON)


def prefetched(graph: Store, iris: Iterable[str]) -> Iterator[str]:
    """Iterate over instruments, each made ready with others in one call."""
    waiting = iter(iris)
    while batch := list(islice(waiting, _BATCH)):
        graph.prefetch(batch)
        yield from batch


class Supports:
    """What each of some instruments rests on, and what of all these lives on a day."""

    def __init__(self, graph: Store, iris: Iterable[str], *, as_of: date) -> None:
        """Read the supports of all, and all states in one call."""
        self._of = {
            iri: {r.target for r in graph.outgoing(iri, kinds=resting_kinds())} - {iri}
            for iri in prefetched(graph, iris)
        }
        everything = set(self._of).union(*self._of.values())
        known = states(graph, everything, as_of=as_of)
        self._living = {iri for iri, state in known.items() if state not in ENDED}

    def lives(self, iri: str) -> bool:
        """Return whether an instrument or a support is not known to have ended."""
        return iri in self._living

    def others(self, iri: str, *, than: str) -> set[str]:
        """Return the living supports of an instrument, one left out."""
        return (self._of[iri] & self._living) - {than}

    def still_borne(self, *, falling: str) -> set[str]:
        """Return the living instruments that stand without ``falling``.

        They have a living support outside the instruments given, directly or through others of
        them; two that only bear each other do not stand.
        """
        borne_by: dict[str, list[str]] = {}
        waiting: list[str] = []
        for iri in self._of:
            others = self.others(iri, than=falling)
            if iri in self._living and not others <= self._of.keys():
                waiting.append(iri)
            for other in others:
                borne_by.setdefault(other, []).append(iri)
        standing = set(waiting)
        while waiting:
            for iri in borne_by.get(waiting.pop(), ()):
                if iri in self._living and iri not in standing:
                    standing.add(iri)
                    waiting.append(iri)
        return standing
