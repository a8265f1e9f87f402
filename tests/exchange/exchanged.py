"""Graphs for the tests of exchange: the shipped one, invented ones, and how two are compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kg.contract import Store
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Instrument, Relation, Source
from kg.store import data_directory
from kg.store.files import INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import read_instruments, read_manifest, read_relations
from kg.vocab import load_vocabulary


def graph_of(sources: Any, instruments: Any, relations: Any) -> Graph:
    graph = Graph()
    for source in sources:
        graph.add_source(source)
    for instrument in instruments:
        graph.add_instrument(instrument)
    for relation in relations:
        graph.add_relation(relation)
    return graph


def shipped(folder: Path | None = None) -> Graph:
    folder = folder or data_directory()
    return graph_of(
        read_manifest(folder / MANIFEST),
        read_instruments(folder / INSTRUMENTS),
        read_relations(folder / RELATIONS),
    )


def everything(store: Store) -> tuple[Any, ...]:
    """Return all that a graph holds, in a form that is equal for equal graphs."""
    return (
        dict(store.sources),
        {instrument.iri: instrument for instrument in store.instruments},
        sorted(store.relations, key=repr),
        dict(store.aliases),
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"Về" việc\n\tmột cửa', "đường\\dẫn '''", "\r\n", "Hoà \u2028 hòa", "a\x00b", "", "@vi", '"""']
)
days = st.none() | st.dates(date(2090, 1, 1), date(2092, 12, 31))
source_ids = st.sampled_from(["phap-dien", "trang a/b?c#d", "nguồn đọc", "%2F", "s"])
orders = st.lists(source_ids, max_size=3, unique=True).map(tuple)
fields = st.sampled_from(["number", "issuer", "date", "title", "effective", "expires", "type"])
ISSUERS = ("Chính phủ", "Bộ Nội vụ", "Uỷ ban nhân dân tỉnh Quảng Ninh")


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    type_ = draw(st.sampled_from(["nghi-dinh", "luat", "ke-hoach", "loai-la"]))
    issuer, signed = draw(st.sampled_from(ISSUERS)), draw(days)
    number = draw(st.sampled_from(["61/2090/NĐ-CP", "76/NQ-CP", "30c/NQ-CP", ""]))
    return Instrument(
        iri=make_iri(type=type_, issuer=issuer, date=signed, number=number),
        type=type_,
        number=number,
        issuer=issuer,
        date=signed,
        title=draw(st.none() | texts),
        effective=draw(days),
        expires=draw(days),
        kind=draw(st.sampled_from(["qppl", "administrative", "party"])),
        territory=draw(st.none() | st.sampled_from(["Quảng Ninh", "Lạng Sơn", "?"])),
        attested=draw(st.booleans()),
        sources=draw(st.dictionaries(fields, orders, max_size=4)),
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Build a graph as ingest does, with merged nodes and several relations between a pair."""
    some = draw(st.lists(instruments(), min_size=1, max_size=5, unique_by=lambda i: i.iri))
    named = [
        draw(
            st.builds(
                Source,
                id=st.just(id_),
                where=texts,
                read_on=days,
                method=texts,
                official=st.booleans(),
            )
        )
        for id_ in draw(st.sets(source_ids))
    ]
    graph = graph_of(named, some, ())
    iris = st.sampled_from([instrument.iri for instrument in some])
    for _ in range(draw(st.integers(0, 6))):
        relation = draw(
            st.builds(
                Relation,
                kind=st.sampled_from(sorted(load_vocabulary().relations)),
                source=iris,
                target=iris,
                scope=st.sampled_from(["whole", "part"]),
                parts=st.none() | texts,
                valid_from=days,
                valid_to=days,
                known_from=days,
                evidence=st.none() | texts,
                sources=orders,
            )
        )
        graph.add_relation(relation)
    undated = [i.iri for i in graph.instruments if i.date is None]
    dated = [i.iri for i in graph.instruments if i.date is not None]
    if undated and dated and draw(st.booleans()):
        graph.merge(draw(st.sampled_from(undated)), draw(st.sampled_from(dated)))
    return graph
