"""Mails and web archives: bodies, quoted replies, subjects, attachments."""

import quopri
from email.message import EmailMessage

import pytest
from reader_files import docx_of, zip_of

from cite.find import find_citations
from ingest.readers import read_bytes
from ingest.readers.documents import documents
from kg.document import Document
from kg.errors import UnreadableError

CITATION = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"


def mail(body: str = "", *, html: str = "", subject: str = "", **options) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "van-thu@example.vn"
    if subject:
        message["Subject"] = subject
    if body:
        message.set_content(body, **options)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def document_of(message: EmailMessage, name: str = "thư.eml") -> Document:
    return read_bytes(message.as_bytes(), name=name)


def web_archive(html: bytes, charset: str) -> bytes:
    """Return what Word saves as a single file web page."""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_N"\r\n\r\n'
        b"----=_N\r\nContent-Location: file:///C:/a.htm\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b'Content-Type: text/html; charset="'
        + charset.encode()
        + b'"\r\n\r\n'
        + quopri.encodestring(html)
        + b"\r\n----=_N\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"iVBORw0KGgo=\r\n----=_N--\r\n"
    )


def test_plain_mail():
    document = document_of(mail(f"Căn cứ {CITATION}\n"))
    assert (document.kind, document.text, document.unread) == ("mail", f"Căn cứ {CITATION}\n", ())


def test_plain_mail_in_the_code_page_of_windows():
    """Windows-1258 writes tones as marks of their own."""
    words = "Nghi\u0323 quy\u00ea\u0301t"
    head = b'MIME-Version: 1.0\nContent-Type: text/plain; charset="windows-1258"\n\n'
    document = read_bytes(head + words.encode("cp1258"), name="a.eml")
    assert document.text == words


def test_citation_broken_by_the_marks_of_a_reply():
    body = "Đồng ý.\n> > Căn cứ Nghị định số\n> > 61/2018/NĐ-CP ngày 23/4/2018\n"
    document = document_of(mail(body))
    (citation,) = find_citations(document.text)
    assert citation.text == "Nghị định số\n61/2018/NĐ-CP"
    assert ">" not in document.text
    for place in document.locate(citation.start, citation.end):
        assert body[place.start : place.end] in citation.text


def test_html_body_is_preferred_and_falls_back():
    html = "<table><tr><td><table><tr><td>Nghị định số<br>61/2018/NĐ-CP</td></tr></table></table>"
    document = document_of(mail("Xem bản HTML.", html=html))
    assert [c.number for c in find_citations(document.text)] == ["61/2018/NĐ-CP"]
    assert "HTML" not in document.text
    empty = document_of(mail(CITATION, html="<html><body><img src='cid:x'></body></html>"))
    assert CITATION in empty.text


def test_subject_stands_first_without_a_place():
    document = document_of(mail(CITATION, subject="V/v triển khai Kế hoạch số 12/KH-UBND"))
    assert [c.number for c in find_citations(document.text)] == ["12/KH-UBND", "61/2018/NĐ-CP"]
    assert document.locate(0, 10) == ()
    at = document.text.index("61/2018")
    (place,) = document.locate(at, at + 7)
    assert CITATION[place.start : place.end] == "61/2018"


def test_attachments_are_documents_of_their_own(tmp_path):
    message = mail("Kính gửi", subject="a")
    paragraph = f"<w:p><w:r><w:t>{CITATION}</w:t></w:r></w:p>"
    files = {
        "kế hoạch.docx": docx_of(paragraph),
        "b.zip": zip_of({"c.txt": CITATION}),
        "d.bin": b"\0\1",
    }
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="x", filename=name)
    message.add_attachment(mail(CITATION))
    file = tmp_path / "thư.eml"
    file.write_bytes(message.as_bytes())
    found = list(documents(file))
    assert [one.path for one in found if isinstance(one, Document)] == [
        str(file),
        f"{file}/kế hoạch.docx",
        f"{file}/b.zip/c.txt",
        f"{file}/4.eml",
    ]
    (error,) = [one for one in found if not isinstance(one, Document)]
    assert str(error).startswith(f"{file}/d.bin: ")
    alone = read_bytes(message.as_bytes(), name="thư.eml")
    assert alone.unread[0] == "attachment kế hoạch.docx"


def test_attachments_of_a_mail_without_text(tmp_path):
    message = mail()
    message.add_attachment(CITATION.encode(), maintype="text", subtype="plain", filename="a.txt")
    file = tmp_path / "a.eml"
    file.write_bytes(message.as_bytes())
    error, document = documents(file)
    assert isinstance(error, UnreadableError)
    assert document.text == CITATION


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "không tên"])
def test_web_archive(name):
    """Portals give web archives the suffix .doc."""
    html = f"<html><body><p class=3DMsoNormal>{CITATION}<o:p></o:p></p></body></html>"
    document = read_bytes(web_archive(html.encode(), "utf-8"), name=name)
    assert (document.kind, document.text, document.unread) == ("mail", CITATION, ())


def test_web_archive_of_an_old_word():
    html = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1258'>"
        "</head><body><p>Quy\u00ea\u0301t \u0111i\u0323nh s\u00f4\u0301 5/Q\u0110-TTg</p>"
    )
    document = read_bytes(web_archive(html.encode("cp1258"), "windows-1258"), name="a.mht")
    assert [c.number for c in find_citations(document.text)] == ["5/QĐ-TTg"]


def test_text_that_only_quotes_a_header_is_no_mail():
    document = read_bytes(f"{CITATION}\n\nMIME-Version: 1.0\n".encode(), name="a.txt")
    assert document.kind == "txt"


def test_parts_nested_without_end():
    head = b"MIME-Version: 1.0\n"
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(UnreadableError, match="nests parts too deep"):
        read_bytes(head + deep, name="a.eml")


def test_too_many_parts():
    head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    with pytest.raises(UnreadableError, match="parts, more than the 1,000 accepted"):
        read_bytes(head + b"--b\n\nx\n" * 1100 + b"--b--\n", name="a.eml")


@pytest.mark.parametrize("data", [b"", b"MIME-Version: 1.0\n", b"\xff\xfe", b"Subject: a\n\n"])
def test_mail_without_words(data):
    with pytest.raises(UnreadableError):
        read_bytes(data, name="a.eml")
