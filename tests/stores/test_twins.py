"""Records, citations and provisional nodes of one number become one, in every order and store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument, Relation, Source
from kg.store.files import INSTRUMENTS, MANIFEST
from kg.store.jsonl import write_manifest, write_records
from kg.store.sqlite.build import build
from kg.store.sqlite.reading import SqliteStore

SOURCES = {
    source.id: source
    for source in (
        Source("code", "x", method="official codification", official=True),
        Source("text", "x", method="full text read"),
        Source("portal", "x", method="stored copy of page read"),
        Source("count", "x", method="counted in citing documents"),
        Source("plan", "x", method="ingested document"),
    )
}
GOVERNMENT, PROVINCE = "Chính phủ", "Ủy ban nhân dân tỉnh Thử"
DAYS = [date(2090, 1, 5), date(2090, 5, 1), date(2090, 9, 9)]


def twin(
    signed: date | None, source: str, *, number: str = "61/2090/NĐ-CP", title: bool = True, **fields
) -> Instrument:
    issuer = PROVINCE if "UBND" in number else GOVERNMENT
    named = ("date", "title") if title else ("date",)
    return Instrument(
        iri=make_iri(type="nghi-dinh", issuer=issuer, date=signed, number=number),
        type="nghi-dinh",
        number=number,
        issuer=issuer,
        date=signed,
        title=f"Về {source}" if title else None,
        attested=source in ("count", "plan"),
        sources={name: (source,) for name in named if name != "date" or signed},
        **fields,
    )


def graph_of(*instruments: Instrument) -> Graph:
    graph = Graph(dict(SOURCES))
    for instrument in instruments:
        graph.add_instrument(instrument)
    return graph


def said(graph, iri: str, field: str) -> dict[str, tuple[tuple[str, int], ...]]:
    return {a.value: a.counts for a in graph.attestations(iri) if a.field == field}


twins = st.builds(
    twin,
    st.none() | st.sampled_from(DAYS),
    st.sampled_from(sorted(SOURCES)),
    number=st.sampled_from(["61/2090/NĐ-CP", "76/NQ-CP", "01/2090/QĐ-UBND"]),
    title=st.booleans(),
)


def whole(store) -> tuple[object, ...]:
    """Return all a store says of instruments; the order in which sources agree does not count."""
    nodes = {
        i.iri: (i.title, i.attested, {name: set(ids) for name, ids in i.sources.items()})
        for i in store.instruments
    }
    return nodes, dict(store.aliases), set(store.all_attestations())


def told(graph: Graph) -> tuple[object, ...]:
    """Return who says what of each instrument, as its source or as a witness, and what stands."""
    nodes = {}
    for i in graph.instruments:
        says = {
            (name, str(getattr(i, name)), id_) for name, ids in i.sources.items() for id_ in ids
        }
        says |= {(a.field, a.value, id_) for a in graph.attestations(i.iri) for id_, _ in a.counts}
        nodes[i.iri] = (i.date, i.title, i.attested, says)
    return nodes, {old: new for old, new in graph.aliases.items() if "undated" not in old}


@settings(max_examples=200)
@given(st.lists(twins, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(some, rng):
    """Unless two records contradict each other on the day: then nothing else can be assigned."""
    recorded = {(i.number, i.date) for i in some if i.date and not i.attested}
    days = [number for number, _ in recorded if number != "76/NQ-CP"]
    if len(days) != len(set(days)):
        return
    local = {(i.number, i.date) for i in some if i.date and "UBND" in i.number}
    if len(local) > 1:
        return
    shuffled = rng.sample(some, len(some))
    assert told(graph_of(*shuffled)) == told(graph_of(*some))


@settings(max_examples=100)
@given(st.lists(twins, min_size=1, max_size=7))
def test_a_file_is_merged_as_in_memory(tmp_path_factory, some):
    folder = tmp_path_factory.mktemp("twins")
    write_manifest(folder / MANIFEST, SOURCES.values())
    some = list({i.iri: i for i in some}.values())
    write_records(folder / INSTRUMENTS, some)
    build(folder / "g.sqlite", [folder])
    store = SqliteStore.open(folder / "g.sqlite")
    reference = graph_of(*sorted(some, key=lambda i: i.iri))
    assert whole(store) == whole(reference)
    for instrument in some:
        assert store.canonical(instrument.iri) == reference.canonical(instrument.iri)
    store.close()


def test_what_citing_documents_date_otherwise_is_the_recorded_instrument():
    record, wrong = twin(DAYS[0], "portal"), twin(DAYS[1], "plan")
    other = twin(DAYS[2], "text", number="62/2090/NĐ-CP")
    graph = graph_of(other, wrong)
    graph.add_relation(Relation("cites", other.iri, wrong.iri, sources=("plan",)))
    graph.add_instrument(record)
    graph.add_instrument(wrong)
    assert {i.iri for i in graph.instruments} == {record.iri, other.iri}
    assert graph.canonical(wrong.iri) == record.iri
    assert graph.instrument(wrong.iri).sources["date"] == ("portal",)
    assert said(graph, record.iri, "date") == {"2090-05-01": (("plan", 1),)}
    assert [r.target for r in graph.outgoing(other.iri)] == [record.iri]


def test_citing_documents_that_disagree_leave_the_day_open():
    one, two = twin(DAYS[0], "plan"), twin(DAYS[1], "count")
    (merged,) = (graph := graph_of(one, two)).instruments
    assert (merged.date, merged.iri) == (None, one.iri.replace("2090-01-05", "undated"))
    assert said(graph, one.iri, "date") == {
        "2090-01-05": (("plan", 1),),
        "2090-05-01": (("count", 1),),
    }
    graph.add_instrument(twin(DAYS[1], "text"))
    (merged,) = graph.instruments
    assert (merged.date, merged.attested) == (DAYS[1], False)
    assert graph.canonical(one.iri) == graph.canonical(two.iri) == two.iri
    assert set(said(graph, one.iri, "date")) == {"2090-01-05", "2090-05-01"}


def test_a_citing_document_does_not_date_a_record():
    graph = graph_of(twin(None, "portal"), twin(DAYS[0], "plan"))
    (merged,) = graph.instruments
    assert (merged.date, merged.attested) == (None, False)
    assert said(graph, merged.iri, "date") == {"2090-01-05": (("plan", 1),)}


def test_nor_does_it_where_a_citation_without_a_day_was_there_before():
    cited, dated, record = twin(None, "plan"), twin(DAYS[0], "plan"), twin(None, "portal")
    for order in ((cited, dated, record), (dated, cited, record), (record, cited, dated)):
        (merged,) = (graph := graph_of(*order)).instruments
        assert (merged.date, merged.attested, merged.title) == (None, False, "Về portal")
        assert said(graph, merged.iri, "date") == {"2090-01-05": (("plan", 1),)}


@pytest.mark.parametrize("number", ["76/NQ-CP", "01/2090/QĐ-UBND"])
def test_numbers_that_recur_name_other_instruments_on_other_days(number):
    graph = graph_of(twin(DAYS[0], "portal", number=number), twin(DAYS[1], "plan", number=number))
    assert len(graph) == 2


def test_two_records_of_different_days_stay_two():
    graph = graph_of(twin(DAYS[0], "code"), twin(DAYS[1], "plan"), twin(DAYS[1], "portal"))
    assert len(graph) == 2
    assert graph.canonical(twin(DAYS[1], "plan").iri) == twin(DAYS[1], "portal").iri


@pytest.mark.parametrize(
    ("better", "worse"),
    [("code", "text"), ("text", "portal"), ("portal", "count"), ("count", "plan")],
)
def test_the_better_source_decides_and_the_other_is_kept(better, worse):
    for order in ((better, worse), (worse, better)):
        graph = graph_of(*(twin(DAYS[0], source) for source in order))
        (merged,) = graph.instruments
        assert merged.title == f"Về {better}"
        assert merged.sources["title"] == (better,)
        assert said(graph, merged.iri, "title") == {f"Về {worse}": ((worse, 1),)}
        assert set(merged.sources["date"]) == {better, worse}


def test_between_equals_the_first_stays():
    graph = graph_of(twin(DAYS[0], "text"))
    other = twin(DAYS[0], "text")
    graph.add_source(Source("text2", "x", method="clause read"))
    graph.add_instrument(
        Instrument(
            iri=other.iri, type="nghi-dinh", number=other.number, issuer=GOVERNMENT,
            date=DAYS[0], title="Về khác", sources={"title": ("text2",)},
        )
    )  # fmt: skip
    (merged,) = graph.instruments
    assert merged.title == "Về text"
    assert said(graph, merged.iri, "title") == {"Về khác": (("text2", 1),)}


def test_counts_of_a_source_are_not_added_up_and_those_of_several_are():
    graph = graph_of(record := twin(DAYS[0], "text"))
    for counts in ((("plan", 3),), (("plan", 2), ("count", 7)), (("plan", 3),)):
        graph.add_attestation(Attestation(record.iri, "title", "Về khác", counts))
    (found,) = graph.attestations(record.iri)
    assert found.counts == (("count", 7), ("plan", 3))
    assert found.documents == 10


def test_the_folder_of_a_file_need_not_hold_attestations(tmp_path: Path):
    write_manifest(tmp_path / MANIFEST, SOURCES.values())
    write_records(tmp_path / INSTRUMENTS, [twin(DAYS[0], "text")])
    build(tmp_path / "g.sqlite", [tmp_path])
    store = SqliteStore.open(tmp_path / "g.sqlite")
    assert list(store.all_attestations()) == []
    store.close()
