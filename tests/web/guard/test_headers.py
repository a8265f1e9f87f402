"""What every answer tells a browser, whatever was asked."""

from __future__ import annotations

import re

import httpx
import pytest

ASKED = {
    "page": ("GET", "/", {}),
    "problem as a page": ("GET", "/nope", {"headers": {"accept": "text/html"}}),
    "problem": ("GET", "/nope", {}),
    "check": ("POST", "/check", {"json": {"text": "Căn cứ Nghị định số 61/2018/NĐ-CP;"}}),
    "wrong host": ("GET", "/", {"headers": {"host": "evil.example"}}),
    "too large": ("POST", "/check", {"content": b"x" * (9 * 2**20)}),
    "static": ("GET", "/static/app.css", {}),
    "not static": ("GET", "/static/nope.css", {}),
}


@pytest.mark.parametrize(("method", "path", "more"), ASKED.values(), ids=ASKED)
def test_no_answer_lets_a_browser_do_more(server, method, path, more):
    answer = httpx.request(method, f"{server.address}{path}", **more)
    rules = answer.headers["content-security-policy"]
    assert rules.startswith("default-src 'none'; ")
    assert "unsafe" not in rules
    assert "http" not in rules
    assert "frame-ancestors 'none'" in rules
    told = {name: answer.headers[name] for name in answer.headers if name.startswith(("x-", "cr"))}
    assert told == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "server" not in answer.headers
    if path != "/static/app.css":
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kept"),
    [("app.css", "no-cache"), ("app.css?v=1", "public, max-age=31536000, immutable")],
)
def test_files_of_a_version_are_kept(server, path, kept):
    assert httpx.get(f"{server.address}/static/{path}").headers["cache-control"] == kept


@pytest.mark.parametrize("path", ["/", "/nope", "/sign-in"])
def test_pages_have_no_script_or_style_in_them(server, path):
    page = httpx.get(
        f"{server.address}{path}", headers={"accept": "text/html"}, follow_redirects=True
    ).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_a_problem_is_a_page_for_people(server):
    asked = {"accept": "text/html", "cookie": "lang=en"}
    page = httpx.get(f"{server.address}/<script>alert(1)</script>", headers=asked)
    assert page.status_code == 404
    assert "No such page" in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        ("text/html;q=0, */*", False),
        ("text/html;q=0.5, application/json", False),
        ("*/*", False),
        ("", False),
        ("Text/HTML", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html, application/problem+json", True),
    ],
)
def test_a_page_is_for_whom_it_suits_best(server, accept, is_page):
    told = httpx.get(f"{server.address}/nope", headers={"accept": accept})
    assert told.headers["content-type"].startswith("text/html") is is_page


@pytest.mark.parametrize("path", ["/../cli.py", "/%2e%2e/%2e%2e/cli.py", "/..%2f..%2fcli.py"])
def test_static_files_are_no_way_out(server, path):
    assert httpx.get(f"{server.address}/static{path}").status_code == 404
