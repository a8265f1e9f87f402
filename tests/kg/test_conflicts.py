"""Contradictions of sources: what is told, what stands, why; and what is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.conflicts import Why, conflicts
from kg.errors import IdentifierError
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument, Relation, Source
from kg.trust import UNKNOWN, best_rank, rank
from queries.conflicts import conflicts_table

SIGNED = date(2090, 3, 1)


def decree(n: int, signed: date | None = SIGNED, source: str = "text", **fields) -> Instrument:
    number = f"{n}/2090/NĐ-CP"
    named = ("number", "title", *(("date",) if signed else ()))
    return Instrument(
        iri=make_iri(type="nghi-dinh", issuer="Chính phủ", date=signed, number=number),
        type="nghi-dinh",
        number=number,
        issuer="Chính phủ",
        date=signed,
        title=fields.pop("title", "Về một cửa"),
        sources=dict.fromkeys(named, (source,)),
        **fields,
    )


@pytest.fixture
def graph() -> Graph:
    graph = Graph()
    for id_, method in (
        ("text", "full text read"),
        ("text2", "clause read"),
        ("portal", "stored copy of page read"),
        ("plan", "ingested document"),
    ):
        graph.add_source(Source(id_, f"https://example.vn/{id_}", method=method))
    return graph


def say(graph: Graph, iri: str, field: str, value: str, source: str = "plan", n: int = 1) -> None:
    graph.add_attestation(Attestation(iri, field, value, ((source, n),)))


def test_a_graph_without_contradictions_has_none(graph):
    one = graph.add_instrument(decree(1))
    graph.add_instrument(decree(1, source="portal"))
    say(graph, one.iri, "date", "2090-03-01", n=9)
    say(graph, one.iri, "title", "VỀ MỘT CỬA,")
    say(graph, one.iri, "title", "Nghị định về một cửa")
    assert list(conflicts(graph)) == []
    assert conflicts_table(graph, as_of=SIGNED).notes[0][1].startswith("The sources of the 1")


@pytest.mark.parametrize(
    ("source", "why"), [("portal", Why.TRUST), ("text2", Why.FIRST), ("plan", Why.TRUST)]
)
def test_what_lost_is_told_with_its_sources_and_the_reason(graph, source, why):
    graph.add_instrument(decree(1))
    graph.add_instrument(decree(1, source=source, title="Về hai cửa"))
    (found,) = conflicts(graph)
    assert found.field == "title"
    assert found.stands.value == "Về một cửa"
    assert found.stands.counts == (("text", 1),)
    assert [(c.value, c.counts) for c in found.others] == [("Về hai cửa", ((source, 1),))]
    assert found.why is why


@pytest.mark.parametrize(
    ("many", "why", "stands"), [(4, Why.AGREEMENT, "2090-03-01"), (3, Why.OPEN, None)]
)
def test_without_a_record_agreement_decides_or_nothing_does(graph, many, why, stands):
    one = graph.add_instrument(decree(1, None, "plan", attested=True))
    say(graph, one.iri, "date", "2090-03-01", n=many)
    say(graph, one.iri, "date", "2090-01-03")
    (found,) = conflicts(graph)
    assert (found.why, found.stands and found.stands.value) == (why, stands)
    assert sum(c.documents for c in (found.stands, *found.others) if c) == many + 1


def test_one_number_of_two_recorded_days(graph):
    first = graph.add_instrument(decree(1))
    second = graph.add_instrument(decree(1, SIGNED + timedelta(9), "portal"))
    for asked in (None, first.iri, second.iri):
        (found,) = conflicts(graph, asked)
        assert (found.iri, found.other, found.field) == (first.iri, second.iri, "date")
        assert [c.value for c in found.others] == ["2090-03-01", "2090-03-10"]


def test_days_and_extents_of_one_relation(graph):
    old, new = graph.add_instrument(decree(1)), graph.add_instrument(decree(2))
    whole = Relation("replaces", new.iri, old.iri, valid_from=SIGNED, sources=("text",))
    part = whole._replace(scope="part", parts="Điều 1")
    for second, told in (
        (whole._replace(valid_from=None), False),
        (whole._replace(valid_from=SIGNED + timedelta(1)), True),
        (part, True),
    ):
        some = Graph()
        for instrument in (old, new):
            some.add_instrument(instrument)
        some.add_relation(whole)
        some.add_relation(second)
        assert [(c.iri, c.field, c.other) for c in conflicts(some)] == (
            [(old.iri, "replaces", new.iri)] if told else []
        )
    for relation in (part, part._replace(parts="Điều 2", valid_from=SIGNED + timedelta(1))):
        graph.add_relation(relation)
    assert list(conflicts(graph)) == [], "two parts that end on two days"


def test_an_end_in_steps_is_no_contradiction(graph):
    old, new = (graph.add_instrument(decree(n)) for n in (1, 2))
    whole = Relation("repeals", new.iri, old.iri, valid_from=date(2090, 7, 1), sources=("text",))
    first = whole._replace(scope="part", parts="Điều 1", valid_from=date(2090, 5, 1))
    for relation in (whole, first):
        graph.add_relation(relation)
    assert list(conflicts(graph)) == []
    graph.add_relation(first._replace(parts="Điều 2", valid_from=date(2090, 8, 1)))
    assert [c.field for c in conflicts(graph)] == ["repeals"]


@pytest.mark.parametrize(("later", "told"), [(0, False), (1, True)])
def test_what_is_amended_after_its_end(graph, later, told):
    old, new = graph.add_instrument(decree(1)), graph.add_instrument(decree(2))
    end = SIGNED + timedelta(100)
    amending = graph.add_instrument(decree(3, end + timedelta(later)))
    graph.add_relation(Relation("replaces", new.iri, old.iri, valid_from=end, sources=("text",)))
    graph.add_relation(Relation("amends", amending.iri, old.iri, sources=("plan",)))
    assert [(c.field, c.other) for c in conflicts(graph)] == (
        [("ended", amending.iri)] if told else []
    )


def test_the_table_names_few_of_many_sources_and_stops_at_its_limit(graph):
    one = graph.add_instrument(decree(1))
    for n in range(12):
        graph.add_source(Source(f"plan{n:02}", "x", method="ingested document"))
        say(graph, one.iri, "date", "2090-03-02", f"plan{n:02}")
    say(graph, one.iri, "title", "Về hai cửa")
    table = conflicts_table(graph, as_of=SIGNED, limit=1)
    (row,) = table.rows
    assert row.value == "2090-03-01 (1: text)"
    assert row.others == ("2090-03-02 (12: plan00, plan01, plan02, plan03, plan04, +7)",)
    assert len(table.notes) == 1
    assert len(conflicts_table(graph, as_of=SIGNED).rows) == 2
    with pytest.raises(IdentifierError):
        conflicts_table(graph, "/akn/vn/act/a/b/undated/c", as_of=SIGNED)


@pytest.mark.parametrize(
    ("method", "official", "expected"),
    [
        ("official codification", True, 1),
        ("full text read, relations labelled by hand", True, 1),
        ("full text read, relations labelled by hand", False, 2),
        ("ingested full text", False, 2),
        ("stored copy of page read", True, 2),
        ("stored copy of page read", False, 3),
        ("publisher dump", False, 3),
        ("", False, UNKNOWN),
        ("counted in citing documents", False, 4),
        ("project table, day not verified", False, 4),
        ("derived from the period in the title, last day 31/12 of its last year", False, 4),
        ("Inferred: a later decree of the same issuer; the repeal clause was not seen", True, 4),
        ("citation in a sample plan", False, 5),
        ("ingested document", False, 5),
    ],
)
def test_the_order_of_trust(method, official, expected):
    source = Source("s", "x", method=method, official=official)
    assert rank(source) == expected
    assert best_rank(["s", "absent"], {"s": source}) == min(expected, UNKNOWN)
    assert best_rank([], {}) == UNKNOWN
