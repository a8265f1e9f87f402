"""Numbers with a symbol behind a slash: State, National Assembly, Party, joint, VBHN, letters.

The anchor is the slash before the symbol's letters. The grammar is that of the domain notes 1.4;
the number before is one of ``61/2018``, ``76``, ``30c``, ``66.1/2025``, or ``06-NQ`` (Party).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cite.dates import Dated
from cite.fragments import NUMERAL, SO, YEAR, blank_page_heads
from cite.head import read_head, read_law_head
from cite.lexicon import is_type, skip_blanks
from cite.reading import Reading
from cite.surroundings import assemble, read_surroundings
from cite.symbol import canonical_symbol, is_type_symbol, read_symbol, type_letters
from kg.model import Span
from kg.patterns import lazy
from kg.vocab import load_vocabulary

FORM = "numbered"
LEFT, RIGHT = 180, 420
EXAMPLES = (
    "Nghị định số 61/2018/NĐ-CP",
    "Nghị quyết 76/NQ-CP",
    "Luật Viên chức số 129/2025/QH15",
    "Nghị quyết số 06-NQ/TU",
    "Thông tư liên tịch số 03/2007/TTLT-BCT-BTC-BNG",
    "Công văn số 2231/SNV-CCHC&PC",
    "Quyết định số 144/2002/QĐ/BTC",
    "Nghị quyết số 66.22/2026/NQ-CP",
    "Luật số 10-L/CTN",
    "Nghị định số 95/CP",
    "23/VBHN-VPQH",
)

_STATE = lazy(
    rf"(?<![\w/.,\-])(?P<number>{NUMERAL}|\d{{1,3}}\.\d{{3}})(?:\s*+/\s*+(?P<year>{YEAR}))?\s*+$"
)
_GLUED = lazy(rf"(?<=[Ss]ố)(?P<number>{NUMERAL})(?:\s*+/\s*+(?P<year>{YEAR}))?\s*+$")
_PARTY = lazy(
    rf"(?<![\w/.,])(?P<number>{NUMERAL})\s*+-\s*+(?P<letters>[^\W\d_]{{1,6}}(?:-[^\W\d_]{{1,6}})*)\s*+$"
)
_GLUED_PARTY = lazy(rf"(?<=[Ss]ố)(?P<number>{NUMERAL})\s*+-\s*+(?P<letters>[^\W\d_]{{1,6}})\s*+$")
_FILLED = lazy(
    rf"(?<!\w){SO}\s*+:?\s*+(?P<blank>[.…]+\s*+)(?P<number>\d{{1,5}})\s*+[.…]*\s*+(?:/\s*+(?P<year>{YEAR})\s*+)?$"
)
_TYPED_SO = lazy(
    rf"(?<!\w)(?:quyết\s++định|thông\s++tư|chỉ\s++thị|nghị\s++(?:định|quyết))\s++{SO}\s*+:?\s*+$",
    re.IGNORECASE,
)
"""Before 1997 agencies put their letters before the slash too ("quyết định số 38-TCTK/PPCĐ")."""
_LETTER = lazy(rf"[Cc]ông\s++(?:văn|điện)\s++(?:{SO}\s*+:?\s*+)?{NUMERAL}\s*+$")
_BLANK = lazy(rf"(?<!\w){SO}\s*+:?[\s.…_]*(?P<year>/\s*+{YEAR}\s*+)?$")
_TYPE_LINE = lazy(r"(?:^|[\n|\t])[ \t]*([^\W\d_][^\n|\t\d]{2,30}?)[ \t]*\n\s*+(?:SỐ|Số)\s*+:?\s*+$")
_HEADER = lazy(r"(?:^|[\n|\t])\s*+\**\s*+(?:SỐ|Số)\s*+:?[\s.…_]*$")
_ENUMERATED = lazy(r"Luật[^;.:()]*(?:,|\svà)\s++$")
_COLONS = lazy(r"\d\s?:\s?$")
_TERM = lazy(r"(?:QH|UBTVQH|HĐNN)(?:\d{1,2}|[IVX]+)$")
_OF_ASSEMBLY = lazy(
    r"(?<!\w)Nghị\s++quyết\s++của\s++(?:[ỦU][ỷyỶY]\s++ban\s++Thường\s++vụ\s++)?Quốc\s++hội\s++"
    rf"(?:{SO}\s*+:?\s*+)?$",
    re.IGNORECASE,
)
_ISSUER_INSIDE = lazy(rf"\scủa\s++(?P<issuer>[A-ZĐỦ][^;.:,()\d]{{2,70}}?)\s++(?:{SO}\s*+:?\s*+)?$")
"""The issuer between type word and number ("Nghị định của Chính phủ số 61/2018/NĐ-CP")."""
_THOUSANDS = lazy(r"\d{1,3}\.\d{3}")
_URL = lazy(r"(?:https?:|www\.|\.vn|\.com|\.html)[^\s]*$", re.IGNORECASE)
_SO_BEFORE = lazy(rf"(?<!\w){SO}\s*+:?\s*+$")
_PROMULGATED = ("Luật", "Bộ luật", "Pháp lệnh", None)
_JOINT = ("TTLT", "NQLT", "TTLB")


class _Number(NamedTuple):
    """The number left of the anchor: offset, digits with year, Party letters; blank if left out."""

    at: int
    digits: str | None
    letters: str | None = None


class _Placed(NamedTuple):
    """Where the citation begins and what its type word says; ``name`` is that of a law."""

    start: int
    type: str | None
    date: Dated | None = None
    name: Span | None = None


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a folded window, and whether its end cut it short."""
    w = blank_page_heads(window)
    at = skip_blanks(w, anchor + 1)
    office = w[at : at + 1].islower() and _LETTER.search(w, max(0, anchor - 40), anchor) is not None
    right = read_symbol(w, at, office=office)
    if right is None:
        return None, False
    end, pieces = right
    number = _read_number(w, anchor, pieces)
    if number is None:
        return None, False
    symbol = canonical_symbol(pieces)
    if number.letters is not None:
        body = canonical_symbol(pieces, body=True)
        symbol = f"{canonical_symbol(_pieces(number.letters))}/{body}"
    before = w[max(0, number.at - 60) : number.at]
    header = _is_header(before)
    placed = _place(w, number, symbol, header=header)
    if placed is None:
        return None, False
    if not (header or number.digits is None) and not _plausible(
        before, number, symbol, placed.type, pieces
    ):
        return None, False
    if placed.name is not None and anchor == LEFT and _ENUMERATED.search(w, 0, placed.start):
        # "Luật sửa đổi … của Luật A, Luật B … số N" begins further left than the window.
        return None, True
    around = read_surroundings(
        w,
        placed.start,
        end,
        dated=placed.date,
        truncated=truncated,
        joint=symbol.startswith(_JOINT),
    )
    if around.issuer is None and placed.name is None and placed.type is not None:
        inside = _ISSUER_INSIDE.search(w, placed.start, number.at)
        around = around._replace(issuer=inside.span("issuer") if inside else None)
    mark = "-" if number.letters else "/"
    reading = assemble(
        w,
        anchor,
        (placed.start, end),
        around,
        form=FORM,
        type=placed.type,
        number=f"{number.digits}{mark}{symbol}" if number.digits else None,
        written="".join(w[number.at : end].split()) if number.digits else symbol,
        name=placed.name,
        bare=placed.type is None and not header,
        header=header,
    )
    return reading, around.ran_out


def _pieces(letters: str) -> tuple[str, ...]:
    return tuple(x for part in letters.split("-") for x in (part, "-"))[:-1]


def _read_number(w: str, anchor: int, pieces: tuple[str, ...]) -> _Number | None:
    base = max(0, anchor - 40)
    left = w[base:anchor]
    # The signs that a pattern needs are looked for first: few numbers have them.
    m = (_PARTY.search(left) or _GLUED_PARTY.search(left)) if "-" in left else None
    if m is not None and (
        is_type_symbol(m["letters"].split("-")[0])
        or m["letters"] in {"L", "PL", "LCT"}
        or _TYPED_SO.search(left, 0, m.start())
    ):
        return _Number(base + m.start(), _digits(m["number"]), m["letters"])
    m = _FILLED.search(left) if "." in left or "…" in left else None
    if m is not None:
        return _Number(base + m.start("blank"), _with_year(m))
    m = _STATE.search(left) or _GLUED.search(left)
    if m is not None:
        if _COLONS.search(left[: m.start()]):
            return None
        return _Number(base + m.start("number"), _with_year(m))
    m = _BLANK.search(left)
    if m is not None and pieces[0].isupper():
        return _Number(base + m.start("year") if m["year"] else anchor, None)
    return None


def _with_year(m: re.Match[str]) -> str:
    return _digits(m["number"]) + (f"/{m['year']}" if m["year"] else "")


def _digits(written: str) -> str:
    number = "".join(written.split())
    return number.replace(".", "") if _THOUSANDS.fullmatch(number) else number


def _is_header(before: str) -> bool:
    """Return whether the number stands behind the "Số:" of a head, not of a table's row."""
    if not ("Số" in before or "SỐ" in before) or _HEADER.search(before) is None:
        return False
    cell = _TYPE_LINE.search(before)
    # A table has the type in its own cell before the number; a heading has it behind.
    return cell is None or cell.group(1).isupper() or not is_type(cell.group(1))


def _place(w: str, number: _Number, symbol: str, *, header: bool) -> _Placed | None:
    """Return type word and start, ``None`` where the words before make it no citation."""
    if header:
        return _Placed(number.at, None)
    if _TERM.search(symbol):
        resolution = _OF_ASSEMBLY.search(w, max(0, number.at - 90), number.at)
        if resolution is not None:
            return _Placed(resolution.start(), "Nghị quyết")
    head = read_head(w, number.at, _types_of(symbol))
    if head is None:
        return None
    if head.type in _PROMULGATED and (_TERM.search(symbol) or symbol.endswith("/CTN")):
        law = read_law_head(w, number.at)
        if law is not None:
            return _Placed(law[0], law[1], name=law[2])
    return _Placed(head.start, head.type, head.date)


@lru_cache(maxsize=1024)
def _types_of(symbol: str) -> frozenset[str]:
    letters = type_letters(symbol)
    if letters is None:
        return frozenset({"Công văn"})
    return frozenset(t.vi for t in load_vocabulary().types.values() if letters in t.symbols)


def _plausible(
    before: str, number: _Number, symbol: str, kind: str | None, pieces: tuple[str, ...]
) -> bool:
    """Return whether the number is an instrument's, not a URL, a share, a contract or a code."""
    if before.rstrip().endswith("=") or (
        before and not before[-1].isspace() and _URL.search(before)
    ):
        return False
    letters = type_letters(symbol)
    if letters == "HĐ" and kind is None:
        return False
    if kind is not None:
        return True
    if _SO_BEFORE.search(before):
        return len(pieces) > 1 or letters is not None or len(symbol) > 2
    if _TERM.search(symbol) or number.letters is not None:
        return True
    if letters is not None:
        return len(pieces) > 1
    # Letters of an office without the word before ("3954/UBND-VX"): both parts must be letters.
    office = len(pieces) > 1 and pieces[0].isupper() and len(pieces[0]) >= 3 and pieces[1] == "-"
    return office and "/" not in (number.digits or "")
