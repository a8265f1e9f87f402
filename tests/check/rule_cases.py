"""Cases of rules as a lawyer would write them; see tests/cases/rules/README.md."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from small_graphs import relation

from check.finding import Finding
from check.registry import rule_by_name
from check.runner import Report, check_text
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument, Source
from kg.store import open_graph
from kg.vocab import load_vocabulary

CASES = Path(__file__).parents[1] / "cases" / "rules"
_KEYS = {"name", "date", "as_of", "issuer", "kind", "text", "graph", "expect"}
_FACTS = {"number", "type", "issuer", "signed", "effective", "expires", "title", "kind"}
_FACTS |= {"territory", "attested"}


@cache
def shipped() -> Graph:
    return open_graph()


def cases(code: str | None = None) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (id, code, case) of every file of cases, or of one."""
    found = []
    for path in sorted(CASES.glob(f"{code or 'VD*'}.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(case) - _KEYS
            assert not unknown, f"{path.name}: {case.get('name')}: {unknown}"
            found.append((f"{path.stem}: {case['name']}", path.stem, case))
    return found


def run(code: str, case: dict[str, Any]) -> Report:
    """Apply one rule to the text of a case."""
    return check_text(
        case["text"],
        graph_of(case.get("graph")),
        rules=(rule_by_name(code),),
        today=case["date"],
        on=case["date"],
        as_of=case.get("as_of", case["date"]),
        issuer=case.get("issuer"),
        kind=case.get("kind", "txt"),
    )


def told(finding: Finding, case: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return a finding in the words of a case, as far as the case asks."""
    words = {
        "code": finding.code,
        "severity": finding.severity.slug,
        "at": " ".join(case["text"][finding.start : finding.end].split()),
        "suggestion": finding.suggestion,
        "says": finding.message_vi,
        "says_en": finding.message_en,
    }
    if "says" in wanted and wanted["says"] in words["says"]:
        words["says"] = wanted["says"]
    if "says_en" in wanted and wanted["says_en"] in words["says_en"]:
        words["says_en"] = wanted["says_en"]
    return {
        key: value for key, value in words.items() if key in {"code", "severity", "at", *wanted}
    }


def graph_of(sketch: dict[str, Any] | str | None) -> Graph:
    """Return the graph of a sketch, the shipped one for ``data``, an empty one for nothing."""
    if sketch == "data":
        return shipped()
    graph, iris = Graph(), {}
    graph.add_source(Source(id="sketch", where="tests", read_on=date(2090, 1, 1)))
    for name, facts in (sketch or {}).get("instruments", {}).items():
        found = instrument(name, facts or {})
        graph.add_instrument(found)
        iris[name] = found.iri
    for line in (sketch or {}).get("relations", ()):
        graph.add_relation(relation(line, iris))
    for name, fields in (sketch or {}).get("attestations", {}).items():
        for field, values in fields.items():
            for value, count in values.items():
                said = Attestation(iris[name], field, str(value), (("sketch", count),))
                graph.add_attestation(said)
    return graph


def instrument(name: str, facts: dict[str, Any]) -> Instrument:
    """Return an instrument of a sketch; a decree of the Government unless it says otherwise."""
    assert set(facts) <= _FACTS, f"{name}: {set(facts) - _FACTS}"
    kind = load_vocabulary().type_by_word(facts.get("type", "Nghị định"))
    assert kind is not None, facts
    number, issuer = facts.get("number", name), facts.get("issuer", "Chính phủ")
    fields = {
        key: facts[key] for key in ("effective", "expires", "title", "territory") if key in facts
    }
    return Instrument(
        iri=make_iri(type=kind.id, issuer=issuer, date=facts.get("signed"), number=number),
        type=kind.id,
        number=number,
        issuer=issuer,
        date=facts.get("signed"),
        kind=facts.get("kind", "qppl"),
        attested=facts.get("attested", False),
        sources=dict.fromkeys(("date", "number", "issuer", *fields), ("sketch",)),
        **fields,
    )
