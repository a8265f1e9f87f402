from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from kg.graph import Graph
from kg.ids import make_iri
from kg.lint import RULES, lint
from kg.model import Attestation, Instrument, Relation, Source
from kg.vocab import load_vocabulary
from kg.vocab.entries import RelationKind


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory):
    return load_vocabulary(cache=tmp_path_factory.mktemp("cache"))


def sound(number: str = "61/2090/NĐ-CP", day: int = 1) -> Instrument:
    signed = date(2090, 4, day)
    return Instrument(
        iri=make_iri(type="nghi-dinh", issuer="Chính phủ", date=signed, number=number),
        type="nghi-dinh",
        number=number,
        issuer="Chính phủ",
        date=signed,
        title="Về một cửa",
        effective=date(2090, 6, 1),
        kind="qppl",
        sources=dict.fromkeys(("number", "issuer", "date", "title", "effective"), ("s",)),
    )


A, B = sound(), sound("62/2090/NĐ-CP", 2)
R = Relation(kind="amends", source=B.iri, target=A.iri, valid_from=date(2090, 6, 1), sources=("s",))


def codes(vocabulary, instruments=(A, B), relations=(R,)) -> set[str]:
    graph = Graph()
    graph.add_source(Source(id="s", where="x"))
    for instrument in instruments:
        graph.add_instrument(instrument)
    for relation in relations:
        graph.add_relation(relation)
    return {problem.code for problem in lint(graph, vocabulary)}


def test_a_sound_graph_has_no_problem(vocabulary):
    assert codes(vocabulary) == set()


def back(relation: Relation, **changes) -> Relation:
    return relation._replace(source=relation.target, target=relation.source, **changes)


@pytest.mark.parametrize(
    ("value", "source", "expected"),
    [
        ("Về hai cửa", "s", set()),
        ("Về hai cửa", "absent", {"VD907"}),
        ("\u00d0i\u1ec1u", "s", {"VD908"}),
    ],
)
def test_what_is_attested_is_checked_too(vocabulary, value, source, expected):
    graph = Graph()
    graph.add_source(Source(id="s", where="x"))
    graph.add_instrument(A)
    graph.add_attestation(Attestation(A.iri, "title", value, ((source, 1),)))
    assert {problem.code for problem in lint(graph, vocabulary)} == expected


UNDATED = replace(
    sound(),
    iri=sound().iri.replace("2090-04-01", "undated"),
    date=None,
    sources=dict.fromkeys(("number", "issuer", "title", "effective"), ("s",)),
)
FAULTS: list[tuple[str, str, tuple, tuple]] = [
    ("VD901", "relation", (A, B), (R._replace(kind="kills"),)),
    (
        "VD901",
        "type",
        (replace(A, iri=A.iri.replace("nghi-dinh", "nghi-din"), type="nghi-din"), B),
        (),
    ),
    ("VD901", "kind", (replace(A, kind="law"),), ()),
    ("VD903", "effective before date", (replace(A, effective=date(2090, 3, 1)),), ()),
    (
        "VD903",
        "expires before effective",
        (replace(A, expires=date(2090, 5, 1), sources={**A.sources, "expires": ("s",)}),),
        (),
    ),
    ("VD903", "year of the number", (replace(sound("61/2091/NĐ-CP")),), ()),
    ("VD903", "relation before its source", (A, B), (R._replace(valid_from=date(2090, 4, 1)),)),
    ("VD903", "relation ends before it begins", (A, B), (R._replace(valid_to=date(2090, 5, 1)),)),
    ("VD904", "circle", (A, B), (R._replace(kind="replaces"), back(R, kind="repeals"))),
    ("VD905", "malformed", (replace(A, iri="/akn/vn/act/x"),), ()),
    ("VD905", "issuer", (replace(A, issuer="Quốc hội"),), ()),
    ("VD905", "date", (replace(A, date=date(2090, 4, 3)),), ()),
    ("VD905", "number", (replace(A, number="63/2090/NĐ-CP"),), ()),
    ("VD906", "field", (replace(A, sources={**A.sources, "title": ()}),), ()),
    ("VD906", "relation", (A, B), (R._replace(sources=()),)),
    ("VD907", "field", (replace(A, sources={**A.sources, "title": ("t",)}),), ()),
    ("VD907", "relation", (A, B), (R._replace(sources=("t",)),)),
    ("VD908", "eth", (replace(A, title="\u00d0ề án"),), ()),
    ("VD908", "decomposed", (replace(A, title="Ve\u0302"),), ()),
    ("VD908", "evidence", (A, B), (R._replace(evidence="\u00d0ề án"),)),
    (
        "VD909",
        "two spellings",
        (A, replace(A, iri=A.iri.replace("/61-", "/061-"), number="061/2090/NĐ-CP")),
        (),
    ),
    ("VD910", "itself", (A,), (R._replace(source=A.iri, valid_from=None),)),
    ("VD911", "unnamed part", (A, B), (R._replace(scope="part"),)),
    ("VD911", "whole with parts", (A, B), (R._replace(parts="Điều 5"),)),
    ("VD912", "field", (replace(A, sources={**A.sources, "title": ("s", "s")}),), ()),
    ("VD912", "relation", (A, B), (R._replace(sources=("s", "s")),)),
]


@pytest.mark.parametrize(
    ("code", "instruments", "relations"),
    [(code, instruments, relations) for code, _, instruments, relations in FAULTS],
    ids=[f"{code} {name}" for code, name, *_ in FAULTS],
)
def test_each_fault_is_seen_and_no_other(vocabulary, code, instruments, relations):
    assert codes(vocabulary, instruments, relations) == {code}


def test_an_undated_twin_is_seen(vocabulary):
    other = sound(day=9)
    assert "VD909" in codes(vocabulary, (A, other, UNDATED), ())


def faulty_kind(name: str, inverse: str) -> RelationKind:
    return RelationKind(
        id=name,
        inverse=inverse,
        vi="a",
        en="a",
        inverse_vi="b",
        inverse_en="b",
        effect="none",
    )


def test_a_kind_without_inverse_is_seen():
    graph = Graph()
    faulty = (faulty_kind("amends", ""), faulty_kind("eats", "amends"))
    vocabulary = SimpleNamespace(types={}, relations={kind.id: kind for kind in faulty})
    found = lint(graph, vocabulary)
    assert {(p.code, p.where) for p in found} == {("VD902", "amends"), ("VD902", "eats")}


def test_every_rule_has_a_fault_planted():
    assert {code for code, *_ in FAULTS} | {"VD902"} == RULES.keys()


def test_messages_are_bilingual(vocabulary):
    graph = Graph()
    graph.add_source(Source(id="s", where="x"))
    graph.add_instrument(replace(A, title="\u00d0ề án"))
    (problem,) = lint(graph, vocabulary)
    assert "Ð" in problem.message()
    assert "eth" in problem.message("en")
    assert problem.message().startswith(A.iri)
