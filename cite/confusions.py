"""How easily OCR takes letters of a symbol for others, and the letters it may have seen.

The weights come from what Tesseract made of rendered plans (``bench/ocr.py``): Đ doubled into ĐÐ, L
split into IL, C for G, the g of TTg for ø or E.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache

_ALIKE = ("ĐDO0QCGÓÖ", "ILl1|!T7Jij", "S5$8B", "B8EFRP", "UVƯY", "NMHÑ", "gqyø9E8ß", "KXH", "&8G")
_SAME_LOOK, _OTHER_MARK, _DOUBLED, _OTHER = 0.5, 0.25, 0.5, 1.0
_THIN = "Il1|ijÌÍ"


@lru_cache(maxsize=4096)
def _swap(a: str, b: str) -> float:
    """Return the cost of reading ``a`` where ``b`` stands."""
    if a == b:
        return 0.0
    if _bare(a) == _bare(b):
        return _OTHER_MARK
    return _SAME_LOOK if any(a in same and b in same for same in _ALIKE) else _OTHER


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0].upper()


@lru_cache(maxsize=4096)
def distance(seen: str, meant: str) -> float:
    """Return the least cost of the slips that make ``seen`` out of ``meant``."""
    row = [float(n) for n in range(len(meant) + 1)]
    for i, a in enumerate(seen):
        above, row = row, [row[0] + _more(seen, i)]
        for j, b in enumerate(meant):
            row.append(min(above[j] + _swap(a, b), above[j + 1] + _more(seen, i), row[j] + _OTHER))
    return row[-1]


def _more(seen: str, at: int) -> float:
    """Return the cost of a letter that is not there: a doubled or a thin one is soon seen."""
    doubled = at > 0 and _bare(seen[at - 1]) in {_bare(seen[at]), "Đ" if seen[at] == "Đ" else ""}
    return _DOUBLED if doubled or seen[at] in _THIN else _OTHER


def near(seen: str, known: Collection[str], limit: float) -> dict[str, float]:
    """Return what may have been meant, with its cost, none above ``limit``."""
    if seen in known:
        return {seen: 0.0}
    span = range(len(seen) - int(limit), len(seen) + 2 * int(limit + 0.5) + 1)
    found = {}
    for meant in known:
        if len(meant) in span or len(seen) - len(meant) in range(3):
            cost = distance(seen, meant)
            if cost <= limit:
                found[meant] = cost
    return found
