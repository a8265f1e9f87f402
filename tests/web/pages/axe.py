"""axe-core on a page: what keeps people from using it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_GRAVE = ("serious", "critical")
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")])"""


@cache
def _source() -> str:
    """Return axe-core as the package for Playwright brings it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def grave_faults(page: Page) -> list[list[str]]:
    """Return what axe finds serious or worse: impact, rule, elements."""
    # Evaluated by the browser's debugger: the page's content policy forbids foreign scripts.
    page.evaluate(_source())
    return [fault for fault in page.evaluate(_RUN) if fault[0] in _GRAVE]
