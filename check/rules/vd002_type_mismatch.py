"""VD002: the type word contradicts the symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.rewording import has_type_word, with_type
from check.rule import CitationRule, Context
from check.wording import type_word
from cite.resolve import Reason
from cite.symbol import type_letters
from kg.model import Citation
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_TERM = lazy(r"(?:^|/)(QH|UBTVQH)(?:\d{1,2}|[IVX]+)$")
_TERM_TYPES = {
    "QH": frozenset({"Luật", "Bộ luật", "Nghị quyết", "Hiến pháp"}),
    "UBTVQH": frozenset({"Pháp lệnh", "Nghị quyết", "Nghị quyết liên tịch"}),
}
_AKIN = {
    "Thông tư": frozenset({"Thông tư liên tịch", "Thông tư liên bộ"}),
    "Thông tư liên tịch": frozenset({"Thông tư", "Thông tư liên bộ"}),
    "Thông tư liên bộ": frozenset({"Thông tư", "Thông tư liên tịch"}),
    "Nghị quyết": frozenset({"Nghị quyết liên tịch"}),
    "Chương trình": frozenset({"Chương trình phối hợp"}),
    # Conclusions of a meeting are made known by a Thông báo and cited by its number.
    "Kết luận": frozenset({"Thông báo"}),
}
_CORE = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị"}
)
_LETTER_TYPES = frozenset({"QĐ", "NĐ", "NQ", "TT", "KH", "BC", "TB", "TTr"})
_OLD = frozenset({"L", "PL", "LCT", "CT"})
# TC is a communiqué, and in older symbols the Ministry of Finance (59/TC-TCT).
_OFFICES = frozenset({"CP", "TTg", "HĐBT", "TC"})
_ORDER = lazy(r"(?:^|-)L/CTN$")
# Until 1994 laws and ordinances were cited by the number of the order that made them known.
_BY_ORDER = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Lệnh"})


class TypeMismatch(CitationRule):
    """The type word is not the type that the symbol's letters stand for.

    A warning where usage is loose: a plan or scheme cited by the number of the decision that
    approves it ("Đề án 06/QĐ-TTg"), a consolidated text, a letter (công văn).

    Why it matters:
        A reader who looks for a decree of that number finds nothing, or another instrument.

    Example:
        "Nghị định số 76/NQ-CP": NQ stands for Nghị quyết.

    Write instead:
        The type word of the symbol, or the right number. ``--fix`` writes the type word where the
        stated day or title bears out the number.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục III (abbreviations of types); Luật 64/2025/QH15 Điều 7.
    """

    code = "VD002"
    slug = "type-mismatch"
    severity = Severity.ERROR
    message = Message(
        vi="Tên loại “{stated}” không khớp ký hiệu {number}: ký hiệu này là của {expected}.",
        en="The type word “{stated}” contradicts the symbol of {number}: that of {expected}.",
    )
    own_number = True

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when the letters of the number name other types than the text."""
        if citation.type is None or citation.number is None or not has_type_word(citation):
            return
        if citation.form in {"incomplete", "short_name"}:
            return
        expected = _expected(citation.number, letter=citation.type == "Công văn")
        stated = citation.type
        if not expected or stated in expected or expected & _AKIN.get(stated, frozenset()):
            return
        # Outside the Party QĐ stands for a decision; a regulation has QyĐ.
        likely = sorted(expected - {"Quy định"} if "/QĐ-" in citation.number else expected)
        right = " / ".join(likely)
        meant = len(likely) == 1 and _borne_out(index, right, context)
        yield Hit(
            values={"stated": stated, "number": citation.number, "expected": right},
            severity=None if stated in _CORE and expected & _CORE else Severity.WARNING,
            suggestion=with_type(citation, right) if meant else None,
            safe=meant and _sure(index, context),
        )


def _borne_out(index: int, right: str, context: Context) -> bool:
    """Return whether the type word is what is wrong: not where the record is of another type."""
    found = context.instrument(index)
    return found is None or type_word(found) == right


def _sure(index: int, context: Context) -> bool:
    """Return whether day or title bear out that the instrument of this symbol is meant."""
    reasons = context.resolutions[index].reasons
    stated = {Reason.DATE, Reason.TITLE} & set(reasons)
    return bool(stated) and certain(index, context, day=True)


def _expected(number: str, *, letter: bool) -> frozenset[str]:
    """Return the types that the symbol can stand for, empty where it tells none.

    A letter's symbol begins with its issuer (1234/TTg-KSTT), whose letters may be those of a type.
    """
    term = _TERM.search(number)
    if term is not None and "-" not in number:
        return _TERM_TYPES[term.group(1)]
    if _ORDER.search(number):
        return _BY_ORDER
    if re.match(r"\d+[a-zđ]?(?:\.\d+)?-", number):
        symbol = number.partition("-")[2]
    else:
        symbol = re.sub(r"^\d+[\w.]*/(?:\d{4}/)?", "", number)
    return _types_of(symbol, letter=letter)


@lru_cache(maxsize=1024)
def _types_of(symbol: str, *, letter: bool) -> frozenset[str]:
    letters = type_letters(symbol)
    if letters is None or letters in _OFFICES or (letter and letters not in _LETTER_TYPES):
        return frozenset()
    if letters in _OLD and "/" not in symbol and "-" not in symbol:
        return frozenset()
    if letters == "CT":
        # Alone it was a decision's; before an issuer it is a directive's.
        return frozenset({"Chỉ thị"})
    groups = set(re.split(r"[-/.]", symbol))
    return frozenset(
        t.vi
        for t in load_vocabulary().types.values()
        if set(t.symbols) & ({letters} | groups - {"TW", "CP"})
    )
