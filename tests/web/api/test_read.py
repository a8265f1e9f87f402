"""POST /extract and POST /relations answer what the commands print."""

import httpx
import pytest
from api_files import PLAN, REPLACED, SAMPLES, archive, cli
from real_server import RealServer


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
@pytest.mark.parametrize("what", ["extract", "relations"])
def test_file_gives_the_json_of_the_command_line(server: RealServer, what: str, suffix: str):
    name = f"{PLAN}.{suffix}"
    sent = {"file": (name, (SAMPLES / name).read_bytes())}
    got = httpx.post(f"{server.address}/{what}", files=sent)
    assert got.content == cli(server, what, "--format", "json", name)


def test_offsets_count_in_the_text_that_is_given(server: RealServer):
    name = f"{PLAN}.pdf"
    sent = {"file": (name, (SAMPLES / name).read_bytes())}
    text = httpx.post(f"{server.address}/extract?format=text", files=sent).text
    for one in httpx.post(f"{server.address}/extract", files=sent).json()["citations"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_text_is_read_however_it_is_sent(server: RealServer):
    plain = {"content": REPLACED.encode(), "headers": {"content-type": "text/plain"}}
    answers = {
        httpx.post(f"{server.address}/extract", **sent).content
        for sent in ({"json": {"text": REPLACED}}, {"data": {"text": REPLACED}}, plain)
    }
    assert answers == {cli(server, "extract", "-", stdin=REPLACED.encode())}


def test_archive_gives_a_list_and_no_text(server: RealServer):
    sent = {"file": ("a.zip", archive(a__txt=REPLACED.encode(), b__txt=b"Hai"))}
    got = httpx.post(f"{server.address}/extract", files=sent)
    assert [one["document"]["path"] for one in got.json()] == ["a.zip/a.txt", "a.zip/b.txt"]
    refused = httpx.post(f"{server.address}/extract?format=text", files=sent)
    assert refused.json()["type"] == "/problems/invalid"


def test_words_for_people_follow_the_language(server: RealServer):
    sent = {"text": "NGHỊ QUYẾT\nĐiều 1. Bãi bỏ Nghị quyết số 10/2090/NQ-HĐND.", "format": "text"}
    got = httpx.post(f"{server.address}/relations", json={**sent, "language": "en"})
    assert got.headers["content-type"].startswith("text/plain")
    assert "repeals" in got.text
