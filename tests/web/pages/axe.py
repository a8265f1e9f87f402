"""axe-core on a page: what keeps people from using it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

_GRAVE = ("serious", "critical")
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")])"""


@cache
def _source() -> str | None:
    """Return axe-core from ``VIENDAN_AXE`` (a file) or npm's global folder."""
    place = os.environ.get("VIENDAN_AXE")
    if place is None and (npm := shutil.which("npm")):
        asked = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        place = str(Path(asked.stdout.strip()) / "axe-core" / "axe.min.js")
    return Path(place).read_text(encoding="utf-8") if place and Path(place).exists() else None


def grave_faults(page: Page) -> list[list[str]]:
    """Return what axe finds serious or worse: impact, rule, elements; skip where it is missing."""
    source = _source()
    if source is None:
        pytest.skip("axe-core is missing: npm install -g axe-core, or set VIENDAN_AXE")
    # Evaluated by the browser's debugger: the page's content policy forbids foreign scripts.
    page.evaluate(source)
    return [fault for fault in page.evaluate(_RUN) if fault[0] in _GRAVE]
