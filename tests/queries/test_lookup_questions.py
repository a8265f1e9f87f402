"""same-number, top-cited, replaced-by, carries-out and path on small graphs, day by day."""

from __future__ import annotations

from datetime import date

import pytest
from small_graphs import small_graph

from queries.registry import answer


def rows(sketch, slug, name=None, *, as_of, columns=(), **options):
    graph, names = small_graph(sketch)
    letter = {iri: name for name, iri in names.items()}
    if "to" in options:
        options["to"] = names[options["to"]]
    table = answer(graph, slug, names.get(name), as_of=as_of, **options)
    return [(letter[row.iri], *(row[column] for column in columns)) for row in table.rows]


NUMBERS = {
    "instruments": {
        "A": {"signed": date(2090, 6, 13), "effective": date(2090, 6, 13), "number": "76/NQ-TH"},
        "B": {"signed": date(2098, 7, 15), "effective": date(2098, 7, 15), "number": "76/NQ-TH"},
        "C": {"number": "76/NQ-TH"},
        "D": {"signed": date(2091, 1, 1), "number": "77/NQ-TH"},
        "E": {"signed": date(2091, 1, 2), "number": ""},
        "F": {"signed": date(2091, 1, 3), "number": ""},
    }
}


@pytest.mark.parametrize("name", ["A", "B", "C"])
@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2098, 7, 14), "not_yet_in_force"), (date(2098, 7, 15), "in_force")],
)
def test_all_bearers_of_a_number(name, as_of, state):
    found = rows(NUMBERS, "same-number", name, as_of=as_of, columns=("state",))
    assert found == [("A", "in_force"), ("B", state), ("C", "unknown")]


def test_what_has_no_number_shares_it_with_none():
    assert rows(NUMBERS, "same-number", "E", as_of=date(2099, 1, 1)) == [("E",)]
    assert rows(NUMBERS, "same-number", "D", as_of=date(2099, 1, 1)) == [("D",)]


CITED = {
    "instruments": {
        "A": {"signed": date(2090, 1, 1)},
        "B": {"signed": date(2090, 1, 2)},
        "P": {"signed": date(2091, 1, 1)},
        "Q": {"signed": date(2092, 1, 1)},
        "R": {"signed": date(2093, 1, 1)},
    },
    "relations": [
        "P cites A",
        "Q cites A",
        "Q based_on A",
        "R replaces A",
        "R amends B",
        "P implements B",
        "Q guides B",
        "R cites B",
    ],
}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2090, 12, 31), []),
        (date(2091, 1, 1), [("A", 1), ("B", 1)]),
        (date(2092, 12, 31), [("A", 2), ("B", 2)]),
        (date(2093, 1, 1), [("B", 3), ("A", 2)]),
    ],
)
def test_the_most_cited_count_each_citing_instrument_once(as_of, expected):
    assert rows(CITED, "top-cited", as_of=as_of, columns=("count",)) == expected


def test_the_most_cited_up_to_a_number():
    assert rows(CITED, "top-cited", as_of=date(2093, 1, 1), limit=1) == [("B",)]


CHAIN = {
    "instruments": {
        "A": {"signed": date(2090, 1, 1), "effective": date(2090, 2, 1)},
        "B": {"signed": date(2092, 1, 1), "effective": date(2092, 2, 1)},
        "C": {"signed": date(2094, 1, 1), "effective": date(2094, 2, 1)},
    },
    "relations": ["B replaces A", "C replaces B from 2094-06-01", "A replaces C from 2099-01-01"],
}


@pytest.mark.parametrize(
    ("as_of", "applying"),
    [
        (date(2092, 1, 31), {"A"}),
        (date(2092, 2, 1), {"B"}),
        (date(2094, 5, 31), {"B", "C"}),
        (date(2094, 6, 1), {"C"}),
    ],
)
def test_the_chain_of_replacements_marks_what_applies_and_cuts_a_circle(as_of, applying):
    found = rows(CHAIN, "replaced-by", "A", as_of=as_of, columns=("step", "event"))
    assert [row[:2] for row in found] == [("A", 0), ("B", 1), ("C", 2)]
    assert {name for name, _, event in found if event == "applies"} == applying


def test_a_chain_without_a_living_end_says_so():
    graph, names = small_graph(CHAIN)
    ((vi, en),) = answer(graph, "replaced-by", names["A"], as_of=date(2099, 1, 1)).notes
    assert vi.startswith("Dữ liệu không xác nhận")
    assert en.startswith("The data confirm no instrument")
    assert not answer(graph, "replaced-by", names["A"], as_of=date(2095, 1, 1)).notes


TREE = {
    "instruments": {
        "L": {"signed": date(2090, 1, 1)},
        "D": {"signed": date(2091, 1, 1)},
        "P": {"signed": date(2092, 1, 1)},
    },
    "relations": ["P implements D", "D guides L", "P cites L", "L implements P"],
}


@pytest.mark.parametrize(
    ("as_of", "transitive", "expected"),
    [
        (date(2092, 1, 1), True, [("D", "implements", 1), ("L", "guides", 2)]),
        (date(2092, 1, 1), False, [("D", "implements", 1)]),
        (date(2091, 12, 31), True, []),
    ],
)
def test_what_an_instrument_carries_out(as_of, transitive, expected):
    columns = ("relation", "step")
    found = rows(TREE, "carries-out", "P", as_of=as_of, columns=columns, transitive=transitive)
    assert found == expected


TIES = {
    "instruments": {name: {"signed": date(2090, 1, 1)} for name in "AMNZ"},
    "relations": [
        "A cites N",
        "Z cites N",
        "M cites A",
        "M implements A",
        "A guides M",
        "A based_on M from 2090-02-01",
        "A based_on M",
        "M cites Z",
    ],
}


def test_a_path_takes_the_first_iri_and_the_relation_that_acts_forward():
    found = rows(
        TIES, "path", "A", to="Z", as_of=date(2091, 1, 1), columns=("relation", "valid_from")
    )
    assert found == [
        ("A", None, None),
        ("M", "based_on", date(2090, 2, 1)),
        ("Z", "cites", None),
    ]


def test_a_path_reads_a_relation_backwards_where_none_leads_forward():
    found = rows(TIES, "path", "N", to="Z", as_of=date(2091, 1, 1), columns=("relation",))
    assert found == [("N", None), ("Z", "cited_by")]
