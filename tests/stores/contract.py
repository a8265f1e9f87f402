"""The Store contract as a test class: every backend is a subclass that says how it is made."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model import (
    FIRST,
    KINDS,
    NUMBERS,
    SOURCES,
    TITLES,
    Model,
    attestations,
    days,
    records,
    told,
)

from kg.contract import Around, Store
from kg.errors import IdentifierError
from kg.graph import Graph
from kg.ids import make_iri, series_key
from kg.model import Attestation, Instrument, Relation
from kg.state import State
from kg.status import states, status, successors


def made(n: int, signed: date, effective: date | None) -> Instrument:
    """Return an invented decree."""
    return Instrument(
        iri=make_iri(type="nghi-dinh", issuer="Thử", date=signed, number=f"{n}/Thử"),
        type="nghi-dinh",
        number=f"{n}/Thử",
        issuer="Thử",
        date=signed,
        effective=effective,
        sources={"date": ("a",)},
    )


def chain_of(length: int) -> tuple[list[Instrument], list[Relation]]:
    """Return instruments each of which replaced the one before, a day apart."""
    nodes = [
        Instrument(
            iri=make_iri(type="nghi-dinh", issuer="Thử", date=day, number=f"{n}/2090/NĐ-CP"),
            type="nghi-dinh",
            number=f"{n}/2090/NĐ-CP",
            issuer="Thử",
            date=day,
            effective=day,
            sources={"date": ("a",)},
        )
        for n in range(1, length + 1)
        for day in [FIRST + timedelta(days=n)]
    ]
    edges = [
        Relation("replaces", b.iri, a.iri, valid_from=b.date, sources=("a",))
        for a, b in pairwise(nodes)
    ]
    return nodes, edges


class StoreContract(ABC):
    """What every store does, compared with the plain model on random graphs."""

    #: How many graphs are drawn; fewer where making a store is dear.
    graphs = 25

    @abstractmethod
    def made(
        self, nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
    ) -> Store:
        """Return a store of these records and of ``model.SOURCES``."""

    def compare(self, check) -> None:
        @settings(max_examples=self.graphs)
        @given(records(), st.randoms(use_true_random=False))
        def on_random_graphs(drawn, rng) -> None:
            nodes, edges = drawn
            store = self.made(nodes, edges)
            try:
                check(store, Model(nodes, edges), rng)
            finally:
                store.close()

        on_random_graphs()

    def test_it_gives_back_what_it_was_given(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            assert sorted(store.instruments, key=lambda i: i.iri) == sorted(
                model.nodes.values(), key=lambda i: i.iri
            )
            assert len(store) == len(model.nodes) == len(store.instruments)
            assert set(store.relations) == set(model.edges)
            assert len(store.relations) == len(model.edges)
            assert dict(store.sources) == {s.id: s for s in SOURCES}
            assert store.counts() == model.counts()
            assert store.updated == date(2090, 5, 5)
            for iri, node in model.nodes.items():
                assert store.instrument(iri) == node
                assert store.canonical(iri) == iri
                assert iri in store

        self.compare(check)

    def test_what_is_said_of_an_instrument(self):
        @settings(max_examples=self.graphs)
        @given(st.data())
        def on_random_graphs(data) -> None:
            nodes, _ = data.draw(records())
            said = data.draw(attestations(nodes))
            store = self.made(nodes, [], said)
            try:
                listed = list(store.all_attestations())
                for node in nodes:
                    wanted = told(said, node.iri)
                    assert store.attestations(node.iri) == wanted
                    assert [a for a in listed if a.target == node.iri] == list(wanted)
                targets = [a.target for a in listed]
                assert len([k for k, _ in groupby(targets)]) == len(set(targets)), "together"
                assert len(listed) == sum(len(told(said, i.iri)) for i in nodes)
            finally:
                store.close()

        on_random_graphs()

    def test_what_it_does_not_have(self):
        nodes, edges = chain_of(2)
        store = self.made(nodes, edges)
        unknown = nodes[0].iri.replace("1-2090", "9-2090")
        assert unknown not in store
        assert 7 not in store
        asks = (store.instrument, store.canonical, store.incoming, store.outgoing)
        for ask in (*asks, store.attestations):
            with pytest.raises(IdentifierError, match="9-2090"):
                ask(unknown)
        assert store.by_number("9/2090/NĐ-CP") == ()
        assert store.like_title("cơ chế một cửa", limit=3) == ()
        assert store.around("/nq-cp", types=["nghi-quyet"], year=2090, serial=3) == Around(
            None, None
        )
        store.close()

    def test_numbers_titles_and_types(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            for number in (*NUMBERS[:-1], "61-2090-NĐ-CP", "061/2090/nđ-cp", "61", "61/2090", "28"):
                assert store.by_number(number) == model.by_number(number)
                assert store.by_loose_number(number) == model.by_loose_number(number)
                assert store.by_number_start(number) == model.by_number_start(number)
            assert store.by_numbers(NUMBERS[:4]) == model.having(
                lambda i: any(i in model.by_number(n) for n in NUMBERS[:4])
            )
            for title in TITLES[1:]:
                assert store.by_title(title) == model.by_title(title)
            for type_ in ("nghi-dinh", "luat", "hien-phap"):
                assert store.by_type(type_) == model.by_type(type_)

        self.compare(check)

    def test_numbers_one_keystroke_away(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            there = {i.number for i in model.nodes.values()}
            near = {"62/2090/NĐ-CP", "16/2090/NĐ-CP", "61/2091/NĐ-CP", "61/2090/ND-CP"}
            near |= {"6/2090/NĐ-CP", "61/2090/NĐ-CPP"}
            assert store.near_numbers("61/2090/NĐ-CP") == tuple(sorted(near & there))
            assert store.near_numbers("76/NQ-CP") == tuple(sorted({"7/NQ-CP", "76/NQ-CQ"} & there))

        self.compare(check)

    def test_titles_near_to_some_words(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            found = store.like_title("co che 1 cua trong giai quyet thu tuc hanh chinh", limit=20)
            assert found == same_title(model, TITLES[1])
            assert store.like_title("luật", limit=2) == same_title(model, "Luật")[:2]
            plans = store.like_title("ke hoach cai cach hanh chinh", limit=20)
            assert plans == same_title(model, TITLES[4])

        self.compare(check)

    def test_neighbours_in_a_series(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            for node in model.nodes.values():
                series = series_key(node.number)
                if series is None or node.date is None:
                    continue
                serial, tail = series
                asked = serial + rng.randint(-1, 1)
                same = [
                    (key[0], i)
                    for i in model.having(
                        lambda i: i.territory is None and not i.attested and i.date is not None
                    )
                    if (key := series_key(i.number))
                    and key[1] == tail
                    and i.date
                    and i.date.year == node.date.year
                    and i.type == node.type
                ]
                same.sort(key=lambda entry: (entry[0], entry[1].date, entry[1].iri))
                below = [i for n, i in same if n < asked]
                above = [i for n, i in same if n > asked]
                assert store.around(
                    tail, types=[node.type], year=node.date.year, serial=asked
                ) == Around(below[-1] if below else None, above[0] if above else None)

        self.compare(check)

    def test_neighbours_that_citing_documents_date(self):
        """A record and one whose day is agreed on are neighbours; what few date is none."""
        recorded, agreed, doubted, few = (
            replace(
                made(1, FIRST, None),
                iri=make_iri(type="nghi-dinh", issuer="Thử", date=day, number=f"{n}/2090/NĐ-T"),
                number=f"{n}/2090/NĐ-T",
                date=day,
                attested=attested,
            )
            for n, day, attested in (
                (1, FIRST, False),
                (4, None, True),
                (5, None, True),
                (6, FIRST, True),
            )
        )
        said = [
            Attestation(agreed.iri, "date", "2090-02-03", (("a", 4),)),
            Attestation(agreed.iri, "date", "2091-02-03", (("b", 1),)),
            Attestation(doubted.iri, "date", "2090-02-03", (("a", 3), ("b", 1))),
            Attestation(doubted.iri, "date", "2090-02-04", (("a", 2),)),
            Attestation(few.iri, "date", str(FIRST), (("b", 1),)),
        ]
        store = self.made([recorded, agreed, doubted, few], [], said)
        series = {"types": ["nghi-dinh"], "year": 2090, "serial": 9}
        assert store.around("/2090/nđ-t", **series) == Around(recorded, None)
        assert store.around("/2090/nđ-t", **series, agreed=True) == Around(agreed, None)
        series |= {"serial": 2}
        assert store.around("/2090/nđ-t", **series, agreed=True) == Around(recorded, agreed)
        series |= {"year": 2091}
        assert store.around("/2090/nđ-t", **series, agreed=True) == Around(None, None)
        store.close()

    def test_relations_of_an_instrument(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            some = rng.sample(KINDS, 3)
            for iri in model.nodes:
                for kinds in (None, some, ["replaces"], []):
                    assert store.incoming(iri, kinds=kinds) == model.ends(iri, kinds, incoming=True)
                    assert store.outgoing(iri, kinds=kinds) == model.ends(
                        iri, kinds, incoming=False
                    )
                by_kind = store.incoming_by_kind(iri)
                assert {r for found in by_kind.values() for r in found} == set(store.incoming(iri))
            found = store.neighbours(list(model.nodes))
            assert {iri: set(others) for iri, others in found.items()} == {
                iri: model.neighbours(iri) for iri in model.nodes
            }

        self.compare(check)

    def test_counts_over_the_whole_graph(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            day = FIRST + timedelta(days=rng.randint(0, 4000))
            some = rng.sample(KINDS, 4)
            assert store.most_targeted(some, as_of=day, limit=3) == model.most_targeted(
                some, day, 3
            )
            acting = list(store.acting(some))
            assert len(acting) == len(set(acting))
            assert set(acting) == {r.source for r in model.edges if r.kind in some}

        self.compare(check)

    def test_a_status_is_the_same_in_every_store(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            graph = graph_of(list(model.nodes.values()), model.edges)
            turning = [d for r in model.edges for d in (r.valid_from, r.valid_to) if d]
            for day in rng.sample([*turning, FIRST, FIRST + timedelta(days=1999)], 2):
                for near in (day, day + timedelta(days=1)):
                    for iri in model.nodes:
                        assert status(store, iri, as_of=near) == status(graph, iri, as_of=near)

        self.compare(check)

    def test_states_of_many_are_those_of_each(self):
        def check(store: Store, model: Model, rng: random.Random) -> None:
            graph = graph_of(list(model.nodes.values()), model.edges)
            turning = {d for r in model.edges for d in (r.valid_from, r.valid_to) if d}
            turning |= {d for i in model.nodes.values() for d in (i.date, i.expires) if d}
            for day in (*turning, date.min, FIRST, date.max - timedelta(days=1)):
                for near in (day, day + timedelta(days=1)):
                    found = states(store, model.nodes, as_of=near)
                    assert found == {
                        iri: status(graph, iri, as_of=near).state for iri in model.nodes
                    }

        self.compare(check)

    def test_an_instrument_lapses_with_what_it_guides(self):
        """Only before 01/4/2025 (kg/lapse.py), so the days of this graph are of that time."""
        parent, heir, guide = (made(n, date(2015, n, 1), date(2015, n, 1)) for n in (1, 9, 3))
        ending = date(2020, 1, 1)
        edges = [
            Relation("replaces", heir.iri, parent.iri, valid_from=ending, sources=("a",)),
            Relation("guides", guide.iri, parent.iri, sources=("a",)),
        ]
        store = self.made([parent, guide, heir], edges)
        for day, expected in (
            (ending - timedelta(days=1), State.IN_FORCE),
            (ending, State.LAPSED),
        ):
            assert states(store, [guide.iri], as_of=day) == {guide.iri: expected}
        store.close()

    def test_an_end_of_unknown_day_is_possible_from_the_signing_of_what_ends(self):
        old, new = made(1, FIRST, FIRST), made(2, FIRST + timedelta(days=400), None)
        store = self.made([old, new], [Relation("repeals", new.iri, old.iri, sources=("a",))])
        signed = new.date
        assert signed is not None
        for day, expected in (
            (signed - timedelta(days=1), State.IN_FORCE),
            (signed, State.UNKNOWN),
        ):
            assert states(store, [old.iri], as_of=day) == {old.iri: expected}
        store.close()

    def test_several_relations_between_two_instruments(self):
        x, a, b = (made(n, FIRST + timedelta(days=n), None) for n in (1, 2, 3))
        edges = [
            Relation("amends", source.iri, x.iri, scope="part", parts=parts, sources=("a",))
            for source in (b, a)
            for parts in ("Điều 3", "Điều 1", "Điều 2")
        ]
        edges.append(Relation("cites", a.iri, x.iri, sources=("a",)))
        store = self.made([x, a, b], edges)
        model = Model([x, a, b], edges)
        assert store.incoming(x.iri) == model.ends(x.iri, None, incoming=True)
        assert store.outgoing(a.iri) == model.ends(a.iri, None, incoming=False)
        assert store.most_targeted(("amends", "cites"), as_of=date.max, limit=1) == [(x.iri, 2)]
        store.close()

    def test_a_long_chain_is_followed_to_its_end(self):
        nodes, edges = chain_of(70)
        store = self.made(nodes, edges)
        last = nodes[-1].date
        assert last is not None
        heirs = successors(store, nodes[0].iri, as_of=last)
        assert [i.iri for i in nodes[1:]] == list(heirs)
        assert status(store, nodes[0].iri, as_of=last).state is State.REPLACED
        assert status(store, nodes[-1].iri, as_of=last).state is State.IN_FORCE
        store.close()


def same_title(model: Model, title: str | None) -> tuple[Instrument, ...]:
    return tuple(sorted(model.by_title(title or ""), key=lambda i: i.iri))


def graph_of(
    nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
) -> Graph:
    """Return the graph in memory of records and of ``model.SOURCES``."""
    graph = Graph()
    for source in SOURCES:
        graph.add_source(source)
    for node in nodes:
        graph.add_instrument(node)
    for edge in edges:
        graph.add_relation(edge)
    for attestation in said:
        graph.add_attestation(attestation)
    return graph


__all__ = ["StoreContract", "chain_of", "days", "graph_of"]
