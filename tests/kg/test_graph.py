from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.contract import Memo
from kg.errors import IdentifierError, RecordError
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Instrument, Relation, Source


def instrument(
    number="61/2090/NĐ-CP", signed: date | None = date(2090, 4, 23), **fields
) -> Instrument:
    issuer = fields.pop("issuer", "Chính phủ")
    return Instrument(
        iri=make_iri(type="nghi-dinh", issuer=issuer, date=signed, number=number),
        type="nghi-dinh",
        number=number,
        issuer=issuer,
        date=signed,
        **fields,
    )


def graph_of(*instruments: Instrument) -> Graph:
    graph = Graph()
    for x in instruments:
        graph.add_instrument(x)
    return graph


def test_a_number_is_not_a_key():
    younger = instrument("76/NQ-CP", date(2091, 7, 15))
    older = instrument("76/NQ-CP", date(2090, 6, 13))
    undated = instrument("76/NQ-CP", None)
    graph = graph_of(undated, younger, older)
    assert graph.by_number("076 / nq-cp") == (older, younger, undated)
    assert graph.by_number("77/NQ-CP") == ()


def test_look_ups_forgive_what_they_should():
    x = instrument(title="Về việc thực hiện cơ chế Hoà bình")
    graph = graph_of(x)
    assert graph.by_title("về việc  THỰC HIỆN cơ chế Hòa bình") == (x,)
    assert graph.by_loose_number("61-2090-ND-CP") == (x,)
    assert graph.by_number("161/2090/NĐ-CP") == ()
    later = instrument("62/2090/NĐ-CP")
    graph.add_instrument(later)
    assert graph.by_number("62/2090/NĐ-CP") == (later,)


def test_an_unknown_iri_is_an_error_and_never_none():
    with pytest.raises(IdentifierError):
        Graph().instrument("/akn/vn/act/a/b/undated/c")


def test_an_edge_to_an_unknown_instrument_is_an_error():
    x = instrument()
    graph = graph_of(x)
    with pytest.raises(RecordError, match="no instrument"):
        graph.add_relation(
            Relation(kind="replaces", source=x.iri, target="/akn/vn/act/a/b/undated/c")
        )
    assert not graph.relations


def test_edges_by_kind_and_direction():
    a, b = instrument(), instrument("62/2090/NĐ-CP")
    graph = graph_of(a, b)
    replaces = graph.add_relation(Relation(kind="replaces", source=b.iri, target=a.iri))
    cites = graph.add_relation(Relation(kind="cites", source=b.iri, target=a.iri))
    assert graph.outgoing(b.iri) == graph.incoming(a.iri) == (cites, replaces), "by kind"
    assert graph.incoming(a.iri, kinds=["cites", "amends"]) == (cites,)
    assert graph.outgoing(a.iri) == ()
    assert graph.counts() == {"replaces": 1, "cites": 1}
    assert len(graph) == 2


def test_the_same_relation_twice_is_one_with_both_sources():
    a, b = instrument(), instrument("62/2090/NĐ-CP")
    graph = graph_of(a, b)
    first = Relation(kind="replaces", source=b.iri, target=a.iri, sources=("s1",))
    graph.add_relation(first)
    graph.add_relation(
        first._replace(sources=("s2",), evidence="thay thế", known_from=date(2090, 1, 1))
    )
    graph.add_relation(first)
    (merged,) = graph.incoming(a.iri)
    assert merged.sources == ("s1", "s2")
    assert merged.evidence == "thay thế"
    assert tuple(graph.relations) == graph.outgoing(b.iri) == (merged,)


def test_records_beat_attestations_and_gaps_are_filled():
    attested = instrument(
        title="Về mọt cửa", attested=True, territory="X", sources={"title": ("p",)}
    )
    record = instrument(title="Về một cửa", effective=date(2090, 7, 1), sources={"title": ("o",)})
    for order in ((attested, record), (record, attested)):
        graph = graph_of(*order)
        (merged,) = graph.instruments
        assert (merged.title, merged.territory, merged.attested) == ("Về một cửa", "X", False)
        assert merged.effective == date(2090, 7, 1)
        assert merged.sources["title"] == ("o",)


def test_agreeing_attestations_are_counted_by_their_sources():
    one = instrument(title="T", attested=True, sources={"title": ("p1",)})
    (merged,) = graph_of(one, replace(one, sources={"title": ("p2",)}), one).instruments
    assert merged.sources["title"] == ("p1", "p2")


@pytest.mark.parametrize("undated_first", [True, False])
def test_a_date_learnt_merges_the_provisional_node(undated_first):
    undated, dated = instrument(signed=None, title="T"), instrument()
    other = instrument("70/2090/NĐ-CP")
    graph = graph_of(other)
    graph.add_instrument(undated if undated_first else dated)
    if undated_first:
        graph.add_relation(Relation(kind="cites", source=other.iri, target=undated.iri))
        graph.add_relation(Relation(kind="amends", source=undated.iri, target=other.iri))
        graph.add_instrument(dated)
    else:
        graph.add_instrument(undated)
        graph.add_relation(Relation(kind="cites", source=other.iri, target=undated.iri))
        graph.add_relation(Relation(kind="amends", source=undated.iri, target=other.iri))
    assert len(graph) == 2
    assert graph.canonical(undated.iri) == dated.iri
    assert undated.iri in graph
    assert graph.instrument(undated.iri) == replace(dated, title="T")
    assert [r.target for r in graph.outgoing(other.iri)] == [dated.iri]
    assert [r.source for r in graph.incoming(other.iri)] == [dated.iri]
    assert len(graph.relations) == 2
    graph.add_instrument(undated)
    assert len(graph) == 2


def test_a_number_without_a_year_is_merged_only_on_word():
    undated, first = instrument("76/NQ-CP", None), instrument("76/NQ-CP", date(2090, 6, 13))
    second = instrument("76/NQ-CP", date(2091, 7, 15))
    graph = graph_of(undated, first, second)
    assert len(graph) == 3
    graph.add_relation(Relation(kind="cites", source=first.iri, target=undated.iri))
    graph.add_relation(Relation(kind="amends", source=second.iri, target=undated.iri))
    graph.merge(undated.iri, second.iri)
    assert len(graph) == 2
    (relation,) = graph.relations
    assert (relation.source, relation.target) == (first.iri, second.iri), "no relation to itself"
    with pytest.raises(IdentifierError, match="has a date"):
        graph.merge(first.iri, second.iri)


def test_two_dated_records_of_one_number_stay_apart_from_an_undated_one():
    graph = graph_of(instrument(), instrument(signed=date(2090, 5, 1)), instrument(signed=None))
    assert len(graph) == 3


def test_sources():
    graph = Graph()
    assert graph.updated is None
    source = Source(id="s", where="x", read_on=date(2090, 1, 2))
    graph.add_source(source)
    graph.add_source(source)
    graph.add_source(Source(id="t", where="y", read_on=date(2090, 3, 2)))
    assert graph.updated == date(2090, 3, 2)
    with pytest.raises(RecordError, match="'s'"):
        graph.add_source(source._replace(where="z"))


def test_what_is_derived_is_forgotten_when_it_grows_large(monkeypatch):
    monkeypatch.setattr(Memo, "_MOST", 3)
    memo = Memo()
    for n in range(10):
        memo[n] = str(n)
        assert memo[n] == str(n)
        assert len(memo) <= 3
