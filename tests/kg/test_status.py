from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_graphs import cases, small_graph

from kg.errors import IdentifierError
from kg.graph import Graph
from kg.model import Instrument, Relation
from kg.status import ENDED, State, amendments, status, statuses, successors

CASES = cases()


def words(graph, proof, names):
    """Name a proof as the cases do: a field, or "B replaces A"."""
    if isinstance(proof, Relation):
        letter = {iri: name for name, iri in names.items()}
        return f"{letter[proof.source]} {proof.kind} {letter[proof.target]}"
    return proof.field


@pytest.mark.parametrize(("case", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_status_on_a_day(case, expected):
    graph, names = small_graph(case["graph"])
    asked, as_of = names[case["ask"]], expected["as_of"]
    found = status(graph, asked, as_of=as_of)
    letter = {iri: name for name, iri in names.items()}
    told = {
        "as_of": as_of,
        "state": found.state,
        "since": found.since,
        "until": found.until,
        "inferred": found.inferred,
        "successors": [letter[iri] for iri in found.successors],
        "parts": list(found.parts),
        "notes": list(found.notes),
        "proof": [words(graph, proof, names) for proof in found.proof],
        "amendments": [words(graph, r, names) for r in amendments(graph, asked, as_of=as_of)],
    }
    assert {key: told[key] for key in expected} == expected


def test_every_state_but_one_has_a_case():
    assert {c[2]["state"] for c in CASES} == {state.value for state in State}


def test_an_unknown_iri_is_an_error():
    with pytest.raises(IdentifierError):
        status(
            Graph(), "/akn/vn/act/nghi-dinh/chinh-phu/undated/1-2090-nd-cp", as_of=date(2090, 1, 1)
        )


def test_an_addition_changes_the_status_at_once():
    graph, names = small_graph(
        {
            "instruments": {
                "A": {"effective": date(2090, 1, 1)},
                "B": {"effective": date(2091, 1, 1)},
            }
        }
    )
    day = date(2092, 1, 1)
    assert status(graph, names["A"], as_of=day).state is State.IN_FORCE
    graph.add_relation(Relation(kind="replaces", source=names["B"], target=names["A"]))
    assert status(graph, names["A"], as_of=day).state is State.REPLACED


def test_many_at_once_are_the_same_as_one_by_one():
    graph, names = small_graph({"instruments": {"A": {"effective": date(2090, 1, 1)}, "B": {}}})
    day = date(2092, 1, 1)
    assert statuses(graph, names.values(), as_of=day) == {
        iri: status(graph, iri, as_of=day) for iri in names.values()
    }


days = st.dates(date(2090, 1, 1), date(2099, 12, 31))
maybe = st.none() | days


@st.composite
def graphs(draw):
    count = draw(st.integers(2, 5))
    graph = Graph()
    iris = [f"/akn/vn/act/nghi-dinh/chinh-phu/undated/{n}" for n in range(count)]
    for iri in iris:
        graph.add_instrument(
            Instrument(
                iri=iri,
                type="nghi-dinh",
                number="",
                issuer="Chính phủ",
                effective=draw(maybe),
                expires=draw(maybe),
            )
        )
    kinds = st.sampled_from(
        ["replaces", "repeals", "amends", "suspends", "extends", "guides", "implements"]
    )
    for _ in range(draw(st.integers(0, 8))):
        graph.add_relation(
            Relation(
                kind=draw(kinds),
                source=draw(st.sampled_from(iris)),
                target=draw(st.sampled_from(iris)),
                scope=draw(st.sampled_from(["whole", "part"])),
                valid_from=draw(maybe),
            )
        )
    return graph


@given(graphs(), days)
def test_no_graph_breaks_the_promises(graph, as_of):
    for x in graph.instruments:
        found = status(graph, x.iri, as_of=as_of)
        if x.effective is None:
            assert found.state not in (State.IN_FORCE, State.PARTLY_IN_FORCE)
        if found.state is not State.UNKNOWN:
            assert found.proof, "every verdict carries its proof"
        if found.since and found.state is not State.NOT_YET_IN_FORCE:
            assert found.since <= as_of
        if found.until:
            assert found.until >= as_of
        if found.state in ENDED:
            tomorrow = status(graph, x.iri, as_of=as_of + timedelta(days=1))
            extended = graph.incoming(x.iri, kinds=["extends"])
            assert tomorrow.state == found.state or extended
        chain = successors(graph, x.iri, as_of=as_of)
        assert len(set(chain)) == len(chain)
        assert x.iri not in chain
