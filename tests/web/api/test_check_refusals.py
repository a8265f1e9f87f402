"""What POST /check refuses, and how: RFC 9457."""

import json

import httpx
import pytest
from api_files import PLAN, REPLACED, SAMPLES, archive
from real_server import RealServer


def post(server: RealServer, **sent) -> httpx.Response:
    return httpx.post(f"{server.address}/check", **sent)


@pytest.mark.parametrize(
    ("sent", "status", "kind"),
    [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, "bad-request"),
        ({"json": {}}, 422, "invalid"),
        ({"json": {"text": " \n"}}, 422, "invalid"),
        ({"json": {"text": "a", "as-of": "2025-01-01"}}, 422, "invalid"),
        ({"json": {"text": "a", "date": "2025-02-30"}}, 422, "invalid"),
        ({"json": {"text": "a", "date": 20250101}}, 422, "invalid"),
        ({"json": {"text": "a", "fix": "true"}}, 422, "invalid"),
        ({"json": {"text": "a", "select": ["VD999"]}}, 422, "invalid"),
        ({"json": {"text": "a"}, "params": {"fromat": "csv"}}, 422, "invalid"),
        ({"data": {"date": "2025-01-01"}}, 422, "invalid"),
        ({"data": {"text": ["a", "b"]}}, 422, "invalid"),
        ({"files": {"upload": ("a.txt", b"a")}}, 422, "invalid"),
        ({"content": b"a", "headers": {"content-type": "image/png"}}, 415, "format"),
        ({"content": b"a"}, 415, "format"),
        ({"content": b"\xff", "headers": {"content-type": "text/plain"}}, 422, "unreadable"),
        ({"files": {"file": ("a.docx", b"PK\x03\x04")}}, 422, "unreadable"),
        ({"files": {"file": ("a.txt", b"")}}, 422, "unreadable"),
        ({"files": {"file": ("a.zip", archive())}}, 422, "unreadable"),
    ],
)
def test_each_refusal_is_a_problem(server: RealServer, sent: dict, status: int, kind: str):
    got = post(server, **sent)
    assert (got.status_code, got.json()["type"]) == (status, f"/problems/{kind}")
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["status"] == status
    assert got.json()["detail"]


BLANK = dict.fromkeys(("date", "as_of", "issuer", "language", "select", "format", "fix"), "")


@pytest.mark.parametrize("sent", [{"data": {"text": "a"}}, {"files": {"file": ("a.txt", b"a")}}])
def test_blank_fields_of_a_form_are_fields_left_out(server: RealServer, sent: dict):
    filled = {**sent, "data": {**sent.get("data", {}), **BLANK}}
    assert post(server, **filled).json()["citations"] == post(server, **sent).json()["citations"]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": "a", "date": ""}},
        {"data": {"text": ""}},
        {"data": {"text": "a", "unknown": ""}},
    ],
)
def test_other_blanks_are_refused(server: RealServer, sent: dict):
    assert post(server, **sent).status_code == 422


def test_lone_surrogates_are_refused(server: RealServer):
    body = json.dumps({"text": "a\ud800", "\udfff": 1}).encode()
    got = post(server, content=body, headers={"content-type": "application/json"})
    assert got.status_code in (400, 422)


def test_unread_member_of_an_archive_is_told_in_a_header(server: RealServer):
    data = (SAMPLES / f"{PLAN}.docx").read_bytes()
    members = archive(plan__docx=data, broken__pdf=b"%PDF-1.4 broken")
    got = post(server, files={"file": ("hồ sơ.zip", members)})
    assert [one["document"]["path"] for one in got.json()] == ["hồ sơ.zip/plan.docx"]
    (told,) = json.loads(got.headers["viendan-unread"])
    assert told.startswith("hồ sơ.zip/broken.pdf: ")
    lines = post(server, files={"file": ("hồ sơ.zip", members)}, data={"format": "jsonl"})
    kinds = [json.loads(line)["type"] for line in lines.text.splitlines()]
    assert kinds.count("unread") == 1


def test_archive_of_one_document_is_still_a_list(server: RealServer):
    members = archive(a__txt=REPLACED.encode())
    got = post(server, files={"file": ("a.zip", members)})
    assert isinstance(got.json(), list)
    assert "viendan-unread" not in got.headers
