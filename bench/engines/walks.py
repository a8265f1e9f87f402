"""Walks over neighbours, for engines that offer none of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Neighbours = Callable[[str], Iterable[str]]


def reached(start: str, neighbours: Neighbours) -> set[str]:
    """Return everything that can be reached from an instrument, itself left out."""
    seen, level = {start}, [start]
    while level:
        new = {there for here in level for there in neighbours(here)} - seen
        seen |= new
        level = list(new)
    return seen - {start}


def steps(start: str, goal: str, neighbours: Neighbours) -> int | None:
    """Return the length of a shortest way, searched from both ends at once."""
    if start == goal:
        return 0
    seen = ({start}, {goal})
    frontiers = [{start}, {goal}]
    length = 0
    while all(frontiers):
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        length += 1
        new: set[str] = set()
        for here in frontiers[side]:
            new.update(neighbours(here))
        new -= seen[side]
        if new & seen[1 - side]:
            return length
        seen[side].update(new)
        frontiers[side] = new
    return None
