"""When the texts that cite an instrument date it."""

from __future__ import annotations

from datetime import date

import pytest

from kg.agreement import agreed_day, agreement, has_recorded_date
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument

DAY, OTHER = date(2090, 1, 5), date(2090, 5, 1)


def graph_of(
    signed: date | None, *said: tuple[date, str, int], number: str = "61/2090/NĐ-CP", **fields
) -> tuple[Graph, Instrument]:
    graph = Graph()
    instrument = graph.add_instrument(
        Instrument(
            iri=make_iri(type="nghi-dinh", issuer="Chính phủ", date=signed, number=number),
            type="nghi-dinh",
            number=number,
            issuer="Chính phủ",
            date=signed,
            **fields,
        )
    )
    for day, source, count in said:
        graph.add_attestation(Attestation(instrument.iri, "date", str(day), ((source, count),)))
    return graph, instrument


def test_the_day_of_an_attested_node_counts_once_for_each_of_its_sources():
    graph, cited = graph_of(
        DAY, (DAY, "a", 2), (DAY, "c", 4), attested=True, sources={"date": ("a", "b")}
    )
    found = agreement(graph, cited)
    assert (found.day, found.documents, found.sources) == (DAY, 2 + 1 + 4, ("c", "a", "b"))


@pytest.mark.parametrize(
    ("right", "wrong", "strong"), [(2, 0, False), (3, 0, True), (4, 1, True), (3, 1, False)]
)
def test_three_texts_and_four_fifths_are_asked_for(right, wrong, strong):
    said = [(DAY, "a", right), *([(OTHER, "b", wrong)] if wrong else [])]
    graph, cited = graph_of(None, *said, attested=True)
    found = agreement(graph, cited)
    assert found.strong is strong
    assert agreed_day(graph, cited) == (DAY if strong else None)
    assert found.others == (((OTHER, wrong),) if wrong else ())
    assert (found.giving("2090-01-05"), found.giving("2090")) == (right, right + wrong)


def test_a_record_needs_no_agreement_and_one_without_a_day_has_it():
    graph, record = graph_of(DAY, (OTHER, "a", 99))
    assert has_recorded_date(record)
    assert agreement(graph, record) is None
    graph, record = graph_of(None, (OTHER, "a", 99))
    assert agreed_day(graph, record) == OTHER


@pytest.mark.parametrize("number", ["76/NQ-CP", "01/2090/QĐ-UBND"])
def test_a_number_that_recurs_has_no_agreed_day(number):
    graph, cited = graph_of(None, (DAY, "a", 99), number=number, attested=True)
    assert agreement(graph, cited) is None


def test_of_what_nobody_dates_nothing_is_agreed():
    graph, cited = graph_of(None, attested=True)
    assert agreement(graph, cited) is None
