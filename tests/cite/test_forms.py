"""Every form finds its own examples, and the lawyers' cases of tests/cases/citations hold.

A case states only the fields that it is about. Its text may mark a known fault with ``fault: why``;
such a case must fail (``xfail_strict``) until the finder is mended.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import cite.forms
from cite.find import find_citations
from cite.mentions import find_mentions
from kg.model import Citation

CASES = Path(__file__).resolve().parents[1] / "cases" / "citations"
FORMS = [
    importlib.import_module(f"cite.forms.{module.name}")
    for module in pkgutil.iter_modules(cite.forms.__path__)
]
EXAMPLES = [(form.FORM, example) for form in FORMS for example in form.EXAMPLES]
FIELDS = ("text", "type", "number", "date", "issuer", "title", "provision", "role", "form",
          "date_text", "amended_by", "antecedent")  # fmt: skip


def cases() -> list[Any]:
    loaded = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            marks = [pytest.mark.xfail(reason=case["fault"])] if "fault" in case else []
            name = f"{path.stem}: {case['name']}"
            loaded.append(pytest.param(case, id=name, marks=marks))
    return loaded


def said(citation: Citation, fields: dict[str, Any]) -> dict[str, Any]:
    """Return what ``citation`` says in the fields that a case is about."""
    return {name: getattr(citation, name) for name in fields}


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
@pytest.mark.parametrize("frame", ["{}", "Căn cứ {};", "thực hiện theo {}.\n"])
def test_a_form_finds_its_examples(form: str, example: str, frame: str) -> None:
    found = find_citations(frame.format(example))
    assert [c.form for c in found] == [form]
    assert example.startswith(found[0].text) or found[0].text == example


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_citations(text)
    expected = [{"text": c} if isinstance(c, str) else c for c in case["cites"]]
    assert all(set(fields) <= set(FIELDS) for fields in expected), "unknown field in the case"
    assert [c.text for c in found] == [fields["text"] for fields in expected]
    assert [said(c, f) for c, f in zip(found, expected, strict=True)] == expected
    mentions = [(m.text, m.antecedent) for m in find_mentions(text, found)]
    assert mentions == [(m["text"], m["means"]) for m in case.get("mentions", [])]


def test_cases_are_many_and_named_once() -> None:
    names = [parameters.id for parameters in cases()]
    assert len(names) == len(set(names))
    assert len(names) >= 100
