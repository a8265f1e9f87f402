"""What full texts state, by cases that a lawyer can read (``tests/cases/relations``)."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path

import pytest
import yaml

from ingest.full_text import read_full_text

FOLDER = Path(__file__).parents[1] / "cases" / "relations"


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def name(named):
    return named.number or named.title


def told(value):
    """Return a day as ISO words, a list of parts and days likewise, others as they are."""
    if isinstance(value, tuple):
        return [[part.parts, part.effective.isoformat()] for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    read = read_full_text(case["text"])
    for field, value in case.get("own", {}).items():
        assert told(getattr(read.own, field)) == value, field
    expected = [
        dict(zip(("kind", "scope", "target"), r.split(" ", 2), strict=True))
        if isinstance(r, str)
        else r
        for r in case["relations"]
    ]
    stated = [(f"{s.kind} {s.scope} {name(s.target)}", s) for s in read.relations]
    wanted = [f"{r['kind']} {r['scope']} {r['target']}" for r in expected]
    assert sorted(said for said, _ in stated) == sorted(wanted)
    stated.sort(key=itemgetter(0))
    for _, r in sorted(zip(wanted, expected, strict=True), key=itemgetter(0)):
        s = stated.pop(0)[1]
        assert r.get("until") == told(s.until)
        assert r.get("parts", s.parts) == s.parts
        assert r.get("effective") == told(s.effective)
        assert r.get("evidence", "") in s.evidence
    if "third_party" in case:
        others = [f"{name(t.subject)} {t.kind} {name(t.object)}" for t in read.third_party]
        assert sorted(others) == sorted(case["third_party"])
