"""A walk in a browser: what the library itself holds, and clicks on its boxes."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

ACT = "/akn/vn/act/"
D118 = f"{ACT}nghi-dinh/chinh-phu/2025-06-09/118-2025-nd-cp"
D61 = f"{ACT}nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"
C01 = f"{ACT}thong-tu/van-phong-chinh-phu/2023-04-05/01-2023-tt-vpcp"
D92 = f"{ACT}nghi-dinh/chinh-phu/2017-08-07/92-2017-nd-cp"
#: Many neighbours of one kind.
MANY = f"{ACT}quyet-dinh/thu-tuong-chinh-phu/2025-12-01/44-2025-qd-ttg"
_MODEL = """() => {
    const cy = document.querySelector(".canvas")._cyreg.cy;
    return {cards: cy.nodes(".card").map(n => n.id()), open: cy.nodes("[?open]").map(n => n.id()),
            chosen: cy.nodes(".chosen").map(n => n.id()), zoom: cy.zoom(),
            edges: cy.edges().map(e => [e.source().id(), e.target().id()])};
}"""
_PLACE = """(id) => {
    const at = document.querySelector(".canvas")._cyreg.cy.getElementById(id).renderedPosition();
    const box = document.querySelector(".canvas").getBoundingClientRect();
    return {x: box.x + at.x, y: box.y + at.y};
}"""


def start(page: Page, address: str) -> None:
    """Go to the page of an instrument and wait until its neighbours are drawn."""
    page.goto(address)
    opened(page, 1)


def opened(page: Page, count: int) -> None:
    """Wait until so many instruments are open."""
    expect(page.locator("#walk")).to_have_attribute("data-opened", str(count))


def model(page: Page) -> dict[str, Any]:
    """Return what the library holds: cards, open ones, the chosen one, lines."""
    found: dict[str, Any] = page.evaluate(_MODEL)
    return found


def point(page: Page, id_: str) -> tuple[float, float]:
    """Move the mouse to a box of the drawing; return where it is once the library has noticed."""
    page.locator(".canvas").scroll_into_view_if_needed()
    # The library learns of scrolling from an event that comes before the next frame.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    place = page.evaluate(_PLACE, id_)
    page.mouse.move(place["x"], place["y"])
    expect(page.locator(".canvas.over")).to_be_visible()
    return place["x"], place["y"]


def listed(page: Page) -> list[str]:
    """Return the ids of the rows of the list, in order."""
    rows = page.locator(".tree [role=treeitem]")
    found: list[str] = rows.evaluate_all("all => all.map(one => one.dataset.id)")
    return found
