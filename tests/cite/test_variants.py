"""Recall of every class of spelling variants (DESIGN.md section 7: at least 0.95 each)."""

from __future__ import annotations

import re

import pytest
from variants import CLASSES, bases, variants

from cite.find import find_citations

FLOOR = 0.95
KNOWN: dict[str, str] = {}
"""Classes below the floor today, with the reason; strict, so a mended class must leave the list."""


_SUFFIX = re.compile(r"^(\d+)([A-ZĐ])(?=[/-])")


def plain(number: str | None) -> str:
    """Return a number with the letter behind its digits small: 30C and 30c are one number."""
    return _SUFFIX.sub(lambda m: m[1] + m[2].lower(), number or "")


def found(text: str, start: int, end: int, number: str) -> bool:
    return any(
        (c.start, c.end, plain(c.number)) == (start, end, number) for c in find_citations(text)
    )


def test_the_table_is_large_and_read_without_a_fault() -> None:
    table = bases()
    assert len(table) >= 150
    assert len({b.text for b in table}) == len(table)
    missed = [
        b.text
        for b in table
        if not found(b.text, len(b.before), len(b.before + b.surface), b.number)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.xfail(reason=KNOWN[name])] if name in KNOWN else [])
        for name in CLASSES
    ],
)
def test_recall_of_a_class(name: str) -> None:
    tried = list(variants(name))
    missed = [text for text, start, end, base in tried if not found(text, start, end, base.number)]
    recall = 1 - len(missed) / len(tried)
    assert len(tried) >= 30
    assert recall >= FLOOR, f"{recall:.3f} of {len(tried)}; missed: {missed[:12]}"


LOST = {
    "word joiners": "a joiner before the dash of 64-CP is not anchored",
    "Word's non-breaking hyphen U+001E": "nor is U+001E; the reader of Word files folds it",
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.xfail(reason=LOST[name])] if name in LOST else [])
        for name in CLASSES
    ],
)
def test_no_family_of_forms_is_lost_in_a_class(name: str) -> None:
    """A class may pass on the common forms and read none of a rare one."""
    read: dict[str, list[bool]] = {}
    for text, start, end, base in variants(name):
        read.setdefault(base.family, []).append(found(text, start, end, base.number))
    lost = {family: sum(r) / len(r) for family, r in read.items() if sum(r) < 0.5 * len(r)}
    assert lost == {}
