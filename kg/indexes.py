"""Look-ups over instruments in memory; each index is built when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TypeVar

from kg.contract import Around, age
from kg.ids import loose_key, number_key, series_key
from kg.model import Instrument
from kg.slips import deletions, one_slip, slips
from kg.text import fold
from kg.titles import COMMON, candidates, grams, rank_titles

_Found = tuple[Instrument, ...]
_Key = TypeVar("_Key")


class Indexes:
    """The look-ups of ``kg.contract.Store`` over a fixed collection of instruments."""

    def __init__(self, instruments: Collection[Instrument]) -> None:
        """Take the instruments; nothing is indexed yet."""
        self._instruments = sorted(instruments, key=age)

    def by_numbers(self, numbers: Iterable[str]) -> _Found:
        """Return the instruments of any of these numbers."""
        found = (i for key in map(number_key, numbers) for i in self._numbers.get(key, ()))
        return _each_once(found)

    def by_loose_number(self, number: str) -> _Found:
        """Return the instruments with the same letters and digits."""
        return self._loose.get(loose_key(number), ())

    def by_number_start(self, number: str) -> _Found:
        """Return the instruments whose number goes on after this one with ``/`` or ``-``."""
        key = number_key(number)
        starts = bisect_left(self._ordered_numbers, key)
        found: list[Instrument] = []
        for known in self._ordered_numbers[starts:]:
            if not known.startswith(key):
                break
            if known[len(key) : len(key) + 1] in {"/", "-"}:
                found += self._numbers[known]
        return _each_once(found)

    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers one keystroke away, as issued."""
        keys = slips(number, self._near_tails)
        found = (self._numbers.get(key) for key in keys)
        firsts = (min(bearers, key=lambda i: i.iri) for bearers in found if bearers)
        return tuple(sorted(i.number for i in firsts))

    def _near_tails(self, tail: str) -> list[str]:
        return one_slip(tail, {t for part in deletions(tail) for t in self._tails.get(part, ())})

    def by_title(self, title: str) -> _Found:
        """Return the instruments of this title."""
        return self._titles.get(fold(title), ())

    def by_type(self, type: str) -> _Found:  # noqa: A002
        """Return the instruments of this type."""
        return self._types.get(type, ())

    def like_title(self, words: str, *, limit: int) -> _Found:
        """Return the instruments with the nearest titles, best first."""
        nearest = candidates(words, lambda gram: self._grams.get(gram, [])[:COMMON])
        titles = {iri: self._titled[iri].title or "" for iri in nearest}
        return tuple(self._titled[iri] for iri in rank_titles(words, titles, limit=limit))

    def around(self, tail: str, *, types: Iterable[str], year: int, serial: int) -> Around:
        """Return the recorded central instruments next to a serial in its series."""
        wanted = frozenset(types)
        series = [entry for entry in self._series.get((tail, year), ()) if entry[1].type in wanted]
        serials = [entry[0] for entry in series]
        low, high = bisect_left(serials, serial), bisect_right(serials, serial)
        return Around(
            series[low - 1][1] if low else None,
            series[high][1] if high < len(series) else None,
        )

    @cached_property
    def _numbers(self) -> dict[str, _Found]:
        return self._by(lambda i: number_key(i.number) if i.number else None)

    @cached_property
    def _ordered_numbers(self) -> list[str]:
        return sorted(self._numbers)

    @cached_property
    def _loose(self) -> dict[str, _Found]:
        return self._by(lambda i: loose_key(i.number) if i.number else None)

    @cached_property
    def _titles(self) -> dict[str, _Found]:
        return self._by(lambda i: fold(i.title) if i.title else None)

    @cached_property
    def _types(self) -> dict[str, _Found]:
        return self._by(lambda i: i.type)

    @cached_property
    def _tails(self) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {}
        for tail in {series[1] for key in self._numbers if (series := series_key(key))}:
            for part in deletions(tail):
                near.setdefault(part, set()).add(tail)
        return near

    @cached_property
    def _titled(self) -> dict[str, Instrument]:
        return {i.iri: i for i in sorted(self._instruments, key=lambda i: i.iri) if i.title}

    @cached_property
    def _grams(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for iri, instrument in self._titled.items():
            for gram in dict.fromkeys(grams(instrument.title or "")):
                found.setdefault(gram, []).append(iri)
        return found

    @cached_property
    def _series(self) -> dict[tuple[str, int], list[tuple[int, Instrument]]]:
        found: dict[tuple[str, int], list[tuple[int, Instrument]]] = {}
        for i in self._instruments:
            series = series_key(i.number)
            if series and i.date is not None and i.territory is None and not i.attested:
                found.setdefault((series[1], i.date.year), []).append((series[0], i))
        for entries in found.values():
            entries.sort(key=lambda entry: (entry[0], *age(entry[1])))
        return found

    def _by(self, key: Callable[[Instrument], _Key | None]) -> dict[_Key, _Found]:
        lists: dict[_Key, list[Instrument]] = {}
        for instrument in self._instruments:
            value = key(instrument)
            if value is not None:
                lists.setdefault(value, []).append(instrument)
        return {value: tuple(found) for value, found in lists.items()}


def _each_once(instruments: Iterable[Instrument]) -> _Found:
    found = {i.iri: i for i in instruments}
    return tuple(sorted(found.values(), key=age))
