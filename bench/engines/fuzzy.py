"""Mistyped numbers and inexact titles for engines without an index for them: all in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.ids import series_key
from kg.slips import one_slip, slips
from kg.titles import bare_words


class Tails:
    """The ends of all numbers, such as ``/2018/nđ-cp``; there are few."""

    def __init__(self, numbers: Iterable[str]) -> None:
        """Take the numbers of all instruments."""
        series = map(series_key, numbers)
        self._tails = {found[1] for found in series if found}

    def near(self, number: str) -> Iterator[str]:
        """Yield the keys one slip away from a number, whether or not anything has them."""
        yield from slips(number, lambda tail: one_slip(tail, self._tails))


class Titles:
    """All titles, compared one after another: what one does without an index."""

    def __init__(self, titles: Collection[str]) -> None:
        """Fold the titles once."""
        self._titles = list(titles)
        self._folded = [" ".join(bare_words(title)) for title in self._titles]

    def nearest(self, words: str) -> str | None:
        """Return the title that is most like some words."""
        from rapidfuzz import fuzz, process

        wanted = " ".join(bare_words(words))
        found = process.extractOne(wanted, self._folded, scorer=fuzz.ratio, score_cutoff=60)
        return self._titles[found[2]] if found else None
