"""GET /instruments: cards as `viendan show`, every one of a list once, and what is not there."""

import json
from itertools import chain

import httpx
import pytest
from api_files import IRI, cli
from real_server import RealServer


def listed(server: RealServer, **asked) -> httpx.Response:
    return httpx.get(f"{server.address}/instruments", params=asked)


def walk(server: RealServer, path: str, **asked) -> list[httpx.Response]:
    """Follow the links of an answer to its last page."""
    pages = [httpx.get(f"{server.address}{path}", params=asked)]
    while "next" in pages[-1].links:
        assert len(pages) < 200
        pages.append(httpx.get(f"{server.address}{pages[-1].links['next']['url']}"))
    return pages


def test_cards_are_those_of_the_command_line(server: RealServer):
    got = listed(server, number="76/NQ-CP", as_of="2024-01-01")
    printed = cli(server, "show", "--format", "json", "--as-of", "2024-01-01", "76/NQ-CP")
    assert got.json()["instruments"] == json.loads(printed)


def test_card_at_its_iri_is_byte_for_byte_one_of_them(server: RealServer):
    got = httpx.get(f"{server.address}/instruments{IRI}", params={"as_of": "30/06/2025"})
    printed = cli(server, "show", "--format", "json", "--as-of", "2025-06-30", IRI)
    assert [got.json()] == json.loads(printed)
    assert got.json()["status"]["state"] == "in_force"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"number": "61/2018/ND-CP"}, "61/2018/NĐ-CP"),
        ({"number": "61/2018"}, "61/2018/NĐ-CP"),
        ({"number": "76/NQ-CP ngày 15/7/2021"}, "76/NQ-CP"),
        ({"q": "cong tac van thu"}, "30/2020/NĐ-CP"),
        ({"q": "Nghị định về công tác văn thư lưu trử"}, "30/2020/NĐ-CP"),
        ({"q": "công tác văn thư", "type": "nghi-dinh", "issuer": "CHÍNH PHỦ"}, "30/2020/NĐ-CP"),
    ],
)
def test_instruments_are_found_as_people_type_them(server: RealServer, asked: dict, number: str):
    assert number in [one["number"] for one in listed(server, **asked).json()["instruments"]]


def test_walk_shows_every_instrument_once(server: RealServer):
    pages = walk(server, "/instruments", type="luat", limit=50)
    found = [one["iri"] for page in pages for one in page.json()["instruments"]]
    total = pages[0].json()["total"]
    assert len(found) == len(set(found)) == total > 100
    by_type = httpx.get(f"{server.address}/coverage").json()["by_type"]
    assert by_type["luat"] == total


def test_walk_through_rows_shows_each_once(server: RealServer):
    pages = walk(server, "/query/top-cited", rows=3)
    rows = list(chain.from_iterable(page.json()["rows"] for page in pages))
    whole = httpx.get(f"{server.address}/query/top-cited").json()
    assert rows == whole["rows"]
    assert len(pages) > 2
    assert "1–3" in pages[0].json()["notes"][-1]["vi"]
    assert "1–" not in whole["notes"][-1]["vi"]


@pytest.mark.parametrize("cursor", ["0", "AAAA", "é", "A" * 24])
def test_cursor_of_nothing_is_refused(server: RealServer, cursor: str):
    assert listed(server, cursor=cursor).json()["type"] == "/problems/invalid"


def test_cursor_belongs_to_its_list(server: RealServer):
    cursor = listed(server, type="luat", limit=1).json()["next"]
    assert listed(server, type="luat", limit=1, cursor=cursor).status_code == 200
    assert listed(server, type="nghi-dinh", limit=1, cursor=cursor).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/instruments?number=62%2F2018%2FN%C4%90-CP",
        "/query/status?number=62%2F2018%2FN%C4%90-CP",
        "/instruments?q=zzzzzz",
        "/instruments/akn/vn/act/nghi-dinh/chinh-phu/2090-01-01/1-2090-nd-cp",
        "/akn/vn/act/nghi-dinh/chinh-phu/2090-01-01/1-2090-nd-cp",
    ],
)
def test_what_is_not_in_the_data_may_exist(server: RealServer, path: str):
    got = httpx.get(f"{server.address}{path}")
    told = got.json()
    assert (got.status_code, told["type"]) == (404, "/problems/not-in-data")
    assert told["coverage"]["instruments"] > 6000
    assert "says nothing of whether it was issued" in told["detail"]
    assert "not exist" not in got.text


def test_near_numbers_are_told(server: RealServer):
    near = listed(server, number="62/2018/NĐ-CP").json()["near"]
    assert "61/2018/NĐ-CP" in [one["number"] for one in near]


def test_known_hides_what_came_later(server: RealServer):
    got = listed(server, number="118/2025/NĐ-CP", known="2025-01-01")
    assert got.status_code == 404
