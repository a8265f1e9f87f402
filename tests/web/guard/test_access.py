"""Who is let in by a server with a token."""

from __future__ import annotations

import hmac
from hashlib import sha256

import httpx
import pytest

from web.guard.access import COOKIE, Access

RIGHT = "mot-ma-truy-cap-2090"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def address(start):
    return start("--token", RIGHT).address


@pytest.fixture
def browser(address):
    with httpx.Client(base_url=address, headers=HTML) as client:
        yield client


def sign_in(browser, token=RIGHT, **more):
    return browser.post("/sign-in", data={"token": token, **more})


@pytest.mark.parametrize("path", ["/", "/ready", "/metrics", "/openapi.json", "/nope", "/check"])
def test_nothing_is_answered_without_the_token(address, path):
    answer = httpx.get(f"{address}{path}")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["type"] == "/problems/token"


def test_only_life_and_the_form_are_open(address):
    for path in ("/health", "/sign-in", "/static/app.css"):
        assert httpx.get(f"{address}{path}").status_code == 200


def test_systems_show_the_token(address):
    right = {"authorization": f"Bearer {RIGHT}"}
    assert httpx.get(f"{address}/ready", headers=right).status_code == 200
    for wrong in (f"Bearer {RIGHT}x", f"Basic {RIGHT}", RIGHT, "Bearer", "Bearer é"):
        answer = httpx.get(f"{address}/ready", headers={"authorization": wrong.encode()})
        assert answer.status_code == 401


def test_a_browser_is_led_to_the_form_and_back(browser):
    led = browser.get("/look-up?q=61")
    assert led.status_code == 303
    assert led.headers["location"] == "/sign-in?next=/look-up"
    assert 'value="/look-up"' in browser.get(led.headers["location"]).text
    done = sign_in(browser, next="/look-up")
    assert (done.status_code, done.headers["location"]) == (303, "/look-up")
    assert browser.get("/").status_code == 200


def test_the_cookie_is_no_token_and_kept_from_scripts_and_other_sites(browser):
    told = sign_in(browser).headers["set-cookie"]
    assert RIGHT not in told
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in told.split(";")}
    assert "Secure" not in told
    behind = browser.post("/sign-in", data={"token": RIGHT}, headers={"x-forwarded-proto": "https"})
    assert "Secure" in behind.headers["set-cookie"]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_signing_in_leads_to_no_other_site(browser, to):
    assert sign_in(browser, next=to).headers["location"] == "/"


def test_signing_out_forgets_the_cookie(browser):
    sign_in(browser)
    assert "/sign-out" in browser.get("/sign-in").text
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/", "/look-up?q=61/2018"])
def test_every_page_has_a_way_out_for_those_who_are_in(browser, server, path):
    assert "/sign-out" not in browser.get("/sign-in").text
    sign_in(browser)
    assert 'action="/sign-out"' in browser.get(path).text
    assert "/sign-out" not in httpx.get(f"{server.address}{path}", headers=HTML).text


def test_cookies_that_were_made_up_or_have_run_out_are_refused():
    access = Access(RIGHT)
    key = sha256(RIGHT.encode()).digest()

    def made(until, key=key):
        signed = hmac.new(key, b"viendan sign-in 1 " + until.encode(), sha256).hexdigest()
        return f"{until}.{signed}"

    assert access.is_cookie(access.cookie())
    assert access.is_cookie(made("4102444800"))
    assert not access.is_cookie(made("1700000000"))
    assert not access.is_cookie(made("4102444800", b"other"))
    assert not Access("another-token-2090").is_cookie(access.cookie())
    for broken in ("", ".", "4102444800", "4102444800.", "é.é", made("9" * 400), made("-1")):
        assert not access.is_cookie(broken)


def test_guessing_is_slowed_and_does_not_lock_out_who_has_signed_in(start):
    address = start("--token", RIGHT).address
    with httpx.Client(base_url=address, headers=HTML) as inside:
        sign_in(inside)
        guess = {"authorization": "Bearer a-wrong-guess-00000"}
        seen = [httpx.get(f"{address}/ready", headers=guess).status_code for _ in range(15)]
        assert seen[:5] == [401] * 5
        assert seen[-3:] == [429] * 3
        right = {"authorization": f"Bearer {RIGHT}"}
        assert httpx.get(f"{address}/ready", headers=right).status_code == 200
        assert sign_in(inside).status_code == 303
        assert sign_in(inside, "a-wrong-guess-00000").status_code == 429
        assert inside.get("/").status_code == 200
        assert COOKIE in inside.cookies


def test_without_a_token_there_is_nothing_to_sign_in_to(server):
    assert httpx.get(f"{server.address}/sign-in").headers["location"] == "/"
    assert httpx.post(f"{server.address}/sign-in", data={"token": "x"}).status_code == 401
