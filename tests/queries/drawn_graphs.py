"""Random graphs of a few instruments, drawn by hypothesis; all invented and named by letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from kg.graph import Graph
from kg.model import Instrument, Relation, Source

# Around 01/4/2025, the day on which the law on implementing documents changed.
DAYS = [date(2025, month, day) for month in range(2, 7) for day in (1, 2, 28)]
KINDS = (
    "amends replaces repeals suspends extends corrects consolidates "
    "based_on guides implements cites"
).split()
IRI = "/akn/vn/act/nghi-dinh/chinh-phu/{}/thu-{}"
Records = tuple[list[Instrument], list[Relation]]
_day = st.sampled_from(DAYS)
_maybe_day = st.none() | _day


@st.composite
def records(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> Records:
    """Return instruments and relations between them; cycles and contradictions included."""
    instruments = []
    for letter in "abcdef"[: draw(st.integers(2, 6))]:
        signed = draw(_maybe_day)
        instruments.append(
            Instrument(
                iri=IRI.format(signed or "undated", letter),
                type="nghi-dinh",
                # Two letters share a number, as two instruments of different years do.
                number="Thử A" if letter == "b" else f"Thử {letter.upper()}",
                issuer="Chính phủ",
                date=signed,
                effective=draw(_maybe_day),
                expires=draw(_maybe_day),
                kind=draw(st.sampled_from(["qppl", "administrative"])),
                attested=draw(st.booleans()),
                sources={"date": ("drawn",)},
            )
        )
    iris = [instrument.iri for instrument in instruments]
    ends = st.permutations(iris).map(lambda order: order[:2])
    relations = draw(
        st.lists(st.builds(_relation, st.sampled_from(kinds), ends, _drawn), max_size=9)
    )
    return instruments, relations


_drawn = st.tuples(_maybe_day, _maybe_day, st.booleans(), _maybe_day)


def _relation(kind: str, ends: list[str], drawn: tuple[date | None, ...]) -> Relation:
    valid_from, valid_to, part, known_from = drawn
    return Relation(
        kind=kind,
        source=ends[0],
        target=ends[1],
        scope="part" if part else "whole",
        parts="Điều 1" if part else None,
        valid_from=valid_from,
        valid_to=valid_to,
        known_from=known_from,
        sources=("drawn",),
    )


def graph_of(drawn: Records) -> Graph:
    """Return the graph of some records, added in their order."""
    graph = Graph()
    graph.add_source(Source(id="drawn", where="tests", read_on=date(2025, 12, 1)))
    for instrument in drawn[0]:
        graph.add_instrument(instrument)
    for relation in drawn[1]:
        graph.add_relation(relation)
    return graph
