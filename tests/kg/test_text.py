from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text import Normalised, fold, slug, strip_accents, unify

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
vietnamese = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " -/0123456789"))
odd = st.text(
    st.sampled_from(
        "aàẠDdĐ\u00d0\u0189 \u00a0\u200b\ufeff\u00ad\u2013-/.1\u0301\u0323\u0302\u0335\n"
        "\u1100\u1161\u212b\u2126"
    )
)
anything = st.text() | odd


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Thuý", "THÚY"),
        ("hoạ sĩ", "họa sĩ"),
        ("khoẻ", "khỏe"),
        ("hòan thành, tòan diện", "hoàn thành, toàn diện"),
        ("61/2018/N\u00d0-CP", "61/2018/NĐ-CP"),
        ("61/2018/N\u0189\u2011CP", "61/2018/nđ-cp"),
        ("NĐ\u00adCP", "NĐ-CP"),
        ("76\u2044NQ–CP", "76/NQ-CP"),
        ("  Nghị\u00a0định \n số ", "nghị định số"),
        ("Ngh\u200bị định", "nghị định"),
        ("D\u0335ề án", "đề án"),
    ],
)
def test_what_folding_makes_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("quý", "qúy x"), ("hoa", "hòa"), ("hoàn", "hoan"), ("lý", "lí"), ("28-CT/TU", "28/CT-TU")],
)
def test_what_folding_keeps_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "word", ["quý", "quỳnh", "hoàng", "toán", "huỳnh", "thuyền", "khuỷu", "loại"]
)
def test_right_spelling_is_kept(word):
    assert fold(word) == word


@given(anything | vietnamese)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(anything | vietnamese)
def test_nfc_and_nfd_fold_alike(text):
    nfc, nfd = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(nfc) == fold(nfd)
    assert slug(nfc) == slug(nfd)
    assert Normalised(nfc).text == Normalised(nfd).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định", "nghi-dinh"),
        ("76/NQ-CP", "76-nq-cp"),
        ("66.1/2025/NQ-CP", "66-1-2025-nq-cp"),
        ("Ủy ban nhân dân tỉnh Đắk Lắk", "uy-ban-nhan-dan-tinh-dak-lak"),
        ("2231/SNV-CCHC&PC", "2231-snv-cchc-pc"),
        ("…", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


@given(anything)
def test_a_slug_is_ascii_and_stable(text):
    assert slug(text).isascii()
    assert slug(slug(text)) == slug(text)


def test_accents_are_stripped_and_case_kept():
    assert strip_accents("Đề án Đổi mới ĐƯỜNG") == "De an Doi moi DUONG"


@pytest.mark.parametrize("text", ["", "Nghị định số 61/2018/NĐ-CP", "plain", "“Đề án”…"])
def test_a_clean_text_is_not_copied(text):
    assert Normalised(text).text is text


@given(anything | vietnamese)
@example("a\u0301b")
@example("\u200b61/2018/N\u00d0\u2013CP\u200b")
def test_the_normal_form_is_nfc_and_unified(text):
    assert Normalised(text).text == unify(text)
    assert unicodedata.is_normalized("NFC", Normalised(text).text)


@given(anything | vietnamese, st.data())
def test_offsets_lead_back(text, data):
    normalised = Normalised(text)
    length = len(normalised.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    first, last = normalised.original_span(start, end)
    assert 0 <= first <= last <= len(text)
    assert normalised.original_span(0, length)[1] <= len(text)
    if start < end:
        assert normalised.text[start:end] in Normalised(text[first:last]).text


@given(vietnamese, vietnamese, vietnamese)
def test_a_decomposed_passage_is_found_exactly(before, inside, after):
    parts = [unicodedata.normalize("NFD", part) for part in (before, inside, after)]
    normalised = Normalised("".join(parts))
    start = len(unicodedata.normalize("NFC", before))
    end = start + len(unicodedata.normalize("NFC", inside))
    first, last = normalised.original_span(start, end)
    assert normalised.original[first:last] == parts[1]


def test_invisible_characters_at_the_border_stay_outside():
    text = "x \u200b61/2018/N\u00d0\u2011CP\u200b y"
    normalised = Normalised(text)
    start = normalised.text.index("61")
    first, last = normalised.original_span(start, start + len("61/2018/NĐ-CP"))
    assert text[first:last] == "61/2018/N\u00d0\u2011CP"
