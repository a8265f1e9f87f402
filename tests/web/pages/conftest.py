"""A browser for tests of pages; each view fails its test on whatever a page should never do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")


# Of a module: playwright runs once at a time, and other folders have a browser of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture
def view(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages: ``view(width=360, dark=True, script=False, quiet=False)``.

    Dialogs, errors of scripts, refusals of the content policy and requests to other machines fail
    the test; with ``quiet=False`` an answer of the server that is an error may show in the console.
    """
    opened, faults = [], []

    def made(
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        quiet: bool = True,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"] if script else [],
            **more,
        )
        opened.append(context)
        page = context.new_page()

        def dialog(shown: Any) -> None:
            faults.append(f"dialog: {shown.message}")
            shown.dismiss()

        def said(message: Any) -> None:
            if message.type == "error" and (quiet or "status of" not in message.text):
                faults.append(message.text)

        def asked(request: Any) -> None:
            if not request.url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:")):
                faults.append(f"asked for {request.url}")

        page.on("dialog", dialog)
        page.on("console", said)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", asked)
        page.set_default_timeout(15_000)
        return page

    yield made
    for context in opened:
        context.close()
    assert faults == []
