"""Phrases and stretches of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.words import Phrases, Stretches, Words

LISTS = {"level": ("mức độ 3", "mức độ 3, mức độ 4"), "body": ("Bộ Y tế", "UBND", "sở y tế")}


def found(text):
    return {
        key: [text[start:end] for start, end in spans]
        for key, spans in Phrases(LISTS).find(Words(text)).items()
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ở Mức Độ 3, mức độ 4 và mức độ 3", {"level": ["Mức Độ 3, mức độ 4", "mức độ 3"]}),
        ("mức\n  độ\u00a03.", {"level": ["mức\n  độ\u00a03"]}),
        ("mức độ 30, tầmmức độ 3", {}),
        ("bộ y tế, Bộ Y Tế, sở Y tế, UBND", {"body": ["Bộ Y Tế", "sở Y tế", "UBND"]}),
        ("ubnd", {}),
    ],
)
def test_phrases_are_whole_words_in_any_blanks(text, words):
    assert found(text) == words


def test_a_text_whose_lower_case_is_longer_keeps_its_offsets():
    assert found("İ mức độ 3") == {"level": ["mức độ 3"]}


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)))
def test_stretches_hold_what_any_span_holds(spans):
    stretches = Stretches(spans)
    for offset in range(42):
        assert (offset in stretches) == any(start <= offset < end for start, end in spans)
