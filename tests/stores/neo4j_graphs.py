"""Graphs for the tests of the Neo4j store: awkward texts, unknown days, parts, merged nodes."""

from __future__ import annotations

import random
from datetime import date, timedelta

from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Attestation, Instrument, Relation, Source

_TITLES = (
    None,
    "Về cơ chế một cửa",
    'Dấu "nháy", dấu phẩy, \\ gạch; xuống\ndòng và \ttab',
    "Kế hoạch cải cách hành chính 🏛️ giai đoạn 2090-2095",
    " đầu và cuối có dấu cách ",
)
#: Longer than a key of an index of Neo4j may be.
_LONG = "Rất dài " + "chữ " * 4000
_TYPES = ("nghi-dinh", "nghi-quyet", "thong-tu", "quyet-dinh")
_ISSUERS = ("Chính phủ", "Bộ Thử nghiệm", "Ủy ban nhân dân tỉnh Thử")
_SYMBOLS = ("NĐ-CP", "NQ-CP", "TT-BTN", "QĐ-UBND")
KINDS = (
    "amends", "replaces", "repeals", "suspends", "extends", "corrects", "consolidates",
    "based_on", "guides", "implements", "cites",
)  # fmt: skip


def rich_graph(seed: int, *, instruments: int = 60, relations: int = 240) -> Graph:
    """Return a graph with all that a record can hold; the same seed gives the same graph."""
    rng = random.Random(seed)  # noqa: S311
    graph = Graph()
    for source in (
        Source("a;b", 'https://example.vn/"a", b', date(2090, 5, 5), "đọc", True),
        Source("c", "tệp\nhai dòng", title="Tên, “có” dấu", licence="", sha256="0a" * 32),
    ):
        graph.add_source(source)
    iris = [graph.add_instrument(_instrument(rng, number)).iri for number in range(instruments)]
    for _ in range(relations):
        source, target = rng.sample(iris, 2)
        graph.add_relation(_relation(rng, source, target))
    for iri in iris[::3]:
        graph.add_attestation(_said(rng, graph.canonical(iri)))
    for iri in [i.iri for i in graph.instruments if i.date is None][: instruments // 20]:
        twin = rng.choice([i.iri for i in graph.instruments if i.date is not None])
        graph.merge(iri, twin)
    return graph


def _day(rng: random.Random, known: float = 0.7) -> date | None:
    return date(2090, 1, 1) + timedelta(rng.randrange(4000)) if rng.random() < known else None


def _instrument(rng: random.Random, serial: int) -> Instrument:
    at = rng.randrange(len(_TYPES))
    signed = _day(rng, 0.8)
    issuer = rng.choice(_ISSUERS)
    # Numbers recur: those without a year, and those of several issuers.
    year = f"/{2090 + serial % 3}" if rng.random() < 0.5 else ""
    number = f"{serial // 3 + 1}{year}/{_SYMBOLS[at]}" if serial % 17 else ""
    return Instrument(
        iri=make_iri(
            type=_TYPES[at], issuer=issuer, date=signed, number=number or f"khong so {serial}"
        ),
        type=_TYPES[at],
        number=number,
        issuer=issuer,
        date=signed,
        title=_LONG if serial == 1 else rng.choice(_TITLES),
        effective=_day(rng, 0.5),
        expires=_day(rng, 0.2),
        kind=rng.choice(("qppl", "administrative", "party")),
        territory=rng.choice((None, "Thử")),
        attested=rng.random() < 0.3,
        sources=rng.choice(({}, {"title": ("c",), "date": ("c", "a;b")}, {"number": ()})),
    )


def _relation(rng: random.Random, source: str, target: str) -> Relation:
    part = rng.random() < 0.3
    return Relation(
        rng.choice(KINDS),
        source,
        target,
        "part" if part else "whole",
        rng.choice(("Điều 1", 'khoản 2 "cũ", Điều 3')) if part else None,
        _day(rng),
        _day(rng, 0.2),
        _day(rng, 0.3),
        rng.choice((None, "", "thay thế Nghị định", "“bãi bỏ”\nĐiều 1")),
        rng.choice(((), ("c",), ("a;b", "c"))),
    )


def _said(rng: random.Random, iri: str) -> Attestation:
    value = rng.choice((*filter(None, _TITLES), _LONG))
    return Attestation(iri, "title", value, (("a;b", rng.randrange(1, 9)), ("c", 1)))


def same(store, graph) -> None:
    """Assert that two stores hold equal records."""
    assert dict(store.sources) == dict(graph.sources)
    assert dict(store.aliases) == dict(graph.aliases)
    assert {i.iri: i for i in store.instruments} == {i.iri: i for i in graph.instruments}
    assert len(store.relations) == len(graph.relations)
    assert set(store.relations) == set(graph.relations)
    assert store.counts() == graph.counts()
    assert set(store.all_attestations()) == set(graph.all_attestations())
    assert store.updated == graph.updated
