"""Graphs that pictures are tried on."""

from __future__ import annotations

from datetime import date

from kg.graph import Graph
from kg.model import Instrument, Relation, Source

AS_OF = date(2095, 1, 1)
#: What a title may hold to break out of a label, a file or the direction of writing.
HOSTILE = (
    "<script>alert(\"x\")</script> & 'q' “đôi” ]]> --> `b` #quot; [a](b) {c} | \\n "
    "\x00\x07\x1b[31m \u202engược\u2066 \ud800\ufffe %% end ; : , <b></svg></style></details>"
)


def decree(
    n: int,
    *,
    title: str | None = "Về thử nghiệm",
    signed: date | None = date(2090, 1, 5),
    effective: date | None = date(2090, 3, 1),
    number: str | None = None,
    issuer: str = "Chính phủ",
    expires: date | None = None,
) -> Instrument:
    return Instrument(
        iri=f"/akn/vn/act/nghi-dinh/chinh-phu/{signed or 'undated'}/{n}-nd-cp",
        type="nghi-dinh",
        number=number or f"{n}/2090/NĐ-CP",
        issuer=issuer,
        date=signed,
        title=title,
        effective=effective,
        expires=expires,
        kind="qppl",
        sources={"date": ("web",)},
    )


def graph_of(*records: Instrument | Relation) -> Graph:
    graph = Graph()
    graph.add_source(Source(id="web", where="https://example.org/van-ban?a=1&b=2"))
    for record in records:
        if isinstance(record, Instrument):
            graph.add_instrument(record)
    for record in records:
        if isinstance(record, Relation):
            graph.add_relation(record)
    return graph


def act(kind: str, source: Instrument, target: Instrument, **fields: object) -> Relation:
    return Relation(kind, source.iri, target.iri, **{"sources": ("web",), **fields})


OLD = decree(1, title="Về thử nghiệm cũ", signed=date(2080, 1, 5), effective=date(2080, 3, 1))
MAIN = decree(2, title="Về thử nghiệm")
NEW = decree(3, title="Về thử nghiệm mới", signed=date(2094, 5, 1), effective=date(2096, 1, 1))
AMENDING = decree(4, title="Sửa đổi", signed=date(2092, 5, 1), effective=date(2092, 7, 1))
VAGUE = decree(5, title=None, signed=None, effective=None)
LAW = decree(6, title="Luật nền", signed=date(2079, 1, 1), effective=date(2079, 7, 1))


def family() -> Graph:
    """Return an instrument with a past, a known future, amendments, a basis and a stranger."""
    return graph_of(
        *(OLD, MAIN, NEW, AMENDING, VAGUE, LAW),
        act("replaces", MAIN, OLD, valid_from=date(2090, 3, 1), evidence="thay thế <1/2090>"),
        act("replaces", NEW, MAIN, valid_from=date(2096, 1, 1)),
        act("amends", AMENDING, MAIN, scope="part", parts="khoản 1 Điều 5"),
        act("amends", VAGUE, MAIN),
        act("based_on", MAIN, LAW),
        act("cites", VAGUE, MAIN),
    )
