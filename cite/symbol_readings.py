"""What symbol of an instrument OCR may have seen: readings of damaged letters, with their cost.

Types are a closed list, and so are the bodies of the State's centre; a local office's letters are
its own. So letters nobody knows are left alone unless a slip that OCR often makes explains them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from cite.confusions import near
from cite.symbol import known_letters
from kg.patterns import lazy

_PIECES = lazy(r"([-./])")
_SMALL, _PLAIN = 0.5, 1.0
_APART = 0.25
"""By so much the best reading must be better than the next one."""
_FAR = 2.0
_OFFICE, _LONG = 3, 5
"""Letters that an office's name has at least, and from which on one wrong letter is tolerated."""
_OF_GOVERNMENT = frozenset({"NĐ", "NQ", "BC", "TTr", "CTr"})
_OF_PRIME_MINISTER = frozenset({"QĐ", "CT", "CĐ"})
_JOINT = frozenset({"TTLT", "NQLT", "KHLT", "CTPH", "CTrPH", "TTLB"})
_TERMS = frozenset(f"{body}{term}" for body in ("QH", "UBTVQH") for term in range(8, 18))
_MAX_PIECES = 6


class SymbolReading(NamedTuple):
    """A symbol that may be meant, and the cost of the slips that lead to what was seen."""

    symbol: str
    cost: float


def is_known(symbol: str, bodies: frozenset[str]) -> bool:
    """Return whether every part of a symbol is a type or a body.

    Args:
        symbol: letters behind the number, without blanks.
        bodies: letters known from the text itself.
    """
    types, common = known_letters()
    known = types | common | bodies
    # BNN&PTNT is an office's own spelling of BNNPTNT, and no slip.
    return all(p.replace("&", "") in known or p in known | _TERMS for p in _split(symbol)[0])


def readings(
    symbol: str, *, types: frozenset[str], bodies: frozenset[str], far: bool = False
) -> list[SymbolReading]:
    """Return what a damaged symbol may be, best first.

    Args:
        symbol: as seen, without blanks.
        types: letters of the type that a word before the number names; may be empty.
        bodies: letters known from the text itself.
        far: also readings that something else than the letters must confirm.
    """
    found: dict[str, float] = {}
    for pieces, marks in _variants(symbol):
        for meant, cost in _meant(pieces, marks, types, bodies, far=far):
            if cost < found.get(meant, 99.0):
                found[meant] = cost
    return sorted((SymbolReading(s, c) for s, c in found.items()), key=lambda r: (r.cost, r.symbol))


def only_reading(found: list[SymbolReading]) -> str | None:
    """Return the symbol if one reading alone is near."""
    if not found or (len(found) > 1 and found[1].cost - found[0].cost < _APART):
        return None
    return found[0].symbol


def _split(symbol: str) -> tuple[list[str], list[str]]:
    parts = _PIECES.split(symbol)
    return parts[::2], parts[1::2]


def _variants(symbol: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the symbol in pieces, also with its first mark taken for a part of a letter."""
    pieces, marks = _split(symbol)
    if len(pieces) > _MAX_PIECES or not all(pieces):
        return
    yield pieces, marks
    if len(pieces) > 2:
        yield [pieces[0] + pieces[1], *pieces[2:]], marks[1:]


def _meant(
    pieces: list[str], marks: list[str], types: frozenset[str], bodies: frozenset[str], *, far: bool
) -> Iterator[tuple[str, float]]:
    all_types, common = known_letters()
    known = common | bodies
    if len(pieces) == 1:
        for meant, cost in near(pieces[0], _TERMS, _PLAIN).items():
            yield meant, cost
        return
    if pieces[0] in known and pieces[0] not in all_types:
        # An official letter: its unit may be anything, so only the slightest slip is mended.
        firsts = {pieces[0]: 0.0}
        rests = [_close_bodies(piece, known) for piece in pieces[1:]]
    else:
        firsts = near(pieces[0], all_types, _PLAIN if types else _SMALL)
        rests = [_bodies(piece, known, far=far) for piece in pieces[1:]]
    if set(firsts) == {"NĐ"}:
        # A decree is the Government's, whatever its letters look like.
        rests = [near(piece, {"CP"}, _PLAIN) for piece in pieces[1:]]
    for first, *rest in product(firsts.items(), *(r.items() for r in rests)):
        letters = [first[0], *(body for body, _ in rest)]
        if (first[1] <= _SMALL or first[0] in types) and _goes_together(letters, marks):
            cost = first[1] + sum(c for _, c in rest)
            yield "".join(a + b for a, b in zip(letters, [*marks, ""], strict=True)), cost


def own_letters(seen: Iterable[str]) -> frozenset[str]:
    """Return which letters, standing in a text again and again, are those of a body.

    OCR makes one slip again and again too, so what is a slip away from a known body is none.
    """
    _, common = known_letters()
    return frozenset(
        p for p in seen if not _is_mixed(p) and set(_bodies(p, common, far=False)) <= {p}
    )


def _bodies(piece: str, known: frozenset[str], *, far: bool) -> dict[str, float]:
    """Return the bodies whose letters may have been seen, with the cost of the slips.

    A small letter or a figure among capitals is no office's letter, so it is surely a slip. Other
    letters may be an office's own (SKHCN beside BKHCN), so the first must agree.
    """
    limit = _PLAIN if _is_mixed(piece) or len(piece) >= _LONG else _SMALL
    found = near(piece, known, _FAR if far else limit)
    if far or _is_mixed(piece) or len(piece) < _OFFICE:
        return found
    return {meant: cost for meant, cost in found.items() if meant[0] == piece[0]}


def _close_bodies(piece: str, known: frozenset[str]) -> dict[str, float]:
    found = near(piece, known, _SMALL) if len(piece) >= _LONG else {}
    return {meant: cost for meant, cost in found.items() if meant[0] == piece[0]}


def _is_mixed(piece: str) -> bool:
    return piece != piece.upper() or not piece.replace("&", "").isalpha()


def _goes_together(letters: list[str], marks: list[str]) -> bool:
    """Return whether these bodies issue instruments of this type (domain notes 1.1 and 1.4)."""
    kind, *bodies = letters
    party = marks[:1] == ["/"]
    if "CP" in bodies or kind == "NĐ":
        return bodies == ["CP"] and kind in _OF_GOVERNMENT
    if "TTg" in bodies:
        return bodies == ["TTg"] and kind in _OF_PRIME_MINISTER
    if kind in _JOINT:
        return len(bodies) > 1
    if kind == "TT" and not party:
        return bodies[0] not in {"UBND", "HĐND", "TU", "TW", "HU", "CTN"}
    return True
