"""Proposals that are accepted: in the text, on the clipboard, in the file that comes back."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from checked_drafts import DATE, PLAN, REPLACED, WORD, accept, check_file, check_text, finding
from playwright.sync_api import expect

from ingest.readers.read import read_bytes

NEW = "118/2025/NĐ-CP ngày 09/6/2025"


def test_what_is_accepted_shows_in_the_text_and_goes_back(server, view):
    page = view()
    check_text(page, server.address)
    before = page.locator(".text").inner_html()
    accept(page, DATE, REPLACED)
    expect(page.locator(".text ins", has_text=NEW)).to_be_visible()
    expect(page.locator(".text del", has_text="5/3/2020")).to_be_visible()
    page.get_by_label("Chỉ hiện văn bản sau khi sửa").check()
    expect(page.locator(".text del").first).to_be_hidden()
    finding(page, DATE).get_by_role("button", name="Bỏ chấp nhận").click()
    expect(page.locator(".text del", has_text="5/3/2020")).to_have_count(0)
    page.get_by_role("button", name="Bỏ tất cả").click()
    expect(page.locator("#settled")).to_have_text("Chưa chấp nhận đề xuất nào.")
    expect(page.locator(".text ins")).to_have_count(0)
    changed = page.locator(".text").inner_html().replace(" now-there", "")
    assert changed == before


def test_proposals_that_exclude_each_other_are_told(server, view):
    page = view()
    check_text(page, server.address)
    accept(page, REPLACED, "VD001")
    # The whole citation gives way, and its wrong date goes with it.
    expect(page.locator(".text ins")).to_have_count(1)
    buttons = page.locator("button.accept").all()
    for button in buttons:
        if button.get_attribute("aria-pressed") == "false":
            button.click()
    told = page.locator("#settled")
    expect(told).to_contain_text(f"Đã chấp nhận {len(buttons)} đề xuất. 1 đề xuất không ghi được")
    expect(page.locator(".f.refused")).to_have_count(1)
    expect(page.locator(".f.refused")).to_contain_text("Không ghi được cùng các đề xuất")


def test_the_word_file_holds_what_was_accepted(server, view):
    docx = pytest.importorskip("docx")
    page = view()
    check_file(page, server.address, WORD)
    accept(page, DATE, REPLACED)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word với 2 chỗ sửa").click()
    assert download.value.suggested_filename == "ke-hoach-cchc.checked.docx"
    data = Path(download.value.path()).read_bytes()
    expect(page.locator("#taken")).to_contain_text("ke-hoach-cchc.checked.docx")

    opened = docx.Document(BytesIO(data))
    inserted = [
        "".join(run.text or "" for run in one.iter() if run.tag.endswith("}t"))
        for one in opened.element.body.iter()
        if one.tag.endswith("}ins")
    ]
    assert any(NEW in words for words in inserted)
    assert "05/3/2020" in " ".join(inserted)
    assert len(opened.comments) > 0 if hasattr(opened, "comments") else True
    read = read_bytes(data, name="lại.docx").text
    assert f"Nghị định số {NEW}" in read
    assert "ngày 05/3/2020" in read
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Trang HTML", b"<!doctype html>"),
        ("Excel", b"PK"),
        ("JSON", b"{"),
        ("CSV", b"\xef\xbb\xbf"),
    ],
)
def test_reports_are_saved(server, view, name, begins):
    page = view()
    check_file(page, server.address, WORD)
    with page.expect_download() as download:
        page.locator(".take").get_by_role("button", name=name).click()
    assert download.value.suggested_filename.startswith("ke-hoach-cchc.checked.")
    assert Path(download.value.path()).read_bytes().startswith(begins)


def test_a_pdf_comes_back_marked(server, view):
    page = view()
    check_file(page, server.address, WORD.with_suffix(".pdf"))
    expect(page.locator("button.accept")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF có đánh dấu").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_words_are_copied(server, view):
    page = view()
    check_text(page, server.address)
    finding(page, DATE).get_by_role("button", name="Chép").click()
    expect(page.locator("#said")).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == "05/3/2020"
    page.get_by_role("button", name="đề xuất chắc chắn").click()
    accept(page, REPLACED)
    page.get_by_role("button", name="Chép toàn văn đã sửa").click()
    expect(page.locator("#said")).to_have_text("Đã chép toàn văn đã sửa.")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert NEW in copied
    assert "ngày 05/3/2020" in copied
    assert copied.splitlines()[0] == PLAN.splitlines()[0]
    assert copied.splitlines()[-1] == PLAN.splitlines()[-1]


def test_the_corrected_text_is_checked_again(server, view):
    page = view()
    check_text(page, server.address)
    page.get_by_role("button", name="đề xuất chắc chắn").click()
    expect(page.locator("#settled")).to_contain_text("Sau khi sửa còn")
    page.get_by_role("button", name="Kiểm tra lại văn bản đã sửa").click()
    expect(page.locator(f".f[data-key^='{DATE}:']")).to_have_count(0)
    expect(page.locator(".text")).to_contain_text("05/3/2020")
