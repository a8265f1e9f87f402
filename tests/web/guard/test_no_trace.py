"""Nothing of a draft is left anywhere: not in what is printed, in files, in figures, in errors."""

from __future__ import annotations

import io
import shutil
import socket
import time
import zipfile

import httpx
import pytest
from raw_requests import head, sent

MARK = "ZQXJKWVBMARK"
NAME = "ZQXJKWVBNAME"
TEXT = f"{MARK} căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của {MARK}; số 7/{MARK}/NĐ-CP."
WIDE = {"headers": {"accept": "text/html"}}


def docx(text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        file.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{relation}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    return made.getvalue()


def packed(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in files.items():
            file.writestr(f"{name}.docx", content)
    return made.getvalue()


FILES = {
    "draft.docx": docx(TEXT),
    "draft.txt": TEXT.encode(),
    "draft.html": f"<html><p>{TEXT}</p></html>".encode(),
    "draft.zip": packed(one=docx(TEXT), two=docx(TEXT)[:300]),
    "draft.pdf": f"%PDF-1.7\n{TEXT}".encode(),
    "cut.docx": docx(TEXT)[:-40],
    "xml.docx": docx(f"{TEXT}</w:t><broken"),
    "empty.docx": docx(""),
    "other.odt": f"{MARK} is no odt".encode(),
    "mail.eml": f"Subject: {MARK}\nMIME-Version: 1.0\n\n{TEXT}".encode(),
    "nul.doc": f"{MARK}\0{TEXT}".encode(),
}
if shutil.which("soffice"):
    FILES["draft.rtf"] = rf"{{\rtf1 {MARK} Nghi dinh 61/2018/ND-CP}}".encode()
JSONS = (
    {"text": TEXT},
    {"text": TEXT, "format": MARK},
    {"text": TEXT, "select": [MARK]},
    {"text": TEXT, "date": MARK},
    {"text": TEXT, "issuer": MARK, MARK: MARK},
    {"text": [TEXT]},
    {"texts": TEXT},
    {"text": TEXT * 40_000},
)
ASKED = (
    f"/{MARK}?q={MARK}",
    f"/look-up?q={MARK}",
    f"/look-up/suggestions?q={MARK}",
    f"/ask?q={MARK}",
    f"/answer?words={MARK}",
    f"/instruments?q={MARK}&limit={MARK}",
    f"/instruments?number={MARK}",
    f"/instruments/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/{MARK}",
    f"/query/{MARK}",
    f"/query/timeline?number={MARK}&as_of={MARK}",
    f"/akn/vn/act/{MARK}/{MARK}/2018-04-23/{MARK}",
    f"/sparql?query={MARK}",
    f"/rules/{MARK}",
    f"/audits/{MARK}",
    f"/folders/{MARK}",
    f"/static/{MARK}",
    f"/sign-in?next={MARK}",
)


@pytest.fixture(scope="module")
def quiet(start):
    return start()


def nothing_is_left(server):
    """Fail where a word of a draft stands in what is printed, in a file, or in the figures."""
    for mark in (MARK, NAME):
        assert mark not in server.printed()
        assert mark not in httpx.get(f"{server.address}/metrics").text
        for folder in ("tmp", "home"):
            for path in (server.folder / folder).rglob("*"):
                assert mark not in str(path)
                if path.is_file():
                    assert mark.encode() not in path.read_bytes()


@pytest.mark.parametrize("path", ["/check", "/extract", "/relations", "/checked"])
def test_drafts_as_json_and_text(quiet, path):
    for body in JSONS:
        answer = httpx.post(f"{quiet.address}{path}", json=body, timeout=60)
        if answer.status_code != 200:
            assert answer.status_code < 500
            assert TEXT not in answer.text
    for kind in ("text/plain", "application/json", MARK, "multipart/form-data; boundary=x"):
        sent_as = {"content-type": kind, "cookie": f"{MARK}={MARK}", "authorization": MARK}
        httpx.post(f"{quiet.address}{path}", content=TEXT.encode(), headers=sent_as, timeout=60)
    nothing_is_left(quiet)


@pytest.mark.parametrize("form", ["json", "html", "docx", "xlsx", "pdf", MARK])
def test_drafts_as_files(quiet, form):
    for name, content in FILES.items():
        for path in ("/check", "/extract") if form == "json" else ("/check",):
            files = {"file": (f"{NAME}-{name}", content)}
            answer = httpx.post(
                f"{quiet.address}{path}", files=files, data={"format": form}, timeout=120
            )
            assert answer.status_code < 500, (name, answer.text)
            if answer.status_code != 200:
                assert MARK not in answer.text.replace(f"format: {MARK}", "")
    nothing_is_left(quiet)


def test_pages_with_files(quiet):
    for name, content in FILES.items():
        files = {"file": (f"{NAME}-{name}", content)}
        answer = httpx.post(f"{quiet.address}/checked", files=files, timeout=120, **WIDE)
        assert answer.status_code < 500, (name, answer.text)
    nothing_is_left(quiet)


@pytest.mark.parametrize("more", [{}, WIDE], ids=["system", "person"])
def test_questions(quiet, more):
    for path in ASKED:
        answer = httpx.get(f"{quiet.address}{path}", timeout=60, **more)
        assert answer.status_code < 500, path
    nothing_is_left(quiet)


def test_drafts_whose_sender_has_gone(quiet):
    body = b'{"text":"' + (TEXT * 3000).encode() + b'"}'
    for part in (body, body[:500]):
        with socket.create_connection(("127.0.0.1", quiet.port)) as connection:
            connection.sendall(head(f"Content-Length: {len(body)}") + part)
    sent(quiet.port, f"{MARK} / HTTP/9\r\n{MARK}\r\n\r\n".encode())
    time.sleep(1)
    nothing_is_left(quiet)


def test_an_audit_that_is_deleted(quiet):
    files = {"file": (f"{NAME}.zip", FILES["draft.zip"])}
    made = httpx.post(f"{quiet.address}/audits", files=files, timeout=60)
    assert made.status_code in (200, 201, 202), made.text
    address = f"{quiet.address}/audits/{made.json()['id']}"
    for _ in range(300):
        if httpx.get(address).json()["state"] not in ("waiting", "reading", "running", "judging"):
            break
        time.sleep(0.1)
    assert httpx.delete(address).status_code in (200, 202, 204)
    for _ in range(50):
        if not quiet.left():
            break
        time.sleep(0.1)
    nothing_is_left(quiet)
