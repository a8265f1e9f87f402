"""Files given back by POST /check open again and hold what was accepted."""

import csv
import re
from io import BytesIO, StringIO
from urllib.parse import unquote

import httpx
import pytest
from api_files import PLAN, REPLACED, SAMPLES, archive
from real_server import RealServer


def ask(server: RealServer, name: str, data: bytes, **fields) -> httpx.Response:
    return httpx.post(
        f"{server.address}/check", files={"file": (name, data)}, data=fields, timeout=60
    )


def plan(suffix: str) -> bytes:
    return (SAMPLES / f"{PLAN}.{suffix}").read_bytes()


def saved_name(got: httpx.Response) -> str:
    found = re.search(r"filename\*=UTF-8''(.+)$", got.headers["content-disposition"])
    assert found
    return unquote(found[1])


def keys(report: dict, *, corrected: bool) -> list[str]:
    return [
        f"{one['code']}:{one['start']}-{one['end']}"
        for one in report["findings"]
        if (one["suggestion"] is not None) is corrected
    ]


def test_word_file_comes_back_with_comments(server: RealServer):
    docx = pytest.importorskip("docx")
    got = ask(server, "Kế hoạch.docx", plan("docx"), format="docx")
    assert got.headers["content-type"].endswith("wordprocessingml.document")
    assert saved_name(got) == "Kế hoạch.checked.docx"
    assert 'filename="Ke hoach.checked.docx"' in got.headers["content-disposition"]
    assert list(docx.Document(BytesIO(got.content)).comments)


def test_only_what_was_accepted_is_written(server: RealServer):
    docx = pytest.importorskip("docx")
    report = ask(server, "a.docx", plan("docx")).json()
    chosen = next(key for key in keys(report, corrected=True) if key.startswith("VD201"))
    got = ask(server, "a.docx", plan("docx"), accept=chosen)
    assert got.status_code == 200
    made = docx.Document(BytesIO(got.content))
    inserted = made.element.body.xpath(".//w:ins//w:t/text()")
    assert "118/2025/NĐ-CP" in "".join(inserted)
    assert "số 63/2010/NĐ-CP" not in "".join(inserted)


def test_file_that_was_checked_before_gives_the_same_keys(server: RealServer):
    first = ask(server, "a.docx", plan("docx")).json()
    marked = ask(server, "a.docx", plan("docx"), suggest="true").content
    again = ask(server, "a.docx", marked)
    assert again.json()["findings"] == first["findings"]
    accepted = keys(first, corrected=True)
    got = ask(server, "a.docx", marked, accept=accepted, format="docx")
    assert got.status_code == 200
    assert ask(server, "a.docx", got.content).json()["findings"] == first["findings"]


def test_text_comes_back_corrected_where_accepted(server: RealServer):
    report = httpx.post(f"{server.address}/check", json={"text": REPLACED}).json()
    chosen = keys(report, corrected=True)
    body = {"text": REPLACED, "accept": chosen}
    got = httpx.post(f"{server.address}/check", json=body)
    assert saved_name(got) == "van-ban.checked.txt"
    assert "118/2025/NĐ-CP" in got.text


def test_what_is_no_finding_cannot_be_accepted(server: RealServer):
    got = httpx.post(f"{server.address}/check", json={"text": REPLACED, "accept": ["VD201:1-2"]})
    assert got.status_code == 409
    assert got.json()["type"] == "/problems/conflict"


def test_pdf_comes_back_with_marks(server: RealServer):
    pikepdf = pytest.importorskip("pikepdf")
    got = ask(server, "a.pdf", plan("pdf"), format="pdf")
    assert got.headers["content-type"] == "application/pdf"
    with pikepdf.open(BytesIO(got.content)) as opened:
        assert any(page.get("/Annots") for page in opened.pages)


def test_workbook_has_findings_citations_and_what_was_not_read(server: RealServer):
    openpyxl = pytest.importorskip("openpyxl")
    members = archive(plan__docx=plan("docx"), broken__docx=b"PK\x03\x04 broken")
    got = ask(server, "hồ sơ.zip", members, format="xlsx")
    assert saved_name(got) == "hồ sơ.checked.xlsx"
    book = openpyxl.load_workbook(BytesIO(got.content))
    found, cited, unread = book.worksheets
    assert "VD201" in {cell.value for row in found.iter_rows() for cell in row}
    assert "61/2018/NĐ-CP" in {cell.value for row in cited.iter_rows() for cell in row}
    assert "hồ sơ.zip/broken.docx" in {cell.value for row in unread.iter_rows() for cell in row}


@pytest.mark.parametrize("begins", ["=", "+", "-", "@"])
def test_no_cell_is_run_as_a_formula(server: RealServer, begins: str):
    openpyxl = pytest.importorskip("openpyxl")
    name, text = f"{begins}1+1.txt", f"{begins}HYPERLINK(1) Nghị định số 61/2018/NĐ-CP"
    got = ask(server, name, text.encode(), format="xlsx")
    book = openpyxl.load_workbook(BytesIO(got.content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    rows = csv.reader(StringIO(ask(server, name, text.encode(), format="csv").text))
    assert not any(cell.startswith(begins) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("suffix", "fields"),
    [
        ("txt", {"format": "docx"}),
        ("docx", {"format": "pdf"}),
        ("pdf", {"fix": "true", "format": "pdf"}),
        ("txt", {"suggest": "true"}),
        ("docx", {"fix": "true", "format": "html"}),
    ],
)
def test_what_a_file_cannot_be_given_back_as_is_told(server: RealServer, suffix: str, fields: dict):
    got = ask(server, f"a.{suffix}", plan(suffix), **fields)
    assert got.status_code == 422
    assert got.json()["type"] == "/problems/invalid"
    assert "--" not in got.json()["detail"]
