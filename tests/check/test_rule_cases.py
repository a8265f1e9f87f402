from __future__ import annotations

import pytest
from rule_cases import cases, run, told

from check.finding import Severity
from check.registry import all_rules

CASES = cases()
CODES = [rule.code for rule in all_rules()]


@pytest.mark.parametrize(("code", "case"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_case(code, case):
    report = run(code, case)
    expected = case["expect"]
    found = [
        told(f, case, expected[i] if i < len(expected) else {})
        for i, f in enumerate(report.findings)
    ]
    assert found == expected


@pytest.mark.parametrize(("code", "case"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_findings_stand_in_the_text_and_carry_what_they_rest_on(code, case):
    report = run(code, case)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(case["text"])
        assert finding.severity in Severity
        assert "{" not in finding.message_vi + finding.message_en
        for message in (finding.message_vi, finding.message_en):
            assert "không tồn tại" not in message.casefold()
            assert "does not exist" not in message.casefold()
        if finding.code.startswith("VD2"):
            assert finding.proof, "a verdict on status without proof"
            assert finding.about in report.context.graph


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_hit_and_a_near_miss(code):
    own = [case for _, of, case in CASES if of == code]
    assert any(case["expect"] for case in own), "no hit"
    assert any(not case["expect"] for case in own), "no near miss"


def test_names_are_unique():
    names = [name for name, _, _ in CASES]
    assert len(set(names)) == len(names)


def test_every_file_of_cases_belongs_to_a_rule():
    assert {code for _, code, _ in CASES} == set(CODES)
