"""What holds for every text: offsets, order, normal forms, padding, no exception."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from variants import CLASSES, bases

from cite.find import find_citations
from cite.heading import read_heading
from cite.mentions import find_mentions
from kg.model import Citation

SENTENCES = [b.text for b in bases()]
FRAGMENTS = (
    "số ", "Số: ", "/NQ-", "/NĐ-CP", "61/2090/NĐ-CP", "06-NQ/TU", "/KH-SKHCN", "-CP", "64-CP",
    "/QH25", "/", "-", "–",
    "Luật ", "Bộ luật ", "Pháp lệnh ", "Hiến pháp ", "Nghị định ", "Quyết định số 12",
    "Nghị quyết số 76 ", "các ",
    "ngày ", "ngày 05/3/2090", "ngày 31 tháng 02 năm 2090", "tháng ", "năm 2090", "(", ")", "“",
    "”", '"', ";", ".", ",",
    ":", "\n", "\n\n", "\t", " ", "\u200b", "\xa0", "\xad", "\u0301", "Đ", "Ð", "của Chính phủ",
    "của Bộ Văn hóa, Thể thao",
    "về việc ", "ban hành ", "sửa đổi, bổ sung ", "được ", "và ", "điểm i ", "khoản 2 Điều 5 ",
    "gọi tắt là Nghị định 61",
    "nêu trên", "CÔNG BÁO", "Kèm theo ", "TTLT-BTC-BNV", "văn bản số ", "\x00", "\ud7ff", "𝟏",
)  # fmt: skip
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
noise = st.text(max_size=40)
texts = st.lists(st.one_of(fragments, noise, st.sampled_from(SENTENCES)), max_size=8).map("".join)
drafts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("\n".join)


def shape(c: Citation, by: int = 0) -> tuple[object, ...]:
    """Return all that a citation says, its offsets moved by ``by``."""
    return (c.start + by, c.end + by, *c[2:])


def numbers(found: list[Citation]) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.type, c.number, c.date) for c in found]


@given(texts)
@settings(max_examples=400)
@example("số ")
@example("/NQ-")
@example("Số: /NQ-CP")
@example("\u0301/NQ-CP")
@example("Luật")
def test_spans_are_of_the_text_ordered_and_apart(text: str) -> None:
    found = find_citations(text)
    end = 0
    for i, c in enumerate(found):
        assert end <= c.start < c.end <= len(text)
        assert text[c.start : c.end] == c.text
        for relative in (c.date_span, c.issuer_span, c.title_span):
            span = c.span_of(relative)
            assert span is None or 0 <= span[0] <= span[1] <= len(text)
        assert c.antecedent is None or 0 <= c.antecedent < i
        end = c.end
    for mention in find_mentions(text, found):
        assert text[mention.start : mention.end] == mention.text
        assert found[mention.antecedent].end <= mention.start


@given(texts)
@settings(max_examples=200)
def test_the_words_of_a_field_stand_in_its_span(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for c in find_citations(text):
        for words, relative in ((c.issuer, c.issuer_span), (c.title, c.title_span)):
            span = c.span_of(relative)
            assert (words is None) == (span is None)
            if words and span:
                kept = [w for w in text[span[0] : span[1]].split() if w.isascii() and w.isalnum()]
                assert all(w in words for w in kept)


@given(drafts)
@settings(max_examples=150)
def test_both_normal_forms_give_the_same_citations(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    found = find_citations(decomposed)
    assert numbers(found) == numbers(find_citations(composed))
    assert [unicodedata.normalize("NFC", c.text) for c in found] == [
        c.text for c in find_citations(composed)
    ]
    assert all(decomposed[c.start : c.end] == c.text for c in found)


NEUTRAL = "Các đơn vị phối hợp chặt chẽ trong quá trình làm việc.\n\n"


@given(drafts, st.integers(1, 12), st.integers(1, 12))
@settings(max_examples=150)
def test_neutral_sentences_around_a_text_move_its_offsets_only(
    text: str, before: int, after: int
) -> None:
    text = f"\n\n{text}\n\n"
    padded = NEUTRAL * before + text + NEUTRAL * after
    expected = [shape(c, len(NEUTRAL) * before) for c in find_citations(text)]
    assert [shape(c) for c in find_citations(padded)] == expected


@given(drafts, drafts)
@settings(max_examples=100)
def test_a_text_read_after_another_is_read_the_same(first: str, second: str) -> None:
    alone = [shape(c) for c in find_citations(second)]
    find_citations(first)
    assert [shape(c) for c in find_citations(second)] == alone


@given(st.sampled_from(sorted(CLASSES)), st.sampled_from(bases()))
@settings(max_examples=300)
def test_a_variant_is_never_another_number(name: str, base) -> None:
    """A variant may be missed, but the span that covers all of it never means other digits."""
    text = base.before + CLASSES[name](base.surface) + base.after
    digits = [d for d in base.number.split("/")[0].split("-")[0] if d.isdigit()]
    for c in find_citations(text):
        if c.number and c.text.endswith(CLASSES[name](base.surface)[-3:]):
            assert [d for d in c.number if d.isdigit()][: len(digits)] == digits


@given(texts)
@settings(max_examples=150)
def test_any_heading_is_read_without_an_exception(text: str) -> None:
    read_heading(text, find_citations(text))


@pytest.mark.parametrize("text", ["", " ", "\n", "/", "\ufeff", "a", "số", "Luật"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert find_citations(text) == []
