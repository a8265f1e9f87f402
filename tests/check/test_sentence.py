"""Sentences, heads of lists and articles around an offset."""

from __future__ import annotations

import pytest

from check.sentence import Sentences, sentence

TEXT = (
    "Điều 1. Bãi bỏ các văn bản sau đây:\n"
    "a) Quyết định A; quyết định B. Mức 1.500 đồng.\n"
    "  Điều 2. Quy định chuyển tiếp\n"
    "Quyết định C theo\nquy định cũ; D\n"
)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("quyết định B", " quyết định B"),
        ("1.500", " Mức 1.500 đồng"),
        ("C theo", "Quyết định C theo\nquy định cũ"),
        ("cũ", "Quyết định C theo\nquy định cũ"),
    ],
)
def test_a_sentence_ends_at_marks_that_are_none_of_numbers(at, words):
    start, end = sentence(TEXT, TEXT.index(at))
    assert TEXT[start:end] == words


def test_the_sentence_is_cut_far_from_the_offset():
    text = "a" * 2_000
    assert sentence(text, 1_000) == (300, 1_700)


@pytest.mark.parametrize(
    ("at", "head"), [("Quyết định A", "Điều 1. Bãi bỏ các văn bản sau đây"), ("C theo", "")]
)
def test_a_list_is_headed_by_the_line_with_a_colon_before_any_article(at, head):
    assert Sentences(TEXT).list_head(TEXT.index(at)) == head


@pytest.mark.parametrize(
    ("at", "heading"),
    [
        ("Quyết định A", "Điều 1. Bãi bỏ các văn bản sau đây:"),
        ("cũ", "  Điều 2. Quy định chuyển tiếp"),
        ("chuyển tiếp", "  Điều 2. Quy định "),
    ],
)
def test_the_article_is_the_nearest_heading_before(at, heading):
    assert Sentences(TEXT).article_heading(TEXT.index(at)) == heading


def test_headings_far_before_are_not_told():
    assert Sentences(f"Điều 1. A:\n{'b' * 7_000}").article_heading(6_500) == ""
    assert Sentences(f"Điều 1. A:\n{'b' * 7_000}").list_head(6_500) == ""
