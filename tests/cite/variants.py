"""Spelling variants of citations, one class a function, and a table of base citations.

A class rewrites the surface of one citation (type word, number, symbol) the way keyboards, PDF
extraction, old fonts and web pages do. Where it has nothing to change the surface stays, and
``variants`` leaves the citation out, so recall is measured on changed ones only. The same classes
are applied to labelled documents by ``bench/variants.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Rewrite = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Base:
    """One citation in a sentence: its surface there, its number, the family of its form."""

    before: str
    surface: str
    after: str
    number: str
    family: str

    @property
    def text(self) -> str:
        return self.before + self.surface + self.after


_MINISTRIES = (
    "BTC BNV BKHCN BTP BYT BCT BXD BNG BQP BCA BGDĐT BVHTTDL BLĐTBXH BNNMT BTTTT NHNN TTCP VPCP"
).split()
_OFFICES = "SKHCN SNV STC STP SXD UBND".split()
_WITH_YEAR = (
    ("Nghị định", "NĐ-CP"), ("Nghị quyết", "NQ-CP"), ("Quyết định", "QĐ-TTg"),
    ("Chỉ thị", "CT-TTg"),
    ("Nghị quyết", "NQ-HĐND"), ("Quyết định", "QĐ-UBND"), ("Chỉ thị", "CT-UBND"), ("Lệnh", "L-CTN"),
    ("Nghị quyết", "NQ-HĐTP"), ("Quyết định", "QĐ-KTNN"), ("Quyết định", "QĐ-CTN"),
    ("Thông tư liên tịch", "TTLT-BTC-BNV"), ("Thông tư liên tịch", "TTLT-BCT-BTC-BNG"),
    *(("Thông tư", f"TT-{ministry}") for ministry in _MINISTRIES),
    *(("Quyết định", f"QĐ-{ministry}") for ministry in _MINISTRIES[:6]),
)  # fmt: skip
_WITHOUT_YEAR = (
    ("Nghị quyết", "NQ-CP"), ("Quyết định", "QĐ-TTg"), ("Chỉ thị", "CT-TTg"),
    ("Công điện", "CĐ-TTg"),
    ("Thông báo", "TB-VPCP"), ("Kế hoạch", "KH-UBND"), ("Quyết định", "QĐ-UBND"),
    ("Chỉ thị", "CT-UBND"),
    ("Nghị quyết", "NQ-HĐND"), ("Tờ trình", "TTr-UBND"), ("Báo cáo", "BC-UBND"),
    ("Đề án", "ĐA-UBND"),
    ("Chương trình", "CTr-UBND"), ("Chỉ thị", "CT-CTUBND"), ("Nghị quyết", "NQ-UBTVQH25"),
    ("Văn bản hợp nhất", "VBHN-VPQH"), ("Kế hoạch", "KH-MTTQ-BTT"), ("Hướng dẫn", "HD-TLĐ"),
    *(("Kế hoạch", f"KH-{office}") for office in _OFFICES),
    *(("Báo cáo", f"BC-{office}") for office in _OFFICES),
    *(("Tờ trình", f"TTr-{office}") for office in _OFFICES),
    *(("Quyết định", f"QĐ-{ministry}") for ministry in _MINISTRIES[:6]),
)  # fmt: skip
_ASSEMBLY = (
    ("Luật", "QH25"),
    ("Nghị quyết", "QH25"),
    ("Pháp lệnh", "UBTVQH24"),
    ("Nghị quyết", "UBTVQH25"),
)
_PARTY = (
    ("Nghị quyết", "NQ", "TW"), ("Chỉ thị", "CT", "TW"), ("Kết luận", "KL", "TW"),
    ("Quyết định", "QĐ", "TW"),
    ("Quy định", "QĐ", "TW"), ("Hướng dẫn", "HD", "BTCTW"), ("Nghị quyết", "NQ", "TU"),
    ("Chỉ thị", "CT", "TU"),
    ("Chương trình", "CTr", "TU"), ("Kế hoạch", "KH", "TU"), ("Thông báo", "TB", "TU"),
    ("Quyết định", "QĐ", "TU"),
    ("Nghị quyết", "NQ", "ĐU"), ("Kế hoạch", "KH", "ĐU"), ("Báo cáo", "BC", "BCĐ"),
    ("Tờ trình", "TTr", "ĐU"),
)  # fmt: skip
_LETTERS = tuple(
    ("Công văn", s)
    for s in "SNV-CCHC SNV-CCHC&PC UBND-VX UBND-NC BNV-CCHC BTC-NSNN VPCP-KSTT".split()
)
_OLD = (
    ("Nghị định", "178/CP"), ("Nghị định", "244/HĐBT"), ("Quyết định", "773/TTg"),
    ("Sắc lệnh", "65/SL"),
    ("Quyết định", "1440/QĐ-UB"), ("Thông tư liên bộ", "01/TTLB"), ("Luật", "10-L/CTN"),
)  # fmt: skip
_DASHED = (
    ("Nghị định", "CP"),
    ("Nghị định", "HĐBT"),
    ("Quyết định", "CT"),
    ("Quyết định", "TTg"),
    ("Nghị quyết", "HĐBT"),
)
_NUMERALS = ("61", "01", "1063", "30c", "225", "09", "184", "2259", "77", "468", "5", "36a", "12")
_FRAMES = (
    ("Căn cứ ", " ngày 23 tháng 4 năm 2090;"),
    ("thực hiện ", " ngày 05/3/2091 của cơ quan có thẩm quyền."),
    ("(theo ", ")"),
    ("- ", ""),
)


def bases() -> list[Base]:
    """Return the base citations, the same on every call."""
    numbers = iter(_NUMERALS * 40)
    years = iter([2090, 2091, 2093, 2096, 2099] * 80)
    table: list[tuple[str, str, str]] = []

    def numeral() -> str:
        return next(numbers)

    for _ in range(2):
        table += [("state, year", t, f"{numeral()}/{next(years)}/{s}") for t, s in _WITH_YEAR]
        table += [("state", t, f"{numeral()}/{s}") for t, s in _WITHOUT_YEAR]
        table += [("assembly", t, f"{numeral()}/{next(years)}/{s}") for t, s in _ASSEMBLY]
        table += [("party", t, f"{numeral()}-{s}/{body}") for t, s, body in _PARTY]
        table += [("letter", t, f"{numeral()}/{s}") for t, s in _LETTERS]
    table += [("old", t, number) for t, number in _OLD]
    table += [("old, dashed", t, f"{20 + 7 * i}-{s}") for i, (t, s) in enumerate(_DASHED * 2)]
    so = ("số ", "số ", "")
    found = []
    for i, (family, kind, number) in enumerate(table):
        before, after = _FRAMES[i % len(_FRAMES)]
        found.append(Base(before, f"{kind} {so[i % 3]}{number}", after, number, family))
    return found


_NUMBER = re.compile(r"\d\S*(?:\s*[/-]\s*\S+)*\s*$")
_SYMBOL = re.compile(r"(?<=\d/)[^\W\d_][^/]*$|(?<=\d[a-zđ]/)[^\W\d_][^/]*$")
_SO = re.compile(r"(?<!\w)[sS]ố\s*:?\s+(?=\d)")
# Letters that stand for one type and one body: only their hyphen can be put back for certain.
_PAIR = re.compile(
    r"(?<![\w-])(NĐ-CP|[A-ZĐ][A-Zr]{0,2}Đ?-(?:CP|TTg|UBND|HĐND|B[A-ZĐ]{1,7}))(?![\w-])"
)


def _in_number(change: Rewrite) -> Rewrite:
    """Return a rewriting of the number and symbol only; the words before stay."""

    def rewrite(surface: str) -> str:
        m = _NUMBER.search(surface)
        return surface[: m.start()] + change(m.group()) if m else surface

    return rewrite


def _dash(mark: str) -> Rewrite:
    return _in_number(lambda number: number.replace("-", mark))


def _lower(number: str) -> str:
    return number.lower()


def _plain_d(number: str) -> str:
    return number.replace("Đ", "D")


def _broken_symbol(number: str) -> str:
    """Break the line behind the last slash."""
    head, slash, tail = number.rpartition("/")
    return f"{head}{slash}\n{tail}" if slash else number


def _broken_at_dash(number: str) -> str:
    """Break the line behind the last hyphen."""
    head, dash, tail = number.rpartition("-")
    return f"{head}{dash}\n{tail}" if dash else number


def _lost_hyphens(number: str) -> str:
    return _PAIR.sub(lambda m: m.group().replace("-", ""), number)


CLASSES: dict[str, Rewrite] = {
    "NFD": lambda s: unicodedata.normalize("NFD", s),
    "eth for Đ (U+00D0)": lambda s: s.replace("Đ", "Ð"),
    "African D for Đ (U+0189)": lambda s: s.replace("Đ", "Ɖ"),
    "plain D for Đ": _in_number(_plain_d),
    "en dash": _dash("–"),
    "em dash": _dash("—"),
    "minus sign": _dash("\u2212"),
    "hyphen U+2010": _dash("\u2010"),
    "non-breaking hyphen": _dash("\u2011"),
    "soft hyphen": _dash("\xad"),
    "Word's non-breaking hyphen U+001E": _dash("\x1e"),
    "blanks around slashes": _in_number(lambda n: n.replace("/", " / ")),
    "blank behind slashes": _in_number(lambda n: n.replace("/", "/ ")),
    "blanks around hyphens": _in_number(lambda n: n.replace("-", " - ")),
    "blank behind hyphens": _in_number(lambda n: n.replace("-", "- ")),
    "line break behind the last slash": _in_number(_broken_symbol),
    "line break behind the last hyphen": _in_number(_broken_at_dash),
    "line break before the number": lambda s: re.sub(r" (?=\d)", "\n", s),
    "line break in the type word": lambda s: s.replace(" ", "\n", 1),
    "no-break spaces": lambda s: s.replace(" ", "\xa0"),
    "zero-width spaces": _in_number(lambda n: re.sub(r"(?<=[/-])", "\u200b", n)),
    "word joiners": _in_number(lambda n: re.sub(r"(?=[/-])", "\u2060", n)),
    "two blanks": lambda s: s.replace(" ", "  "),
    "lower case": _in_number(_lower),
    "upper case": _in_number(str.upper),
    "all in capitals": str.upper,
    "lost hyphens": _in_number(_lost_hyphens),
    "số: with a colon": lambda s: _SO.sub("số: ", s),
    "số : with a blank": lambda s: _SO.sub("số : ", s),
    "Số with a capital": lambda s: _SO.sub("Số ", s),
    "sổ for số": lambda s: _SO.sub("sổ ", s),
    "sô for số": lambda s: _SO.sub("sô ", s),
    "số without its blank": lambda s: _SO.sub("số", s),
}
"""Class name to the rewriting of one citation's surface."""

WHOLE = frozenset({"NFD", "eth for Đ (U+00D0)", "African D for Đ (U+0189)", "no-break spaces"})
"""Classes that a document has throughout, not in its numbers alone."""


def variants(name: str) -> Iterator[tuple[str, int, int, Base]]:
    """Yield each changed text of a class with the span of its citation and the base."""
    rewrite = CLASSES[name]
    whole = name in WHOLE
    for base in bases():
        surface = rewrite(base.surface)
        before, after = (
            (rewrite(base.before), rewrite(base.after)) if whole else (base.before, base.after)
        )
        if surface != base.surface:
            yield before + surface + after, len(before), len(before) + len(surface), base
