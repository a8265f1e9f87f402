"""The check page for those who use no mouse or no eyes, and drafts that mean harm."""

import pytest
from axe import grave_faults
from checked_drafts import PLAN, WORD, accept, check_file, finding
from playwright.sync_api import expect

HOSTILE = (
    "KẾ HOẠCH <script>alert(1)</script>\n"
    '<img src=x onerror=alert(2)> "><svg onload=alert(3)> {{7*7}} ${7*7} <%= 7*7 %>\n'
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 24/2018 của Chính phủ về "
    "<b onclick=alert(4)>một</b> cửa;\n"
    "</textarea></script><!-- ]]> <style>body{display:none}</style>\n"
    "Căn cứ Quyết định \u202e999/QĐ-UBND\u202c ngày 01/4/2025 javascript:alert(5) \x01\x7f;\n"
    "Căn cứ\0 Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ';alert(6)//\n"
)


def test_by_keys_alone(server, view):
    page = view()
    page.goto(server.address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#file")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(PLAN)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("Đã kiểm tra")
    found = finding(page, "VD201")
    for _ in range(2):
        page.keyboard.press("Alt+ArrowDown")
    expect(found).to_be_focused()
    expect(found).to_be_in_viewport()
    button = found.locator("button.accept")
    for _ in range(8):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#settled")).to_contain_text("Đã chấp nhận 1 đề xuất")
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"dark": True},
        {"width": 360},
        {"width": 360, "dark": True},
    ],
    ids=["desk", "dark", "phone", "dark phone"],
)
def test_axe_finds_nothing_grave(server, view, how):
    page = view(**how)
    page.goto(server.address)
    page.locator(".options summary").click()
    assert grave_faults(page) == []
    check_file(page, server.address, WORD)
    page.locator(".legend summary").click()
    accept(page, "VD006", "VD201")
    assert grave_faults(page) == []


def test_axe_finds_nothing_grave_in_english_and_errors(server, view):
    page = view(quiet=False)
    page.goto(f"{server.address}/?lang=en")
    page.locator("#check").click()
    expect(page.locator("#checked .notice.bad")).to_be_visible()
    assert grave_faults(page) == []
    page.locator("#text").fill(PLAN)
    page.locator("#check").click()
    expect(page.locator("#result")).to_be_visible()
    assert grave_faults(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_hostile_draft_does_nothing(server, view, script):
    page = view(script=script)
    page.goto(server.address)
    page.locator("#text").fill(HOSTILE)
    page.locator("#check").click()
    text = page.locator("#d1 .text")
    shown = text.inner_text()
    for words in ("<script>alert(1)</script>", "{{7*7}} ${7*7} <%= 7*7 %>", "onerror=alert(2)"):
        assert words in shown
    assert page.locator("#checked :is(img, svg, b, style, iframe)").count() == 0
    assert page.locator("#checked [onclick], #checked [onerror], #checked [onload]").count() == 0
    # The one script is the state that accepting needs: data, which no browser runs.
    kinds = [one.get_attribute("type") for one in page.locator("#checked script").all()]
    assert set(kinds) <= {"application/json"}
    expect(text.locator(".acts[data-c='202E']")).to_have_count(1)
    if script:
        accept(page, "VD006")
        expect(page.locator(".text ins", has_text="05/3/2020")).to_be_visible()


def test_a_hostile_name_does_nothing(server, view, tmp_path):
    path = tmp_path / "<img src=x onerror=alert(1)>'{{7*7}}.txt"
    try:
        path.write_text("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 5/3/2020;\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    page = view()
    page.goto(server.address)
    page.locator("#file").set_input_files(path)
    page.locator("#check").click()
    expect(page.locator("#result")).to_contain_text("onerror=alert(1)")
    assert page.locator("#checked img").count() == 0
    accept(page, "VD006")
    expect(page.locator(".text ins")).to_have_text("05/3/2020")
