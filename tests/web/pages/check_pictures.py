"""Makes the pictures of the check page in docs/pictures: run it with the project's Python."""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
from checked_drafts import WORD, accept, check_file, finding
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from real_server import ROOT, running

PICTURES = ROOT / "docs" / "pictures"
_VIEWS = (("desk", 1280, 900, "light"), ("dark", 1280, 900, "dark"), ("phone", 390, 844, "light"))


def main() -> None:
    """Check the sample on a server of its own and save what is seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        with running(Path(folder)) as server:
            for name, width, height, scheme in _VIEWS:
                _picture(browser, server.address, name, width, height, scheme)
        browser.close()


def _picture(
    browser: Browser, address: str, name: str, width: int, height: int, scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    check_file(page, address, WORD)
    accept(page, "VD006", "VD201")
    place = finding(page, "VD201").locator(".at a").get_attribute("href")
    page.locator(f'.text a.n[id="{place[1:]}"]').click()
    if name == "phone":
        # The finding covers the lower part; its place is to be seen above.
        page.locator(".text p").nth(10).evaluate("e => e.scrollIntoView()")
    made = page.screenshot()
    page.close()
    # Few colours: a page has not many, and pictures of documentation should be small.
    with Image.open(BytesIO(made)) as picture:
        small = picture.convert("RGB").quantize(192, dither=Image.Dither.NONE)
        small.save(PICTURES / f"web-check-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
