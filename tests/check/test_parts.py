"""Parts of instruments as relations and citations name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.parts import Part, named, read_parts

NUMBERS = st.integers(1, 400).map(str)
PARTS = st.builds(
    Part,
    article=NUMBERS,
    clause=st.none() | NUMBERS,
    point=st.none() | st.sampled_from(["a", "b", "đ", "g", "y", "a1"]),
    wholly=st.just(True),
)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Điều 5", [Part("5")]),
        ("Điều 12a", [Part("12a")]),
        ("điểm a, b khoản 2 Điều 5", [Part("5", "2", "a"), Part("5", "2", "b")]),
        ("khoản 2 và điểm đ khoản 3 Điều 5", [Part("5", "2"), Part("5", "3", "đ")]),
        ("các điều 5, 7 và 8", [Part("5"), Part("7"), Part("8")]),
        ("từ Điều 30 đến Điều 32", [Part("30"), Part("31"), Part("32")]),
        ("Điều 30-31", [Part("30"), Part("31")]),
        ("khoản 1 đến khoản 3 Điều 4", [Part("4", "1"), Part("4", "2"), Part("4", "3")]),
        ("điểm a đến điểm d khoản 1 Điều 4", [Part("4", "1", x) for x in "abcd"]),
        ("một phần Điều 5", [Part("5", wholly=False)]),
        ("Điều 1 (phần sửa đổi Luật Thử nghiệm)", [Part("1", wholly=False)]),
        ("cụm từ tại khoản 1 Điều 6", [Part("6", "1", wholly=False)]),
        ("trừ Điều 7", [Part("7", wholly=False)]),
        ("một số điều", []),
        ("Phụ lục II", []),
    ],
)
def test_words_name_parts(words, parts):
    assert list(read_parts(words)) == parts


def test_a_range_of_any_length_stays_small():
    assert len(read_parts("Điều 1-9999")) == 2
    assert len(read_parts("khoản 1-299 Điều 1-299")) <= 1_000


@given(PARTS, PARTS)
def test_what_covers_meets_and_covering_is_an_order(a, b):
    assert a.covers(a)
    if a.covers(b):
        assert a.meets(b)
        assert b.meets(a)
    if a.covers(b) and b.covers(a):
        assert a == b


@given(st.sets(PARTS, min_size=1, max_size=8))
def test_parts_named_in_words_are_read_again(parts):
    """Whole articles take the place of their parts in words, as they do in law."""
    outermost = {p for p in parts if not any(q != p and q.covers(p) for q in parts)}
    assert set(read_parts(named(outermost))) == outermost
