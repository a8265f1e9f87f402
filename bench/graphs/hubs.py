"""Drawing targets so that few instruments get most relations, and only from later ones."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random

from bench.graphs.forms import TIERS
from bench.graphs.timetable import Timetable

#: Exponent of Zipf's law within a tier; 0 for the light tail of local papers.
_EXPONENTS = (0.95, 0.85, 0.7, 0.0, 0.0)
_LIGHT_TAIL = 0.5
#: Types that are cited more than others of their tier.
_CITED_MORE = frozenset({"luat", "bo-luat", "nghi-dinh"})


class Hubs:
    """Weighted draws among the instruments of a tier signed before a day that only moves on."""

    def __init__(self, table: Timetable, rng: Random) -> None:
        """Give every instrument its weight."""
        self._table = table
        self._members = [array("I") for _ in range(TIERS)]
        for index in range(len(table)):
            self._members[table.tier(index)].append(index)
        self._sums = [
            array(
                "d",
                accumulate(
                    _zipf(table, members, exponent, rng)
                    if exponent
                    else ((1 - rng.random()) ** -_LIGHT_TAIL for _ in members)
                ),
            )
            for members, exponent in zip(self._members, _EXPONENTS, strict=True)
        ]
        self._open = [0] * TIERS

    def reach(self, day: int) -> None:
        """Admit the instruments signed before ``day``."""
        for tier, members in enumerate(self._members):
            open_ = self._open[tier]
            while open_ < len(members) and self._table.day[members[open_]] < day:
                open_ += 1
            self._open[tier] = open_

    def draw(self, tier: int, rng: Random) -> int | None:
        """Return an instrument of a tier; ``None`` where none was signed before the day."""
        open_ = self._open[tier]
        if not open_:
            return None
        sums = self._sums[tier]
        place = bisect_right(sums, rng.random() * sums[open_ - 1], 0, open_ - 1)
        return self._members[tier][place]


def _zipf(table: Timetable, members: Sequence[int], exponent: float, rng: Random) -> array[float]:
    """Return weights by rank; the heaviest tend to be old and of the types cited more."""
    count = len(members)
    keys = array("d")
    for place, index in enumerate(members):
        favoured = table.forms[table.form[index]].type in _CITED_MORE
        keys.append(rng.random() * (0.2 + place / count) * (0.2 if favoured else 1.0))
    weights = array("d", bytes(8 * count))
    for rank, place in enumerate(sorted(range(count), key=keys.__getitem__), start=1):
        weights[place] = rank**-exponent
    return weights
