"""A whole graph by its seed: what it holds is fixed when made, its records are read as a stream."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from bench.graphs.acts import BASED_ON, CITES, KINDS, WHOLE, Acts, lead_on, plan_acts
from bench.graphs.forms import forms
from bench.graphs.hubs import Hubs
from bench.graphs.render import Renderer
from bench.graphs.timetable import ATTESTED, Timetable, issue
from kg.model import Source
from kg.vocab import load_vocabulary

#: Tier of the acting instrument to the share of each tier among its bases and what it cites.
_BASES = ((1.0,), (0.8, 0.2), (0.5, 0.5), (0.6, 0.3, 0.1), (0.4, 0.35, 0.1, 0.15))
_CITED = (
    (1.0,),
    (0.6, 0.4),
    (0.35, 0.45, 0.2),
    (0.3, 0.35, 0.2, 0.15),
    (0.15, 0.4, 0.15, 0.2, 0.1),
)
_OUT_RATES = (0.6, 1.1, 1.1, 1.0, 0.9)
_BASED = 0.36
_LOCAL = 0.4
_NEAR = 0.04
#: Draws for each relation that is still owed, before it is left to the next instrument.
_PATIENCE, _LAST_PATIENCE = 12, 1000


class Plan:
    """A generated graph, held in compact arrays; each stream can be read again and is the same."""

    def __init__(self, instruments: int, relations: int, *, seed: int, first_year: int) -> None:
        """Draw the graph; see ``bench.graphs.generate``."""
        self._relations, self._seed = relations, seed
        years = range(first_year, first_year + 29)
        rng = self._rng("plan")
        self.table: Timetable = issue(forms(load_vocabulary()), instruments, years=years, rng=rng)
        self.acts: Acts = plan_acts(self.table, relations, rng, self._hubs())
        self._render = Renderer(self.table, self.acts, years=years, seed=seed)
        self.sources: list[Source] = self._render.sources()

    def _rng(self, what: str) -> Random:
        return Random(f"{self._seed} {what}")

    def _hubs(self) -> Hubs:
        return Hubs(self.table, self._rng("weights"))

    def instruments(self) -> Iterator[str]:
        """Yield the instruments as lines, by IRI."""
        return map(self._render.instrument, self._order())

    def relations(self) -> Iterator[str]:
        """Yield the relations as lines, by kind, source and target."""
        rng, render = self._rng("records"), self._render
        order = self._order()
        start, kinds, targets = self._rows(order)
        at = array("I", start)
        for kind in sorted(range(len(KINDS)), key=KINDS.__getitem__):
            for index in order:
                first = last = at[index]
                while last < start[index + 1] and kinds[last] & ~WHOLE == kind:
                    last += 1
                if last > first:
                    at[index] = last
                    acts = zip(kinds[first:last], targets[first:last], strict=True)
                    yield from render.relations(index, list(acts), rng)

    def _order(self) -> array[int]:
        """Return all instruments by IRI."""
        # No part of an IRI holds a slash, so the beginnings sort as the whole does.
        heads = [form.head for form in self.table.forms]
        of_head: dict[str, array[int]] = {head: array("I") for head in heads}
        for index, form in enumerate(self.table.form):
            of_head[heads[form]].append(index)
        order = array("I")
        for head in sorted(of_head):
            order.extend(sorted(of_head[head], key=self._render.iri))
        return order

    def _rows(self, order: array[int]) -> tuple[array[int], array[int], array[int]]:
        """Return all relations in compressed rows; those of a source by kind and target."""
        rank = array("I", bytes(4 * len(order)))
        for place, index in enumerate(order):
            rank[index] = place
        names = sorted(KINDS)
        of_kind = [names.index(name) << 32 for name in KINDS]
        start, kinds, targets = array("I"), array("B"), array("I")
        for index, edges in self.edges():
            start.extend([len(kinds)] * (index + 1 - len(start)))
            edges.sort(key=lambda edge: of_kind[edge[0] & ~WHOLE] | rank[edge[1]])
            for kind, target in edges:
                kinds.append(kind)
                targets.append(target)
        start.extend([len(kinds)] * (len(order) + 1 - len(start)))
        return start, kinds, targets

    def edges(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield each acting instrument with the kinds and targets of its relations."""
        rng, table = self._rng("edges"), self.table
        draw = _Citing(table, self.acts, self._hubs(), rng)
        weights = self._weights()
        last = max((i for i, weight in enumerate(weights) if weight), default=-1)
        share = max(0, self._relations - len(self.acts.target)) / (sum(weights) or 1)
        owed = 0.0
        for index, weight in enumerate(weights):
            draw.pass_(index)
            targets = list(self.acts.of(index))
            if weight:
                owed += weight * share
                # Rounding leaves a little for the last, so that the total is exact.
                wanted = round(owed) if index == last else int(owed)
                patience = _LAST_PATIENCE if index == last else _PATIENCE
                found = draw.targets(index, wanted, patience * wanted)
                owed -= len(found)
                targets += found
            if targets:
                yield index, targets

    def _weights(self) -> array[float]:
        """Return for each instrument how much it cites, relative to others; 0 for no act at all."""
        rng, table = self._rng("out-degrees"), self.table
        weights = array("d", bytes(8 * len(table)))
        for index in range(len(table)):
            form = table.forms[table.form[index]]
            if not table.flags[index] & ATTESTED and not form.consolidates:
                weights[index] = _OUT_RATES[form.tier] * rng.expovariate(1.0)
        return weights


class _Citing:
    """Draws bases and citations for one instrument after another."""

    def __init__(self, table: Timetable, acts: Acts, hubs: Hubs, rng: Random) -> None:
        self._table, self._acts, self._hubs, self._rng = table, acts, hubs, rng
        self._issued: list[array[int]] = [array("I") for _ in table.forms]
        self._shares = {
            kind: tuple(tuple(accumulate(own)) for own in shares)
            for kind, shares in ((BASED_ON, _BASES), (CITES, _CITED))
        }
        self._day = 0

    def pass_(self, index: int) -> None:
        """Come to an instrument; draws are among those signed on earlier days."""
        table = self._table
        if table.day[index] != self._day:
            self._day = table.day[index]
            self._hubs.reach(self._day)
        self._issued[table.form[index]].append(index)

    def targets(self, index: int, count: int, draws: int) -> list[tuple[int, int]]:
        """Return up to ``count`` relations of an instrument, none twice."""
        found: dict[tuple[int, int], None] = {}
        tier = self._table.tier(index)
        while len(found) < count and draws:
            draws -= 1
            kind = BASED_ON if self._rng.random() < _BASED else CITES
            near = kind == CITES and self._rng.random() < _LOCAL
            target = self._near(index) if near else self._far(kind, tier)
            if target is not None:
                found[kind, lead_on(self._table, self._acts.heir, target, index, self._rng)] = None
        return list(found)

    def _near(self, index: int) -> int | None:
        """Return a recent instrument of the same series."""
        issued = self._issued[self._table.form[index]]
        place = len(issued) - 2 - int(self._rng.expovariate(_NEAR))
        if place < 0 or self._table.day[issued[place]] >= self._day:
            return None
        return issued[place]

    def _far(self, kind: int, tier: int) -> int | None:
        shares = self._shares[kind][tier]
        above = min(bisect_right(shares, self._rng.random()), len(shares) - 1)
        return self._hubs.draw(above, self._rng)
