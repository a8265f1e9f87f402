"""Questions in plain words against the shipped data: tests/cases/asking.

A line is ``"question": INSTRUMENT; to=INSTRUMENT; as_of=DAY; known=DAY; since=DAY; transitive``.
An instrument is its number or title; ``@DAY`` behind it says that the question decides which one,
``?`` that several bear what the question names and it must ask which, this one among them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kg.errors import LegalGraphError
from kg.store import open_graph
from kg.text import strip_accents
from queries.asking.understand import understand
from queries.registry import questions

CASES = Path(__file__).parents[1] / "cases" / "asking"
FILES = sorted(path.name for path in CASES.glob("*.yaml"))
TODAY = date(2026, 11, 22)
REFUSED = "refused"
FEWEST = 25


class Case(NamedTuple):
    slug: str
    text: str
    instrument: str
    options: dict[str, str]


def read_cases(name: str) -> list[Case]:
    found = []
    lines = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    for slug, texts in lines.items():
        for text, expected in texts.items():
            parts = [part.strip() for part in expected.split(";") if part.strip()]
            options = dict((*part.split("="), "yes")[:2] for part in parts[1:] or ())
            first = parts[0] if parts else ""
            if "=" in first:
                options |= dict([first.split("=")])
                first = ""
            found.append(Case(slug, text, first, options))
    return found


@pytest.fixture(scope="module")
def graph():
    return open_graph()


def attempt(graph, text):
    try:
        return understand(text, graph, today=TODAY)
    except LegalGraphError:
        return None


def names(candidates, expected: str) -> bool:
    name, _, day = expected.partition("@")
    if not name:
        return not candidates
    if name.endswith("?"):
        return len(candidates) > 1 and any(i.number == name[:-1] for i in candidates)
    same = all(name in (i.number, i.title) for i in candidates)
    decided = not day or [str(i.date) for i in candidates] == [day]
    return bool(candidates) and same and decided


def agrees(found, case: Case) -> bool:
    if found is None or case.slug == REFUSED:
        return found is None and case.slug == REFUSED
    days = {"as_of": found.as_of, "known": found.known, "since": found.options.get("since")}
    transitive = bool(found.options.get("transitive"))
    return (
        found.slug == case.slug
        and names(found.candidates, case.instrument)
        and names(found.to, case.options.get("to", ""))
        and all(str(day or "") == case.options.get(key, "") for key, day in days.items())
        and transitive == ("transitive" in case.options)
    )


@pytest.mark.parametrize("name", FILES)
def test_questions_are_understood(graph, name):
    cases = read_cases(name)
    results = [(case, attempt(graph, case.text)) for case in cases]
    failed = [case for case, found in results if not agrees(found, case)]
    wrong = [case for case, found in results if found and not agrees(found, case)]
    assert len(failed) <= 0.02 * len(cases), failed
    assert len(wrong) <= 0.01 * len(cases), wrong


def test_every_question_has_enough_cases():
    counted = Counter(case.slug for name in FILES for case in read_cases(name))
    assert set(counted) == {*questions(), REFUSED}
    assert min(counted.values()) >= FEWEST, counted.most_common()[-3:]


@pytest.mark.parametrize("written", [strip_accents, str.upper, lambda text: f"xin hỏi {text} ạ"])
def test_spelling_and_politeness_never_change_the_meaning(graph, written):
    """Without diacritics some questions become unreadable, none becomes another question."""
    lost = []
    cases = [case for name in FILES for case in read_cases(name) if case.slug != REFUSED]
    for case in cases:
        plain, other = attempt(graph, case.text), attempt(graph, written(case.text))
        if other is None:
            lost.append(case.text)
        elif plain is not None:
            assert (other.slug, other.candidates, other.to) == (
                plain.slug,
                plain.candidates,
                plain.to,
            ), case.text
            assert (other.as_of, other.known) == (plain.as_of, plain.known), case.text
    assert len(lost) <= 0.02 * len(cases), lost


def test_the_names_of_questions_are_understood_as_themselves(graph):
    for slug, asked in questions().items():
        for words in (asked.vi, asked.en):
            text = words.format(number="61/2018/NĐ-CP", to="118/2025/NĐ-CP")
            if slug == "changes":
                text = f"{text} 01/01/2025, 01/7/2025"
            found = attempt(graph, text)
            assert found is not None, text
            assert found.slug == slug, text
