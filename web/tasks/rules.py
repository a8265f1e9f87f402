"""The rules, what the data covers: what does not depend on a draft."""

from __future__ import annotations

from collections import Counter
from inspect import cleandoc
from typing import Any

from check.registry import all_rules, rule_by_name
from check.rule import Rule
from kg.errors import LegalGraphError
from report.to_json import coverage_json, dumps
from report.workbook.words import RULES
from web.answer import Answer
from web.problems import ProblemError
from web.tasks.tools import Tools


def rules_listed(tools: Tools) -> Answer:
    """Return all rules."""
    del tools
    shown = {"schema": "viendan.rules/1", "rules": [_rule(rule) for rule in all_rules()]}
    return Answer(f"{dumps(shown)}\n".encode())


def rule_explained(tools: Tools, name: str) -> Answer:
    """Return one rule with its whole explanation, as ``viendan explain`` prints it."""
    del tools
    try:
        rule = rule_by_name(name)
    except LegalGraphError as error:
        raise ProblemError("not-found", f"{name!r}: no such rule. /rules lists all.") from error
    shown = {
        "schema": "viendan.rule/1",
        **_rule(rule),
        "explanation": cleandoc(type(rule).__doc__ or ""),
    }
    return Answer(f"{dumps(shown)}\n".encode())


def _rule(rule: Rule) -> dict[str, Any]:
    vi, en = RULES.get(rule.code, (rule.slug, rule.slug))
    return {
        "code": rule.code,
        "rule": rule.slug,
        "severity": rule.severity.slug,
        "name": {"vi": vi, "en": en},
        "message": {"vi": rule.message.vi, "en": rule.message.en},
    }


def data_covered(tools: Tools) -> Answer:
    """Return what the data covers."""
    graph = tools.graph
    shown: dict[str, Any] | None = graph.memo.get("data covered")
    if shown is None:
        types, attested = Counter[str](), 0
        for instrument in graph.instruments:
            types[instrument.type] += 1
            attested += instrument.attested
        shown = graph.memo["data covered"] = {
            "schema": "viendan.data/1",
            **coverage_json(graph),
            "attested": attested,
            "sources": len(graph.sources),
            "by_type": dict(sorted(types.items())),
            "by_relation": dict(sorted(graph.counts().items())),
        }
    return Answer(f"{dumps(shown)}\n".encode())
