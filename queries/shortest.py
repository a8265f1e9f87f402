"""The shortest way between two instruments along relations in either direction.

Both ends are searched at once, level by level. Statutes have tens of thousands of relations that
act on them and few in which they act, so before a level is expanded the two frontiers are tested
for a direct relation by the few: most ways end without ever listing what cites a statute.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.contract import Store

_Parents = dict[str, list[str]]


class _Side:
    """What has been reached from one end: per instrument its neighbours one step nearer to it."""

    def __init__(self, end: str) -> None:
        self.parents: _Parents = {end: []}
        self.frontier: set[str] = {end}
        self._targets: dict[str, set[str]] = {}

    def links_to(self, graph: Store, other: set[str]) -> list[tuple[str, str]]:
        """Return the relations in which the frontier acts on another one, as pairs of IRIs."""
        if self._targets.keys() != self.frontier:
            self._targets = {
                iri: {relation.target for relation in graph.outgoing(iri)} for iri in self.frontier
            }
        return [(here, there) for here, ends in self._targets.items() for there in ends & other]

    def expand(self, graph: Store, other: set[str]) -> Collection[str]:
        """Go one step further; return what the other frontier has too, if anything.

        Once the frontiers have met, what they do not share is on no shortest way and is left out.
        """
        parents: _Parents = {}
        for here, around in graph.neighbours(self.frontier).items():
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
    if start == goal:
        return [start]
    ahead, back = _Side(start), _Side(goal)
    while ahead.frontier and back.frontier:
        met: Collection[str] = ()
        if len(ahead.frontier) + len(back.frontier) <= tested:
            links = _links(graph, ahead, back)
            ahead.parents |= links
            met = links
        if not met:
            backward = len(back.frontier) < len(ahead.frontier)
            side, other = (back, ahead) if backward else (ahead, back)
            met = side.expand(graph, other.frontier)
        if met:
            return _smallest(start, ahead.parents, met, back.parents)
    return None


def _links(graph: Store, ahead: _Side, back: _Side) -> _Parents:
    """Return the relations between two frontiers: what is met in ``back``, and from where."""
    links: _Parents = {}
    for near, far in ahead.links_to(graph, back.frontier):
        links.setdefault(far, []).append(near)
    for far, near in back.links_to(graph, ahead.frontier):
        links.setdefault(far, []).append(near)
    return links


def _smallest(start: str, ahead: _Parents, met: Collection[str], back: _Parents) -> list[str]:
    """Return the smallest of the ways that lead through one of the instruments met."""
    children: _Parents = {}
    level = set(met)
    while level:
        above: set[str] = set()
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
