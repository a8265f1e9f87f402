"""Comparing what a citation says with what a record says: titles, issuers, dates.

Paraphrase and abbreviation are usual and right (CCHC, TTHC; "về việc ban hành" for "phê duyệt"), so
a title differs only when the words that carry its matter differ.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.patterns import lazy
from kg.text import fold
from kg.vocab import load_vocabulary

_SHORT = {
    "cchc": "cải cách hành chính",
    "tthc": "thủ tục hành chính",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "cntt": "công nghệ thông tin",
    "cđs": "chuyển đổi số",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "qppl": "quy phạm pháp luật",
    "vbqppl": "văn bản quy phạm pháp luật",
    "kt-xh": "kinh tế xã hội",
    "gdđt": "giáo dục và đào tạo",
    "kh&cn": "khoa học và công nghệ",
    "mttq": "mặt trận tổ quốc",
    "cbccvc": "cán bộ công chức viên chức",
    "tw": "trung ương",
}
_EMPTY = frozenset(
    "về việc ban hành phê duyệt quy định một số của và các trong cho tại theo điều là để đến "
    "với thực hiện sửa đổi bổ sung nhà nước tỉnh trên địa bàn nội dung nhằm giai đoạn năm".split()
)
_KEPT = 512
"""Titles and names kept at hand, so few since drafts state them too."""
_PERIOD = lazy(r"(20\d\d)\s*-\s*(20\d\d)")
_WORD = lazy(r"[^\W_]+(?:&[^\W_]+)?")


class _Title(NamedTuple):
    """A title as it is compared: its words, those that carry its matter, and its period."""

    words: tuple[str, ...]
    matter: tuple[str, ...]
    distinct: frozenset[str]
    period: tuple[str, ...] | None


@lru_cache(maxsize=_KEPT)
def _read(title: str) -> _Title:
    folded = fold(title)
    words: list[str] = []
    for word in _WORD.findall(folded):
        if word in _SHORT:
            words += _SHORT[word].split()
        else:
            words.append(word)
    matter = tuple(word for word in words if word not in _EMPTY)
    period = _PERIOD.search(folded) if "20" in folded else None
    return _Title(tuple(words), matter, frozenset(matter), period.groups() if period else None)


def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title folded, abbreviations spelt out."""
    return _read(title).words


def title_agreement(stated: str, recorded: str) -> float:
    """Return how far a stated title is that of the record, 0 to 1.

    The share of the shorter title's matter words that the other has too; a short paraphrase of a
    long title counts as full agreement.
    """
    a, b = _read(stated), _read(recorded)
    if not a.matter or not b.matter:
        return 1.0
    short = a if len(a.distinct) <= len(b.distinct) else b
    shared = len(a.distinct & b.distinct) / len(short.distinct)
    if 0.3 <= shared < 0.75 and len(short.matter) > 3:
        from rapidfuzz import fuzz

        alike = fuzz.token_set_ratio(" ".join(a.matter), " ".join(b.matter))
        shared = max(shared, alike / 100 - 0.12)
    if a.period and b.period and a.period != b.period:
        return min(shared, 0.3)
    return shared


@lru_cache(maxsize=_KEPT)
def issuer_key(name: str) -> str:
    """Return an issuer's name folded, spelt out, without its leader's title.

    "Bộ trưởng Bộ Y tế" and "Bộ Y tế" issue the same circulars, so both have one key.
    """
    vocabulary = load_vocabulary()
    folded = fold(name)
    for short, full in (
        ("ubmttqvn", "ủy ban mặt trận tổ quốc việt nam"),
        ("mttq", "mặt trận tổ quốc"),
        ("ubnd", "ủy ban nhân dân"),
        ("hđnd", "hội đồng nhân dân"),
        ("tp.", "thành phố "),
        ("tp ", "thành phố "),
    ):
        folded = folded.replace(short, full)
    folded = re.sub(r"\s+", " ", folded).strip()
    folded = re.sub(r"\s*\(?\s*khóa [ivxlc\d]+\)?$", "", folded)
    known = vocabulary.issuers_by_name(folded)
    if known:
        return fold(known[0].vi)
    m = re.match(
        r"(?:bộ trưởng|thủ trưởng|chánh án|viện trưởng|thống đốc|tổng thanh tra)\s+(.+)$", folded
    )
    if m is not None:
        inner = vocabulary.issuers_by_name(m.group(1))
        return fold(inner[0].vi) if inner else m.group(1)
    return folded
