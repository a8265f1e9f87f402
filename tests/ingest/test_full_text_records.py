"""A full text becomes the record of its instrument, with relations, third ones and attestations."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.full_text.records import records_of
from kg.document import Document
from kg.graph import Graph
from kg.lint import lint
from kg.model import Attestation, Instrument, Source
from kg.vocab import load_vocabulary

READ_ON = date(2096, 11, 22)
TEXT = """CHÍNH PHỦ
Số: 123/2096/NĐ-CP
Hà Nội, ngày 04 tháng 4 năm 2096

NGHỊ ĐỊNH
Về việc thử

Căn cứ Nghị định số 78/2090/NĐ-CP ngày 01 tháng 4 năm 2090 của Chính phủ về ban hành văn bản
được sửa đổi, bổ sung bởi Nghị định số 187/2090/NĐ-CP;
Chính phủ ban hành Nghị định về việc thử.

Điều 1. Phạm vi
Thực hiện theo Nghị định số 10/2089/NĐ-CP ngày 02 tháng 02 năm 2089 của Chính phủ về mẫu; khoản
2 Điều 3 Nghị định số 10/2089/NĐ-CP ngày 03 tháng 02 năm 2089.

Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2096.
2. Nghị định số 24/2085/NĐ-CP ngày 27 tháng 02 năm 2085 của Chính phủ về thử hết hiệu lực kể từ
ngày Nghị định này có hiệu lực thi hành.
3. Nghị định số 25/2085/NĐ-CP hết hiệu lực từ ngày 01 tháng 9 năm 2096.
"""


def read(text=TEXT, graph=None):
    document = Document(text=text, kind="txt", path="nghị định 123.txt")
    return records_of(document, graph or Graph(), read_on=READ_ON)


def relation(records, kind, number):
    serial = number.replace("/", "-").lower().replace("đ", "d")
    (found,) = (r for r in records.relations if r.kind == kind and r.target.endswith(serial))
    return found


def test_the_first_instrument_is_the_text_itself():
    records = read()
    (source,) = records.sources
    own = records.instruments[0]
    assert source.method == "ingested full text"
    assert source.id == f"ingest-{source.sha256[:12]}"
    assert (own.number, own.type, own.kind) == ("123/2096/NĐ-CP", "nghi-dinh", "qppl")
    assert (own.date, own.effective) == (date(2096, 4, 4), date(2096, 7, 1))
    assert own.sources["effective"] == (source.id,)
    assert "expires" not in own.sources


def test_relations_begin_with_the_text_or_on_their_own_day():
    records = read()
    ended = relation(records, "repeals", "24/2085/NĐ-CP")
    later = relation(records, "repeals", "25/2085/NĐ-CP")
    basis = relation(records, "based_on", "78/2090/NĐ-CP")
    assert (ended.valid_from, ended.known_from) == (date(2096, 7, 1), date(2096, 4, 4))
    assert later.valid_from == date(2096, 9, 1)
    assert basis.valid_from is None
    assert ended.source == records.instruments[0].iri


def test_what_is_told_of_others_is_a_relation_of_those():
    records = read()
    told = relation(records, "amends", "78/2090/NĐ-CP")
    assert told.source.endswith("/187-2090-nd-cp")
    assert told.sources == (records.sources[0].id,)


def test_a_text_is_one_witness_and_what_it_says_twice_comes_first():
    records = read()
    said = [a for a in records.attestations if a.target.endswith("10-2089-nd-cp")]
    days = [a.value for a in said if a.field == "date"]
    assert sorted(days) == ["2089-02-02", "2089-02-03"]
    assert all(a.counts == ((records.sources[0].id, 1),) for a in records.attestations)
    assert len(set(records.attestations)) == len(records.attestations)
    assert all(isinstance(a, Attestation) for a in records.attestations)


def test_the_record_that_the_graph_has_keeps_its_name():
    graph = Graph()
    graph.add_source(Source(id="s", where="x"))
    iri = "/akn/vn/act/nghi-dinh/chinh-phu-cu/2096-04-04/123-2096-nd-cp"
    known = Instrument(
        iri=iri,
        type="nghi-dinh",
        number="123/2096/NĐ-CP",
        issuer="Chính phủ",
        date=date(2096, 4, 4),
        sources={"number": ("s",), "issuer": ("s",), "date": ("s",)},
    )
    graph.add_instrument(known)
    assert read(graph=graph).instruments[0].iri == iri


def test_the_records_make_a_graph_without_contradictions():
    records = read()
    graph = Graph()
    for source in records.sources:
        graph.add_source(source)
    for instrument in records.instruments:
        graph.add_instrument(instrument)
    for r in records.relations:
        graph.add_relation(r)
    assert [str(p) for p in lint(graph, load_vocabulary())] == []


@pytest.mark.parametrize("number", ["Số:        /KH-UBND", "Số: 81/KH-UBND"])
def test_a_plan_is_a_document_and_no_full_text(number):
    text = f"""ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
{number}
Lạng Sơn, ngày 05 tháng 8 năm 2095

KẾ HOẠCH
Cải cách hành chính năm 2096

Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2091 của Chính phủ.
"""
    records = read(text)
    assert records.sources[0].method == "ingested document"
    assert records.instruments[0].type == "ke-hoach"
    assert relation(records, "implements", "76/NQ-CP").evidence.startswith("Thực hiện")
