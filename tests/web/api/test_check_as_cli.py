"""POST /check answers byte for byte what `viendan check` prints."""

import httpx
import pytest
from api_files import PLAN, REPLACED, SAMPLES, cli
from real_server import RealServer

FORMS = ("json", "html", "md", "csv", "jsonl", "text")


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
def test_file_gives_the_json_of_the_command_line(server: RealServer, suffix: str):
    name = f"{PLAN}.{suffix}"
    data = (SAMPLES / name).read_bytes()
    got = httpx.post(f"{server.address}/check", files={"file": (name, data)})
    assert got.status_code == 200
    assert got.content == cli(server, "check", "--format", "json", "--fail-on", "never", name)


@pytest.mark.parametrize("form", FORMS)
def test_other_formats_are_those_of_the_command_line(server: RealServer, form: str):
    name = f"{PLAN}.docx"
    got = httpx.post(
        f"{server.address}/check",
        files={"file": (name, (SAMPLES / name).read_bytes())},
        data={"format": form, "language": "en", "date": "01/07/2025"},
    )
    asked = ("--format", form, "--lang", "en", "--date", "2025-07-01", "--fail-on", "never")
    assert got.content == cli(server, "check", *asked, name)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": REPLACED}},
        {"data": {"text": REPLACED}},
        {"files": {"text": (None, REPLACED)}},
        {"content": REPLACED.encode(), "headers": {"content-type": "text/plain; charset=utf-8"}},
    ],
)
def test_text_is_judged_however_it_is_sent(server: RealServer, sent: dict):
    got = httpx.post(f"{server.address}/check", params={"date": "2026-01-02"}, **sent)
    asked = ("--format", "json", "--date", "2026-01-02", "--fail-on", "never", "-")
    assert got.content == cli(server, "check", *asked, stdin=REPLACED.encode())


def test_options_of_the_command_line_are_those_of_the_interface(server: RealServer):
    options = {
        "date": "2025-08-01",
        "as_of": "2026-01-01",
        "issuer": "Sở Tư pháp tỉnh Sơn La",
        "language": "en",
        "select": ["VD2", "misdated"],
        "ignore": ["VD210"],
    }
    got = httpx.post(f"{server.address}/check", json={"text": REPLACED, **options})
    asked = ["--date", "2025-08-01", "--as-of", "01/01/2026", "--issuer", options["issuer"]]
    asked += ["--lang", "en", "--select", "VD2,misdated", "--ignore", "VD210"]
    printed = cli(
        server, "check", "--format", "json", "--fail-on", "never", *asked, "-",
        stdin=REPLACED.encode(),
    )  # fmt: skip
    assert got.content == printed
    assert [one["code"] for one in got.json()["findings"]] == ["VD201"]


def test_body_counts_before_the_query(server: RealServer):
    got = httpx.post(
        f"{server.address}/check?date=2019-01-01&language=en",
        json={"text": REPLACED, "date": "2026-01-01"},
    )
    assert got.json()["document"]["date"] == "2026-01-01"
    assert any("replaced by" in one["message"] for one in got.json()["findings"])


def test_name_with_vietnamese_letters_and_folders_is_its_last_part(server: RealServer):
    got = httpx.post(
        f"{server.address}/check",
        files={"file": ("C:\\Hồ sơ\\Kế hoạch số 1.txt", REPLACED.encode())},
    )
    assert got.json()["document"]["path"] == "Kế hoạch số 1.txt"


def test_letters_of_old_fonts_are_read_in_pasted_text(server: RealServer):
    old = "C¨n cø NghÞ ®Þnh sè 61/2018/N§-CP ngµy 23/4/2018 cña ChÝnh phñ vÒ c¬ chÕ mét cöa"
    got = httpx.post(f"{server.address}/check", json={"text": old})
    assert got.json()["document"]["decoded_from"] == "TCVN3"
    assert got.content == cli(
        server, "check", "--format", "json", "--fail-on", "never", "-", stdin=old.encode()
    )
