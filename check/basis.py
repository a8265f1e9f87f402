"""The legal basis of a draft: which citations are its own bases, and whether it is normative.

A basis is what a line "Căn cứ …" of the preamble names first (NĐ 30/2020/NĐ-CP Phụ lục I mục
II.6.a). Forms in an annex have such lines too, and an article may say "Căn cứ vào …": those are no
bases of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from check.rule import Context
from kg.ids import Form, NumberParts, read_number
from kg.model import Citation, Instrument, Role
from kg.patterns import lazy
from kg.vocab import load_vocabulary

EITHER = frozenset({"nghi-quyet", "quyet-dinh", "chi-thi"})
"""Types of which some are normative and some are not; the year in the number tells them apart."""
_TOLD_APART = 2009
"""From this year on normative instruments of all issuers have the year in their number."""
_PARTY = frozenset({"TW", "VPTW", "BTCTW", "TU", "HU", "QU", "THU", "ĐU", "ĐUK"})
_OPENING = 16_000
_END = lazy(
    r"^[ \t|*_#>]*+(?:Điều\s{1,3}1(?!\d)|(?:NAY\s++)?QUYẾT\s++(?:ĐỊNH|NGHỊ)\s*+:?\s*+$|"
    r"Nơi\s++nhận|NƠI\s++NHẬN|PHỤ\s++LỤC|Phụ\s++lục|MẪU|Mẫu\s++số)",
    re.MULTILINE,
)
_NEVER = lazy(
    r"[\W_]*(?:KẾ\s++HOẠCH|CHƯƠNG\s++TRÌNH|BÁO\s++CÁO|HƯỚNG\s++DẪN|THÔNG\s++BÁO|ĐỀ\s++ÁN|TỜ\s++TRÌNH)"
    r"(?!\w)",
    re.IGNORECASE,
)
_YEAR = lazy(r"/\s*+((?:19|20|21)\d\d)\s*+/")
_HEAD = lazy(r"QUYẾT\s++ĐỊNH", re.IGNORECASE)
_DIRECT = lazy(
    r"[\s\-–+•*_|\d.)]*+Căn\s++cứ\s++(?:vào\s++)?(?:các\s++)?(?:quy\s++định\s++(?:tại|của)\s++)?"
    r"(?:(?:điểm|khoản|điều|mục|chương)\s[^;:()]{0,100}?\s)?(?:(?:của|tại)\s++)?$",
    re.IGNORECASE,
)


def bases(context: Context) -> Sequence[tuple[int, Citation]]:
    """Return the citations that are a basis of the draft itself, with their index."""
    found: tuple[tuple[int, Citation], ...] | None = context.memo.get("bases")
    if found is None:
        found = context.memo["bases"] = tuple(_bases(context))
    return found


def _bases(context: Context) -> Iterator[tuple[int, Citation]]:
    end = _preamble_end(context.text)
    for index, citation in enumerate(context.citations):
        if citation.start >= end:
            return
        if citation.role is Role.CITE and not context.in_title(index):
            start, _ = context.sentences.at(citation.start)
            if _DIRECT.fullmatch(context.text, start, citation.start):
                yield index, citation


def _preamble_end(text: str) -> int:
    """Return where the bases of a draft must have ended: first article, signature or annex."""
    for m in _END.finditer(text, 0, _OPENING):
        # "QUYẾT ĐỊNH" in the head is the type; the line that ends the bases stands behind them.
        if not _HEAD.search(m.group()) or "Căn cứ" in text[: m.start()]:
            return m.start()
    return min(len(text), _OPENING)


def is_normative(context: Context) -> bool:
    """Return whether the draft is surely a normative instrument (văn bản quy phạm pháp luật).

    Its number, or the symbol behind a number left blank, has the year and the letters of a type
    that can be normative.
    """
    own = _own(context)
    if own is None or context.lenient:
        return False
    if own.form in (Form.NORMATIVE, Form.JOINT):
        return _can_be_normative(own)
    return own.term is not None and own.year is not None


def is_administrative(context: Context) -> bool:
    """Return whether the draft is surely no normative instrument.

    Its number lacks the year, it is of a type that is never normative (kế hoạch), or its title
    names one.
    """
    own = _own(context)
    if own is None:
        return _NEVER.match(context.title) is not None
    if context.heading.number is not None and own.year is None:
        return own.term is None
    return own.form in (Form.NORMATIVE, Form.ADMINISTRATIVE) and not _can_be_normative(own)


def _own(context: Context) -> NumberParts | None:
    """Return the parts of the draft's number; where it was left blank of the year and symbol."""
    heading = context.heading
    if heading.number is not None:
        return read_number(heading.number)
    blank = next((c for c in context.citations if c.role is Role.SELF and not c.number), None)
    if blank is None or heading.symbol is None:
        return None
    year = _YEAR.search(blank.text)
    return read_number("/".join(("1", *(year.groups() if year else ()), heading.symbol)))


def _can_be_normative(parts: NumberParts) -> bool:
    types = load_vocabulary().types_by_symbol(parts.type or "")
    return any(t.kind == "qppl" or t.id in EITHER for t in types)


def not_normative(citation: Citation, instrument: Instrument | None) -> bool:
    """Return whether what is cited is surely no normative instrument.

    Its type is never one (kế hoạch, công văn), it is the Party's, or it is a resolution, decision
    or directive whose number lacks the year, of a time when normative ones had it.
    """
    if citation.number is None or (instrument is not None and instrument.kind == "qppl"):
        return False
    parts = read_number(citation.number)
    if parts.year is not None or parts.term is not None or parts.form is Form.OLD:
        return False
    if parts.form is Form.CONSOLIDATED:
        return False
    if parts.form is Form.PARTY:
        return bool(parts.issuers) and parts.issuers[0].upper() in _PARTY
    kind = load_vocabulary().type_by_word(citation.type or "")
    if kind is None or kind.kind == "qppl":
        return False
    signed = _year(citation, instrument)
    if kind.id in EITHER:
        return _symbol_says(parts, kind.symbols) and signed is not None and signed >= _TOLD_APART
    return True


def _symbol_says(parts: NumberParts, symbols: tuple[str, ...]) -> bool:
    """Return whether the letters of a number are those of its type word."""
    return parts.form is Form.ADMINISTRATIVE and parts.type in symbols


def _year(citation: Citation, instrument: Instrument | None) -> int | None:
    if citation.date:
        return int(citation.date[:4])
    found: date | None = instrument.date if instrument else None
    return found.year if found else None
