"""Pages of the codification, and dumps of the portal: who acts on whom, and from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from archives import ABOUT, write_table

from ingest.sources import phap_dien, vbpl
from ingest.sources.registry import assign
from ingest.sources.taken import Outcome
from kg.graph import Graph
from kg.trust import CODIFIED, rank

PAGE = """<html><body><h3>Đề mục 1.1<br/>Thử nghiệm</h3><div class='_content'>
<p class='pChuong'><a name='01'></a>Chương I</p>
<p class='pDieu'><a name='0101'></a>Điều 1.1.LQ.1. Phạm vi</p>
<p class='pGhiChu'><a href='http://example.vn/1'>(Điều 1 Luật số 32/2094/QH31 Thử nghiệm ngày \
03/12/2094 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/07/2095 )</a></p>
<p class='pNoiDung'><p>Lời của luật.</p></p>
<p class='pChiDan'>(Điều này có nội dung liên quan đến Điều 1.1.NĐ.3. Việc khác)</p>
<p class="pDieu">Điều 1.1.TT.2.2. Đối t&#432;ợng</p>
<p class='pGhiChu'>(Điều 2 Thông tư số 35/2092/TT-BTC Hướng dẫn Nghị định số 10/2090/NĐ-CP ngày \
01/02/2090 của Chính phủ về phí ngày 06/09/2092 của Bộ Tài chính, có hiệu lực thi hành kể từ ngày \
01/11/2092; có nội dung được sửa đổi, có nội dung bị bãi bỏ theo quy định tại Điều 1 của Thông tư \
số 49/2098/TT-BTC Sửa đổi Thông tư số 35/2092/TT-BTC ngày 11/09/2098 của Bộ Tài chính, có hiệu \
lực kể từ ngày 01/01/2099)</p>
<p class='pDieu'>Điều 1.1.TT.2.3. Việc sau</p>
<p class='pGhiChu'>(Điều 3 Thông tư số 35/2092/TT-BTC Hướng dẫn ngày 06/09/2092 của Bộ Tài chính, \
có hiệu lực thi hành kể từ ngày 01/11/2092; được sửa đổi theo quy định tại Điều 2 Thông tư số \
49/2098/TT-BTC Sửa đổi ngày 11/09/2098 của Bộ Tài chính, có hiệu lực kể từ ngày 01/01/2099)</p>
<p class='pDieu'>Điều 1.1.TT.2.4. Không nguồn</p>
</div></body></html>
"""


@pytest.fixture
def page(tmp_path) -> Path:
    path = tmp_path / "đề mục.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_notes_of_articles_give_instruments_and_changes(page):
    found = list(phap_dien.read([page], Graph(), ABOUT))
    assert [row.outcome for row in found] == ["in", "in", "merged", "refused", "in", "merged"]
    law, circular = (row.records.instruments[0] for row in found[:2])
    assert law.iri == "/akn/vn/act/luat/quoc-hoi/2094-12-03/32-2094-qh31"
    assert (law.title, law.effective) == ("Thử nghiệm", date(2095, 7, 1))
    assert circular.date == date(2092, 9, 6), "not the day of what its title cites"
    assert circular.title.endswith("Chính phủ về phí")
    amends, repeals = found[4].records.relations
    assert (amends.kind, amends.parts) == ("amends", "Điều 2, Điều 3")
    assert (repeals.kind, repeals.parts) == ("repeals", "một phần Điều 2")
    assert amends.source.endswith("bo-tai-chinh/2098-09-11/49-2098-tt-btc")
    assert (amends.target, amends.valid_from) == (circular.iri, date(2099, 1, 1))
    assert "Điều 1.1.TT.2.4" in found[3].where
    assert rank(found[0].records.sources[0]) == CODIFIED


def test_files_go_to_the_source_that_claims_them(page, tmp_path):
    empty = tmp_path / "trống.html"
    empty.write_text("<div class='_content'></div>", encoding="utf-8")
    other = tmp_path / "trang.html"
    other.write_text("<p>Kế hoạch</p>", encoding="utf-8")
    dump = write_table(tmp_path / "r.csv", ("doc_id", "other_doc_id", "relationship"), [])
    mine = write_table(tmp_path / "m.csv", ("id", "number"), [])
    found, unread = assign([page, empty, other, dump, mine])
    assert not unread
    assert found["phap-dien"] == [page, empty]
    assert (found["vbpl"], found["generic"], found["folder"]) == ([dump], [mine], [other])
    assert [row.outcome for row in phap_dien.read([empty], Graph(), ABOUT)] == [Outcome.NOTED]


DOCUMENTS = (
    *("id", "title", "so_ky_hieu", "ngay_ban_hanh", "loai_van_ban", "ngay_co_hieu_luc"),
    *("ngay_het_hieu_luc", "co_quan_ban_hanh", "tinh_trang_hieu_luc"),
)
ROWS = [
    ("1", "Thông tư 12/2098/TT-BTC về phí", "12/2098/TT-BTC", "01/02/2098", "Thông tư",
     "15/03/2098", "01/04/2099", "Bộ Tài chính", "Hết hiệu lực toàn bộ"),
    ("2", "Thông tư 13/2099/TT-BTC về lệ phí", "13/2099/TT-BTC", "01/02/2099", "Thông tư",
     "01/04/2099", "Đã biết", "Bộ Tài chính", "Còn hiệu lực"),
    ("3", "Quyết định 1961/QĐ-UBND về quy hoạch", "1961/2099/QĐ-UBND", "05/03/2099", "Quyết định",
     "01/03/2099", "", "UBND tỉnh Lạng Sơn", ""),
    ("4", "Nghị định thử", "4/2099/NĐ-CP", "31/02/2099", "Nghị định", "", "", "Chính phủ", ""),
]  # fmt: skip


def dumped(tmp_path: Path, *relations: tuple[str, str, str]):
    documents = write_table(tmp_path / "metadata.csv", DOCUMENTS, ROWS)
    columns = ("doc_id", "other_doc_id", "relationship")
    related = write_table(tmp_path / "a relations.csv", columns, list(relations))
    found = list(vbpl.read([related, documents], Graph(), ABOUT))
    return found[: len(ROWS)], found[len(ROWS) :]


@pytest.mark.parametrize(
    ("this", "label", "other", "kind", "acting", "scope"),
    [
        ("2", "Văn bản hết hiệu lực", "1", "repeals", "2", "whole"),
        ("1", "Văn bản quy định hết hiệu lực", "2", "repeals", "2", "whole"),
        ("2", "Văn bản bị hết hiệu lực 1 phần", "1", "repeals", "2", "part"),
        ("1", "Văn bản quy định hết hiệu lực 1 phần", "2", "repeals", "2", "part"),
        ("2", "Văn bản được sửa đổi", "1", "amends", "2", "whole"),
        ("1", "Văn bản sửa đổi", "2", "amends", "2", "whole"),
        ("1", "Văn bản bổ sung", "2", "amends", "2", "whole"),
        ("2", "Văn bản căn cứ", "1", "based_on", "2", "whole"),
        ("2", "Văn bản dẫn chiếu", "1", "cites", "2", "whole"),
        ("1", "Văn bản HD, QĐ chi tiết", "2", "guides", "2", "whole"),
        ("2", "Văn bản được HD, QĐ chi tiết", "1", "guides", "2", "whole"),
        ("1", "Văn bản thay thế", "2", "replaces", "2", "whole"),
        ("2", "Văn bản bị thay thế", "1", "replaces", "2", "whole"),
        ("2", "Văn bản bị đình chỉ 1 phần", "1", "suspends", "2", "part"),
        ("1", "Văn bản đình chỉ 1 phần", "2", "suspends", "2", "part"),
    ],
)
def test_labels_tell_who_acts(tmp_path, this, label, other, kind, acting, scope):
    documents, (row,) = dumped(tmp_path, (this, other, label))
    (relation,) = row.records.relations
    iris = {ROWS[n][0]: documents[n].records.instruments[0].iri for n in range(2)}
    assert (relation.kind, relation.source, relation.scope) == (kind, iris[acting], scope)
    assert relation.target == iris["1" if acting == "2" else "2"]
    assert relation.valid_from == date(2099, 4, 1), "the first day of the document that acts"


def test_both_sides_of_a_relation_are_one(tmp_path):
    _, rows = dumped(
        tmp_path,
        ("2", "1", "Văn bản hết hiệu lực"),
        ("1", "2", "Văn bản quy định hết hiệu lực"),
        ("1", "2", "Văn bản liên quan khác"),
        ("1", "9", "Văn bản căn cứ"),
        ("1", "2", "Văn bản lạ"),
    )
    assert [row.outcome for row in rows] == ["in", "merged", "refused", "refused", "refused"]
    assert [bool(row.detail) for row in rows] == [False, True, True, True, True]


def test_states_and_doubtful_days_are_no_fields(tmp_path):
    rows, _ = dumped(tmp_path)
    ended, living, local, undated = (row.records.instruments[0] for row in rows)
    assert (ended.title, ended.expires, ended.effective) == ("về phí", None, date(2098, 3, 15))
    (said,) = rows[0].records.attestations
    assert (said.field, said.value, said.documents) == ("expires", "2099-04-01", 1)
    assert rows[1].records.attestations == ()
    assert living.expires is None
    assert (local.effective, local.issuer) == (None, "Ủy ban nhân dân tỉnh Lạng Sơn")
    assert local.number == "1961/2099/QĐ-UBND"
    assert "without a year" in rows[2].detail
    assert [a.field for a in rows[2].records.attestations] == ["effective"]
    assert undated.date is None
    assert "31/02/2099" in rows[3].detail
