"""An officer audits a folder: sends it, watches, reads the results, takes them along, deletes."""

from __future__ import annotations

import re

import httpx
import pytest
from audit_zips import done, drafts, items, many, packed, sample
from axe import grave_faults
from playwright.sync_api import expect

FOLDER = "Kế hoạch 2025"


def choose(page, address, archive, name=f"{FOLDER}.zip"):
    page.goto(f"{address}/folders")
    file = {"name": name, "mimeType": "application/zip", "buffer": archive}
    page.locator("#file").set_input_files(file)


def start(page, address, archive, name=f"{FOLDER}.zip"):
    choose(page, address, archive, name)
    page.locator("#as_of").fill("2026-11-22")
    page.locator("#start").click()
    page.wait_for_url(re.compile(r"/folders/[\w-]{22}$"))


@pytest.fixture(scope="module")
def results(server):
    """The address of the results of a folder."""
    audit = done(server.address, packed(drafts(), FOLDER), f"{FOLDER}.zip")
    return f"{server.address}/folders/{audit.rpartition('/')[2]}"


def test_a_folder_is_audited(server, view, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    page = view()
    start(page, server.address, packed(drafts(), FOLDER))
    expect(page.locator(".tiles")).to_be_visible(timeout=60_000)
    expect(page.locator("h1")).to_have_text("Kiểm tra “Kế hoạch 2025.zip”")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("Đã kiểm tra xong: 6 tài liệu")
    expect(page.locator(".tile").first).to_contain_text("1 bản sao")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng tính").click()
    download.value.save_as(tmp_path / "w.xlsx")
    assert download.value.suggested_filename == "Kế hoạch 2025 - kết quả kiểm tra.xlsx"
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["Tài liệu"]
    listed = page.locator(".documents tbody tr")
    expect(listed).to_have_count(sheet.max_row - 1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo").click()
    assert "Kết quả kiểm tra viện dẫn" in download.value.path().read_text(encoding="utf-8")
    address = page.url
    page.get_by_role("button", name="Xóa ngay").click()
    expect(page.locator(".notice.good")).to_contain_text("Đã xóa")
    assert httpx.get(address).status_code == 404


def test_watching_and_cancelling(server, view):
    page = view(quiet=False)
    start(page, server.address, many(1500))
    expect(page.locator("#now")).to_have_text("Đang đọc và đối chiếu", timeout=60_000)
    expect(page.locator(".counts")).to_contain_text("trong 1.500 tệp")
    cancel = page.get_by_role("button", name="Hủy và xóa")
    cancel.focus()
    first = page.locator("#progress").element_handle()
    # What is told anew every second must not take the focus away.
    page.wait_for_function("one => !one.isConnected", arg=first)
    expect(cancel).to_be_focused()
    assert page.locator("progress").get_attribute("aria-labelledby") == "now"
    address = page.url
    page.keyboard.press("Enter")
    expect(page.locator(".notice.good")).to_contain_text("Đã xóa")
    assert httpx.get(address).status_code == 404


def test_an_audit_deleted_elsewhere_is_told_and_asked_for_no_more(server, view):
    page = view(quiet=False)
    start(page, server.address, many(1500))
    expect(page.locator("#progress")).to_be_visible()
    httpx.post(f"{page.url}/delete")
    expect(page.locator("#folder .notice.bad")).to_contain_text("đã bị xóa", timeout=20_000)
    expect(page.locator("#said")).to_contain_text("đã bị xóa")
    expect(page.locator("#progress")).to_have_count(0)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert asked == []


def test_from_the_table_to_a_finding_and_back(results, view):
    page = view()
    page.goto(results)
    page.get_by_role("link", name="Kế hoạch số 1.docx").click()
    expect(page.locator("h1")).to_have_text("Kế hoạch số 1.docx")
    found = page.locator(".finding", has_text="VD201")
    expect(found).to_contain_text("đã hết hiệu lực từ ngày 01/7/2025")
    expect(found.locator(".proposal")).to_contain_text("118/2025/NĐ-CP")
    expect(found.locator(".proof")).to_contain_text("thay thế")
    expect(found.locator("mark")).to_contain_text("61/2018/NĐ-CP")
    page.locator(".trail a").click()
    expect(page.locator(".documents")).to_be_visible()


def test_filters_and_order_are_links(results, view):
    page = view()
    page.goto(results)
    rows = page.locator(".documents tbody tr")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Lỗi")
    page.get_by_role("link", name="Tài liệu", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Tài liệu")
    names = rows.locator("th a").all_inner_texts()
    assert len(names) == 6
    page.locator(".chips a", has_text="Có lỗi").click()
    assert rows.count() == 6
    assert all(int(row) > 0 for row in rows.locator("td[data-label=Lỗi]").all_inner_texts())
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Tài liệu")
    page.locator("#unit").select_option(index=1)
    page.get_by_role("button", name="Lọc").click()
    units = rows.locator("td[data-label^='Đơn vị']").all_inner_texts()
    assert len(set(units)) == 1


def test_instruments_and_what_was_not_read(results, view):
    page = view()
    page.goto(results)
    page.locator(".tabs a", has_text="Văn bản được viện dẫn").click()
    row = page.locator("tbody tr", has_text="61/2018/NĐ-CP").first
    expect(row.locator(".tag")).to_contain_text("được thay thế")
    expect(row).to_contain_text("118/2025/NĐ-CP")
    assert row.locator("th a").get_attribute("href").startswith("/akn/vn/act/")
    page.locator(".tabs a", has_text="Không đọc được").click()
    row = page.locator("tbody tr", has_text="Sở B/hỏng.docx")
    expect(row).to_contain_text("Tệp hỏng hoặc không đúng định dạng")
    expect(row).to_contain_text("lưu lại thành .docx")


def test_long_lists_have_pages(server, view):
    audit = done(server.address, many(101))
    page = view()
    page.goto(f"{server.address}/folders/{audit.rpartition('/')[2]}?order=path")
    names = []
    for showing in ("1–50 trong 101", "51–100 trong 101", "101–101 trong 101"):
        expect(page.locator("caption")).to_have_text(showing)
        names += page.locator(".documents th a").all_inner_texts()[-50:]
        if page.locator("a[rel=next]").count():
            page.locator("a[rel=next]").click()
    assert len(set(names) - {"Tài liệu", "Ngày"}) >= 101
    page.locator("a[rel=prev]").click()
    expect(page.locator("caption")).to_have_text("51–100 trong 101")


def test_in_english_on_a_phone(results, view):
    page = view(width=360)
    for address in ("?lang=en", "?show=instruments", "?show=unread", "/documents/1"):
        page.goto(results + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(results)
    expect(page.locator("h1")).to_have_text("Audit of “Kế hoạch 2025.zip”")
    expect(page.get_by_role("link", name="Download the workbook")).to_be_visible()
    # Each document is a card whose lines tell what they are.
    label = page.locator("td[data-label=Errors]").first
    assert label.evaluate("e => getComputedStyle(e, '::before').content") == '"Errors: "'


def test_without_script(server, view):
    page = view(script=False)
    choose(page, server.address, packed({"a.txt": sample("txt")}), "một.zip")
    page.locator("#start").click()
    for _ in range(60):
        if page.locator(".tiles").count():
            break
        page.wait_for_timeout(250)
        page.goto(page.url)
    expect(page.locator(".documents")).to_contain_text("a.txt")
    page.goto(f"{server.address}/folders")
    expect(page.locator("table")).to_contain_text("một.zip")
    page.locator("table a", has_text="một.zip").first.click()
    page.get_by_role("button", name="Xóa ngay").click()
    expect(page.locator(".notice.good")).to_be_visible()


def test_what_is_no_archive(server, view):
    page = view(quiet=False)
    page.goto(f"{server.address}/folders")
    page.locator("#start").click()
    expect(page.locator("#refused")).to_contain_text("Chưa chọn tệp")
    choose(page, server.address, sample("txt"), "kế hoạch.txt")
    expect(page.locator("#refused")).to_contain_text("không phải tệp .zip")
    choose(page, server.address, sample("txt"), "kế hoạch.zip")
    page.locator("#start").click()
    expect(page.locator("#refused")).to_contain_text("no .zip of documents")
    expect(page.locator("#start")).to_be_enabled()


def test_hostile_names_stay_words(server, view):
    name = "<img src=x onerror=alert(1)>\"'{{7*7}}.txt"
    text = b"<script>alert(2)</script>\n" + sample("txt")
    audit = done(server.address, packed({name: text, f"a/{name}.docx": b"PK"}), f"{name}.zip")
    page = view()
    address = f"{server.address}/folders/{audit.rpartition('/')[2]}"
    for more in ("", "?show=unread", "/documents/1"):
        page.goto(address + more)
        expect(page.locator("#main")).to_contain_text("<img src=x onerror=alert(1)>\"'{{7*7}}")
    httpx.delete(server.address + audit)


@pytest.mark.parametrize("how", [{}, {"dark": True}, {"width": 360}], ids=["desk", "dark", "phone"])
def test_axe_finds_nothing_grave(server, results, view, how):
    page = view(**how)
    page.goto(f"{server.address}/folders")
    assert grave_faults(page) == []
    for more in ("", "?show=instruments", "?show=unread", "/documents/1", "?worst=clean&unit=x"):
        page.goto(results + more)
        assert grave_faults(page) == [], more


def test_axe_finds_nothing_grave_while_it_runs(server, view):
    # What is asked for once more while the audit is deleted is not there.
    page = view(quiet=False)
    start(page, server.address, many(1000))
    expect(page.locator(".counts")).to_be_visible(timeout=60_000)
    assert grave_faults(page) == []
    page.get_by_role("button", name="Hủy và xóa").click()
    expect(page.locator(".notice.good")).to_be_visible()


def test_nobody_sees_the_audits_of_others(server, results, view):
    page = view()
    page.goto(f"{server.address}/folders")
    assert page.locator("table").count() == 0
    page.goto(results)
    page.goto(f"{server.address}/folders")
    expect(page.locator("table")).to_contain_text(FOLDER)
    assert httpx.get(f"{server.address}/audits").status_code == 405


def test_the_same_numbers_as_the_interface(server, results, view):
    page = view()
    page.goto(f"{results}?order=path")
    audit = f"/audits/{results.rpartition('/')[2]}"
    told = list(items(server.address, audit, "documents"))
    shown = page.locator(".documents tbody tr")
    for n, document in enumerate(told):
        row = shown.nth(n)
        expect(row.locator("th a")).to_have_attribute("href", re.compile(f"/{n + 1}$"))
        assert document["path"].endswith(row.locator("th a").inner_text())
        expect(row.locator("td[data-label=Lỗi]")).to_have_text(str(document["errors"]))
    assert shown.count() == len(told)
