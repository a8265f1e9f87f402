"""``dumps`` writes what ``json.dumps`` writes with an indent."""

from __future__ import annotations

import json
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from report.to_json import dumps

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
    max_leaves=25,
)


class _Word(StrEnum):
    FOUND = "tìm thấy"


@given(VALUES)
def test_any_value(value):
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_words_of_closed_sets_and_odd_characters():
    value = {"a": _Word.FOUND, "b": ['"\\\n\t\x00\x7f\u2028Đ', {}, [], ()]}
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=2)
