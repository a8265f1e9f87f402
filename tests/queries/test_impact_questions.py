"""depends-on and orphans: what an end does to others, under both laws."""

from __future__ import annotations

from datetime import date

import pytest
from small_graphs import small_graph

from kg.known import known_by
from queries.registry import answer

# Real years: the law on implementing documents changed on 01/4/2025. The letters are invented.
LAW = {
    "instruments": {
        "L": {"signed": date(2020, 1, 1), "effective": date(2020, 2, 1)},
        "M": {"signed": date(2020, 1, 2), "effective": date(2020, 2, 1)},
        "D": {"signed": date(2021, 1, 1), "effective": date(2021, 2, 1)},
        "E": {"signed": date(2021, 1, 2), "effective": date(2021, 2, 1)},
        "F": {"signed": date(2021, 1, 3), "effective": date(2021, 2, 1)},
        "P": {"signed": date(2022, 1, 1), "kind": "administrative"},
        "Q": {"signed": date(2022, 1, 2), "kind": "administrative"},
        "R": {"signed": date(2022, 1, 3), "kind": "administrative"},
        "X": {"signed": date(2023, 1, 1), "effective": date(2023, 1, 1)},
        "Z": {"signed": date(2030, 1, 1)},
    },
    "relations": [
        "D guides L",
        "E guides L",
        "E guides M",
        "F amends L",
        "P implements D",
        "Q based_on L",
        "R based_on P",
        "R based_on M",
        "X repeals F",
        "Z implements L",
        "P cites L",
    ],
}


def impact(sketch, name, as_of):
    graph, names = small_graph(sketch)
    letter = {iri: name for name, iri in names.items()}
    table = answer(graph, "depends-on", names[name], as_of=as_of)
    rows = {
        letter[row.iri]: (
            row.step,
            row.relation,
            letter[row.other_iri],
            row.survives,
            row.consequence,
        )
        for row in table.rows
    }
    assert len(rows) == len(table.rows), "each instrument once"
    return rows, table


@pytest.mark.parametrize(
    ("as_of", "details"),
    [(date(2025, 3, 31), "lapses"), (date(2025, 4, 1), "needs_check")],
)
def test_what_rests_on_an_instrument_and_what_the_law_says(as_of, details):
    rows, table = impact(LAW, "L", as_of)
    assert rows == {
        "D": (1, "guided_by", "L", False, details),
        "E": (1, "guided_by", "L", True, "needs_check"),
        "F": (1, "amended_by", "L", None, "ended"),
        "Q": (1, "basis_for", "L", False, "no_rule"),
        "P": (2, "implemented_by", "D", False, "needs_check"),
        "R": (3, "basis_for", "P", True, "continues"),
    }
    assert [row.step for row in table.rows] == [1, 1, 1, 1, 2, 3]
    article = "154.4" if details == "lapses" else "57.2"
    assert article in table.notes[0][0]
    assert article in table.notes[0][1]


def test_the_day_of_an_end_that_has_come_decides():
    sketch = LAW | {"relations": [*LAW["relations"], "X repeals L from 2025-02-01"]}
    rows, table = impact(sketch, "L", date(2026, 1, 1))
    assert rows["D"][-1] == "ended", "lapsed with it"
    assert rows["E"][-1] == "needs_check"
    assert "01/02/2025" in table.notes[0][0]


def test_an_amender_falls_with_the_last_it_amends():
    sketch = {
        "instruments": {name: {"signed": date(2090, 1, 1)} for name in "ABX"},
        "relations": ["X amends A", "X amends B"],
    }
    assert impact(sketch, "A", date(2091, 1, 1))[0]["X"][-2:] == (True, "continues")
    sketch["relations"].append("X repeals B from 2090-02-01")
    assert impact(sketch, "A", date(2091, 1, 1))[0]["X"][-2:] == (False, "needs_check")


def test_two_that_only_bear_each_other_do_not_stand():
    sketch = {
        "instruments": {name: {"signed": date(2090, 1, 1)} for name in "APQ"},
        "relations": ["P based_on A", "P based_on Q", "Q based_on P"],
    }
    rows, _ = impact(sketch, "A", date(2091, 1, 1))
    assert [row[3] for row in rows.values()] == [False, False]


def test_nothing_depends_on_what_only_is_cited():
    sketch = {"instruments": {"A": {}, "B": {}}, "relations": ["B cites A"]}
    rows, table = impact(sketch, "A", date(2091, 1, 1))
    assert rows == {}
    assert len(table.notes) == 1


ORPHANS = {
    "instruments": {
        "A": {"signed": date(2090, 1, 1), "effective": date(2090, 2, 1)},
        "B": {"signed": date(2092, 1, 1), "effective": date(2092, 2, 1)},
        "L": {"signed": date(2089, 1, 1), "effective": date(2089, 2, 1)},
        "P": {"signed": date(2091, 1, 1), "kind": "administrative"},
        "Q": {"signed": date(2091, 1, 2), "kind": "administrative"},
        "R": {"signed": date(2091, 1, 3), "kind": "administrative"},
        "S": {"signed": date(2091, 1, 4), "expires": date(2091, 12, 31), "kind": "administrative"},
        "T": {"signed": date(2096, 1, 1), "kind": "administrative"},
    },
    "relations": [
        "B replaces A",
        "P implements A",
        "Q based_on A",
        "Q based_on L",
        "R implements A",
        "R implements B",
        "S implements A",
        "T guides A",
    ],
}


@pytest.mark.parametrize("name", [None, "A"])
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2092, 1, 31), []),
        (date(2092, 2, 1), [("P", "implements", "A", False), ("Q", "based_on", "A", True)]),
        (
            date(2096, 1, 1),
            [
                ("P", "implements", "A", False),
                ("Q", "based_on", "A", True),
                ("T", "guides", "A", False),
            ],
        ),
    ],
)
def test_what_lives_on_an_ended_ground(name, as_of, expected):
    graph, names = small_graph(ORPHANS)
    letter = {iri: name for name, iri in names.items()}
    table = answer(graph, "orphans", names.get(name), as_of=as_of)
    found = [(letter[r.iri], r.relation, letter[r.other_iri], r.survives) for r in table.rows]
    assert found == expected
    assert answer(graph, "orphans", names["L"], as_of=as_of).rows == ()


def test_a_successor_that_has_ended_too_carries_nothing_on():
    sketch = ORPHANS | {"relations": [*ORPHANS["relations"], "L repeals B from 2093-01-01"]}
    graph, names = small_graph(sketch)
    found = answer(graph, "orphans", names["A"], as_of=date(2093, 1, 1)).rows
    assert names["R"] in {row.iri for row in found}


def test_of_several_ties_the_closest_is_told():
    sketch = {
        "instruments": {name: {"signed": date(2090, 1, 1)} for name in "AP"},
        "relations": ["P based_on A", "P amends A", "P guides A"],
    }
    rows, _ = impact(sketch, "A", date(2091, 1, 1))
    assert rows["P"][1] == "guided_by"


def test_what_was_not_yet_public_is_not_counted():
    graph, names = small_graph(LAW)
    known = known_by(graph, date(2021, 1, 2))
    table = answer(known, "depends-on", names["L"], as_of=date(2025, 3, 31))
    assert [row.iri for row in table.rows] == [names["D"], names["E"]]
    assert "(4 văn bản" in answer(known, "orphans", as_of=date(2025, 3, 31)).notes[0][0]


def test_what_carries_out_a_lapsing_one_is_checked_though_it_has_another_support():
    sketch = LAW | {"relations": [*LAW["relations"], "P based_on M"]}
    rows, _ = impact(sketch, "L", date(2025, 3, 31))
    assert rows["P"] == (2, "implemented_by", "D", True, "needs_check")
    rows, _ = impact(sketch, "L", date(2025, 4, 1))
    assert rows["P"] == (2, "implemented_by", "D", True, "continues")
