"""Audits as a user types them: a folder, again, after a change of law, and what hangs on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "ke-hoach-cchc"
# An invented decree; the sample cites what it replaces.
DECREE = """CHÍNH PHỦ
Số: 901/2099/NĐ-CP
Hà Nội, ngày 01 tháng 8 năm 2099

NGHỊ ĐỊNH
Về công tác văn thư

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về công tác văn thư.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2099.
2. Nghị định này thay thế Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.

TM. CHÍNH PHỦ
THỦ TƯỚNG
"""


@pytest.fixture
def folder(tmp_path):
    """Two documents and a copy in two units, and one file that cannot be read."""
    folder = tmp_path / "Kế hoạch 2025"
    (folder / "Sở A").mkdir(parents=True)
    (folder / "Sở B").mkdir()
    shutil.copy(SAMPLES / f"{NAME}.docx", folder / "Sở A" / "kế hoạch.docx")
    shutil.copy(SAMPLES / f"{NAME}.docx", folder / "Sở B" / "bản sao.docx")
    shutil.copy(SAMPLES / f"{NAME}.txt", folder / "Sở B" / "kế hoạch.txt")
    (folder / "Sở B" / "hỏng.docx").write_bytes(b"PK\x03\x04 cut short")
    return folder


def audited(run, folder, *options, code=2):
    out, _, _ = run("audit", folder, "-o", folder.parent / "kết quả", *options, code=code)
    return out


def test_a_folder_becomes_a_workbook_and_a_page(run, folder):
    out = audited(run, folder, "--as-of", "2026-11-22")
    assert "3 tài liệu (1 bản sao), 1 không đọc được" in out
    book = openpyxl.load_workbook(folder.parent / "kết quả" / "audit.xlsx")
    assert {"Tổng hợp", "Phát hiện", "Không đọc được"} <= set(book.sheetnames)
    unread = [c.value for row in book["Không đọc được"].iter_rows() for c in row if c.value]
    assert any("hỏng.docx" in str(value) for value in unread)
    page = (folder.parent / "kết quả" / "audit.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "61/2018/NĐ-CP" in page


def test_the_second_run_reads_what_is_new_alone(run, folder):
    audited(run, folder, "--as-of", "2026-11-22")
    assert "đọc 0 tệp, đánh giá 0, giữ nguyên 2" in audited(run, folder, "--as-of", "2026-11-22")
    (folder / "Sở B" / "hỏng.docx").unlink()
    shutil.copy(SAMPLES / f"{NAME}.pdf", folder / "Sở B" / "kế hoạch.pdf")
    out = audited(run, folder, "--as-of", "2026-11-22", code=0)
    assert "4 tài liệu (1 bản sao), 0 không đọc được" in out
    assert "đọc 1 tệp, đánh giá 1, giữ nguyên 2" in out


def test_results_written_into_the_folder_are_not_audited(run, folder):
    for _ in range(2):
        run("audit", folder, "-o", folder / "kết quả", code=2)
    out, _, _ = run("audit", folder, "-o", folder / "kết quả", code=2)
    assert "3 tài liệu (1 bản sao), 1 không đọc được" in out


def test_impact_names_the_documents_and_what_to_write(run, folder):
    audited(run, folder, "--as-of", "2026-11-22")
    out, _, _ = run("impact", "61/2018/NĐ-CP", "--format", "json", "--as-of", "2026-11-22", code=0)
    found = json.loads(out)
    assert found["schema"] == "viendan.impact/1"
    assert found["documents"]["correct"] == 3
    assert "118/2025/NĐ-CP" in out
    file = folder.parent / "tác động.xlsx"
    run("impact", "61/2018/NĐ-CP", "--format", "xlsx", "-o", file, code=0)
    assert openpyxl.load_workbook(file).sheetnames == ["Tác động"]


def test_watch_tells_what_a_new_decree_outdates_without_the_files(run, folder):
    audited(run, folder, "--as-of", "2099-12-01")
    shutil.rmtree(folder)
    out, _, _ = run("watch", "--as-of", "2099-12-01", code=0)
    assert "30/2020" not in out
    decree = folder.parent / "nghị định.txt"
    decree.write_text(DECREE, encoding="utf-8")
    run("ingest", decree, code=0)
    out, _, _ = run("watch", "--as-of", "2099-12-01", "--format", "json", code=0)
    watched = json.loads(out)
    assert watched["schema"] == "viendan.watch/1"
    assert "901/2099/NĐ-CP" in out
    assert watched["documents"]["audited"] == 3
    # Told once: nothing has changed since.
    out, _, _ = run("watch", "--as-of", "2099-12-01", code=0)
    assert "901/2099/NĐ-CP" not in out


def test_a_folder_can_be_forgotten(run, folder, home):
    audited(run, folder)
    (archive,) = (home / "audits").glob("*.sqlite")
    assert b"S\xe1\xbb\x9f C\xc3\xb4ng Th\xc6\xb0\xc6\xa1ng" in archive.read_bytes()
    run("audit", folder, "--forget", code=0)
    assert b"S\xe1\xbb\x9f C\xc3\xb4ng Th\xc6\xb0\xc6\xa1ng" not in archive.read_bytes()


@pytest.mark.parametrize(
    "typed",
    [
        ("audit", "không có"),
        ("audit", "không có", "--forget"),
        ("impact", "61/2018/NĐ-CP"),
        ("watch",),
        ("watch", "--format", "xlsx"),
    ],
)
def test_what_cannot_be_done_is_said(run, typed):
    out, err, _ = run(*typed, code=2)
    assert err.startswith("viendan: ")
    assert not out
