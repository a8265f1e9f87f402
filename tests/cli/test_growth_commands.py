"""Growing the graph as a user does: folders, tables, archives, what they state and contradict."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
DECREE = """CHÍNH PHỦ
Số: 61/2091/NĐ-CP
Hà Nội, ngày 05 tháng 01 năm 2091

NGHỊ ĐỊNH
Quy định về cơ chế một cửa

Căn cứ Luật Tổ chức Chính phủ số 10/2090/QH20;
Chính phủ ban hành Nghị định quy định về cơ chế một cửa.

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về cơ chế một cửa.

Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.
2. Nghị định này thay thế Nghị định số 15/2090/NĐ-CP ngày 02 tháng 3 năm 2090 của Chính phủ.
3. Bãi bỏ Điều 5 Nghị định số 16/2090/NĐ-CP ngày 03 tháng 3 năm 2090 của Chính phủ.

TM. CHÍNH PHỦ
THỦ TƯỚNG
"""
TABLE = (
    "number,type,date,effective,issuer,title\n"
    "70/2091/NĐ-CP,Nghị định,2091-03-01,2091-05-01,Chính phủ,Về văn thư\n"
    "71/2091/NĐ-CP,Nghị định,31/02/2091,,Chính phủ,Về lưu trữ\n"
)


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "kho lưu trữ"
    (folder / "năm 2091").mkdir(parents=True)
    (folder / "năm 2091" / "nghị định 61.txt").write_text(DECREE, encoding="utf-8")
    (folder / "danh mục.csv").write_text(TABLE, encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_relations_with_the_words_that_state_them(run, archive):
    path = archive / "năm 2091" / "nghị định 61.txt"
    told = json.loads(run("relations", "--format", "json", path, code=0)[0])
    assert told["schema"] == "viendan.relations/1"
    assert (told["self"]["number"], told["self"]["effective"]) == ("61/2091/NĐ-CP", "2091-02-19")
    found = {(r["kind"], r["target"]["number"], r["scope"]) for r in told["relations"]}
    assert found == {
        ("based_on", "10/2090/QH20", "whole"),
        ("replaces", "15/2090/NĐ-CP", "whole"),
        ("repeals", "16/2090/NĐ-CP", "part"),
    }
    text = " ".join(DECREE.split())
    assert all(r["evidence"] in text for r in told["relations"])
    shown, _, _ = run("relations", path, code=0)
    assert "15/2090/NĐ-CP (02/3/2090)" in shown
    assert "19/02/2091" in shown


def test_an_archive_is_taken_in_once_and_its_faults_are_told(run, home, archive):
    out, err, _ = run("ingest", "--jobs", "1", archive, code=2)
    assert "nhận 2, gộp 0, bản sao 0, đã có 0, dòng bị từ chối 1, không đọc được 1" in out
    assert "hỏng.docx" in err
    assert "31/02/2091" in err
    answer, _, _ = run("query", "replaced-by", "15/2090/NĐ-CP", code=0)
    assert "61/2091/NĐ-CP" in answer
    shown, _, _ = run("show", "15/2090/NĐ-CP", "--as-of", "2091-02-18", code=0)
    later, _, _ = run("show", "15/2090/NĐ-CP", "--as-of", "2091-02-19", code=0)
    assert "đã bị thay thế" not in shown
    assert "thay thế" in later
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    out, _, _ = run("ingest", "--jobs", "1", archive, code=2)
    assert "nhận 0" in out
    kept = {p: p.read_bytes() for p in before if p.suffix in (".jsonl", ".csv")}
    assert all(before[p] == data for p, data in kept.items())


def test_a_rehearsal_writes_nothing(run, home, archive):
    out, _, _ = run("ingest", "--jobs", "1", "--dry-run", archive)
    assert "nhận 2" in out
    assert not [p for p in home.rglob("*") if p.is_file()]


def test_coverage_of_a_folder(run, archive):
    out, err, _ = run("coverage", "--format", "json", archive, code=2)
    told = json.loads(out)
    assert told["documents"] == 1
    assert len(told["unread"]) == 1
    assert "hỏng.docx" in err
    assert told["mentions"]["unknown"] == 3
    rows, _, _ = run("coverage", "--format", "csv", archive)
    assert "15/2090/NĐ-CP,Nghị định,2090-03-02" in rows
    assert "no such" in run("coverage", archive / "không có", code=2)[1]


def test_contradicting_sources_are_listed(run, tmp_path):
    row = "72/2091/NĐ-CP,Nghị định,2091-03-01,2091-05-0{},Chính phủ,Về văn thư\n"
    head = TABLE.splitlines()[0] + "\n"
    for day in (1, 2):
        table = tmp_path / f"bảng {day}.csv"
        table.write_text(head + row.format(day), encoding="utf-8")
        run("ingest", "--jobs", "1", table, code=0)
    told, _, _ = run("conflicts", "72/2091/NĐ-CP", "--format", "json", code=0)
    assert "2091-05-01" in told
    assert "2091-05-02" in told


def test_every_document_of_a_zip_is_checked_and_the_broken_one_told(run, tmp_path):
    path = tmp_path / "hồ sơ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SAMPLES / "ke-hoach-cchc.txt", "sở/kế hoạch.txt")
        archive.writestr("sở/hỏng.docx", b"PK\x03\x04 broken")
    out, err, _ = run("check", "--format", "json", path, code=2)
    (report,) = json.loads(out)
    assert report["document"]["path"].endswith("hồ sơ.zip/sở/kế hoạch.txt")
    assert report["document"]["recognised"] == []
    assert "hỏng.docx" in err
