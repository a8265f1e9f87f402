"""What changed between two days, one kind of event after another."""

from __future__ import annotations

from datetime import date

import pytest
from small_graphs import small_graph

from queries.registry import answer

START, END = date(2089, 1, 1), date(2099, 12, 31)


def changes(sketch, *, since=START, as_of=END, of=None):
    graph, names = small_graph(sketch)
    letter = {iri: name for name, iri in names.items()}
    table = answer(graph, "changes", names.get(of), as_of=as_of, since=since)
    return [
        (row.day.isoformat(), letter[row.iri], row.event, row.state, letter.get(row.other_iri))
        for row in table.rows
    ]


def of(name, sketch, **options):
    return [(day, *rest) for day, who, *rest in changes(sketch, **options) if who == name]


A = {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)}
B = {"signed": date(2092, 1, 5), "effective": date(2092, 3, 1)}
PLAN = {
    "signed": date(2090, 1, 5),
    "expires": date(2090, 12, 31),
    "kind": "administrative",
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("B replaces A", [("2092-03-01", "replaced_by", "replaced", "B")]),
        ("B repeals A from 2092-05-01", [("2092-05-01", "repealed_by", "repealed", "B")]),
        ("B amends A", [("2092-03-01", "amended_by", "in_force", "B")]),
        ("B corrects A", [("2092-03-01", "corrected_by", "in_force", "B")]),
        (
            "B replaces A part Điều 5",
            [("2092-03-01", "partly_ended", "partly_expired", "B")],
        ),
        (
            "B suspends A from 2092-04-01 to 2092-06-30",
            [
                ("2092-04-01", "suspended_by", "suspended", "B"),
                ("2092-07-01", "over", "in_force", "B"),
            ],
        ),
        ("B based_on A", []),
        ("B cites A", []),
        ("B guides A", []),
    ],
)
def test_what_others_do_to_an_instrument(line, expected):
    sketch = {"instruments": {"A": A, "B": B}, "relations": [line]}
    entered = ("2090-03-01", "effective", "in_force", None)
    assert of("A", sketch) == [entered, *expected]
    assert of("B", sketch) == [("2092-03-01", "effective", "in_force", None)]


def test_the_first_day_is_excluded_and_the_last_included():
    sketch = {"instruments": {"A": A, "B": B}, "relations": ["B replaces A"]}
    day, eve = date(2092, 3, 1), date(2092, 2, 29)
    assert changes(sketch, since=eve, as_of=day) == [
        ("2092-03-01", "A", "replaced_by", "replaced", "B"),
        ("2092-03-01", "B", "effective", "in_force", None),
    ]
    assert changes(sketch, since=day, as_of=END) == []
    assert changes(sketch, since=date(2090, 3, 1), as_of=eve) == []
    assert changes(sketch, since=eve, as_of=day, of="B") == [
        ("2092-03-01", "B", "effective", "in_force", None)
    ]


def test_a_period_ends_the_day_after_its_last_day_and_later_if_prolonged():
    assert of("P", {"instruments": {"P": PLAN}}) == [
        ("2090-01-05", "signed", "in_force", None),
        ("2091-01-01", "period_ended", "period_ended", None),
    ]
    decree = A | {"expires": date(2090, 12, 31)}
    longer = {
        "instruments": {"P": decree, "B": A},
        "relations": ["B extends P from 2090-06-01 to 2091-06-30"],
    }
    assert of("P", longer) == [
        ("2090-03-01", "effective", "in_force", None),
        ("2090-06-01", "extended_by", "in_force", "B"),
        ("2091-07-01", "period_ended", "period_ended", "B"),
    ]


def test_what_details_an_ended_one_lapses_under_the_old_law_only():
    # Real years: the law changed on 01/4/2025.
    sketch = {
        "instruments": {
            "L": {"signed": date(2020, 1, 1), "effective": date(2020, 2, 1)},
            "D": {"signed": date(2021, 1, 1), "effective": date(2021, 2, 1)},
            "N": {"signed": date(2024, 1, 1), "effective": date(2025, 3, 31)},
        },
        "relations": ["D guides L", "N replaces L"],
    }
    since, until = date(2025, 3, 30), date(2025, 4, 1)
    assert changes(sketch, since=since, as_of=until) == [
        ("2025-03-31", "L", "replaced_by", "replaced", "N"),
        ("2025-03-31", "D", "lapsed", "lapsed", "N"),
        ("2025-03-31", "N", "effective", "in_force", None),
    ]
    sketch["instruments"]["N"] = {"signed": date(2024, 1, 1), "effective": date(2025, 4, 1)}
    assert [who for _, who, *_ in changes(sketch, since=since, as_of=until)] == ["L", "N"]


def test_an_end_of_unknown_day_is_told_at_its_earliest():
    sketch = {
        "instruments": {"A": A, "B": {"signed": date(2092, 1, 5)}},
        "relations": ["B replaces A"],
    }
    assert of("A", sketch)[1:] == [("2092-01-05", "day_unknown", "unknown", "B")]
    assert of("B", sketch) == [("2092-01-05", "signed", "unknown", None)]


def test_what_ended_before_it_began_did_not_enter_into_force():
    sketch = {
        "instruments": {"A": A | {"effective": date(2093, 1, 1)}, "B": B},
        "relations": ["B repeals A"],
    }
    assert of("A", sketch) == [("2092-03-01", "repealed_by", "repealed", "B")]


def test_a_last_day_of_the_calendar_is_open():
    sketch = {
        "instruments": {"A": A, "B": B},
        "relations": ["B suspends A to 9999-12-31"],
    }
    assert [event for _, event, *_ in of("A", sketch)] == ["effective", "suspended_by"]
