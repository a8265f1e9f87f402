"""The shortest way between two instruments along relations in either direction.

Both ends are searched at once, level by level. Statutes have tens of thousands of relations that
act on them and few in which they act, so before a level is expanded the two frontiers are tested
for a direct relation by the few: most ways end without ever listing what cites a statute.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar

from kg.contract import Links, Store

_Key = TypeVar("_Key", bound=str | int)
_Parents = dict[_Key, list[_Key]]


class _Side(Generic[_Key]):
    """What has been reached from one end: per instrument its neighbours one step nearer to it."""

    def __init__(self, end: _Key) -> None:
        self.parents: _Parents[_Key] = {end: []}
        self.frontier: set[_Key] = {end}
        self._targets: dict[_Key, set[_Key]] = {}

    def links_to(self, links: Links[_Key], other: set[_Key]) -> list[tuple[_Key, _Key]]:
        """Return the relations in which the frontier acts on another one, as pairs."""
        if self._targets.keys() != self.frontier:
            acts = links.targets(self.frontier)
            self._targets = {key: set(ends) for key, ends in acts.items()}
        return [(here, there) for here, ends in self._targets.items() for there in ends & other]

    def expand(self, links: Links[_Key], other: set[_Key]) -> Collection[_Key]:
        """Go one step further; return what the other frontier has too, if anything.

        Once the frontiers have met, what they do not share is on no shortest way and is left out.
        """
        parents: _Parents[_Key] = {}
        for here, around in links.neighbours(self.frontier).items():
            for there in around:
                if there not in self.parents:
                    parents.setdefault(there, []).append(here)
        met = other & parents.keys()
        self.frontier = met or set(parents)
        self.parents |= {there: parents[there] for there in met} if met else parents
        return met


def shortest(graph: Store, start: str, goal: str, *, tested: int = 1000) -> list[str] | None:
    """Return the IRIs on a shortest way, both ends included; ``None`` if there is no way.

    Of several shortest ways it is the one whose sequence of IRIs is smallest, so every store
    gives the same. Both IRIs must be canonical. Frontiers of more than ``tested`` instruments
    together are expanded without a test for direct relations, which then costs more than it saves.
    """
    links = graph.links()
    way = _shortest(links, links.key(start), links.key(goal), tested)
    return None if way is None else [links.iri(key) for key in way]


def _shortest(links: Links[_Key], start: _Key, goal: _Key, tested: int) -> list[_Key] | None:
    if start == goal:
        return [start]
    ahead, back = _Side(start), _Side(goal)
    while ahead.frontier and back.frontier:
        met: Collection[_Key] = ()
        if len(ahead.frontier) + len(back.frontier) <= tested:
            direct = _direct(links, ahead, back)
            ahead.parents |= direct
            met = direct
        if not met:
            backward = len(back.frontier) < len(ahead.frontier)
            side, other = (back, ahead) if backward else (ahead, back)
            met = side.expand(links, other.frontier)
        if met:
            return _smallest(start, ahead.parents, met, back.parents)
    return None


def _direct(links: Links[_Key], ahead: _Side[_Key], back: _Side[_Key]) -> _Parents[_Key]:
    """Return the relations between two frontiers: what is met in ``back``, and from where."""
    found: _Parents[_Key] = {}
    for near, far in ahead.links_to(links, back.frontier):
        found.setdefault(far, []).append(near)
    for far, near in back.links_to(links, ahead.frontier):
        found.setdefault(far, []).append(near)
    return found


def _smallest(
    start: _Key, ahead: _Parents[_Key], met: Collection[_Key], back: _Parents[_Key]
) -> list[_Key]:
    """Return the smallest of the ways that lead through one of the instruments met."""
    children: _Parents[_Key] = {}
    level = set(met)
    while level:
        above: set[_Key] = set()
        for there in level:
            for here in ahead[there]:
                children.setdefault(here, []).append(there)
                above.add(here)
        level = above
    way = [start]
    while following := children.get(way[-1]):
        way.append(min(following))
    while nearer := back[way[-1]]:
        way.append(min(nearer))
    return way
