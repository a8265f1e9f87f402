"""Questions in plain words on a page: asked back, answered with proof, downloaded."""

import csv
import io
from datetime import date
from urllib.parse import quote

import pytest
from axe import grave_faults
from playwright.sync_api import expect

from kg.store import open_graph
from web.tasks.ask_page import EXAMPLES
from web.tasks.heard import heard


def _ask(page, address, words):
    page.goto(f"{address}/ask")
    page.get_by_label("Câu hỏi").fill(words)
    page.get_by_role("button", name="Hỏi").click()


@pytest.mark.parametrize("script", [True, False])
def test_asks_back_which_one(server, view, script):
    page = view(script=script)
    _ask(page, server.address, "76/NQ-CP còn hiệu lực không?")
    expect(page.locator(".notice")).to_contain_text("Văn bản nào trong số này?")
    choices = page.locator(".found")
    expect(choices).to_have_count(2)
    choices.filter(has_text="15/7/2021").get_by_role("link").click()
    expect(page.locator(".understood")).to_contain_text("Nghị quyết 76/NQ-CP (15/7/2021)")
    expect(page.locator("table.answer tbody tr").first).to_contain_text("còn hiệu lực")


def test_answer_with_proof_picture_and_files(server, view):
    page = view()
    _ask(page, server.address, "van ban nao thay the 61/2018/ND-CP")
    row = page.locator("table.answer tbody tr").filter(has_text="118/2025/NĐ-CP")
    expect(row.locator("q")).to_contain_text("cease to be effective")
    expect(row.locator("a.source")).to_be_visible()
    expect(page.locator("figure:visible svg")).to_contain_text("ĐANG ÁP DỤNG")
    assert grave_faults(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert saved.value.suggested_filename == "replaced-by.csv"
    rows = list(csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"))))
    assert [row["Số, ký hiệu"] for row in rows] == ["61/2018/NĐ-CP", "118/2025/NĐ-CP"]
    address = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    told = page.request.get(server.address + address).json()
    assert told["schema"] == "viendan.query/1"
    assert [row["number"] for row in told["rows"]] == ["61/2018/NĐ-CP", "118/2025/NĐ-CP"]


def test_on_another_day(server, view):
    page = view()
    _ask(page, server.address, "61/2018/NĐ-CP còn hiệu lực không")
    state = page.locator("table.answer tbody tr .tag").first
    expect(state).to_contain_text("được thay thế")
    page.get_by_text("Ngày xét").click()
    page.get_by_label("Xét tại ngày").fill("2025-06-30")
    page.get_by_role("button", name="Hỏi").click()
    expect(state).to_contain_text("còn hiệu lực")
    expect(page.get_by_text("Xét đến ngày 30/6/2025").first).to_be_visible()


def test_what_is_not_understood_or_not_in_the_data(server, view):
    page = view()
    _ask(page, server.address, "hôm nay ăn gì")
    expect(page.locator(".notice")).to_contain_text("Chưa hiểu câu hỏi")
    page.locator(".chips a").first.click()
    expect(page.locator(".understood")).to_be_visible()
    _ask(page, server.address, "61/2018/NĐ-CPP còn hiệu lực không")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Dữ liệu chưa có “61/2018/NĐ-CPP”")
    expect(notice).to_contain_text("không có nghĩa là văn bản không được ban hành")
    expect(page.locator(".found")).to_contain_text("61/2018/NĐ-CP")


def test_english_on_a_phone(server, view):
    page = view(width=360)
    page.goto(f"{server.address}/ask?lang=en&q={quote('What replaced 61/2018/NĐ-CP?')}")
    expect(page.locator(".understood")).to_contain_text("What replaced Decree 61/2018/NĐ-CP")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert grave_faults(page) == []


@pytest.mark.parametrize("words", [words for some in EXAMPLES.values() for words in some])
def test_examples_are_understood(tmp_path, words):
    found = heard(words, open_graph(None, tmp_path), chosen=(), today=date(2026, 11, 22))
    assert found.trouble == ""
    assert found.found is not None
