"""Copies of one text count once; texts that only resemble each other count each."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.copies import Copies, Signature, signature

_SYLLABLES = [
    a + b for a in "b c d g h kh l m n ng nh ph t th tr".split() for b in "a e i o u".split()
]


def words(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)  # noqa: S311
    return [rng.choice(_SYLLABLES) + rng.choice(["", "n", "ng", "t", "m"]) for _ in range(count)]


def text(seed: int, count: int = 900) -> str:
    return " ".join(words(seed, count))


def counted(*texts: str) -> int:
    copies = Copies()
    return sum(copies.seen(signature(each)) is None for each in texts)


def test_the_same_words_are_a_copy_whatever_their_case_blanks_and_tone_marks():
    one = "Uỷ ban nhân dân hoà giải, Điều 1 của Nghị định số 61/2090/NĐ-CP"
    others = (
        one.upper(),
        one.replace(" ", "\n\t "),
        unicodedata.normalize("NFD", one),
        one.replace("Uỷ", "Ủy").replace("hoà", "hòa").replace("Đ", "Ð"),
    )
    assert {signature(other) for other in others} == {signature(one)}
    assert counted(one, *others) == 1


def test_a_portal_copy_with_another_head_foot_and_page_numbers_is_a_copy():
    body = words(1, 900)
    paged = [f"{' '.join(body[at : at + 300])}\n- {at // 300 + 2} -\n" for at in range(0, 900, 300)]
    portal = f"Trang chủ Văn bản\n{''.join(paged)}\nBản quyền của cổng thông tin"
    copies = Copies()
    assert copies.seen(first := signature(" ".join(body))) is None
    assert copies.seen(signature(portal)) == first.digest


@pytest.mark.parametrize(("changed", "alike"), [(4, True), (60, False)])
def test_few_changed_words_make_a_copy_and_many_do_not(changed, alike):
    body = words(2, 900)
    other = list(body)
    rng = random.Random(3)  # noqa: S311
    for at in rng.sample(range(900), changed):
        other[at] = f"khác{at}"
    assert counted(" ".join(body), " ".join(other)) == (1 if alike else 2)


def test_texts_that_share_their_formulas_are_no_copies():
    formula = text(4, 120)
    assert counted(*(f"{formula} {text(seed, 500)}" for seed in range(10, 60))) == 50


def test_a_short_text_is_a_copy_word_by_word_only():
    assert counted("Căn cứ Nghị định số 61/2090/NĐ-CP;", "Căn cứ Nghị định số 62/2090/NĐ-CP;") == 2
    pairs = [[f"{text(seed, 20)} {word}" for word in ("một", "bảy")] for seed in range(40)]
    agreeing = [pair for pair in pairs if len({signature(each).sketch for each in pair}) == 1]
    assert agreeing
    assert all(counted(*pair) == 2 for pair in agreeing)
    assert counted("Căn cứ Nghị định;", "căn  cứ nghị định;", "", " \n") == 2


def test_a_ledger_brings_the_texts_of_before_back():
    first, again, other = (signature(text(seed)) for seed in (5, 5, 6))
    line = str(first)
    assert line.isascii()
    assert "\n" not in line
    copies = Copies([Signature.parse(line)])
    assert copies.seen(again) == first.digest
    assert copies.seen(other) is None


@given(st.text(max_size=400))
def test_signatures_are_the_same_after_a_ledger(some):
    found = signature(some)
    assert Signature.parse(str(found)) == found


@pytest.mark.parametrize("line", ["", "abc", ":00000000", "ab:123", "ab:zzzzzzzz"])
def test_a_line_that_is_no_signature_is_refused(line):
    with pytest.raises(ValueError, match=r"signature|invalid"):
        Signature.parse(line)
