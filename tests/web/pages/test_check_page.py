"""The check page in a browser: paste, look from text to findings and back, switch, refuse."""

import re
import zipfile

import pytest
from checked_drafts import (
    DATE,
    PLAN,
    REPLACED,
    SAMPLES,
    WORD,
    accept,
    check_file,
    check_text,
    finding,
)
from playwright.sync_api import expect

LONG = "dài" * 200


def test_a_pasted_text_comes_back_with_its_findings(server, view):
    page = view()
    check_text(page, server.address)
    expect(page.locator(".totals li").first).to_contain_text("lỗi")
    expect(page.locator(".about")).to_contain_text("20/8/2025")
    assert "built-in" not in page.locator("body").inner_text()
    assert page.locator(".text p").first.inner_text() == PLAN.splitlines()[0]
    citation = page.locator(".text a.c.e").first
    citation.click()
    target = page.locator(".f:target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("61/2018/NĐ-CP")
    target.locator(".at a").click()
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_keys_and_buttons_step_through_what_is_shown(server, view):
    page = view()
    check_text(page, server.address)
    found = page.locator(".f")
    page.keyboard.press("Alt+ArrowDown")
    expect(found.nth(0)).to_be_focused()
    page.get_by_role("button", name="Sau").click()
    expect(found.nth(1)).to_be_focused()
    expect(page.locator(".text .now-there")).to_be_in_viewport()
    page.keyboard.press("Alt+ArrowUp")
    expect(found.nth(0)).to_be_focused()
    page.get_by_role("checkbox", name="Lưu ý").uncheck()
    expect(finding(page, DATE)).to_be_hidden()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".f:focus")).to_have_attribute("data-key", re.compile(f"^{REPLACED}:"))


def test_names_lead_to_the_instrument_beside_the_page(server, view):
    page = view()
    check_text(page, server.address)
    link = finding(page, REPLACED).locator("a[href^='/akn/']").first
    expect(link).to_have_attribute("target", "_blank")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("61/2018/NĐ-CP")
    expect(page.locator("#result")).to_be_visible()


def test_the_language_changes_and_the_draft_stays(server, view):
    page = view()
    check_file(page, server.address, WORD)
    accept(page, DATE)
    page.get_by_role("link", name="English").click()
    expect(page.locator("#result")).to_contain_text("Result:")
    expect(page.locator(".text ins")).to_have_text("05/3/2020")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the citations of a draft")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(finding(page, DATE)).to_contain_text("Note VD006")
    page.goto(server.address)
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_cannot_be_checked_is_told(server, view, tmp_path, language):
    page = view(quiet=False)
    page.goto(f"{server.address}/?lang={language}")
    broken = tmp_path / "kế hoạch hỏng.docx"
    broken.write_bytes(WORD.read_bytes()[:3000])
    page.locator("#file").set_input_files(broken)
    page.locator("#check").click()
    told = page.locator("#checked .notice.bad")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Không đọc được tệp" if language == "vi" else "Unreadable file")
    expect(told).to_contain_text("kế hoạch hỏng.docx")
    page.locator("#no-file").click()
    page.locator("#text").fill(" ")
    page.locator("#check").click()
    expect(told).to_contain_text("Chọn một tệp" if language == "vi" else "Choose a file")
    # What was wrong is put right without loading the page again.
    page.locator("#text").fill(PLAN)
    page.locator("#check").click()
    expect(page.locator("#result")).to_be_visible()


def test_a_file_is_dropped_anywhere(server, view):
    page = view()
    page.goto(server.address)
    dropped = """files => {
        const held = new DataTransfer();
        for (const [name, text] of files) held.items.add(new File([text], name));
        return held;
    }"""
    two = page.evaluate_handle(dropped, [["một.txt", PLAN], ["hai.txt", PLAN]])
    page.dispatch_event("h1", "drop", {"dataTransfer": two})
    expect(page.locator("#refused")).to_contain_text("Mỗi lần kiểm tra một tệp")
    one = page.evaluate_handle(dropped, [["thả vào.txt", PLAN]])
    page.dispatch_event("h1", "drop", {"dataTransfer": one})
    expect(page.locator("#refused")).to_be_hidden()
    expect(page.locator("#file-name")).to_contain_text("thả vào.txt")
    expect(page.locator("#check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_contain_text("thả vào.txt")


def test_each_document_of_an_archive_has_its_section(server, view, tmp_path):
    path = tmp_path / "hồ sơ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(WORD, "kế hoạch/một.docx")
        archive.write(SAMPLES / "ke-hoach-cchc.pdf", "hai.pdf")
        archive.writestr("hỏng.docx", b"PK\x03\x04 no more")
    page = view()
    check_file(page, server.address, path)
    expect(page.locator(".contents li")).to_have_count(2)
    expect(page.locator(".draft")).to_have_count(2)
    expect(page.locator(".notice.warn")).to_contain_text("hỏng.docx")
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    assert download.value.suggested_filename == "hồ sơ.checked.xlsx"
    page.locator(".contents a").last.click()
    expect(page.locator(".draft").last).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(server, view, width):
    page = view(width=width)
    page.goto(server.address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_text(page, server.address, f"{PLAN}\n{LONG} Nghị định số 30/2020/NĐ-CP {LONG}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".text a.c.e").first.click()
    expect(page.locator(".f:target")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_form_still_works(server, view):
    page = view(script=False, quiet=False)
    page.goto(server.address)
    page.locator("#file").set_input_files(WORD)
    page.locator("#check").click()
    assert "ke-hoach-cchc.docx" in page.locator("#result").inner_text()
    page.locator(".text a.c.e").first.click()
    expect(page.locator(".f:target")).to_be_in_viewport()
    assert page.locator("button.accept").first.is_hidden()
    page.goto(server.address)
    page.locator("#file").set_input_files(WORD)
    page.locator("#format").select_option("docx+suggest")
    with page.expect_download() as download:
        page.locator("#check").click()
    assert download.value.suggested_filename == "ke-hoach-cchc.checked.docx"
    page.goto(server.address)
    page.locator("#text").fill("  ")
    page.locator("#check").click()
    assert page.locator("#problem-invalid").is_visible()
