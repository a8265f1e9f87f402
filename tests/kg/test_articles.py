"""Attestations of the number of articles: read strictly, kept, contradictions told."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kg.conflicts import Why, conflicts
from kg.errors import RecordError
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument, Source
from kg.store.jsonl import read_attestations, record_of

IRI = make_iri(type="nghi-dinh", issuer="Chính phủ", date=date(2090, 1, 5), number="10/2090/NĐ-CP")


def said(value, source="a"):
    return Attestation(IRI, "articles", value, ((source, 1),))


def test_a_number_of_articles_is_read_back(tmp_path):
    path = tmp_path / "attestations.jsonl"
    path.write_text(json.dumps(record_of(said("61"))) + "\n", encoding="utf-8")
    assert list(read_attestations(path)) == [said("61")]


@pytest.mark.parametrize("value", ["", "61a", "sáu mươi mốt", "-1", "٦١"])
def test_what_is_no_number_is_refused(tmp_path, value):
    path = tmp_path / "attestations.jsonl"
    path.write_text(json.dumps(record_of(said(value))) + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match="last article in digits"):
        list(read_attestations(path))


def test_two_numbers_contradict_each_other():
    graph = Graph()
    for id_ in ("a", "b"):
        graph.add_source(Source(id=id_, where="tests"))
    graph.add_instrument(
        Instrument(
            iri=IRI,
            type="nghi-dinh",
            number="10/2090/NĐ-CP",
            issuer="Chính phủ",
            date=date(2090, 1, 5),
            sources={"number": ("a",), "issuer": ("a",), "date": ("a",)},
        )
    )
    graph.add_attestation(said("61"))
    assert list(conflicts(graph, IRI)) == []
    graph.add_attestation(said("62", "b"))
    (found,) = conflicts(graph, IRI)
    assert (found.field, found.stands, found.why) == ("articles", None, Why.OPEN)
    assert {claim.value for claim in found.others} == {"61", "62"}
