from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import IdentifierError
from kg.ids import Form, Iri, loose_key, make_iri, number_key, read_number

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
iris = st.builds(Iri, type=slugs, issuer=slugs, date=st.none() | st.dates(), number=slugs)


@given(iris)
def test_parse_and_format_are_inverses(iri):
    assert Iri.parse(str(iri)) == iri
    assert str(Iri.parse(str(iri))) == str(iri)


@given(st.text(string.ascii_lowercase + string.digits + "-/", max_size=80))
def test_what_parses_formats_to_itself(tail):
    text = "/akn/vn/act/" + tail
    try:
        iri = Iri.parse(text)
    except IdentifierError:
        return
    assert str(iri) == text


def test_an_iri_from_values_as_written():
    assert (
        make_iri(type="nghi-quyet", issuer="Chính phủ", date=date(2021, 7, 15), number="76/NQ-CP")
        == "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp"
    )
    assert make_iri(type="luat", issuer="Quốc hội", date=None, number="").endswith(
        "/undated/khong-so"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "76/NQ-CP",
        "/akn/vn/act/nghi-quyet/chinh-phu/2021-02-30/76-nq-cp",
        "/akn/vn/act/nghi-quyet/chinh-phu/2021-7-15/76-nq-cp",
        "/akn/vn/act/Nghi-quyet/chinh-phu/2021-07-15/76-nq-cp",
        "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp/",
        "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76--nq-cp",
        "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp\n",
    ],
)
def test_what_is_no_iri(text):
    with pytest.raises(IdentifierError, match="no"):
        Iri.parse(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30C/NQ-CP", "30c/NQ-CP"),
        ("4/2025/TT-VPCP", "04/2025/TT-VPCP"),
        ("61 / 2018 / NĐ - CP", "61/2018/NĐ-CP"),
        ("61/2018/N\u00d0–CP", "61/2018/nđ-cp"),
        ("01-NQ/TW", "1-NQ/TW"),
    ],
)
def test_one_key(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("28-CT/TU", "28/CT-TU"),
        ("45/2020/NĐ-CP", "145/2020/NĐ-CP"),
        ("76/NQ-CP", "76/2021/NQ-CP"),
        ("61/2018/ND-CP", "61/2018/NĐ-CP"),
    ],
)
def test_two_keys(one, other):
    assert number_key(one) != number_key(other)


def test_the_loose_key_forgives_accents_and_separators():
    assert loose_key("61/2018/ND-CP") == loose_key("061-2018-NĐCP") == loose_key("61/2018/NĐ-CP")


@pytest.mark.parametrize(
    ("number", "form", "serial", "year", "kind", "issuers", "term"),
    [
        ("61/2018/NĐ-CP", Form.NORMATIVE, "61", 2018, "NĐ", ("CP",), None),
        ("66.1/2025/NQ-CP", Form.NORMATIVE, "66.1", 2025, "NQ", ("CP",), None),
        ("30c/NQ-CP", Form.ADMINISTRATIVE, "30c", None, "NQ", ("CP",), None),
        ("0184/KH-UBND", Form.ADMINISTRATIVE, "184", None, "KH", ("UBND",), None),
        ("80/2015/QH13", Form.TERM, "80", 2015, None, ("QH",), 13),
        ("17/2022/UBTVQH15", Form.TERM, "17", 2022, None, ("UBTVQH",), 15),
        ("43/NQ-UBTVQH15", Form.TERM, "43", None, "NQ", ("UBTVQH",), 15),
        ("28-CT/TU", Form.PARTY, "28", None, "CT", ("TU",), None),
        ("36-HD/VPTW", Form.PARTY, "36", None, "HD", ("VPTW",), None),
        ("23/VBHN-VPQH", Form.CONSOLIDATED, "23", None, "VBHN", ("VPQH",), None),
        ("03/2007/TTLT-BCT-BTC-BNG", Form.JOINT, "3", 2007, "TTLT", ("BCT", "BTC", "BNG"), None),
        ("2231/SNV-CCHC&PC", Form.LETTER, "2231", None, None, ("SNV", "CCHC&PC"), None),
        ("5-LCT/HĐNN7", Form.OLD, "5", None, "LCT", ("HĐNN",), 7),
        ("10-L/CTN", Form.OLD, "10", None, "L", ("CTN",), None),
        ("64-CP", Form.OLD, "64", None, None, ("CP",), None),
        ("65/SL", Form.OLD, "65", None, None, ("SL",), None),
        ("không số", Form.OTHER, "", None, None, (), None),
    ],
)
def test_what_a_number_says(number, form, serial, year, kind, issuers, term):
    types = frozenset({"nđ", "nq", "kh", "ct", "hd", "vbhn", "ttlt"})
    found = read_number(number, types=types)
    assert (found.form, found.number, found.year) == (form, serial, year)
    assert (found.type, found.issuers, found.term) == (kind, issuers, term)


@given(st.text(max_size=30))
def test_any_text_can_be_read(text):
    read_number(text)
    number_key(text)
    loose_key(text)
