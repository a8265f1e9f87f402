"""Tables of one's own: columns, identities, relations of several rows, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from archives import ABOUT, ROOT, place_in, write_table

from ingest.pipeline import How, ingest
from ingest.sources import generic
from ingest.sources.identity import Row, RowError, instrument_of, repaired, split_issuers
from ingest.sources.registry import assign
from ingest.sources.stated import actions, kind_of
from ingest.sources.taken import Outcome
from kg.graph import Graph

FACTS = ROOT.parent / "shared" / "facts"
BTC, BTP = "Bộ Tài chính", "Bộ Tư pháp"


def taken(*paths: Path, graph=None):
    return list(generic.read(paths, graph or Graph(), ABOUT))


@pytest.mark.parametrize(
    ("row", "iri", "kind"),
    [
        (Row("12/2090/NĐ-CP", date="2090-01-30"),
         "nghi-dinh/chinh-phu/2090-01-30/12-2090-nd-cp", "qppl"),
        (Row("12/QĐ-BTC", date="30/01/2090"),
         "quyet-dinh/bo-tai-chinh/2090-01-30/12-qd-btc", "administrative"),
        (Row("5/2090/TTLT-BTC-BTP", issuer="Bộ Tư pháp và Bộ Tài chính"),
         "thong-tu-lien-tich/bo-tai-chinh-bo-tu-phap/undated/5-2090-ttlt-btc-btp", "qppl"),
        (Row("5/2090/TTLT-BTC-BTP"),
         "thong-tu-lien-tich/bo-tai-chinh-bo-tu-phap/undated/5-2090-ttlt-btc-btp", "qppl"),
        (Row("9/2090/QH31", title="Luật Thử nghiệm", date="2090-02-01"),
         "luat/quoc-hoi/2090-02-01/9-2090-qh31", "qppl"),
        (Row("12 / 2090/QÐ - UBND", "Quyết định", "2090-02-01", "UBND tỉnh Lạng Sơn"),
         "quyet-dinh/uy-ban-nhan-dan-tinh-lang-son/2090-02-01/12-2090-qd-ubnd", "qppl"),
        (Row("28-CT/TU", "Chỉ thị", "2090-02-01", "Tỉnh ủy Lạng Sơn"),
         "chi-thi/tinh-uy-lang-son/2090-02-01/28-ct-tu", "party"),
    ],
)  # fmt: skip
def test_a_row_names_its_instrument(row, iri, kind):
    instrument = instrument_of(row, "s")
    assert instrument.iri == f"/akn/vn/act/{iri}"
    assert instrument.kind == kind
    assert set(instrument.sources.values()) == {("s",)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (Row("", date="2090-01-30"), "neither number nor title"),
        (Row("9/2090/QH31", date="2090-02-01"), "does not tell the type"),
        (Row("9/2090/QĐ-UBND", "Quyết định", "2090-02-01"), "does not tell the issuer"),
        (Row("14", "Thông tư", issuer=BTC), "has no symbol"),
        (Row("12/2090/NĐ-CP", "Nghị quyệt"), "type 'Nghị quyệt' is unknown"),
        (Row("12/2090/NĐ-CP", date="31/02/2090"), "date is '31/02/2090'"),
        (Row("12/2090/NĐ-CP", effective="mai"), "effective is 'mai'"),
    ],
)
def test_a_row_that_names_none_says_why(row, reason):
    with pytest.raises(RowError, match=reason):
        instrument_of(row, "s")


def test_cells_cut_at_the_day_of_a_cited_instrument_are_put_right():
    row = Row(
        "15/2092/TT-BTC",
        date="2080-09-12",
        issuer=f"Bộ trưởng {BTC} hướng dẫn kiểm toán ngày 06/03/2092 của {BTC}",
        title="Sửa đổi Thông tư số 150/2080/TT-BTC",
    )
    put, told = repaired(row)
    assert (put.date, put.issuer) == ("06/03/2092", BTC)
    cited = "Thông tư số 150/2080/TT-BTC ngày 12/09/2080"
    assert put.title == f"Sửa đổi {cited} của Bộ trưởng {BTC} hướng dẫn kiểm toán"
    assert told
    assert repaired(put) == (put, "")


@pytest.mark.parametrize(
    ("names", "bodies"),
    [
        ("Bộ Tài nguyên và Môi trường và Bộ Nội vụ", ("Bộ Tài nguyên và Môi trường", "Bộ Nội vụ")),
        ("Bộ Văn hóa, Thể thao và Du lịch", ("Bộ Văn hóa, Thể thao và Du lịch",)),
        ("Bộ Công Thương.", ("Bộ Công Thương",)),
        (f"{BTC}; {BTP}", (BTC, BTP)),
    ],
)
def test_bodies_of_one_cell(names, bodies):
    assert split_issuers(names) == bodies


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("có nội dung được sửa đổi, có nội dung được bổ sung", [("amends", "Điều 1")]),
        ("được bổ sung, bị bãi bỏ", [("amends", "Điều 1"), ("repeals", "Điều 1")]),
        ("có nội dung được sửa đổi, có nội dung bị bãi bỏ",
         [("amends", "Điều 1"), ("repeals", "một phần Điều 1")]),
        ("bị huỷ bỏ", [("repeals", "Điều 1")]),
        ("có nội dung bị ngưng hiệu lực", [("suspends", "một phần Điều 1")]),
    ],
)  # fmt: skip
def test_what_happens_to_an_article(words, said):
    assert [tuple(one) for one in actions(words, "Điều 1")] == said


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("amends", ("amends", False)),
        ("replaced_by", ("replaces", True)),
        ("bãi bỏ", ("repeals", False)),
        ("Được sửa đổi, bổ sung bởi", ("amends", True)),
    ],
)
def test_kinds_by_name_and_label(word, kind):
    assert kind_of(word) == kind


def test_words_that_state_nothing_are_refused():
    for words in ("", "đang xem xét"):
        with pytest.raises(RowError):
            actions(words, "Điều 1")
    with pytest.raises(RowError, match="'amens' is unknown"):
        kind_of("amens")


def test_vietnamese_columns_in_any_order_and_other_separators(tmp_path):
    path = tmp_path / "văn bản.csv"
    path.write_text(
        "Trích yếu;Ngày ban hành;so_ky_hieu;Màu;Loại văn bản\n"
        '"Việc; thử";05/3/2090;12/2090/NĐ-CP;đỏ;Nghị định\n',
        encoding="utf-8-sig",
    )
    note, row = taken(path)
    assert (note.outcome, "Màu" in note.detail) == (Outcome.NOTED, True)
    (instrument,) = row.records.instruments
    assert (instrument.title, instrument.date) == ("Việc; thử", date(2090, 3, 5))


def test_json_lines_and_faulty_lines_are_told_by_line(tmp_path):
    path = tmp_path / "docs.jsonl"
    good = json.dumps({"number": "12/2090/NĐ-CP", "date": "2090-03-05", "url": "https://x.vn/1"})
    path.write_text(f"{good}\n{{\n\n[1]\n{good}\n", encoding="utf-8")
    found = [(row.where.rpartition(":")[2], row.outcome) for row in taken(path)]
    assert found == [("1", "in"), ("2", "refused"), ("4", "refused"), ("5", "merged")]
    assert taken(path)[0].records.sources[0].where == "https://x.vn/1"


def test_too_many_cells_and_other_encodings(tmp_path):
    path = write_table(tmp_path / "a.csv", ("number", "type"), [("1/2090/NĐ-CP", "Nghị định", "x")])
    (row,) = taken(path)
    assert (row.outcome, row.where) == (Outcome.REFUSED, f"{path}:2")
    path.write_bytes("number,type\n12/2090/NĐ-CP,Ngh\u1ecb".encode("utf-16"))
    assert "not UTF-8" in assign([path]).unread[path]
    good = "1/2090/NĐ-CP,Nghị định\n".encode() * 2_000
    path.write_bytes(b"number,type\n" + good + b"1/2090/QH31,Lu\xe2t\n")
    assert taken(path)[-1].outcome is Outcome.UNREAD


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "docs.parquet"
    rows = [{"number": "12/2090/NĐ-CP", "date": date(2090, 3, 5)}, {"number": None, "date": None}]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1")
    assert list(assign([path, broken]).unread) == [broken]
    first, second = taken(path)
    assert first.records.instruments[0].date == date(2090, 3, 5)
    assert second.outcome is Outcome.REFUSED


CHANGES = ("source_number", "kind", "target_number", "target_article", "valid_from")


def test_rows_of_one_pair_are_one_relation(tmp_path):
    rows = [
        ("12/2090/NĐ-CP", "amends", "1/2080/NĐ-CP", "Điều 2", "2090-05-01"),
        ("12/2090/NĐ-CP", "amends", "1/2080/NĐ-CP", "Điều 9", "2090-05-01"),
        ("12/2090/NĐ-CP", "amends", "1/2080/NĐ-CP", "Điều 3", "2091-05-01"),
        ("1/2080/NĐ-CP", "replaced_by", "12/2090/NĐ-CP", "", ""),
        ("12/2090/NĐ-CP", "amends", "12/2090/NĐ-CP", "", ""),
        ("12/NQ-CP", "amends", "1/2080/NĐ-CP", "", ""),
    ]
    found = taken(write_table(tmp_path / "c.csv", CHANGES, rows))
    assert [row.outcome for row in found] == ["in", "merged", "in", "in", "refused", "refused"]
    relations = [r for row in found for r in row.records.relations]
    assert [(r.kind, r.scope, r.parts) for r in relations] == [
        ("amends", "part", "Điều 2, Điều 9"),
        ("amends", "part", "Điều 3"),
        ("replaces", "whole", None),
    ]
    assert relations[0].source.endswith("undated/12-2090-nd-cp")
    assert relations[2].source == relations[0].source
    assert "joined with" in found[1].detail
    assert "acts on itself" in found[4].detail


def test_a_number_that_two_instruments_have_needs_its_date(tmp_path):
    documents = write_table(
        tmp_path / "a.csv",
        ("number", "date"),
        [("76/NQ-CP", "2090-01-01"), ("76/NQ-CP", "2091-01-01")],
    )
    columns = ("source_number", "kind", "target_number", "target_date")
    rows = [("1/2092/NĐ-CP", "cites", "76/NQ-CP", day) for day in ("", "2091-01-01")]
    found = taken(documents, write_table(tmp_path / "b.csv", columns, rows))[2:]
    assert "means several" in found[0].detail
    assert found[1].records.relations[0].target.endswith("2091-01-01/76-nq-cp")


@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared tables are not here")
def test_the_codified_tables_are_accounted_for_row_by_row(tmp_path):
    paths = [FACTS / name for name in ("codified_documents.csv", "codified_changes.csv")]
    place = place_in(tmp_path)
    summary = ingest(paths, place, ABOUT, How(jobs=0))
    counts = summary.counts
    assert sum(counts.values()) == 5_502 + 6_009
    assert counts[Outcome.REFUSED] <= 80
    graph = place.open_store()
    (decree,) = graph.by_numbers(["110/2014/NĐ-CP"])
    assert any(r.parts == "Điều 3, Điều 6, Điều 19" for r in graph.incoming(decree.iri))
    assert ingest(paths, place, ABOUT, How(jobs=0)).segment is None
