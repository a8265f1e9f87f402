"""OpenDocument texts built by hand."""

import io
import zipfile

import pytest
from lxml import etree

from ingest.readers import read_bytes
from ingest.readers.package import MAX_PART_BYTES
from kg.errors import TooLargeError, UnreadableError

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    "office": f"{ODF}office:1.0",
    "text": f"{ODF}text:1.0",
    "table": f"{ODF}table:1.0",
    "draw": f"{ODF}drawing:1.0",
    "style": f"{ODF}style:1.0",
    "svg": f"{ODF}svg-compatible:1.0",
}
MIMETYPE = "application/vnd.oasis.opendocument.text"


def part(root: str, content: str) -> str:
    names = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {names}>{content}</office:{root}>'


def odt_of(body: str, *, styles: str = "", **others: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("mimetype", MIMETYPE)
        content = f"{others.pop('automatic', '')}<office:body><office:text>{body}"
        file.writestr(
            "content.xml", part("document-content", f"{content}</office:text></office:body>")
        )
        file.writestr("styles.xml", part("document-styles", styles))
        for name, text in others.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


def text_of(body: str, **others: str) -> str:
    data = odt_of(body, **others)
    document = read_bytes(data, name="a.odt")
    assert document.kind == "odt"
    check_places(document, data)
    return document.text


def check_places(document, data: bytes) -> None:
    """Check each character that is not made up against the texts and tails of the part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        runs = {
            name: [
                text
                for step, element in etree.iterwalk(
                    etree.fromstring(file.read(name)), events=("start", "end")
                )
                if (text := element.text if step == "start" else element.tail)
            ]
            for name in ("content.xml", "styles.xml")
        }
    for offset, char in enumerate(document.text):
        for place in document.locate(offset, offset + 1):
            found = runs[place.part][place.run][place.start : place.end]
            assert found == char or (char == " " and not found.strip()) or found == "\u2011"


def test_white_space_and_marks():
    body = (
        "<text:p>  Nghị \n định<text:s/><text:s text:c='2'/>số<text:tab/>61<text:span>/2090 "
        "</text:span> <text:span> NĐ\u2011CP</text:span><text:line-break/>a\u00adb"
        "<text:soft-page-break/></text:p>"
    )
    assert text_of(body) == "Nghị định   số\t61/2090 NĐ-CP\nab\n"


def test_what_is_not_read():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>60/2090</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><office:forms><text:p>f</text:p>"
        "</office:forms><text:list><text:list-item><text:number>1.</text:number><text:p>số "
        "<text:change text:change-id='1'/>61<office:annotation><text:p>ghi chú</text:p>"
        "</office:annotation>/2090</text:p></text:list-item></text:list>"
        "<text:p><draw:frame><svg:title>hình</svg:title></draw:frame>cuối</text:p>"
    )
    assert text_of(body) == "số 61/2090\ncuối\n"


def test_notes_follow_the_body_and_leave_no_mark():
    note = (
        "<text:note text:note-class='{}'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>{}</text:p></text:note-body></text:note>"
    )
    notes = note.format("endnote", "sau") + note.format("footnote", "trước")
    assert text_of(f"<text:p>76/NQ-CP{notes} b</text:p>") == "76/NQ-CP b\ntrước\nsau\n"


def test_tables_boxes_and_headers():
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    covered = "<table:covered-table-cell/>"
    spanned = " table:number-columns-spanned='2'"
    rows = (
        cell.format("", "a") + cell.format("", "b"),
        cell.format(spanned, "c") + covered,
        covered + cell.format("", "d"),
    )
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    table = f"<table:table>{inner}</table:table>"
    box = "<draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame>"
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>đầu trang</text:p>"
        "</style:header><style:footer style:display='false'><text:p>ẩn</text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
    text = text_of(f"{table}<text:p>trước {box}sau</text:p>{box}", styles=styles)
    assert text == "a\tb\nc\n\td\ntrước sau\nhộp\nhộp\nđầu trang\n"


FACES = (
    "<office:font-face-decls><style:font-face style:name='F1' svg:font-family='.VnTime'/>"
    "</office:font-face-decls>"
)
AUTOMATIC = FACES + (
    "<office:automatic-styles>"
    "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Old'/>"
    "<style:style style:name='P1' style:family='text'><style:text-properties "
    "style:font-name='Arial'/></style:style></office:automatic-styles>"
)
COMMON = FACES + (
    "<office:styles><style:style style:name='Old' style:family='paragraph'>"
    "<style:text-properties style:font-name='F1'/></style:style></office:styles>"
)


def test_old_letters_by_font_with_soft_hyphens():
    body = (
        "<text:p text:style-name='P1'>Thñ t\u00adíng ®<text:span text:style-name='P1'> t\u00adt ®"
        "</text:span></text:p>"
    )
    data = odt_of(body, automatic=AUTOMATIC, styles=COMMON)
    document = read_bytes(data, name="a.odt")
    assert (document.text, document.decoded_from) == ("Thủ tướng đ tt ®\n", "TCVN3")


def test_refusals():
    with pytest.raises(UnreadableError, match="has no text"):
        read_bytes(odt_of("<text:p/>"), name="a.odt")
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    protected = odt_of("<text:p>a</text:p>", **{"META-INF__manifest": manifest})
    with pytest.raises(UnreadableError, match="protected with a password"):
        read_bytes(protected, name="a.odt")
    data = odt_of("<text:p>a</text:p>")
    with pytest.raises(UnreadableError, match="partly copied"):
        read_bytes(data[: len(data) // 2], name="a.odt")
    with pytest.raises(UnreadableError, match="deep"):
        read_bytes(odt_of("<text:p>" * 2000 + "a" + "</text:p>" * 2000), name="a.odt")
    with pytest.raises(TooLargeError, match=r"content\.xml expands to"):
        read_bytes(odt_of(f"<text:p>{' ' * MAX_PART_BYTES}</text:p>"), name="a.odt")


def test_content_decides_before_the_name():
    assert read_bytes(odt_of("<text:p>a</text:p>"), name="a.docx").kind == "odt"
