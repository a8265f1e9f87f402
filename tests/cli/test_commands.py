"""The commands as a user types them, in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
TEXT = SAMPLES / "ke-hoach-cchc.txt"


def findings(run, path, *options):
    out, _, _ = run("check", "--format", "json", "--as-of", "2026-11-22", *options, path)
    return json.loads(out)


def told(report):
    """What the findings say, without offsets: those differ between formats."""
    return sorted(
        (f["code"], f["severity"], f["message"], f["suggestion"] or "") for f in report["findings"]
    )


def test_the_sample_shows_its_faults(run):
    report = findings(run, TEXT)
    codes = {f["code"] for f in report["findings"]}
    assert codes >= {
        "VD001",
        "VD002",
        "VD004",
        "VD006",
        "VD008",
        "VD101",
        "VD104",
        "VD201",
        "VD501",
        "VD502",
    }
    assert report["schema"] == "viendan.check/1"
    assert report["document"]["date"] == "2025-08-20"
    assert report["document"]["date_source"] == "header"
    assert report["summary"]["citations"] == sum(c["role"] == "cite" for c in report["citations"])


def test_every_format_gives_the_same_findings(run):
    expected = told(findings(run, TEXT))
    assert told(findings(run, SAMPLES / "ke-hoach-cchc.docx")) == expected
    assert told(findings(run, SAMPLES / "ke-hoach-cchc.pdf")) == expected


def test_findings_stand_on_the_words_they_judge(run):
    text = TEXT.read_text(encoding="utf-8")
    report = findings(run, TEXT)
    for c in report["citations"]:
        assert text[c["start"] : c["end"]] == c["text"]
    spans = {f["code"]: text[f["start"] : f["end"]] for f in report["findings"]}
    assert spans["VD001"] == "ngày 24/2018"
    assert spans["VD501"] == "Bộ Thông tin và Truyền thông"


def test_every_error_names_its_proof(run):
    for finding in findings(run, TEXT)["findings"]:
        if finding["code"] in {"VD201", "VD203", "VD205"}:
            assert finding["proof"]
            assert all(p["source"] for p in finding["proof"])


def test_the_terminal_report_closes_with_the_counts(run):
    out, _, code = run("check", TEXT)
    assert code == 1
    assert "11 trích dẫn, 10 đã kiểm tra, 1 ngoài dữ liệu" in out
    assert "\x1b" not in out
    assert "~~~" in out


def test_english(run):
    out, _, _ = run("check", "--lang", "en", TEXT)
    assert "citations" in out
    assert "ERROR VD201 replaced" in out


def test_exit_code_follows_fail_on(run, tmp_path):
    clean = tmp_path / "sạch sẽ.txt"
    clean.write_text(
        "Hà Nội, ngày 05 tháng 8 năm 2025\nThực hiện Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 "
        "của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại "
        "Bộ phận Một cửa và Cổng Dịch vụ công quốc gia.",
        encoding="utf-8",
    )
    run("check", clean, code=0)
    run("check", TEXT, code=1)
    run("check", "--fail-on", "never", TEXT, code=0)
    run("check", "--select", "VD006", TEXT, code=0)
    run("check", "--select", "VD006", "--fail-on", "info", TEXT, code=1)


def test_one_bad_file_does_not_stop_the_others(run, tmp_path):
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"PK\x03\x04 not a package")
    out, err, code = run("check", broken, tmp_path / "không có.txt", TEXT)
    assert code == 2
    assert "hỏng.docx" in err
    assert "không có.txt" in err
    assert "11 trích dẫn" in out


def test_standard_input(run):
    out, _, _ = run("extract", "--format", "json", "-", stdin="Nghị định số 61/2018/NĐ-CP".encode())
    assert json.loads(out)["citations"][0]["number"] == "61/2018/NĐ-CP"


def test_an_empty_file_is_an_error_not_an_empty_report(run, tmp_path):
    empty = tmp_path / "rỗng.txt"
    empty.write_bytes(b"")
    _, err, _ = run("check", empty, code=2)
    assert "empty" in err


@pytest.mark.parametrize(
    "options", [("--select", "VD999"), ("--ignore", "nothing"), ("--date", "x")]
)
def test_bad_options_are_usage_errors(run, options):
    run("check", *options, TEXT, code=2)


def test_ignore_takes_rules_away(run):
    report = findings(run, TEXT, "--ignore", "VD2", "--ignore", "outdated-term")
    assert not any(f["code"].startswith("VD2") or f["code"] == "VD502" for f in report["findings"])


def test_extract_prints_the_text_its_offsets_count_in(run):
    path = SAMPLES / "ke-hoach-cchc.docx"
    text, _, _ = run("extract", "--text", path)
    report = json.loads(run("extract", path)[0])
    assert report["document"]["characters"] == len(text)
    for c in report["citations"]:
        assert text[c["start"] : c["end"]] == c["text"]


def test_show_tells_the_bearers_of_a_number_apart(run):
    out, _, _ = run("show", "76/NQ-CP", code=0)
    assert "13/6/2013" in out
    assert "15/7/2021" in out
    one, _, _ = run("show", "Nghị quyết 76/NQ-CP ngày 15/7/2021", code=0)
    assert "13/6/2013" not in one.split("\n")[2]


def test_what_is_not_in_the_data_is_not_called_absent(run):
    _, err, _ = run("show", "999/2026/NĐ-CP", code=2)
    assert "không có trong dữ liệu" in err
    assert "không tồn tại" not in err


def test_query_formats(run):
    out, _, _ = run("query", "replaces", "118/2025/NĐ-CP", "--format", "json", code=0)
    assert json.loads(out)["schema"] == "viendan.query/1"
    run("query", "history", "61/2018/NĐ-CP", "--format", "csv", code=0)
    _, err, _ = run("query", "nonsense", "61/2018/NĐ-CP", code=2)
    assert "implements" in err


def test_status_on_the_boundary_day(run):
    last, _, _ = run("query", "status", "61/2018/NĐ-CP", "--as-of", "2025-06-30")
    first, _, _ = run("query", "status", "61/2018/NĐ-CP", "--as-of", "2025-07-01")
    assert "còn hiệu lực" in last
    assert "được thay thế" in first


def test_ingested_plans_answer_questions(run, home):
    run("ingest", TEXT, code=0)
    out, _, _ = run("query", "basis", "76/NQ-CP")
    answer, _, _ = run("query", "cited-by", "30c/NQ-CP")
    implementers, _, _ = run("query", "implements", "23/CT-TTg")
    assert "ke-hoach-cchc.txt" in answer + implementers + out
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    run("ingest", TEXT, code=0)
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before
    run("lint-data", code=0)


def test_rules_and_explain(run):
    out, _, _ = run("rules", code=0)
    assert len(out.splitlines()) == 35
    page, _, _ = run("explain", "VD103", code=0)
    assert "Why it matters" in page
    assert run("explain", "misdated")[0] == page
    run("explain", "VD999", code=2)
