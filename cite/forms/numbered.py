"""Numbers with a symbol behind a slash: State, National Assembly, Party, joint, consolidated, letters.

The anchor is the slash before the symbol's letters. The grammar is that of the domain notes 1.4;
the number before is one of ``61/2018``, ``76``, ``30c``, ``66.1/2025``, or ``06-NQ`` (Party).
"""

from __future__ import annotations

import re

from cite.fragments import NUMERAL, SO, YEAR, fold_window
from cite.head import read_head, read_law_head
from cite.lexicon import TYPE_BY_WORD
from cite.reading import Reading
from cite.surroundings import clean, read_surroundings
from cite.symbol import canonical_symbol, is_type_symbol, read_symbol, type_letters
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

_STATE = re.compile(
    rf"(?<![\w/.,\-])(?P<number>{NUMERAL}|\d{{1,3}}\.\d{{3}})(?:\s*+/\s*+(?P<year>{YEAR}))?\s*+$"
)
_GLUED = re.compile(rf"(?<=[ốôổSs]ố)(?P<number>{NUMERAL})(?:\s*+/\s*+(?P<year>{YEAR}))?\s*+$")
_PARTY = re.compile(
    rf"(?<![\w/.,])(?P<number>{NUMERAL})\s*+-\s*+(?P<letters>[^\W\d_]{{1,6}}(?:-[^\W\d_]{{1,6}})*)\s*+$"
)
_FILLED = re.compile(
    rf"(?<!\w){SO}\s*+:?\s*+(?P<blank>[.…]+\s*+)(?P<number>\d{{1,5}})\s*+[.…]*\s*+(?:/\s*+(?P<year>{YEAR})\s*+)?$", re.IGNORECASE
)
_BLANK = re.compile(rf"(?<!\w){SO}\s*+:?[\s.…_]*(?:/\s*+(?P<year>{YEAR})\s*+)?$", re.IGNORECASE)
_TYPE_LINE = re.compile(r"(?:^|[\n|\t])[ \t]*([^\W\d_][^\n|\t\d]{2,30}?)[ \t]*\n\s*+(?:SỐ|Số)\s*+:?\s*+$")
_HEADER = re.compile(r"(?:^|[\n|\t])\s*+\**\s*+(?:SỐ|Số)\s*+:?\s*+[\s.…_]*$")
_COLONS = re.compile(r"\d\s?:\s?$")
_TERM = re.compile(r"(?:QH|UBTVQH|HĐNN)(?:\d{1,2}|[IVX]+)$")
_LAW_TYPES = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Nghị quyết"})


def _words_of(symbol: str) -> frozenset[str]:
    letters = type_letters(symbol)
    if letters is None:
        return frozenset({"Công văn"})
    return frozenset(t.vi for t in load_vocabulary().types.values() if letters in t.symbols)


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a raw window, and whether it ran into the window's end."""
    w = fold_window(window)
    at = anchor + 1
    while at < len(w) and w[at].isspace():
        at += 1
    read_right = read_symbol(w, at)
    if read_right is None:
        return None, False
    end, pieces = read_right
    left = _read_left(w, anchor, pieces)
    if left is None:
        return None, False
    number_at, number, blank = left
    symbol = canonical_symbol(pieces)
    party = number is not None and "-" in number
    if party:
        number, _, letters = (number or "").partition("-")
        symbol = f"{canonical_symbol(_split(letters))}/{canonical_body(symbol)}"
    full = symbol if number is None else f"{number}{'-' if party else '/'}{symbol}"
    return _reading(w, anchor, number_at, end, full, blank, truncated, plain_letters=pieces)


def _split(letters: str) -> tuple[str, ...]:
    parts = letters.split("-")
    return tuple(x for p in parts for x in (p, "-"))[:-1]


def canonical_body(symbol: str) -> str:
    """Return a Party body's letters; kept apart because ``TU``, ``TW`` are bodies, not types."""
    return symbol


def _read_left(w: str, anchor: int, pieces: tuple[str, ...]) -> tuple[int, str | None, bool] | None:
    left = w[max(0, anchor - 40) : anchor]
    base = anchor - len(left)
    m = _PARTY.search(left)
    if m is not None and (is_type_symbol(m["letters"].split("-")[0]) or m["letters"] in {"L", "PL", "LCT"}):
        return base + m.start(), f"{m['number']}-{m['letters']}", False
    m = _FILLED.search(left) or _STATE.search(left) or _GLUED.search(left)
    if m is not None:
        if _COLONS.search(left[: m.start()]):
            return None
        number = _number(m["number"])
        return base + m.start("blank" if "blank" in m.re.groupindex else "number"), number + (f"/{m['year']}" if m["year"] else ""), False
    m = _BLANK.search(left)
    if m is not None and pieces[0].isupper():
        return anchor, None, True
    return None


def _number(written: str) -> str:
    number = re.sub(r"\s", "", written)
    return number.replace(".", "") if re.fullmatch(r"\d{1,3}\.\d{3}", number) else number


def _reading(  # noqa: PLR0913 - one place joins what the parts have read
    w: str,
    anchor: int,
    number_at: int,
    end: int,
    full: str,
    blank: bool,  # noqa: FBT001
    truncated: bool,  # noqa: FBT001
    *,
    plain_letters: tuple[str, ...],
) -> tuple[Reading | None, bool]:
    if blank:
        slash_at = w.rfind("/", 0, at_least := anchor + 1)
        year = re.search(rf"/\s*+{YEAR}\s*+$", w[max(0, anchor - 10) : anchor])
        number_at = anchor - (len(year.group()) if year else 0)
        del slash_at, at_least
    symbol = full.rsplit("/", 1)[-1] if "/" in full else full
    tail = re.sub(rf"^(?:{NUMERAL}/)?(?:{YEAR}/)?", "", full)
    before = w[max(0, number_at - 60) : number_at]
    header = _HEADER.search(before) is not None
    cell = _TYPE_LINE.search(before) if header else None
    if cell is not None and not cell.group(1).isupper() and _is_type(cell.group(1)):
        # A table has the type in its own cell before the number; a heading has it behind.
        header = False
    law_name = None
    start, kind, plural, dated = number_at, None, False, None
    if not header:
        law = read_law_head(w, number_at) if _TERM.search(symbol) or "/CTN" in full else None
        head = read_head(w, number_at, _words_of(tail))
        if head is None:
            return None, False
        if law is not None and (head.type is None or head.type in {"Luật", "Bộ luật", "Pháp lệnh"}):
            start, kind, law_name = law
        else:
            start, kind, plural, dated = head.start, head.type, head.plural, head.date
    if not _plausible(w, number_at, full, tail, kind, plain_letters, header=header or blank):
        return None, False
    around = read_surroundings(
        w, start, end, dated=dated, truncated=truncated, joint=tail.startswith(("TTLT", "NQLT", "TTLB"))
    )
    title = clean(w, law_name) or clean(w, around.title)
    reading = Reading(
        start=start - anchor,
        end=end - anchor,
        form=FORM,
        type=kind,
        number=None if blank else full,
        written=full if blank else "".join(w[number_at:end].split()),
        date=around.date.iso if around.date else None,
        date_span=_relative(around.date.span, anchor) if around.date else None,
        issuer=clean(w, around.issuer),
        issuer_span=_relative(around.issuer, anchor),
        title=title,
        title_span=_relative(law_name or around.title, anchor),
        provision=around.provision,
        amended=around.amended,
        joined=around.joined,
        bare=kind is None and not header,
        plural=plural,
        kin=around.kin,
        header=header,
    )
    return reading, around.ran_out


def _is_type(words: str) -> bool:
    return " ".join(words.casefold().split()) in TYPE_BY_WORD


def _relative(span: tuple[int, int] | None, anchor: int) -> tuple[int, int] | None:
    return (span[0] - anchor, span[1] - anchor) if span else None


_URL = re.compile(r"(?:https?:|www\.|\.vn|\.com|\.html)[^\s]*$", re.IGNORECASE)
_SO_BEFORE = re.compile(rf"(?<!\w){SO}\s*+:?\s*+$", re.IGNORECASE)


def _plausible(  # noqa: PLR0913
    w: str,
    number_at: int,
    full: str,
    tail: str,
    kind: str | None,
    pieces: tuple[str, ...],
    *,
    header: bool,
) -> bool:
    """Return whether the number is an instrument's, not a URL, a share, a contract or a code."""
    before = w[max(0, number_at - 60) : number_at]
    if before.rstrip().endswith("=") or (before and not before[-1].isspace() and _URL.search(before)):
        return False
    letters = type_letters(tail)
    if letters == "HĐ" and kind is None:
        return False
    if kind is not None or header:
        return True
    if _SO_BEFORE.search(before):
        return len(pieces) > 1 or letters is not None or _TERM.search(tail) is not None or len(tail) > 2
    if _TERM.search(tail) or "/CTN" in full:
        return True
    year = re.search(rf"/{YEAR}/", full) is not None
    if letters is not None and len(pieces) > 1:
        return True
    if "-" in full.split("/")[0]:
        return True
    # Letters of an office without the word before ("3954/UBND-VX"): both parts must be letters.
    return not year and len(pieces) > 1 and pieces[0].isupper() and len(pieces[0]) >= 3 and pieces[1] == "-"
