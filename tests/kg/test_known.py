"""What was public by a day: the boundary day of each rule, and nothing shown of what is hidden."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model import records
from small_graphs import small_graph

from kg.errors import IdentifierError
from kg.known import known_by, public_from
from kg.state import State
from kg.status import status

DAY = timedelta(days=1)
SIGNED = date(2092, 1, 5)


@pytest.fixture
def drawn():
    graph, names = small_graph(
        {
            "instruments": {
                "A": {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)},
                "B": {"signed": SIGNED, "effective": date(2092, 3, 1)},
                "U": {"number": "9/2091/NĐ-CP"},
                "V": {"number": "9/NQ-CP"},
            },
            "relations": ["B replaces A from 2092-03-01", "U cites A", "V cites A"],
        }
    )
    return graph, names


def test_a_relation_is_known_from_the_signing_of_what_acts(drawn):
    graph, names = drawn
    on = date(2092, 3, 1)
    before, after = known_by(graph, SIGNED - DAY), known_by(graph, SIGNED)
    assert status(graph, names["A"], as_of=on).state is State.REPLACED
    assert status(after, names["A"], as_of=on).state is State.REPLACED
    assert status(before, names["A"], as_of=on).state is State.IN_FORCE
    assert names["B"] not in before
    with pytest.raises(IdentifierError):
        before.incoming(names["B"])


def test_a_known_day_later_than_the_signing_hides_the_relation_alone(drawn):
    graph, names = drawn
    told = graph.incoming(names["A"], kinds=["replaces"])[0]
    graph.add_relation(told._replace(kind="repeals", known_from=SIGNED + 9 * DAY))
    for day, kinds in (
        (SIGNED + 8 * DAY, {"replaces"}),
        (SIGNED + 9 * DAY, {"replaces", "repeals"}),
    ):
        found = known_by(graph, day).incoming(names["A"], kinds=["replaces", "repeals"])
        assert {relation.kind for relation in found} == kinds


def test_without_a_date_the_year_of_the_number_is_the_earliest(drawn):
    graph, names = drawn
    assert public_from(graph.instrument(names["U"])) == date(2091, 1, 1)
    assert names["U"] not in known_by(graph, date(2090, 12, 31))
    assert names["U"] in known_by(graph, date(2091, 1, 1))
    assert names["V"] in known_by(graph, date(1990, 1, 1)), "nothing shows it to be later"


@given(records(), st.integers(0, 4200))
def test_what_is_hidden_is_hidden_from_every_look(drawn, n):
    from contract import graph_of

    nodes, edges = drawn
    day = date(2090, 1, 1) + n * DAY
    graph = graph_of(nodes, edges)
    view = known_by(graph, day)
    shown = {i.iri for i in nodes if public_from(i) <= day}
    told = {
        r
        for r in edges
        if {r.source, r.target} <= shown and (r.known_from is None or r.known_from <= day)
    }
    assert {i.iri for i in view.instruments} == shown == {i.iri for i in nodes if i.iri in view}
    assert len(view) == len(shown)
    assert set(view.relations) == told
    assert sum(view.counts().values()) == len(told)
    for iri in shown:
        assert set(view.incoming(iri)) == {r for r in told if r.target == iri}
        assert set(view.outgoing(iri)) == {r for r in told if r.source == iri}
        assert set(view.neighbours([iri])[iri]) <= shown
    found = {i.iri for i in nodes if i.number for i in view.by_number(i.number)}
    found |= {i.iri for i in nodes if i.title for i in view.by_title(i.title)}
    found |= {i.iri for kind in ("nghi-dinh", "luat") for i in view.by_type(kind)}
    assert found <= shown
    kinds = ("cites", "replaces")
    assert set(view.acting(kinds)) == {r.source for r in told if r.kind in kinds}
    totals = {
        iri: len({r.source for r in told if r.target == iri and r.kind in kinds}) for iri in shown
    }
    most = view.most_targeted(kinds, as_of=date.max, limit=99)
    assert dict(most) == {iri: n for iri, n in totals.items() if n}
