"""The page of an instrument: its status on two days, proof, sources, what is not known."""

import pytest
from axe import grave_faults
from playwright.sync_api import expect
from walked import ACT, D61

_ATTESTED = f"{ACT}chi-thi/ban-thuong-vu-tinh-uy-hung-yen/2022-08-10/28-ct-tu"


@pytest.mark.parametrize("script", [True, False])
def test_the_day_before_and_the_day_of_its_end(server, view, script):
    page = view(script=script)
    page.goto(server.address + D61)
    for day, chosen, told in (
        ("2025-06-30", "30/6/2025", "còn hiệu lực từ 21/6/2018"),
        ("2025-07-01", "01/7/2025", "hết hiệu lực, được thay thế từ 01/7/2025"),
    ):
        page.get_by_label("Xem hiệu lực tại ngày").fill(day)
        page.get_by_role("button", name="Xem", exact=True).click()
        page.wait_for_url(f"{server.address}{D61}?as_of={day}")
        expect(page.locator(f"[data-day='{chosen}'] .tag")).to_contain_text(told)
    standing = page.locator("[data-day='01/7/2025']")
    expect(standing.locator("blockquote")).to_contain_text("will cease to be effective")
    proof = standing.locator(".proofs li").first
    expect(proof.get_by_role("link", name="Nghị định 118/2025/NĐ-CP")).to_be_visible()
    expect(proof.locator("a.source")).to_have_attribute("rel", "noreferrer noopener")


def test_what_was_not_yet_public_is_left_out(server, view):
    page = view()
    page.goto(f"{server.address}{D61}?as_of=2025-06-01&known=2025-06-01")
    expect(page.get_by_text("chỉ hiện những gì đã công bố đến ngày 01/6/2025")).to_be_visible()
    assert page.get_by_role("link", name="118/2025").count() == 0


def test_what_is_known_from_citations_alone(server, view):
    page = view()
    page.goto(server.address + _ATTESTED)
    expect(page.locator(".notice.warn")).to_contain_text("Chỉ biết qua văn bản khác dẫn")
    gaps = page.locator("section[aria-labelledby=gaps]")
    expect(gaps).to_contain_text("Chưa rõ ngày có hiệu lực")
    expect(gaps).to_contain_text("Không lưu toàn văn")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Turtle", "text/turtle"), ("JSON-LD", "application/ld+json"), ("JSON", "application/json")],
)
def test_links_to_its_data(server, view, name, kind):
    page = view()
    page.goto(server.address + D61)
    address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    answer = page.request.get(server.address + address)
    assert answer.ok
    assert answer.headers["content-type"].startswith(kind)


def test_its_questions_are_answered(server, view):
    page = view()
    page.goto(f"{server.address}{ACT}nghi-quyet/chinh-phu/2021-07-15/76-nq-cp")
    page.get_by_role("link", name="Nghị quyết 76/NQ-CP còn hiệu lực không?").click()
    expect(page.locator("table.answer")).to_contain_text("giai đoạn 2021-2030")


def test_english_phone_dark(server, view):
    page = view(width=360, dark=True)
    page.goto(f"{server.address}{D61}?as_of=2025-06-30&lang=en")
    expect(page.locator("[data-day='30/6/2025'] .tag")).to_contain_text("in force from")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert grave_faults(page) == []
