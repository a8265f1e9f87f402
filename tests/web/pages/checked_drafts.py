"""Drafts that tests put into the page, and what they do with it again and again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
PLAN = (SAMPLES / "ke-hoach-cchc.txt").read_text(encoding="utf-8")
WORD = SAMPLES / "ke-hoach-cchc.docx"
#: A finding whose proposal is certain, and one that a person decides on.
DATE, REPLACED = "VD006", "VD201"


def check_text(page: Page, address: str, text: str = PLAN) -> None:
    """Paste a text and wait for its result."""
    page.goto(address)
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator("#result")).to_be_focused()


def check_file(page: Page, address: str, file: Path) -> None:
    """Choose a file and wait for its result."""
    page.goto(address)
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator("#result")).to_contain_text(file.name)


def finding(page: Page, code: str):
    """Return the first finding of a rule."""
    return page.locator(f".f[data-key^='{code}:']").first


def accept(page: Page, *codes: str) -> None:
    """Accept the first proposal of each rule and wait until the text shows all."""
    for code in codes:
        button = finding(page, code).locator("button.accept")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#settled")).to_contain_text("Sau khi sửa còn")
