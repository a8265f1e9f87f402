"""Runs cut anywhere read the same, and are whole again when rejoined."""

from generated import generated
from hypothesis import given, settings
from hypothesis import strategies as st
from judged import tree
from lxml import etree

from report.word.names import local
from report.word.texts import TextPart, rejoin


def length_of(element) -> int:
    return len(element.text or "") if local(element) in ("t", "delText") else 1


@settings(max_examples=60)
@given(st.integers(0, 199), st.data())
def test_cutting_and_rejoining_are_inverse(seed, data):
    root = tree(generated(seed))
    before = etree.tostring(root, method="c14n")
    texts = TextPart(root)
    numbers = st.integers(0, len(texts.elements) - 1)
    words = "".join(root.itertext())
    lengths = [length_of(element) for element in texts.elements]
    for number in data.draw(st.lists(numbers, min_size=1, max_size=8)):
        texts.cut(number, data.draw(st.integers(0, lengths[number])))
        assert "".join(root.itertext()) == words
    for number, length in enumerate(lengths):
        pieces = list(texts.pieces(number, 0, length))
        assert (
            sum(len(e.text or "") if local(e) in ("t", "delText") else 1 for e in pieces) == length
        )
    rejoin(root)
    assert etree.tostring(root, method="c14n") == before
