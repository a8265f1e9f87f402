"""Small graphs written the way a lawyer would sketch them; see tests/cases/status/README.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kg.graph import Graph
from kg.model import Instrument, Relation, Source

CASES = Path(__file__).parents[1] / "cases" / "status"


def iri(name: str, signed: date | None) -> str:
    return f"/akn/vn/act/nghi-dinh/chinh-phu/{signed or 'undated'}/thu-{name.lower()}"


def small_graph(sketch: dict[str, Any]) -> tuple[Graph, dict[str, str]]:
    """Return the graph of a sketch and the IRI of each of its names."""
    graph, names = Graph(), {}
    graph.add_source(Source(id="sketch", where="tests"))
    for name, facts in sketch["instruments"].items():
        facts = dict(facts or {})
        signed = facts.pop("signed", None)
        names[name] = iri(name, signed)
        fields = {key: value for key, value in facts.items() if key in ("effective", "expires")}
        graph.add_instrument(
            Instrument(
                iri=names[name],
                type="nghi-dinh",
                number=facts.pop("number", f"Thử {name}"),
                issuer="Chính phủ",
                date=signed,
                kind=facts.pop("kind", "qppl"),
                sources=dict.fromkeys(("date", *fields), ("sketch",)),
                **facts,
            )
        )
    for line in sketch.get("relations", ()):
        graph.add_relation(relation(line, names))
    return graph, names


def relation(line: str, names: dict[str, str]) -> Relation:
    """Read "B replaces A [part PARTS] [from DAY] [to DAY]"."""
    source, kind, target, *rest = line.split()
    words: dict[str, list[str]] = {}
    for word in rest:
        if word in ("part", "from", "to"):
            words[word] = []
        else:
            words[list(words)[-1]].append(word)
    days = {key: date.fromisoformat(" ".join(words[key])) for key in ("from", "to") if key in words}
    return Relation(
        kind=kind,
        source=names[source],
        target=names[target],
        scope="part" if "part" in words else "whole",
        parts=" ".join(words["part"]) if "part" in words else None,
        valid_from=days.get("from"),
        valid_to=days.get("to"),
        sources=("sketch",),
    )


def cases() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return (id, case, expectation) of every file of cases."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            for expected in case["expect"]:
                found.append((f"{path.stem}: {case['name']} @ {expected['as_of']}", case, expected))
    return found
