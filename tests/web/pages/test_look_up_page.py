"""Looking up: typing errors, one number of two instruments, suggestions, hostile words."""

from urllib.parse import quote

import pytest
from axe import grave_faults
from playwright.sync_api import expect
from walked import D61

HOSTILE = "\"><script>alert(1)</script>'{{7*7}}${7*7}<svg onload=alert(2)>\u202e"


def _search(page, address, words):
    page.goto(f"{address}/look-up")
    page.get_by_label("Số, ký hiệu hoặc tên gọi").fill(words)
    page.get_by_role("button", name="Tìm").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_title_with_slips(server, view, script):
    page = view(script=script)
    _search(page, server.address, "co chee mot cuaa")
    expect(page.get_by_text("Đã tìm theo: co che mot cua")).to_be_visible()
    first = page.locator(".found").filter(has_text="61/2018/NĐ-CP").first
    expect(first).to_contain_text("hết hiệu lực, được thay thế từ 01/7/2025")
    expect(first.get_by_role("link", name="118/2025/NĐ-CP")).to_be_visible()
    first.get_by_role("link", name="Nghị định 61/2018/NĐ-CP").click()
    expect(page.locator("h1")).to_contain_text("Nghị định 61/2018/NĐ-CP (23/4/2018)")


def test_one_number_of_two_instruments(server, view):
    page = view()
    _search(page, server.address, "76/NQ-CP")
    expect(page.locator(".notice")).to_contain_text("Có 2 văn bản mang số 76/NQ-CP")
    expect(page.locator(".found .day")).to_have_text(["ngày 13/6/2013", "ngày 15/7/2021"])
    assert grave_faults(page) == []


def test_a_mistyped_number_is_asked_about(server, view):
    page = view()
    _search(page, server.address, "61/2018/NĐ-CPP")
    expect(page.locator(".notice")).to_contain_text("Có phải")
    expect(page.locator(".found h3")).to_contain_text("61/2018/NĐ-CP")


def test_nothing_found_says_what_is_covered(server, view):
    page = view()
    _search(page, server.address, "12345/2099/NĐ-CP")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("văn bản, cập nhật")
    expect(notice).to_contain_text("không có nghĩa là văn bản không được ban hành")


def test_suggestions_by_keys(server, view):
    page = view()
    page.goto(f"{server.address}/look-up")
    field = page.get_by_role("combobox")
    field.press_sequentially("co che mot cua")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Nghị định 61/2018/NĐ-CP")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    assert grave_faults(page) == []
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(server.address + D61)


def test_suggestions_by_mouse(server, view):
    page = view()
    page.goto(f"{server.address}/look-up")
    page.get_by_role("combobox").press_sequentially("61/2018")
    page.get_by_role("option", name="Nghị định 61/2018/NĐ-CP").click()
    page.wait_for_url(server.address + D61)


@pytest.mark.parametrize("path", ["/look-up", "/ask"])
def test_hostile_words_stay_words(server, view, path):
    page = view()
    page.goto(f"{server.address}{path}?q={quote(HOSTILE)}")
    expect(page.locator("#q")).to_have_value(HOSTILE.replace("\u202e", "").strip())
    assert page.locator("main script, main svg[onload]").count() == 0
    assert "49" not in page.locator("main").inner_text()


def test_english_on_a_phone(server, view):
    page = view(width=360, dark=True)
    page.goto(f"{server.address}/look-up?q=76/NQ-CP&lang=en")
    expect(page.locator(".notice")).to_contain_text("2 instruments bear the number 76/NQ-CP")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert grave_faults(page) == []
