"""Files given back by `viendan check`, as a user asks for them, in processes of their own."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = SAMPLES / "ke-hoach-cchc.txt"
WORD = SAMPLES / "ke-hoach-cchc.docx"
PDF = SAMPLES / "ke-hoach-cchc.pdf"
AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def word(tmp_path):
    """A Word file whose path has blanks and Vietnamese letters."""
    place = tmp_path / "Dự thảo năm 2025" / "Kế hoạch cải cách (đã sửa).docx"
    place.parent.mkdir()
    shutil.copy(WORD, place)
    return place


def part(path, name="word/document.xml"):
    with ZipFile(path) as package:
        return package.read(name).decode()


def comments(path):
    with ZipFile(path) as package:
        if "word/comments.xml" not in package.namelist():
            return 0
    return part(path, "word/comments.xml").count("<w:comment ")


def texts(path):
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part(path)))


def undated(path):
    with ZipFile(path) as package:
        return {
            name: re.sub(rb'w:date="[^"]*"', b"", package.read(name)) for name in package.namelist()
        }


def test_a_word_file_comes_back_beside_itself_and_stays_as_it_is(run, word):
    before = word.read_bytes()
    out, _, _ = run("check", *AS_OF, word, "--format", "docx", code=1)
    back = word.with_name("Kế hoạch cải cách (đã sửa).checked.docx")
    assert f"{word} -> {back}" in out
    assert word.read_bytes() == before
    assert comments(back) > 5
    assert texts(back) == texts(word)


def test_suggestions_are_tracked_and_a_second_run_doubles_nothing(run, word, tmp_path):
    once, twice = tmp_path / "một lần.docx", tmp_path / "hai lần.docx"
    run("check", *AS_OF, word, "--format", "docx", "--suggest", "-o", once, code=1)
    assert "<w:del " in part(once)
    assert "<w:ins " in part(once)
    run("check", *AS_OF, once, "--suggest", "-o", twice, code=1)
    assert undated(twice) == undated(once)
    run("check", *AS_OF, once, "--format", "docx", "-o", twice, code=1)
    assert "<w:del " not in part(twice)
    assert texts(twice) == texts(word)


def test_the_safe_corrections_are_written_and_listed(run, word, tmp_path):
    fixed = tmp_path / "đã sửa.docx"
    out, _, _ = run("check", *AS_OF, word, "--fix", "-o", fixed, code=1)
    assert "“ngày 24/2018” → “ngày 23/4/2018” (VD001)" in out
    assert "ngày 23/4/2018" in texts(fixed)
    assert "<w:ins " not in part(fixed)
    again = json.loads(run("check", *AS_OF, "--format", "json", fixed)[0])
    assert not {"VD001", "VD004", "VD006"} & {f["code"] for f in again["findings"]}


def test_a_plain_text_is_fixed_beside_itself(run, tmp_path):
    text = tmp_path / "kế hoạch.txt"
    shutil.copy(TEXT, text)
    run("check", *AS_OF, text, "--fix", code=1)
    assert text.read_bytes() == TEXT.read_bytes()
    assert "ngày 23/4/2018" in (tmp_path / "kế hoạch.checked.txt").read_text(encoding="utf-8")


def test_a_pdf_comes_back_with_the_original_in_front(run, tmp_path):
    back = tmp_path / "đánh dấu.pdf"
    out, _, _ = run("check", *AS_OF, PDF, "--format", "pdf", "-o", back, code=1)
    assert "chỗ được đánh dấu" in out
    assert back.read_bytes().startswith(PDF.read_bytes())


@pytest.mark.parametrize("form", ["html", "md", "csv", "json", "jsonl"])
def test_reports_go_into_the_file_named(run, word, tmp_path, form):
    output = tmp_path / f"kết quả.{form}"
    out, _, _ = run("check", *AS_OF, word, "--format", form, "-o", output, code=1)
    assert out == ""
    shown = output.read_bytes().decode("utf-8-sig")
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(shown)))) > 5
    elif form == "json":
        assert json.loads(shown)["schema"] == "viendan.check/1"
    elif form == "jsonl":
        assert {json.loads(line)["schema"] for line in shown.splitlines()} == {"viendan.lines/1"}
    assert "61/2018/NĐ-CP" in shown


def test_files_of_one_name_and_unreadable_ones_go_into_one_folder(run, word, tmp_path):
    other, folder = tmp_path / "khác" / word.name.upper(), tmp_path / "kết quả"
    other.parent.mkdir()
    folder.mkdir()
    shutil.copy(WORD, other)
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"PK\x03\x04 not a package")
    missing = tmp_path / "không có.docx"
    call = ("check", *AS_OF, broken, word, missing, other, "--format", "docx", "-o", folder)
    for _ in range(2):
        _, err, _ = run(*call, code=2)
        assert "hỏng.docx" in err
        assert "không có.docx" in err
        made = sorted(path.name.casefold() for path in folder.iterdir())
        # Names that differ in case only are one file on some systems.
        stem = word.stem.casefold()
        assert made == [f"{stem}.checked (2).docx", f"{stem}.checked.docx"]


def test_a_file_checked_twice_over_keeps_its_name(run, tmp_path):
    for name in ("kế hoạch.checked.docx", "kế hoạch.checked (2).docx"):
        shutil.copy(WORD, tmp_path / name)
        run("check", *AS_OF, tmp_path / name, "--format", "docx", code=1)
    assert len(list(tmp_path.iterdir())) == 2


def test_several_files_need_a_folder_that_exists(run, word, tmp_path):
    _, err, _ = run("check", word, WORD, "--format", "docx", "-o", tmp_path / "chưa có", code=2)
    assert "folder" in err
    assert not (tmp_path / "chưa có").exists()


def test_standard_input_is_given_back_in_the_file_named(run, tmp_path):
    back = tmp_path / "từ đầu vào chuẩn.docx"
    call = ("check", *AS_OF, "-", "--format", "docx")
    run(*call, "-o", back, stdin=WORD.read_bytes(), code=1)
    assert comments(back) > 5
    run(*call, "-o", tmp_path, stdin=WORD.read_bytes(), code=1)
    assert comments(tmp_path / "stdin.checked.docx") == comments(back)
    _, err, _ = run(*call, stdin=WORD.read_bytes(), code=2)
    assert "-o FILE" in err
    fixed = tmp_path / "đã sửa.txt"
    run("check", *AS_OF, "-", "--fix", "-o", fixed, stdin=TEXT.read_bytes(), code=1)
    assert "ngày 23/4/2018" in fixed.read_text(encoding="utf-8")


def test_a_folder_that_does_not_exist_is_named(run, word, tmp_path):
    output = tmp_path / "chưa có" / "kế hoạch.docx"
    _, err, _ = run("check", word, "--format", "docx", "-o", output, code=2)
    assert f"the folder {output.parent} does not exist" in err
    assert ".tmp" not in err


@pytest.mark.parametrize("option", ["--suggest", "--fix"])
def test_the_file_checked_is_never_written_over(run, word, option):
    before = word.read_bytes()
    _, err, _ = run("check", *AS_OF, word, option, "-o", word.parent / "." / word.name, code=2)
    assert "is the file checked" in err
    assert word.read_bytes() == before


def test_a_file_given_back_may_be_replaced(run, word):
    run("check", *AS_OF, word, "--format", "docx", code=1)
    back = word.with_name(f"{word.stem}.checked.docx")
    before = undated(back)
    run("check", *AS_OF, back, "--format", "docx", "-o", back, code=1)
    assert undated(back) == before


@pytest.mark.parametrize("name", ["kết quả", "kết quả.doc", "kết quả.docm", "kết quả.pdf"])
def test_a_name_of_another_format_is_refused(run, word, tmp_path, name):
    _, err, _ = run("check", word, "--format", "docx", "-o", tmp_path / name, code=2)
    assert "kết quả.docx" in err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_a_report_is_not_fixed(run, tmp_path, form):
    for path in (TEXT, WORD):
        output = tmp_path / f"kết quả.{form}"
        _, err, _ = run("check", path, "--fix", "--format", form, "-o", output, code=2)
        assert f"--format {form}" in err
        assert not output.exists()


def test_what_cannot_be_given_back_says_what_can(run, tmp_path):
    _, err, _ = run("check", TEXT, "--format", "docx", "-o", tmp_path / "a.docx", code=2)
    assert "--format html" in err
    _, err, _ = run("check", WORD, "--format", "pdf", "-o", tmp_path / "a.pdf", code=2)
    assert "--format docx" in err
    _, err, _ = run("check", TEXT, "--suggest", code=2)
    assert "--suggest" in err
    assert not list(tmp_path.glob("a.*"))


def test_english_reports_have_english_words_around_the_names(run, word, tmp_path):
    back = tmp_path / "checked.docx"
    call = ("check", *AS_OF, "--lang", "en", word, "--format", "docx", "--suggest", "-o", back)
    out, _, _ = run(*call, code=1)
    assert "Changes (" in out
    said = part(back, "word/comments.xml")
    assert "Write: " in said
    for words in ("Viết đúng", "Căn cứ: ", "Đề xuất: ", "LỖI", "CẢNH BÁO", "LƯU Ý"):
        assert words not in said


@pytest.mark.parametrize("output", ["absent/findings.csv", "."])
def test_a_place_that_cannot_be_written_is_named(run, tmp_path, output):
    _, err, _ = run("check", TEXT, "--format", "csv", "-o", tmp_path / output, code=2)
    assert str(tmp_path) in err
    assert ".tmp" not in err


def test_workbook_of_a_check(run, word, tmp_path):
    output = tmp_path / "Kết quả.xlsx"
    out, _, _ = run("check", *AS_OF, word, "--format", "xlsx", "-o", output, code=1)
    assert str(output) in out
    findings, citations, unread = openpyxl.load_workbook(output).worksheets
    assert any("VD201" in row for row in findings.iter_rows(values_only=True))
    assert any("76/NQ-CP" in row for row in citations.iter_rows(values_only=True))
    assert unread.max_row == 2


def test_workbook_of_a_check_needs_a_file(run, word):
    _, err, _ = run("check", word, "--format", "xlsx", code=2)
    assert "Add -o FILE.xlsx" in err
