"""The lược đồ walked node by node: by mouse, by keys on the drawing and on the list."""

import pytest
from axe import grave_faults
from playwright.sync_api import expect
from walked import C01, D61, D92, D118, MANY, listed, model, opened, point, start


def test_three_deep_by_mouse(server, view):
    page = view()
    start(page, server.address + D118)
    first = model(page)
    assert first["open"] == [D118]
    assert D61 in first["cards"]
    assert C01 not in first["cards"]
    for depth, iri in enumerate((D61, C01), start=2):
        page.mouse.click(*point(page, iri))
        opened(page, depth)
    third = model(page)
    assert third["open"] == [D118, D61, C01]
    assert third["chosen"] == [C01]
    assert D92 in third["cards"]
    assert set(first["cards"]) < set(third["cards"])
    # The list shows what the drawing shows.
    assert set(third["cards"]) == {id_ for id_ in listed(page) if "|" not in id_}
    expect(page.locator(".said")).to_contain_text("Đã mở Thông tư 01/2023/TT-VPCP")
    expect(page.locator(".chosen .name")).to_have_text("Thông tư 01/2023/TT-VPCP")


def test_lines_lead_from_who_acts(server, view):
    page = view()
    start(page, server.address + D118)
    edges = model(page)["edges"]
    assert [D118, f"{D118}|out|replaces"] in edges
    assert [f"{D118}|out|replaces", D61] in edges
    amended = f"{D118}|in|amends"
    assert [amended, D118] in edges
    assert any(target == amended for _, target in edges)


def test_three_deep_by_keys_on_the_list(server, view):
    page = view()
    start(page, server.address + D118)
    page.locator(".tree [tabindex='0']").focus()
    for depth, name in enumerate(("Nghị định 61/2018/NĐ-CP", "Thông tư 01/2023/TT-VPCP"), start=2):
        _down_to(page, name)
        page.keyboard.press("ArrowRight")
        opened(page, depth)
        expect(page.locator(".tree :focus")).to_contain_text(name)
        expect(page.locator(".tree :focus")).to_have_attribute("aria-expanded", "true")
    assert model(page)["open"] == [D118, D61, C01]
    _down_to(page, "Nghị định 92/2017/NĐ-CP")
    assert model(page)["chosen"] == [D92]
    # To the group, which is then folded, to the circular, which is then closed.
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    opened(page, 2)
    assert D92 not in model(page)["cards"]
    expect(page.locator(".said")).to_contain_text("Đã thu gọn Thông tư 01/2023/TT-VPCP")


def _down_to(page, name):
    for _ in range(40):
        if page.locator(".tree :focus strong").all_inner_texts()[:1] == [name]:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way down to {name}")


def test_by_keys_on_the_drawing(server, view):
    page = view()
    start(page, server.address + D118)
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowLeft")
    assert model(page)["chosen"] == [f"{D118}|out|replaces"]
    page.keyboard.press("ArrowLeft")
    (chosen,) = model(page)["chosen"]
    assert chosen in model(page)["cards"]
    expect(page.locator(".said")).to_contain_text("Nghị định")
    page.keyboard.press("Enter")
    opened(page, 2)
    assert model(page)["open"] == [D118, chosen]
    before = model(page)["zoom"]
    page.keyboard.press("+")
    assert model(page)["zoom"] > before
    page.keyboard.press("Home")
    assert model(page)["chosen"] == [D118]


def test_back_and_forward_through_the_walk(server, view):
    page = view()
    start(page, server.address + D118)
    page.locator(f".tree [data-id='{D61}']").click()
    opened(page, 2)
    page.get_by_role("button", name="Lùi một bước").click()
    opened(page, 1)
    page.get_by_role("button", name="Tiến một bước").click()
    opened(page, 2)
    page.go_back()
    opened(page, 1)
    expect(page.get_by_role("button", name="Lùi một bước")).to_be_disabled()


def test_double_click_leads_to_the_page(server, view):
    page = view()
    start(page, server.address + D118)
    page.mouse.dblclick(*point(page, D61))
    page.wait_for_url(server.address + D61)
    expect(page.locator("h1")).to_contain_text("61/2018/NĐ-CP")


def test_search_filter_fold_and_more(server, view):
    page = view()
    start(page, server.address + MANY)
    shown = model(page)["cards"]
    more = page.locator(".tree .more")
    expect(more).to_contain_text("31 văn bản")
    more.click()
    expect(page.locator("#walk")).to_have_attribute("data-items", str(len(shown) + 31))
    expect(page.locator(".tree .more")).to_have_count(0)
    page.get_by_label("Tìm trong lược đồ").fill("44/2025")
    expect(page.locator(".said")).to_contain_text("1 ô khớp")
    page.get_by_role("checkbox", name="Thay thế, bãi bỏ").uncheck()
    assert model(page)["cards"] == [MANY]


def test_english_dark_and_axe(server, view):
    page = view(dark=True)
    start(page, f"{server.address}{D118}?lang=en")
    page.locator(f".tree [data-id='{D61}']").click()
    opened(page, 2)
    expect(page.locator(".said")).to_contain_text("Opened Decree 61/2018/NĐ-CP")
    expect(page.get_by_role("tree", name="The drawing as a list")).to_be_visible()
    assert grave_faults(page) == []


def test_on_a_phone_the_list_comes_first(server, view):
    page = view(width=360, has_touch=True, is_mobile=True)
    start(page, server.address + D118)
    tree, canvas = page.locator(".tree").bounding_box(), page.locator(".canvas").bounding_box()
    assert tree["y"] + tree["height"] <= canvas["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(f".tree [data-id='{D61}']").tap()
    opened(page, 2)
    assert grave_faults(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_without_script_the_picture_has_links(server, view, width):
    page = view(script=False, width=width)
    page.goto(server.address + D118)
    expect(page.locator(".walked")).to_be_hidden()
    box = page.locator("figure:visible a[href$='61-2018-nd-cp']").first
    box.click()
    expect(page.locator("h1")).to_contain_text("61/2018/NĐ-CP")
