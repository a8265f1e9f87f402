"""What cannot be read is refused with one sentence, and never with another exception."""

import io
import random
import struct
import time
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import docx_of, lines, part_xml, relations, zip_of

from ingest.readers import KINDS, MAX_BYTES, read, read_bytes
from ingest.readers.package import MAX_PACKAGE_BYTES, MAX_PART_BYTES, MAX_PARTS
from kg.document import Document
from kg.errors import TooLargeError, UnreadableError

MIB = 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PARAGRAPH = "<w:p><w:r><w:t>Nghị định số 61/2018/NĐ-CP</w:t></w:r></w:p>"


def refusal(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name=name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert message.endswith(".")
    assert message.count(". ") >= 1, "says what to do"
    return message


def with_document(xml: str) -> bytes:
    return zip_of(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": xml,
        }
    )


def test_missing_file_and_directory(tmp_path):
    with pytest.raises(UnreadableError, match=r"không có\.docx: no such file\. Check the path\."):
        read(tmp_path / "không có.docx")
    with pytest.raises(UnreadableError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(UnreadableError, match=r"cannot be opened|no such file"):
        read("a\0b.txt")


def test_file_larger_than_accepted(tmp_path):
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLargeError, match="209,715,201 bytes"):
        read(file)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n", "a.txt", "has no text"),
        (OLE + b"rest", "a.ppt", "no Word document"),
        (b"\0" * 99, "a.doc", "named .doc, but the content is not"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (OLE, "a.xls", "an Office 97-2003 file"),
        (b"just words", "a.odt", "named .odt, but the content is not"),
        (bytes(range(256)) * 4, "a.txt", "not a text"),
        ("Ngh\u1ecb".encode() * 9 + b"\xe1\xbb", "a.txt", "damaged or not a text"),
        (b"abc \x8d\x8e\x9d \xff\xfe", "a.txt", "unknown encoding"),
        (b"\xff\xfea", "a.txt", "UTF-16"),
        (b"just words", "a.docx", "named .docx, but the content is not"),
        (b"just words", "a.pdf", "named .pdf, but the content is not"),
        (b"%PDF-1.7 and rubbish", "a.pdf", "broken PDF"),
        (b"PK\x03\x04 rubbish", "a.docx", "broken or only partly copied"),
    ],
)
def test_sentence(data, name, words):
    assert words in refusal(data, name)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "no text"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": ""}, "(.odt)"),
        ({"xl/workbook.xml": "<a/>"}, "a workbook"),
        ({"ppt/presentation.xml": "<a/>"}, "a presentation"),
        ({"a.txt": "x"}, "a zip file without a Word document"),
        ({"word/document.xml": "<a>"}, "broken XML"),
        ({"word/document.xml": ""}, "broken XML"),
    ],
)
def test_other_zip_files(parts, words):
    assert words in refusal(zip_of(parts))


def test_truncated_package():
    data = docx_of(PARAGRAPH)
    assert "partly copied" in refusal(data[: len(data) // 2])


ENTITIES = {
    "laughs": '<!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>",
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "dtd": '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
}


@pytest.mark.parametrize("name", ENTITIES)
def test_entities_are_refused_with_the_size(name):
    xml = part_xml("document", "<w:body/>").replace("?>", "?>" + ENTITIES[name], 1)
    message = refusal(with_document(xml))
    assert f"({len(xml):,} bytes) declares a document type (DOCTYPE)" in message


def test_entities_in_the_relations_are_refused_too():
    rels = relations(("officeDocument", "word/document.xml"))
    data = zip_of({"_rels/.rels": ENTITIES["laughs"] + rels, "word/document.xml": "<a/>"})
    assert "DOCTYPE" in refusal(data)


def test_part_that_expands_too_far():
    data = with_document(part_xml("document", " " * (MAX_PART_BYTES + 1)))
    assert len(data) < MIB
    with pytest.raises(TooLargeError, match=r"part word/document\.xml expands to 67,\d+,\d+ bytes"):
        read_bytes(data, name="a.docx")


def test_package_that_expands_too_far():
    picture = bytes(MAX_PACKAGE_BYTES // 4 + 1)
    parts = {f"word/media/{number}.bmp": picture for number in range(4)}
    data = zip_of({"word/document.xml": part_xml("document", PARAGRAPH), **parts})
    with pytest.raises(TooLargeError, match="268,435,4"):
        read_bytes(data, name="a.docx")


def test_part_that_lies_about_its_size():
    xml = part_xml("document", PARAGRAPH + " " * 9 * MIB).encode()
    data = with_document(xml.decode())
    lying = data.replace(struct.pack("<I", len(xml)), struct.pack("<I", 100))
    assert lying != data
    assert "damaged" in refusal(lying) or "broken" in refusal(lying)


def test_too_many_parts():
    data = zip_of({f"a{number}": "" for number in range(MAX_PARTS + 1)})
    with pytest.raises(TooLargeError, match="4,097 parts"):
        read_bytes(data, name="a.docx")


def test_nesting_too_deep():
    xml = part_xml("document", "<w:x>" * 5000 + "</w:x>" * 5000)
    assert "deep" in refusal(with_document(xml))


def test_encrypted_zip_entry():
    data = bytearray(docx_of(PARAGRAPH))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(mark, position + 4)
    assert "encrypted" in refusal(bytes(data))


def test_unsupported_compression():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("word/document.xml", part_xml("document", PARAGRAPH))
    assert read_bytes(buffer.getvalue(), name="a.docx").text.startswith("Nghị định")


@pytest.fixture
def no_tesseract(monkeypatch):
    monkeypatch.setenv("VIENDAN_TESSERACT", "/nowhere/tesseract")


@pytest.mark.usefixtures("no_tesseract")
def test_scanned_pdf(scan):
    words = "scanned: 1 page(s) without a text layer. Install Tesseract with Vietnamese"
    assert words in refusal(scan, "a.pdf")


@pytest.mark.usefixtures("no_tesseract")
def test_picture():
    assert "a.png: is a picture, which OCR has to read. Install" in refusal(b"\x89PNG\r\n", "a.png")


@pytest.mark.usefixtures("no_tesseract")
def test_pdf_with_some_scanned_pages(scan, pdf_of):
    both = pikepdf.open(io.BytesIO(pdf_of(lines("Nghị định số 61/2018/NĐ-CP"))))
    both.pages.extend(pikepdf.open(io.BytesIO(scan)).pages)
    buffer = io.BytesIO()
    both.save(buffer)
    document = read_bytes(buffer.getvalue(), name="a.pdf")
    assert document.unread == ("page 2: no text layer (scanned); OCR is not installed",)


@pytest.mark.parametrize("revision", [4, 6])
def test_pdf_with_password(pdf_of, revision):
    file = pikepdf.open(io.BytesIO(pdf_of(lines("Nghị định số 61/2018/NĐ-CP"))))
    for user, readable in (("secret", False), ("", True)):
        buffer = io.BytesIO()
        file.save(buffer, encryption=pikepdf.Encryption(owner="o", user=user, R=revision))
        if readable:
            assert "61/2018" in read_bytes(buffer.getvalue(), name="a.pdf").text
        else:
            assert "protected with a password" in refusal(buffer.getvalue(), "a.pdf")


def attempt(data: bytes, name: str) -> None:
    """Read; any exception but the project's own fails the test."""
    try:
        document = read_bytes(data, name=name)
    except UnreadableError:
        return
    assert isinstance(document, Document)
    document.locate(0, len(document.text))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\xff\xfe", OLE]),
    st.sampled_from(KINDS),
)
def test_rubbish(data, prefix, suffix):
    attempt(prefix + data, f"a.{suffix}")


def mutations(data: bytes, seed: int, seconds: float):
    """Yield damaged copies of a file for some seconds."""
    chance = random.Random(seed)  # noqa: S311
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 20))):
            position = chance.randrange(max(len(damaged) - 1, 1))
            match chance.randrange(4):
                case 0 if damaged:
                    damaged[position] = chance.randrange(256)
                case 1:
                    del damaged[position : position + chance.randrange(1, 40)]
                case 2:
                    damaged[position:position] = damaged[: chance.randrange(40)]
                case _:
                    del damaged[position:]
        yield bytes(damaged)


def test_damaged_packages():
    for data in mutations(docx_of(PARAGRAPH * 3, header1=PARAGRAPH), 1, 2):
        attempt(data, "a.docx")


def test_damaged_xml():
    xml = part_xml("document", f"<w:body>{PARAGRAPH * 3}</w:body>").encode()
    for damaged in mutations(xml, 2, 1):
        attempt(zip_of({"word/document.xml": damaged}), "a.docx")


def test_damaged_pdfs(pdf_of):
    data = pdf_of(lines("Nghị định số 61/2018/NĐ-CP", "và"), lines("76/NQ-CP"))
    for damaged in mutations(data, 3, 3):
        attempt(damaged, "a.pdf")
