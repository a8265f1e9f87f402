"""What holds for the questions on every graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import networkx
import pytest
from drawn_graphs import DAYS, IRI, Records, graph_of, records
from hypothesis import given
from hypothesis import strategies as st

from kg.contract import Store
from kg.graph import Graph
from kg.model import Instrument, Relation
from kg.state import ENDED, State
from kg.status import status
from queries.registry import answer, questions
from queries.shortest import shortest
from queries.table import Row

LAST = date(2100, 1, 1)
day = st.sampled_from(DAYS)


def asked(graph: Store, slug: str, iri: str, as_of: date, **options) -> list:
    return [row.iri for row in answer(graph, slug, iri, as_of=as_of, **options).rows]


def every_answer(graph: Store, as_of: date) -> dict[tuple[str, str | None], object]:
    """Return all tables that can be asked for, at every instrument."""
    iris = sorted(instrument.iri for instrument in graph.instruments)
    values = {"to": iris[0], "since": DAYS[0], "transitive": True, "limit": 3}
    found = {}
    for slug, question in questions().items():
        options = {name: values[name] for name in question.options}
        whole = question.subject == "graph"
        for iri in ([None] if whole else []) + (iris if not whole or question.narrows else []):
            found[slug, iri] = answer(graph, slug, iri, as_of=as_of, **options)
    return found


@given(records(), st.randoms(use_true_random=False), day)
def test_rows_do_not_depend_on_the_order_of_the_records(drawn: Records, random, as_of):
    instruments, relations = list(drawn[0]), list(drawn[1])
    random.shuffle(instruments)
    random.shuffle(relations)
    assert every_answer(graph_of(drawn), as_of) == every_answer(
        graph_of((instruments, relations)), as_of
    )


@given(records(), day)
def test_every_cell_of_every_answer_is_filled_from_the_graph(drawn, as_of):
    graph = graph_of(drawn)
    for table in every_answer(graph, as_of).values():
        for row in table.rows:
            assert row.iri in graph
            assert row.state is not None
            assert row.other_iri is None or row.other_iri in graph


@pytest.mark.parametrize(
    ("forward", "back", "kinds"),
    [
        ("carries-out", "implements", {"implemented_by", "guided_by"}),
        ("basis", "based-on-this", {"basis_for"}),
        ("amends", "amended-by", {"amended_by"}),
    ],
)
@given(drawn=records())
def test_inverse_questions_agree(forward, back, kinds, drawn):
    graph = graph_of(drawn)
    iris = [instrument.iri for instrument in graph.instruments]
    there = {(a, b) for a in iris for b in asked(graph, forward, a, LAST)}
    rows = {
        (row.iri, b, row.relation)
        for b in iris
        for row in answer(graph, back, b, as_of=LAST).rows
        if row.step in (None, 1)
    }
    assert {relation for _, _, relation in rows} <= kinds
    # An amendment whose own period is over is in no table of what amends the instrument.
    over = {(r.source, r.target) for r in graph.relations if r.valid_to and r.kind == "amends"}
    assert there - over == {(a, b) for a, b, _ in rows} - over


@given(records(), day)
def test_both_directions_reach_the_same_pairs_step_by_step(drawn, as_of):
    graph = graph_of(drawn)
    iris = [instrument.iri for instrument in graph.instruments]

    def pairs(slug: str) -> set[tuple[str, str, int | None]]:
        return {
            (a, row.iri, row.step)
            for a in iris
            for row in answer(graph, slug, a, as_of=as_of, transitive=True).rows
        }

    assert {(b, a, n) for a, b, n in pairs("carries-out")} == pairs("implements")


@st.composite
def wide_graphs(draw: st.DrawFn) -> Graph:
    """Return a graph wide enough for ways of many steps."""
    size = draw(st.integers(2, 20))
    node = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(node, node), min_size=size // 2, max_size=2 * size))
    graph = Graph()
    for n in range(size):
        iri = IRI.format("undated", n)
        graph.add_instrument(Instrument(iri=iri, type="nghi-dinh", number=f"Thử {n}", issuer="A"))
    for a, b in edges:
        if a != b:
            ends = {"source": IRI.format("undated", a), "target": IRI.format("undated", b)}
            graph.add_relation(Relation(kind="cites", **ends))
    return graph


@pytest.mark.parametrize("tested", [0, 1000])
@given(graph=wide_graphs(), data=st.data())
def test_a_path_is_the_smallest_of_the_shortest(tested, graph, data):
    iris = [instrument.iri for instrument in graph.instruments]
    start, goal = data.draw(st.sampled_from(iris)), data.draw(st.sampled_from(iris))
    drawing = networkx.Graph()
    drawing.add_nodes_from(iris)
    drawing.add_edges_from((r.source, r.target) for r in graph.relations)
    found = shortest(graph, start, goal, tested=tested)
    if networkx.has_path(drawing, start, goal):
        assert found == min(networkx.all_shortest_paths(drawing, start, goal))
    else:
        assert found is None


@given(records(), day, day)
def test_what_changed_between_two_days_agrees_with_the_statuses(drawn, one, other):
    since, as_of = sorted((one, other))
    graph = graph_of(drawn)
    table = answer(graph, "changes", as_of=as_of, since=since)
    rows = {row.iri for row in table.rows}
    for instrument in graph.instruments:
        before, after = (status(graph, instrument.iri, as_of=on).state for on in (since, as_of))
        if before is not after:
            assert instrument.iri in rows
        own = answer(graph, "changes", instrument.iri, as_of=as_of, since=since)
        assert own.rows == tuple(row for row in table.rows if row.iri == instrument.iri)
    for row in table.rows:
        assert since < row.day <= as_of
        assert row.state == status(graph, row.iri, as_of=row.day).state
        assert row.other_iri or has_turned(graph, row), "without an actor it is a change of state"
    assert [row.day for row in table.rows] == sorted(row.day for row in table.rows)


def has_turned(graph: Store, row: Row) -> bool:
    eve = row.day - timedelta(days=1)
    turned = (
        status(graph, row.iri, as_of=eve).state is not status(graph, row.iri, as_of=row.day).state
    )
    # The signing or the effective day of what stays unknown, suspended or not yet in force.
    return turned or row.event in {"signed", "effective"}


@given(records(), st.lists(day, min_size=3, max_size=3))
def test_changes_of_two_spans_are_those_of_the_whole(drawn, days):
    first, middle, last = sorted(days)
    graph = graph_of(drawn)
    early = answer(graph, "changes", as_of=middle, since=first).rows
    late = answer(graph, "changes", as_of=last, since=middle).rows
    assert early + late == answer(graph, "changes", as_of=last, since=first).rows


@given(records(), day)
def test_orphans_of_each_are_the_orphans_of_all(drawn, as_of):
    graph = graph_of(drawn)
    whole = answer(graph, "orphans", as_of=as_of).rows
    for instrument in graph.instruments:
        own = answer(graph, "orphans", instrument.iri, as_of=as_of).rows
        assert own == tuple(row for row in whole if row.other_iri == instrument.iri)
    for row in whole:
        assert status(graph, row.iri, as_of=as_of).state not in ENDED
        assert status(graph, row.other_iri, as_of=as_of).state in ENDED


@given(records(kinds=("guides", "amends", "based_on")), day)
def test_what_is_said_to_lapse_lapses_when_the_end_comes(drawn, as_of):
    graph = graph_of(drawn)
    for instrument in list(graph.instruments):
        if status(graph, instrument.iri, as_of=as_of).state in ENDED or not instrument.date:
            continue
        table = answer(graph, "depends-on", instrument.iri, as_of=as_of)
        ended = graph_of(drawn)
        ended.add_instrument(replace(instrument, iri=IRI.format("undated", "z"), number="Thử Z"))
        repeal = Relation(
            kind="repeals",
            source=IRI.format("undated", "z"),
            target=instrument.iri,
            valid_from=as_of,
        )
        ended.add_relation(repeal)
        for row in table.rows:
            if row.step == 1 and row.consequence != "ended":
                lapsed = status(ended, row.iri, as_of=as_of).state is State.LAPSED
                assert lapsed == (row.consequence == "lapses")
