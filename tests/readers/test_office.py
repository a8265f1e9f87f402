"""Old Word files, rich text and OpenDocument texts, made and read through LibreOffice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from old_files import SENTENCES, in_old_letters, writable
from reader_files import docx_of
from soffice import PROGRAM, convert

from cite.find import find_citations
from ingest.readers import read, read_bytes
from ingest.readers.batch import read_many
from ingest.readers.office import OfficeFile, read_office_files
from kg.document import Document
from kg.errors import UnreadableError

needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")

REVISION = "w:author='a' w:date='2090-01-02T03:04:05Z'"


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def cell(text: str) -> str:
    return f"<w:tc><w:p>{run(text)}</w:p></w:tc>"


BODY = (
    f"<w:p>{run('KẾ HOẠCH')}</w:p><w:p>{run('Căn cứ Nghị định số ')}"
    f"<w:del w:id='1' {REVISION}><w:r><w:delText>60/2090</w:delText></w:r></w:del>"
    f"<w:ins w:id='2' {REVISION}>{run('61/2090')}</w:ins>{run('/NĐ')}<w:r><w:noBreakHyphen/></w:r>"
    f"{run('CP ngày 23/4/2090 của Chính phủ')}<w:r><w:tab/></w:r>{run('về một   cửa')}"
    f"<w:r><w:br/></w:r>{run('liên thông;')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    f"<w:tr>{cell('Thông tư số 01/2090/TT-VPCP')}{cell('b')}</w:tr></w:tbl><w:p/><w:sectPr/>"
)
NOTES = (
    "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    "<w:footnote w:type='continuationSeparator' w:id='1'><w:p/></w:footnote>"
    f"<w:footnote w:id='2'><w:p>{run('Xem Luật số 5/2090/QH30.')}</w:p></w:footnote>"
)
VNTIME = "<w:rPr><w:rFonts w:ascii='{0}' w:hAnsi='{0}'/></w:rPr>"


def old_docx(encoding: str, font: str) -> bytes:
    properties = VNTIME.format(font)
    other = VNTIME.format("Arial")
    return docx_of(
        "".join(
            f"<w:p>{run(in_old_letters(writable(text, encoding), encoding), properties)}"
            f"{run('« Đ »', other)}</w:p>"
            for text in SENTENCES
        )
    )


def facts(document: Document) -> list[tuple[object, ...]]:
    found = find_citations(document.text)
    return [(c.type, c.number, c.date, c.issuer, c.title) for c in found]


def words(text: str) -> list[str]:
    return text.replace("\u2006", " ").split()


@needs_libreoffice
@pytest.mark.parametrize("target", ["odt", "doc:MS Word 97", "rtf"])
def test_text_and_citations_are_those_of_the_docx(target, tmp_path):
    data = docx_of(BODY, footnotes=NOTES)
    expected = read_bytes(data, name="a.docx")
    kind = target.partition(":")[0]
    file = tmp_path / f"Kế hoạch cải cách.{kind}"
    file.write_bytes(convert(data, target, tmp_path))
    document = read(file)
    assert (document.kind, document.path) == (kind, str(file))
    assert words(document.text) == words(expected.text)
    assert "60/2090" not in document.text
    assert facts(document) == facts(expected)
    assert [number for _, number, *_ in facts(document)] == [
        "61/2090/NĐ-CP",
        "01/2090/TT-VPCP",
        "5/2090/QH30",
    ]
    start = document.text.index("23/4/2090")
    assert document.locate(start, start + 9)


@needs_libreoffice
@pytest.mark.parametrize("target", ["odt", "doc:MS Word 97", "rtf"])
@pytest.mark.parametrize(("encoding", "font"), [("TCVN3", ".VnTime"), ("VNI", "VNI-Times")])
def test_old_letters_survive_the_way_through_libreoffice(target, encoding, font, tmp_path):
    data = convert(old_docx(encoding, font), target, tmp_path)
    document = read_bytes(data, name="a")
    wanted = [writable(text, encoding) + "« Đ »" for text in SENTENCES]
    assert document.text.split("\n")[:3] == wanted
    assert document.decoded_from == encoding


@needs_libreoffice
def test_a_file_that_fails_costs_that_file_alone(tmp_path):
    good = convert(docx_of(BODY, footnotes=NOTES), "doc:MS Word 97", tmp_path)
    files = {"a.doc": good, "b.doc": good[: len(good) // 2], "c.txt": b"76/NQ-CP", "d.doc": b""}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in (*files, "e.doc", "a.doc")]
    found = list(read_many(paths))
    assert [path for path, _ in found] == paths
    kinds = [getattr(outcome, "kind", None) for _, outcome in found]
    assert kinds == ["doc", None, "txt", None, None, "doc"]
    assert str(found[1][1]).startswith(f"{paths[1]}: broken .doc (LibreOffice: ")
    assert "the file is empty" in str(found[3][1])
    assert "no such file" in str(found[4][1])


@needs_libreoffice
@pytest.mark.parametrize("target", ["doc:MS Word 97", "odt"])
def test_document_without_words(target, tmp_path):
    data = convert(docx_of("<w:p/>"), target, tmp_path)
    with pytest.raises(UnreadableError, match="has no text"):
        read_bytes(data, name="a")


@needs_libreoffice
@pytest.mark.parametrize("target", ["doc:MS Word 97", "odt"])
def test_truncated_file(target, tmp_path):
    data = convert(docx_of(BODY, footnotes=NOTES), target, tmp_path)
    with pytest.raises(UnreadableError, match=r"a\.\w+: broken .*\. Open it in "):
        read_bytes(data[: len(data) * 2 // 3], name=f"a.{target[:3]}")


def test_protected_doc_is_refused_without_libreoffice(monkeypatch):
    monkeypatch.setenv("VIENDAN_SOFFICE", sys.executable)
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + bytes(99))
    header[512 + 11] |= 1
    data = bytes(header) + "WordDocument".encode("utf-16-le")
    with pytest.raises(UnreadableError, match=r"protected with a password\. Save it without"):
        read_bytes(data, name="a.doc")


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("VIENDAN_SOFFICE", str(tmp_path / "nothing"))
    message = r"a\.rtf: reading \.rtf needs LibreOffice\. Install .* or save the file as \.docx\."
    with pytest.raises(UnreadableError, match=message):
        read_bytes(rb"{\rtf1 76/NQ-CP}", name="a.rtf")


def program(folder: Path, script: str) -> str:
    """Return a program that runs a shell script in place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


needs_shell = pytest.mark.skipif(shutil.which("sh") is None or os.name == "nt", reason="needs sh")
FILE = OfficeFile(rb"{\rtf1 a}", "a.rtf", "rtf")


@needs_shell
@pytest.mark.parametrize("sandbox", ["any", "none"])
def test_a_hang_ends_with_all_its_children(sandbox, monkeypatch, tmp_path):
    seconds = f"60.{os.getpid()}{len(sandbox)}"
    monkeypatch.setenv("VIENDAN_SANDBOX", sandbox)
    monkeypatch.setenv("VIENDAN_SOFFICE", program(tmp_path, f"sleep {seconds} & wait"))
    (found,) = read_office_files([FILE], seconds=1)
    assert "no answer within 1 seconds" in str(found)
    command = [shutil.which("ps") or "ps", "-axo", "args"]
    running = subprocess.run(command, check=True, capture_output=True).stdout
    assert f"sleep {seconds}".encode() not in running


@needs_shell
def test_after_a_crash_the_files_are_tried_one_by_one(monkeypatch, tmp_path):
    calls = tmp_path / "calls"
    monkeypatch.setenv("VIENDAN_SANDBOX", "none")
    monkeypatch.setenv("VIENDAN_SOFFICE", program(tmp_path, f"echo $# >> {calls}; exit 139"))
    found = read_office_files([FILE, FILE._replace(path="b.rtf")])
    assert [str(error).partition(":")[0] for error in found] == ["a.rtf", "b.rtf"]
    assert len(calls.read_text().split()) == 3
