"""What each instrument does to earlier ones: ends, changes, guides and carries them out.

An instrument is replaced or repealed as a whole once, by a later one of the same type and issuer
(repealed: of the same issuer).
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from bench.graphs import words
from bench.graphs.forms import TIERS
from bench.graphs.hubs import Hubs
from bench.graphs.timetable import ATTESTED, Timetable

KINDS = (
    "amends",
    "replaces",
    "repeals",
    "suspends",
    "extends",
    "corrects",
    "consolidates",
    "guides",
    "implements",
    "based_on",
    "cites",
)
(
    AMENDS,
    REPLACES,
    REPEALS,
    SUSPENDS,
    EXTENDS,
    CORRECTS,
    CONSOLIDATES,
    GUIDES,
    IMPLEMENTS,
    BASED_ON,
    CITES,
) = range(len(KINDS))
#: A whole end; the same kind without the flag leaves the rest of the target in force.
WHOLE = 16

#: Kind to its share of all relations, the rate in each tier relative to the others, and how many
#: targets one acting instrument has on average.
_PLANS: dict[int, tuple[float, tuple[float, ...], float]] = {
    AMENDS: (0.065, (1.0, 1.0, 1.0, 1.0, 0.3), 1.5),
    REPLACES: (0.035, (1.2, 1.0, 1.0, 1.0, 0.25), 1.1),
    REPEALS: (0.03, (0.5, 0.6, 1.0, 1.0, 0.3), 2.0),
    SUSPENDS: (0.003, (0.2, 1.0, 1.0, 1.0, 0.3), 1.1),
    EXTENDS: (0.003, (0.0, 1.0, 0.5, 1.0, 1.0), 1.1),
    CORRECTS: (0.006, (0.1, 1.0, 1.0, 1.0, 0.5), 1.0),
    CONSOLIDATES: (0.008, (0.0, 0.0, 0.0, 0.0, 0.0), 1.0),
    GUIDES: (0.06, (0.0, 1.5, 2.0, 0.4, 0.0), 1.3),
    IMPLEMENTS: (0.08, (0.0, 0.4, 0.3, 0.8, 1.2), 1.2),
}
#: Tier of the acting instrument to the share of each tier among what it guides or carries out.
_GUIDED = ((), (1.0,), (0.5, 0.5), (0.4, 0.4, 0.2), ())
_CARRIED_OUT = ((), (0.3, 0.7), (0.3, 0.7), (0.2, 0.6, 0.2), (0.1, 0.55, 0.1, 0.15, 0.1))
_RECENT = 30
_LED_ON = 0.85


class Acts(NamedTuple):
    """Acts in compressed rows: those of instrument i are ``start[i]`` to ``start[i + 1]``.

    Attributes:
        kind: index into ``KINDS``, plus ``WHOLE`` for the end of a whole.
        target: the instrument acted upon.
        heir: what replaced the instrument as a whole; -1 for nothing.
    """

    start: array[int]
    kind: array[int]
    target: array[int]
    heir: array[int]

    def of(self, index: int) -> Iterator[tuple[int, int]]:
        """Iterate over kind and target of what an instrument does."""
        for at in range(self.start[index], self.start[index + 1]):
            yield self.kind[at], self.target[at]


def plan_acts(table: Timetable, relations: int, rng: Random, hubs: Hubs) -> Acts:
    """Return the acts of all instruments; those that replace take over the subject of the old."""
    return _Planner(table, relations, rng, hubs).acts()


class _Planner:
    """Walks the instruments in order of signing, with those that still live in hand."""

    def __init__(self, table: Timetable, relations: int, rng: Random, hubs: Hubs) -> None:
        self._table, self._rng, self._hubs = table, rng, hubs
        self._chances = _chances(table, relations)
        self._alive: list[array[int]] = [array("I") for _ in table.forms]
        self._periodic: dict[str, deque[int]] = {}
        self._amended: dict[str, deque[tuple[int, int]]] = {}
        self._forms_of: dict[str, list[int]] = {}
        for index, form in enumerate(table.forms):
            self._forms_of.setdefault(form.issuer, []).append(index)
        self._acts = Acts(array("I", [0]), array("B"), array("I"), array("i", [-1]) * len(table))

    def acts(self) -> Acts:
        table, acts = self._table, self._acts
        reached = 0
        for index in range(len(table)):
            if table.day[index] != reached:
                reached = table.day[index]
                self._hubs.reach(reached)
            if not table.flags[index] & ATTESTED:
                self._act(index)
            acts.start.append(len(acts.target))
            self._alive[table.form[index]].append(index)
            if last_year(table, index) is not None:
                self._periodic.setdefault(self._issuer(index), deque(maxlen=_RECENT)).append(index)
        return acts

    def _act(self, index: int) -> None:
        form = self._table.forms[self._table.form[index]]
        if form.consolidates:
            self._consolidate(index, form.consolidates)
            return
        draws: dict[int, Callable[[int], tuple[int, int] | None]] = {
            AMENDS: self._amendment,
            REPLACES: self._replacement,
            REPEALS: self._repeal,
            SUSPENDS: lambda index: self._recent(index, SUSPENDS),
            EXTENDS: self._extension,
            CORRECTS: lambda index: self._recent(index, CORRECTS),
            GUIDES: lambda index: self._below(index, GUIDES, _GUIDED),
            IMPLEMENTS: lambda index: self._below(index, IMPLEMENTS, _CARRIED_OUT),
        }
        done: set[tuple[int, int]] = set()
        for kind, draw in draws.items():
            for _ in range(self._count(kind, form.tier)):
                act = draw(index)
                if act is None or (act[0] & ~WHOLE, act[1]) in done:
                    continue
                done.add((act[0] & ~WHOLE, act[1]))
                self._acts.kind.append(act[0])
                self._acts.target.append(act[1])

    def _count(self, kind: int, tier: int) -> int:
        chance, again = self._chances[kind][tier]
        if self._rng.random() >= chance:
            return 0
        count = 1
        while self._rng.random() < again:
            count += 1
        return count

    def _issuer(self, index: int) -> str:
        return self._table.forms[self._table.form[index]].issuer

    def _choose(self, index: int, form: int, *, lately: bool) -> int | None:
        """Return the place of a living earlier instrument of a form; recent ones for ``lately``."""
        alive = self._alive[form]
        if not alive:
            return None
        share = self._rng.random()
        place = int(len(alive) * (1 - share * share if lately else share))
        place = min(place, len(alive) - 1)
        return place if self._table.day[alive[place]] < self._table.day[index] else None

    def _amendment(self, index: int) -> tuple[int, int] | None:
        form = self._table.form[index]
        place = self._choose(index, form, lately=True)
        if place is None:
            return None
        target = self._alive[form][place]
        amended = self._amended.setdefault(self._issuer(index), deque(maxlen=_RECENT))
        amended.append((target, index))
        return AMENDS, target

    def _replacement(self, index: int) -> tuple[int, int] | None:
        form, bits = self._table.form[index], self._table.bits
        place = self._choose(index, form, lately=False)
        if place is None:
            return None
        if self._rng.random() < 0.08:
            return REPLACES, self._alive[form][place]
        target = self._alive[form].pop(place)
        self._acts.heir[target] = index
        bits[index] = bits[index] >> 56 << 56 | bits[target] & (1 << 56) - 1
        return REPLACES | WHOLE, target

    def _repeal(self, index: int) -> tuple[int, int] | None:
        form = self._rng.choice(self._forms_of[self._issuer(index)])
        place = self._choose(index, form, lately=False)
        if place is None:
            return None
        if self._rng.random() < 0.3:
            return REPEALS, self._alive[form][place]
        return REPEALS | WHOLE, self._alive[form].pop(place)

    def _recent(self, index: int, kind: int) -> tuple[int, int] | None:
        form = self._table.form[index]
        place = self._choose(index, form, lately=True)
        return None if place is None else (kind, self._alive[form][place])

    def _extension(self, index: int) -> tuple[int, int] | None:
        planned = self._periodic.get(self._issuer(index))
        if not planned:
            return None
        target = self._rng.choice(planned)
        earlier = self._table.day[target] < self._table.day[index]
        return (EXTENDS, target) if earlier else None

    def _consolidate(self, index: int, issuer: str) -> None:
        amended = self._amended.get(issuer)
        if not amended:
            return
        base, change = self._rng.choice(amended)
        if self._table.day[change] < self._table.day[index]:
            self._acts.kind.extend((CONSOLIDATES, CONSOLIDATES))
            self._acts.target.extend((base, change))

    def _below(
        self, index: int, kind: int, shares: tuple[tuple[float, ...], ...]
    ) -> tuple[int, int] | None:
        own = shares[self._table.tier(index)]
        tier = self._rng.choices(range(len(own)), own)[0]
        target = self._hubs.draw(tier, self._rng)
        if target is None:
            return None
        return kind, lead_on(self._table, self._acts.heir, target, index, self._rng)


def lead_on(table: Timetable, heir: array[int], target: int, index: int, rng: Random) -> int:
    """Return the target or, mostly, what had replaced it before an instrument was signed."""
    while (after := heir[target]) >= 0 and table.day[after] < table.day[index]:
        if rng.random() > _LED_ON:
            break
        target = after
    return target


def last_year(table: Timetable, index: int) -> int | None:
    """Return the last year of the period an instrument sets itself; ``None`` for no period."""
    form = table.forms[table.form[index]]
    planned = form.type in ("ke-hoach", "quyet-dinh") and form.kind == "administrative"
    bits = table.bits[index]
    if not planned or table.flags[index] & ATTESTED or bits >> 52 & 3:
        return None
    return words.period(bits, date.fromordinal(table.day[index]).year)[1]


def _chances(table: Timetable, relations: int) -> dict[int, tuple[tuple[float, float], ...]]:
    """Return for each kind and tier the chance to act at all, and that of one more target."""
    members = [0] * TIERS
    for index in range(len(table)):
        members[table.tier(index)] += 1
    chances: dict[int, tuple[tuple[float, float], ...]] = {}
    for kind, (share, rates, mean) in _PLANS.items():
        total = sum(rate * count for rate, count in zip(rates, members, strict=True))
        expected = [share * relations * rate / total if total else 0.0 for rate in rates]
        means = [max(mean, number / 0.9) for number in expected]
        chances[kind] = tuple(
            (number / m, 1 - 1 / m) for number, m in zip(expected, means, strict=True)
        )
    return chances
