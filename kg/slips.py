"""Numbers one keystroke away from a number, for look-ups of what may be mistyped.

A valid number has a median of five valid neighbours, so what is found here is a candidate that a
date or a title must confirm, never a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.ids import number_key, series_key
from kg.patterns import lazy

DIGITS = lazy(r"(?P<leading>\d+)(?P<mark>[a-zđ]?(?:\.\d+)?/)?(?P<year>\d{4}(?=/))?(?P<rest>.*)$")
"""A number taken apart: serial, what separates it, the year if it has one, the symbol."""
_YEAR = lazy(r"(?:19|20)\d\d")


def digit_slips(number: str) -> Iterator[str]:
    """Yield the numbers whose serial or year differs by one slip from this one's."""
    m = DIGITS.match(number)
    if m is None:
        return
    leading, year = m["leading"], m["year"]
    for other in dict.fromkeys(_edits(leading)):
        yield other + number[len(leading) :]
    for other in dict.fromkeys(_edits(year or "")):
        if _YEAR.fullmatch(other):
            yield f"{leading}{m['mark']}{other}{m['rest']}"


def _edits(digits: str) -> Iterator[str]:
    """Yield the numerals one slip away: a wrong, lost, doubled or added digit, or two swapped."""
    for at in range(len(digits) + 1):
        head, tail = digits[:at], digits[at:]
        for digit in "0123456789":
            yield head + digit + tail
            if tail and digit != tail[0]:
                yield head + digit + tail[1:]
        if tail and len(digits) > 1:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]


def slips(number: str, near_tails: Callable[[str], Iterable[str]]) -> Iterable[str]:
    """Return the keys of all numbers one keystroke away from a number.

    Args:
        number: the number, in any spelling.
        near_tails: gives the known tails of numbers one slip away from a tail, see ``one_slip``.
    """
    own = number_key(number)
    keys = dict.fromkeys(digit_slips(own))
    if series := series_key(number):
        tail = series[1]
        head = own.removesuffix(tail)
        keys.update(dict.fromkeys(head + other for other in near_tails(tail)))
    # A leading zero more or less is no other number.
    return dict.fromkeys(bare for key in keys if (bare := key.lstrip("0")) != own)


def deletions(text: str) -> set[str]:
    """Return a text and what is left of it without any one of its characters.

    Two texts that share one of these are at most two edits apart; those one edit apart always do.
    """
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def one_slip(tail: str, candidates: Iterable[str]) -> list[str]:
    """Return the candidates that are one edit, or one swap of neighbours, from a symbol."""
    from rapidfuzz.distance import OSA

    return sorted(c for c in candidates if OSA.distance(tail, c, score_cutoff=1) == 1)
