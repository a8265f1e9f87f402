"""The units that audits group documents by: an issuer in one spelling.

Heads write "ỦY BAN NHÂN DÂN TỈNH BÌNH ĐỊNH", "UBND tỉnh Bình Định" and "Uỷ ban nhân dân tỉnh Bình
Định"; all are one unit, and are told as "Ủy ban nhân dân tỉnh Bình Định".
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.patterns import lazy
from kg.text import fold
from kg.vocab import Vocabulary, load_vocabulary

_SPELT_OUT = (
    (r"ubmttq(?:vn)?", "ủy ban mặt trận tổ quốc việt nam"),
    (r"mttq(?:vn)?", "mặt trận tổ quốc việt nam"),
    (r"ubnd", "ủy ban nhân dân"),
    (r"hđnd", "hội đồng nhân dân"),
    (r"tp\.?(?=\s)", "thành phố"),
    (r"tx\.?(?=\s)", "thị xã"),
    (r"tt\.?(?=\s)", "thị trấn"),
)
_PLACE = lazy(r"\b(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+(?!ủy\b)(.+)$")

_DEPARTMENT = lazy(r"^(sở|phòng|chi cục)\s+(.+)$")
_PARTY = lazy(r"^((?:tỉnh|thành|huyện|quận|thị|đảng|xã|phường) ủy)\s+(.+)$")


@lru_cache(maxsize=4096)
def unit_of(issuer: str | None) -> str | None:
    """Return an issuer in one spelling; of a body and the one above it, both."""
    if issuer is None:
        return None
    named = [_name(part) for part in issuer.split(", ") if part.strip()]
    return ", ".join(dict.fromkeys(named)) or None


def _name(words: str) -> str:
    vocabulary = load_vocabulary()
    folded = fold(words)
    for short, full in _SPELT_OUT:
        folded = re.sub(rf"(?<!\w){short}(?!\w)", full, folded)
    known = vocabulary.issuers_by_name(folded)
    if known:
        return known[0].vi
    joint = folded.split(" - ")
    if len(joint) > 1 and all(vocabulary.issuers_by_name(part) for part in joint):
        return " - ".join(vocabulary.issuers_by_name(part)[0].vi for part in joint)
    place = _PLACE.search(folded)
    if place is None:
        return _with_place(folded, vocabulary) or _body(folded, vocabulary)
    kind, name = place.groups()
    body = folded[: place.start()].strip()
    shown = f"{kind} {_place_name(kind, name, vocabulary)}"
    return _capital(f"{_body(body, vocabulary)} {shown}".strip())


def _place_name(kind: str, name: str, vocabulary: Vocabulary) -> str:
    if kind in ("tỉnh", "thành phố"):
        province = vocabulary.province(name)
        if province is not None:
            return re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", province.vi)
    inner = _PLACE.search(name)
    if inner is not None:
        first, (kind, rest) = name[: inner.start()].strip(), inner.groups()
        return f"{_titled(first)} {kind} {_place_name(kind, rest, vocabulary)}".strip()
    return _titled(name)


def _with_place(folded: str, vocabulary: Vocabulary) -> str | None:
    """Return a body of a place named at its end: "sở nội vụ bình định"."""
    words = folded.split()
    for size in range(min(4, len(words) - 1), 1, -1):
        province = vocabulary.province(" ".join(words[-size:]))
        if province is not None:
            name = re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", province.vi)
            return f"{_body(' '.join(words[:-size]), vocabulary)} {name}"
    return None


def _body(folded: str, vocabulary: Vocabulary) -> str:
    """Return a body's name; departments have that of their ministry: "Sở Công Thương"."""
    if party := _PARTY.match(folded):
        return f"{_capital(party.group(1))} {_titled(party.group(2))}"
    m = _DEPARTMENT.match(folded)
    ministry = vocabulary.issuers_by_name(f"bộ {m.group(2)}") if m else ()
    if m and ministry:
        return f"{_capital(m.group(1))} {ministry[0].vi.removeprefix('Bộ ')}"
    if m:
        return f"{_capital(m.group(1))} {_capital(m.group(2))}"
    return _capital(folded)


def _titled(words: str) -> str:
    return " ".join(w[:1].upper() + w[1:] for w in words.split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
