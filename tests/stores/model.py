"""A plain model of the Store contract: lists and comprehensions, nothing indexed, nothing clever.

It shares no look-up code with any store, so that a store is compared with what the contract says
and not with another store's mistake. ``records`` draws the graphs to compare on.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from kg.contract import age, relation_order
from kg.graph import stem
from kg.ids import loose_key, make_iri, number_key
from kg.model import Attestation, Instrument, Relation, Source
from kg.text import fold

FIRST = date(2090, 1, 1)
KINDS = (
    "amends", "based_on", "cites", "corrects", "extends", "guides", "implements", "repeals",
    "replaces", "suspends",
)  # fmt: skip
NUMBERS = (
    "61/2090/NĐ-CP", "62/2090/NĐ-CP", "16/2090/NĐ-CP", "61/2091/NĐ-CP", "61/2090/ND-CP",
    "6/2090/NĐ-CP", "76/NQ-CP", "76/NQ-CQ", "7/NQ-CP", "28-CT/TU", "28/CT-TU", "01/2090/QĐ-UBND",
    "61/2090/NĐ-CPP", "",
)  # fmt: skip
TITLES = (
    None,
    "Về cơ chế một cửa trong giải quyết thủ tục hành chính",
    "VỀ CƠ CHẾ MỘT CỬA TRONG GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "Quy định chi tiết một số điều của Luật Lưu trữ",
    "Kế hoạch cải cách hành chính giai đoạn 2090 - 2095",
    "Kế\u2028hoạch “một cửa” <b>",
    "Luật",
)
PLACES = (("Chính phủ", None), ("Ủy ban nhân dân tỉnh Thử", "Thử"), ("Bộ Thử nghiệm", None))
SOURCES = [Source("a", "https://example.vn/a b", date(2090, 5, 5), "đọc", True), Source("b", "tệp")]

days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=100 * n))
maybe_days = st.none() | days
ids = st.sampled_from([("a",), ("b",), ("a", "b")])


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Draw an instrument; some have no number, date or title."""
    type_ = draw(st.sampled_from(["nghi-dinh", "nghi-quyet", "luat"]))
    number = draw(st.sampled_from(NUMBERS))
    issuer, territory = draw(st.sampled_from(PLACES))
    signed = draw(maybe_days)
    return Instrument(
        iri=make_iri(type=type_, issuer=issuer, date=signed, number=number),
        type=type_,
        number=number,
        issuer=issuer,
        date=signed,
        title=draw(st.sampled_from(TITLES)),
        effective=draw(maybe_days),
        expires=draw(st.none() | st.none() | days),
        kind=draw(st.sampled_from(["qppl", "administrative"])),
        territory=territory,
        attested=draw(st.booleans()),
        sources={"number": draw(ids), "date": draw(ids)},
    )


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Instrument], list[Relation]]:
    """Draw records that need no merging: none is the undated or attested twin of another."""
    drawn = draw(st.lists(instruments(), min_size=2, max_size=12, unique_by=lambda i: i.iri))
    bearers = Counter(stem(i.iri) for i in drawn)
    nodes = [i for i in drawn if bearers[stem(i.iri)] == 1 or not (i.attested or i.date is None)]
    assume(nodes)
    iris = st.sampled_from([i.iri for i in nodes])
    edges = st.builds(
        Relation,
        kind=st.sampled_from(KINDS),
        source=iris,
        target=iris,
        scope=st.just("whole"),
        parts=st.none(),
        valid_from=maybe_days,
        valid_to=st.none() | st.none() | days,
        known_from=maybe_days,
        evidence=st.none() | st.sampled_from(["thay thế Nghị định", "“bãi bỏ”\nĐiều 1"]),
        sources=ids,
    )
    parts = edges.map(lambda r: r._replace(scope="part", parts="Điều 1"))
    drawn_edges = draw(st.lists(edges | edges | parts, max_size=24, unique_by=relation_order))
    return nodes, [r for r in drawn_edges if r.source != r.target]


@st.composite
def attestations(draw: st.DrawFn, nodes: list[Instrument]) -> list[Attestation]:
    """Draw what is said of some instruments; one source may say a thing twice."""
    if not nodes:
        return []
    values = st.one_of(
        st.tuples(st.sampled_from(("date", "effective", "expires")), days.map(str)),
        st.tuples(st.just("title"), st.sampled_from(TITLES[1:])),
        st.tuples(st.just("issuer"), st.sampled_from([name for name, _ in PLACES])),
    )
    counts = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(1, 120), min_size=1)
    said = st.builds(
        lambda iri, what, counts: Attestation(iri, *what, tuple(sorted(counts.items()))),
        st.sampled_from([i.iri for i in nodes]),
        values,
        counts,
    )
    return draw(st.lists(said, max_size=12))


def told(attestations: list[Attestation], iri: str) -> tuple[Attestation, ...]:
    """Return what is said of an instrument, by the words of the contract."""
    own = [a for a in attestations if a.target == iri]
    found = [
        Attestation(iri, field, value, tuple((id_, most(own, field, value, id_)) for id_ in ids))
        for field, value in {(a.field, a.value) for a in own}
        for ids in [sorted({i for a in own if a[1:3] == (field, value) for i, _ in a.counts})]
    ]
    return tuple(sorted(found, key=lambda a: (a.field, -a.documents, a.value)))


def most(own: list[Attestation], field: str, value: str, id_: str) -> int:
    return max(n for a in own if a[1:3] == (field, value) for i, n in a.counts if i == id_)


class Model:
    """What the contract says, computed by looking at everything."""

    def __init__(self, nodes: list[Instrument], edges: list[Relation]) -> None:
        self.nodes = {i.iri: i for i in nodes}
        self.edges = edges

    def having(self, test) -> tuple[Instrument, ...]:
        return tuple(sorted((i for i in self.nodes.values() if test(i)), key=age))

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        return self.having(lambda i: i.number and number_key(i.number) == number_key(number))

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        return self.having(lambda i: i.number and loose_key(i.number) == loose_key(number))

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        starts = (number_key(number) + "/", number_key(number) + "-")
        return self.having(lambda i: i.number and number_key(i.number).startswith(starts))

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        return self.having(lambda i: i.title and fold(i.title) == fold(title))

    def by_type(self, type_: str) -> tuple[Instrument, ...]:
        return self.having(lambda i: i.type == type_)

    def ends(self, iri: str, kinds, *, incoming: bool) -> tuple[Relation, ...]:
        own = (r for r in self.edges if (r.target if incoming else r.source) == iri)
        kept = [r for r in own if kinds is None or r.kind in kinds]
        return tuple(sorted(kept, key=lambda r: (r.kind, *relation_order(r))))

    def neighbours(self, iri: str) -> set[str]:
        out = {r.target for r in self.edges if r.source == iri}
        return out | {r.source for r in self.edges if r.target == iri}

    def most_targeted(self, kinds, day: date, limit: int) -> list[tuple[str, int]]:
        totals = {}
        for iri in self.nodes:
            sources = {
                r.source
                for r in self.edges
                if r.target == iri
                and r.kind in kinds
                and (self.nodes[r.source].date is None or self.nodes[r.source].date <= day)
            }
            if sources:
                totals[iri] = len(sources)
        return sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def counts(self) -> dict[str, int]:
        found = [r.kind for r in self.edges]
        return {kind: found.count(kind) for kind in set(found)}
