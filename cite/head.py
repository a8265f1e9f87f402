"""What stands before a number: type word, law's name, provision, an issuer who "ban hành" it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cite.dates import Dated, iso_day
from cite.fragments import CITED, DAY_MONTH_YEAR, SO
from cite.lexicon import WORD, is_body_head, type_ending, typed, types_within
from kg.model import Span
from kg.patterns import lazy

_FLAGS = re.IGNORECASE


class Head(NamedTuple):
    """Type word before a number; ``start`` is where the citation's span begins."""

    start: int
    type: str | None
    date: Dated | None = None


_LEAD = lazy(rf"(?:\s*+:(?:\s*+{SO}\s*+:?)?|\s++(?:{SO}\s*+:?\s*+){{1,2}}|(?<!\s))\s*+$")
_SO = lazy(rf"(?<!\w){SO}\s*+:?\s*+$")
_DATED = lazy(rf"\s++ngày\s*+{DAY_MONTH_YEAR}\s*+,?\s*+{SO}\s*+:?\s*+$")
_GAP = lazy(r"[.;:()\d\"“”]|\n\s*\n")
_COMMON_WORDS = frozenset(
    {"Quy định", "Hướng dẫn", "Kế hoạch", "Thông báo", "Báo cáo", "Chương trình", "Kết luận",
     "Đề án", "Dự án", "Quyết định", "Lệnh", "Quy chế", "Phương án", "Biên bản"}
)  # fmt: skip
"""Type words that in lower case are ordinary words ("theo quy định 61/2018/NĐ-CP")."""
_FORM = (
    r"mẫu|(?<!đại\s)biểu|biểu\s++mẫu|phụ\s++lục|phụ\s++biểu|bảng|hình|tài\s++khoản|điện\s++thoại|"
    r"tcvn|qcvn|iso|biên\s++lai|gói\s++thầu|lô|thửa|fax|đt"
)
_FORM_HEAD = lazy(r"(?<!\w)(?:mẫu|(?<!đại\s)biểu|biểu\s++mẫu)$", _FLAGS)
_NO_HEAD = lazy(
    rf"(?<!\w)(?:{_FORM}|(?:hợp\s++đồng|hóa\s++đơn|hoá\s++đơn|giấy\s++phép|giấy\s++chứng\s++nhận)"
    r"(?:[ \t]++[^\W\d_]+){0,5}?)\s*+(?:số|sổ|sô)?\s*+:?\s*+$",
    _FLAGS,
)
"""Words that make the number behind them no instrument's: forms, accounts, contracts."""


def read_head(window: str, number_at: int, type_words: frozenset[str]) -> Head | None:
    """Return the type word that belongs to the number at ``number_at``.

    Args:
        window: folded text.
        number_at: offset of the number.
        type_words: type words that the symbol stands for; a type word further off ("Báo cáo
            thẩm tra số") is taken only when it is one of them.

    Returns:
        ``None`` when what stands before makes the number no citation (a form, a contract).
    """
    base = max(0, number_at - 110)
    left = window[base:number_at]
    lead = _LEAD.search(left, _last_words(left, 4))
    direct = type_ending(left, lead.start()) if lead is not None else None
    if direct is None:
        direct = type_ending(left, len(left.rstrip()))
    if direct is not None:
        return _direct(left, base, number_at, direct, type_words)
    dated = _DATED.search(left)
    if dated is not None:
        found = type_ending(left, dated.start())
        if found is not None:
            iso = iso_day(dated["d"], dated["m"], dated["y"])
            span = (base + dated.start("d"), base + dated.end("y"))
            return Head(base + found[0], found[1], date=Dated(span, iso, number_at))
    if _NO_HEAD.search(left):
        return None
    so = _SO.search(left)
    if so is not None:
        for start, end, kind in reversed(types_within(left, max(0, so.start() - 90), so.start())):
            near = kind in type_words and so.start() - end <= 60
            inside = left[max(0, start - 1)] in "/-" or left[end] in "/-"
            if near and not inside and not _GAP.search(left, end, so.start()):
                return Head(base + start, kind)
    return Head(number_at, None)


def _last_words(text: str, count: int) -> int:
    """Return where so many words begin that end a text, with the blanks before them."""
    parts = text.rsplit(None, count)
    return len(parts[0]) if len(parts) > count else 0


def _direct(
    left: str, base: int, number_at: int, found: tuple[int, str], type_words: frozenset[str]
) -> Head | None:
    at, kind = found
    if kind == "Công văn" and left[at : at + 3].casefold() == "văn":
        return Head(number_at, None)
    if left[at].islower() and kind not in type_words and kind in _COMMON_WORDS:
        return Head(number_at, None)
    if kind == "Hợp đồng" or _is_form(left[:at]):
        return None
    return Head(base + at, kind)


def _is_form(before: str) -> bool:
    """Return whether words end in those of a blank form ("Mẫu Báo cáo số 01/BC"), on its line."""
    before = before.rstrip(" \t")
    return before[-4:].lower().endswith(("mẫu", "biểu")) and _FORM_HEAD.search(before) is not None


_LAW_HEAD = lazy(r"(?<!\w)(?:Luật|Bộ\s++[Ll]uật|Pháp\s++lệnh|Hiến\s++pháp)(?!\w)")
_LAW_HEAD_ANY = lazy(r"(?<!\w)(?:luật|bộ\s++luật|pháp\s++lệnh)(?!\w)", _FLAGS)
_LAW_GAP = lazy(r"[;:()\"“”]|\d{3}|\.\s|\n\s*\n")
_REVISED = lazy(r"\(\s*+(?:đã\s++)?(?:được\s++)?sửa\s++đổi[^()]{0,30}\)", _FLAGS)
_AMENDS_LAW = lazy(
    r"(?<!\w)Luật\s++sửa\s++đổi,?\s++bổ\s++sung\s++(?:một\s++số\s++điều|(?:các\s++)?điều\s[^;.]{1,40}?)\s++(?:của\s++)?(?:các\s++)?"
    r"(?:(?:Bộ\s++[Ll]|L)uật(?:(?!(?:Bộ\s++[Ll]|L)uật)[^;.:()]){3,80}?(?:,|\svà)\s++){0,14}$",
    _FLAGS,
)


def read_law_head(window: str, number_at: int) -> tuple[int, str, Span | None] | None:
    """Return start, type word and name span of the law whose number is at ``number_at``."""
    base = max(0, number_at - 520)
    left = window[base:number_at]
    so = _SO.search(left)
    name_end = so.start() if so else len(left)
    best: re.Match[str] | None = None
    for pattern in (_LAW_HEAD, _LAW_HEAD_ANY):
        for m in pattern.finditer(left, 0, name_end):
            gap = _REVISED.sub("", left[m.end() : name_end])
            if not _LAW_GAP.search(gap) and (best is None or m.start() >= best.end()):
                best = m
        if best is not None:
            break
    if best is None:
        return None
    start, word_end = best.span()
    amending = _AMENDS_LAW.search(left[:start])
    if amending is not None and left[word_end:name_end].strip(" ,\n"):
        start, word_end = amending.start(), amending.start() + len("Luật")
    gap = left[word_end:name_end]
    name = None
    if gap.strip(" ,\t\n\x1f"):
        lead = len(gap) - len(gap.lstrip())
        name = (base + word_end + lead, base + word_end + len(gap.rstrip(" ,\t\n")))
    return base + start, typed(best.group()), name


_UNIT_WORD = r"(?:tiết|điểm|khoản|điều|mục|chương|phần|phụ\s++lục|tiểu\s++mục)"
# Atomic groups: a letter can be read in one way only, so no input makes the search branch.
_UNIT_NUMBER = r"(?>(?:\d+(?:\.\d+)*[a-zđ]?|[ivxlc]+|[a-zđ]\d?)(?!\w))"
_UNIT = (
    rf"(?>(?:các\s++)?{_UNIT_WORD}\s++{_UNIT_NUMBER}(?>\s*+(?:,|và|;|đến|-)\s*+(?:{_UNIT_WORD}\s++)?{_UNIT_NUMBER}){{0,12}}"
    rf"(?:\s*+,)?(?:\s++(?:của|và|tại))?\s*+)"
)
_PROVISION = lazy(rf"(?<!\w)({_UNIT}{{1,8}})$", _FLAGS)
_UNIT_END = lazy(r"(?:\d[a-zđ]?|(?<!\w)[a-zđ]\d?|(?<!\w)[ivxlc]+)$", _FLAGS)
_LINK_END = lazy(r"(?:\s*+,|\s++(?:của|và|tại))?\s*+$")


def read_provision(window: str, head_at: int) -> str | None:
    """Return the provision named right before the instrument ("điểm a khoản 2 Điều 5")."""
    left = window[max(0, head_at - 130) : head_at]
    if not _ends_in_unit(left):
        return None
    m = _PROVISION.search(left)
    return _LINK_END.sub("", " ".join(m.group(1).split())) if m else None


def _ends_in_unit(left: str) -> bool:
    """Return whether words end in the number of a provision, with at most "của" or "tại" behind.

    Nearly none do, and a pattern that ends in "$" tries every place before.
    """
    bare = left.rstrip()
    if bare[-3:].lower() in {"của", "tại"}:
        bare = bare[:-3].rstrip()
    words = bare.removesuffix(",").rsplit(None, 1)
    return bool(words) and _UNIT_END.search(words[-1]) is not None


_ISSUED_BY = lazy(
    r"\s++(?:(?:đã|vừa|mới|cũng)\s++){0,2}(?:ký\s++)?(?:ban\s++hành|có|ký|ra)\s++(?:các\s++)?$",
    _FLAGS,
)
_ISSUED_LAST = frozenset({"hành", "có", "ký", "ra", "các"})
"""The word that ends such a clause, looked at before the pattern is."""
_DATE_BEFORE = lazy(rf"[Nn]gày\s*+{DAY_MONTH_YEAR}\s*+,?\s*+$")
_ASKED = lazy(
    r"(?:đề\s++nghị|kiến\s++nghị|đề\s++xuất|ý\s++kiến|báo\s++cáo|chỉ\s++đạo|;)\s++của\s++([^;.:()\d]{2,110}?)\s++tại\s++"
    r"(?:các\s++)?(?:văn\s++bản\s++)?(?:số\s++)?$"
)
_NAME_BREAK = lazy(r"[.;:()]|\n\s*\n|\b(?:ngày|tại|theo)\b")


def read_before(window: str, head_at: int) -> tuple[Dated | None, Span | None]:
    """Return date and issuer stated before the citation.

    "Ngày D, X đã ban hành <type> số N" gives both; "đề nghị của X tại <type> số N" the issuer.
    """
    base = max(0, head_at - 170)
    left = window[base:head_at]
    asked = _ASKED.search(left)
    if (
        asked is not None
        and is_body_head(left, asked.start(1))
        and not CITED.search(asked.group(1))
    ):
        return None, (base + asked.start(1), base + asked.end(1))
    last = left.rsplit(None, 1)[-1:]
    verb = _ISSUED_BY.search(left) if last and last[0].lower() in _ISSUED_LAST else None
    if verb is None:
        return None, None
    before = left[: verb.start()]
    start = _rightmost_body(before)
    if start is None or len(before) - start > 110:
        return None, None
    issuer = (base + start, base + len(before.rstrip()))
    m = _DATE_BEFORE.search(before[:start])
    if m is None:
        return None, issuer
    iso = iso_day(m["d"], m["m"], m["y"])
    return Dated((base + m.start("d"), base + m.end("y")), iso, head_at), issuer


def _rightmost_body(before: str) -> int | None:
    """Return where the body name that ends ``before`` begins, if it begins a clause."""
    for m in reversed(list(WORD.finditer(before))):
        at = m.start()
        if not is_body_head(before, at):
            continue
        if _NAME_BREAK.search(before, at):
            return None
        lead = before[:at].rstrip()
        if not lead or lead[-1] in '.;,:("“-–+' or lead[-1].isdigit():
            return at
    return None
