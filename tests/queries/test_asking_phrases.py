from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import RecordError
from kg.text import fold
from queries.asking.phrases import Words, alike, bare, cheapest, class_words, compiled, wordings
from queries.asking.words import CLASSES, COSTS, FRAMES
from queries.registry import questions


def atoms(phrase: str) -> list[str]:
    return [" ".join(wording.atoms) for wording in compiled(phrase)]


def cost(phrase: str, text: str) -> float | None:
    wording = list(wordings([phrase]))
    words = Words(wording)
    tokens = fold(text).split()
    spans = words.spans(tokens)
    match = cheapest(wording, spans, words.skips(tokens, spans))
    return match and round(match.cost, 3)


def test_a_phrase_stands_for_its_wordings():
    assert atoms("a [b] (c|d e) {x}") == ["a b c {x}", "a b d e {x}", "a c {x}", "a d e {x}"]
    assert atoms("[a [b]] {x}") == ["a b {x}", "a {x}", "{x}"]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("a [b", "open"),
        ("a (b|c", "open"),
        ("a b]", "too many"),
        ("<không có> {x}", "unknown"),
        ("a {y}", "unknown"),
    ],
)
def test_a_malformed_phrase_says_what_is_wrong(phrase, said):
    with pytest.raises(RecordError, match=said):
        compiled(phrase)


def test_a_frame_stands_for_all_ways_to_ask():
    whole = list(wordings(["@acted <sửa đổi>"]))
    assert len(whole) > len(FRAMES["@acted"])
    assert {"<sửa đổi>", "{x}"} <= whole[0].needs
    with pytest.raises(RecordError, match="@acts, @acted"):
        list(wordings(["@does <sửa đổi>"]))


def test_every_question_has_phrases_and_none_is_shared():
    owners: dict[tuple[str, ...], set[str]] = {}
    for slug, asked in questions().items():
        assert asked.phrases, slug
        for wording in wordings(asked.phrases):
            owners.setdefault(wording.atoms, set()).add(slug)
    shared = {atoms for atoms, slugs in owners.items() if len(slugs) > 1}
    meant = {("{x}", "<sửa đổi>"), ("{x}", "<thay thế>")}
    assert shared == meant, "only what has no direction has two readings"


def test_order_tells_the_direction():
    assert cost("<nào> <thay thế> {x}", "văn bản nào thay thế {x}") == 0
    assert cost("<nào> <thay thế> {x}", "{x} thay thế văn bản nào") is None


def test_what_is_left_out_costs_by_its_meaning():
    def left(word: str) -> float:
        return cost("<nào> <thay thế> {x}", f"văn bản nào {word} thay thế {x}") or 0

    x = "{x}"
    assert left("ạ") < left("không") < left("là") < left("zzz") < left("viện dẫn")
    assert cost("<nào> <thay thế>", "văn bản nào thay thế {x}") >= 50


def test_diacritics_count_only_where_typed():
    assert alike("thế", "thế")
    assert alike("the", "thế")
    assert not alike("thể", "thế")
    assert not alike("thế", "the")


def test_classes_are_spelt_once_each():
    for name in CLASSES:
        assert class_words(name)
        lines = CLASSES[name].split("|")
        assert [line for line, n in Counter(lines).items() if n > 1] == [], name


def test_no_word_has_two_costs():
    spelt = Counter(word for _, line in COSTS for word in fold(line).split())
    assert [word for word, n in spelt.items() if n > 1] == []


def test_bare_words_keep_their_letters():
    assert bare("Thay thế ĐIỀU") == "thay the dieu"
