"""Drafts made of real instruments, cited rightly and then spoilt in a known way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from check.wording import day, full, short, type_word, with_title
from kg.graph import Graph
from kg.model import Instrument

_TYPES = ("nghi-dinh", "thong-tu", "quyet-dinh", "nghi-quyet", "chi-thi", "luat", "phap-lenh")
_WORDS = ("Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị")
_ISSUERS = ("Chính phủ", "Thủ tướng Chính phủ", "Bộ Tài chính", "Quốc hội")
_LEADS = (
    "Căn cứ {};",
    "Thực hiện {}.",
    "Theo Điều 5 {}.",
    "Theo quy định tại {} và hướng dẫn của cấp trên.",
    "1. Triển khai {}, các đơn vị báo cáo kết quả.",
)

Fault = Callable[[str, Instrument, int], str]


def wrong_day(words: str, i: Instrument, n: int) -> str:
    return words.replace(day(i.date), day(i.date + timedelta(days=1 + n % 20)))


def broken_day(words: str, i: Instrument, n: int) -> str:
    return words.replace(f"ngày {day(i.date)}", f"ngày {i.date.day}/{i.date.year}")


def no_such_day(words: str, i: Instrument, n: int) -> str:
    return words.replace(day(i.date), f"31/02/{i.date.year}")


def bare_zeros(words: str, i: Instrument, n: int) -> str:
    return words.replace(day(i.date), f"{i.date.day}/{i.date.month}/{i.date.year}")


def other_type(words: str, i: Instrument, n: int) -> str:
    return re.sub(f"^{re.escape(type_word(i))}", _WORDS[n % len(_WORDS)], words)


def plain_letter(words: str, i: Instrument, n: int) -> str:
    return words.replace("NĐ-", "ND-").replace("QĐ-", "QD-")


def lost_hyphen(words: str, i: Instrument, n: int) -> str:
    return re.sub(r"-(CP|TTg|BTC|BYT)(?!\w)", r"\1", words)


def slash(words: str, i: Instrument, n: int) -> str:
    return re.sub(r"-(CP|TTg)(?!\w)", r"/\1", words)


def no_symbol(words: str, i: Instrument, n: int) -> str:
    m = re.match(r"\d+/\d{4}(?=/)", i.number)
    return words.replace(i.number, m.group()) if m else words


def no_year(words: str, i: Instrument, n: int) -> str:
    return words.replace(i.number, re.sub(r"^(\d+)/\d{4}/", r"\1/", i.number))


def next_year(words: str, i: Instrument, n: int) -> str:
    m = re.match(r"(\d+)/(\d{4})/(.+)", i.number)
    return words.replace(i.number, f"{m[1]}/{int(m[2]) + 1}/{m[3]}") if m else words


def other_issuer(words: str, i: Instrument, n: int) -> str:
    return words.replace(f" của {i.issuer}", f" của {_ISSUERS[n % len(_ISSUERS)]}")


def in_words(words: str, i: Instrument, n: int) -> str:
    d, month, year = day(i.date).split("/")
    return words.replace(day(i.date), f"{d} tháng {month} năm {year}")


def wrapped(words: str, i: Instrument, n: int) -> str:
    blanks = [m.start() for m in re.finditer(" ", words)]
    at = blanks[n % len(blanks)]
    return f"{words[:at]}\n{words[at + 1 :]}"


STYLES: tuple[Fault, ...] = (in_words, wrapped, lambda w, i, n: w.replace(" số ", " ", 1))
FAULTS: tuple[Fault, ...] = (
    wrong_day,
    broken_day,
    no_such_day,
    bare_zeros,
    other_type,
    plain_letter,
    lost_hyphen,
    slash,
    no_symbol,
    no_year,
    next_year,
    other_issuer,
)


def recorded(graph: Graph) -> list[Instrument]:
    """Return the instruments that can be cited with a day, at most as many of each type."""
    found = []
    for kind in _TYPES:
        known = [i for i in graph.by_type(kind) if not i.attested and i.number and i.date]
        found += [i for i in known if i.date.year >= 1998][:1200]
    return found


@st.composite
def citations(draw, instruments, *, faults=FAULTS, most=2):
    """Draw an instrument with its citation, right and spoilt."""
    i = draw(st.sampled_from(instruments))
    right = draw(st.sampled_from([short, full, with_title, with_title]))(i)
    words = right
    spoil = draw(st.lists(st.sampled_from(faults), max_size=most, unique=True))
    style = draw(st.lists(st.sampled_from(STYLES), max_size=1))
    for change in (*spoil, *style):
        words = change(words, i, draw(st.integers(0, 40)))
    return i, right, words


@st.composite
def drafts(draw, instruments):
    """Draw a plan of some sentences, and its day."""
    lines = [
        draw(st.sampled_from(_LEADS)).format(words)
        for _, _, words in draw(st.lists(citations(instruments), min_size=1, max_size=4))
    ]
    on = draw(st.dates(date(2021, 1, 1), date(2026, 11, 1)))
    return "KẾ HOẠCH\nThử nghiệm\n\n" + "\n".join(lines) + "\n", on
