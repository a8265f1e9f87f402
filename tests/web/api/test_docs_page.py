"""The page of the description works in a browser, under the policy of the server."""

from pathlib import Path

import pytest
from real_server import RealServer

CHROMIUM = Path("/usr/bin/chromium")


def test_page_tries_an_operation_without_breaking_the_policy(server: RealServer):
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium")
    said: list[str] = []
    asked: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.address}/docs")
        page.get_by_role("button", name="GET /rules", exact=False).first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        page.get_by_text("viendan.rules/1").first.wait_for()
        browser.close()
    assert said == []
    assert {url for url in asked if not url.startswith((server.address, "data:"))} == set()
