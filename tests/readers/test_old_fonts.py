"""Old letters in files that name fonts: only what stands under an old font is decoded."""

import io

import pytest
from old_files import SENTENCES, in_old_letters, writable
from reader_files import Source, docx_of, part_xml, relations, zip_of
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import read_bytes

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '
    'w:hAnsiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr>'
    '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="character" w:styleId="Vni"><w:rPr>'
    '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr></w:style>'
)


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def styled(body: str, theme: str = "Times New Roman") -> bytes:
    typefaces = f'<a:minorFont><a:latin typeface="{theme}"/></a:minorFont>'
    return zip_of(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part_xml("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(
                ("styles", "styles.xml"), ("theme", "theme/theme1.xml")
            ),
            "word/styles.xml": part_xml("styles", STYLES),
            "word/theme/theme1.xml": f'<a:theme xmlns:a="{A}">{typefaces}</a:theme>',
        }
    )


def read_docx(data: bytes) -> tuple[str, str | None]:
    document = read_bytes(data, name="a.docx")
    return document.text, document.decoded_from


def test_runs_of_one_paragraph_have_their_own_encodings():
    body = paragraph(
        run("Số 61/2090, ", fonts("Times New Roman")),
        run("cña ChÝnh phñ, ", fonts(".VnTime")),
        run("Thuû töôùng ", '<w:rStyle w:val="Vni"/>'),
        run("« được » ®"),
    )
    text, encodings = read_docx(styled(body))
    assert text == "Số 61/2090, của Chính phủ, Thủ tướng « được » ®\n"
    assert encodings == "TCVN3, VNI"


@pytest.mark.parametrize("style", ["Old", "Child"])
def test_font_of_a_paragraph_style(style):
    assert read_docx(styled(paragraph(run("ñy ban ®"), style=style)))[0] == "ủy ban đ\n"
    times = run("ñy ban ®", fonts("Arial"))
    assert read_docx(styled(paragraph(times, style=style)))[0] == "ñy ban ®\n"


def test_font_of_the_theme_and_a_style_that_is_based_on_itself():
    body = paragraph(run("ñy ban ®"), style="Loop")
    assert read_docx(styled(body, theme=".VnTime"))[0] == "ủy ban đ\n"
    assert read_docx(styled(body))[0] == "ñy ban ®\n"


def test_soft_hyphen_is_a_letter_under_an_old_font_only():
    word = "<w:t>Thñ t</w:t><w:softHyphen/><w:t>íng ®</w:t>"
    modern = "<w:r><w:t>Nghị</w:t><w:softHyphen/><w:t>định</w:t></w:r>"
    body = f"<w:p><w:r><w:rPr>{fonts('.VnTime')}</w:rPr>{word}</w:r>{modern}</w:p>"
    assert read_docx(docx_of(body))[0] == "Thủ tướng đNghịđịnh\n"


def test_letter_of_vni_over_two_runs():
    vni = fonts("VNI-Times")
    data = docx_of(paragraph(run("Coäng ho", vni), run("øa ñ", vni + "<w:b/>")))
    document = read_bytes(data, name="a.docx")
    assert document.text == "Cộng hòa đ\n"
    places = [document.locate(at, at + 1) for at in range(len("Cộng hòa đ"))]
    assert [[(p.run, p.start, p.end) for p in place] for place in places] == [
        [(0, 0, 1)],
        [(0, 1, 3)],
        [(0, 3, 4)],
        [(0, 4, 5)],
        [(0, 5, 6)],
        [(0, 6, 7)],
        [(0, 7, 8)],
        [(1, 1, 2)],
        [(1, 2, 3)],
        [(1, 3, 4)],
    ]


def test_unicode_typed_under_an_old_font_stays():
    text = SENTENCES[0]
    assert read_docx(docx_of(paragraph(run(f"{text} ®", fonts(".VnTime"))))) == (
        f"{text} ®\n",
        None,
    )


HTML = (
    '<html><head><style>p.Old, li {{font-family:".VnTime";}} .x {{color:red}}</style></head><body>'
    "{}</body></html>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p><font face=".VnTime">ñy <b>ban</b> ®</font> ® Đ</p>', "ủy ban đ ® Đ"),
        ("<p style='font-family:\".VnTimeH\",serif'>ñy ®<br>®</p>®", "ủy đ\nđ\n®"),
        ("<p style=\"font:12pt '.VnTime'\">ñy ®</p>", "ủy đ"),
        ("<p class=Old>ñy ®<p>®", "ủy đ\n®"),
        ('<p class="a Old">ñy <span style="font-family:Arial">®</span></p>', "ủy ®"),
        ("<ul><li>ñy ®<li>®</ul>®", "ủy đ\nđ\n®"),
        ("<font face=VNI-Times>Co&auml;ng ho&oslash;a ñ</font>", "Cộng hòa đ"),
    ],
)
def test_html(body, text):
    assert read_bytes(HTML.format(body).encode(), name="a.html").text == text


def test_place_of_a_letter_made_of_a_letter_and_an_entity():
    page = '<p><font face="VNI-Times">Co&auml;ng ñ</font>'
    (place,) = read_bytes(page.encode(), name="a.html").locate(1, 2)
    assert page[place.start : place.end] == "o&auml;"


def pdf_of(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        canvas.drawString(40, 750 - 16 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pdf_whose_fonts_have_other_names():
    wanted = [
        "Căn cứ Thông tư số 6/2090/TT-BTC của Bộ Tài chính về phương hướng",
        "và Quyết định của Thủ tướng Chính phủ; ưu đãi nước sạch, thông tư",
        "b- Nội dung hướng dẫn của Bộ Tư pháp theo Nghị định 61/2090/NĐ-CP.",
    ]
    shown = [in_old_letters(writable(line, "TCVN3"), "TCVN3") for line in wanted]
    document = read_bytes(pdf_of(*shown), name="a.pdf")
    assert document.text.splitlines() == wanted
    assert document.decoded_from == "TCVN3"
    at = document.text.index("61/2090")
    (place,) = document.locate(at, at + 7)
    assert place.page == 0
    assert place.box is not None


def test_pdf_in_vni_has_places():
    wanted = "Căn cứ Nghị định của Chính phủ về cơ chế một cửa liên thông"
    data = pdf_of(in_old_letters(wanted, "VNI"))
    document = read_bytes(data, name="a.pdf")
    assert document.text.splitlines() == [wanted]
    source = Source(data, "pdf")
    for offset, char in enumerate(wanted):
        if char.isascii():
            (place,) = document.locate(offset, offset + 1)
            assert source.text_at(place) == char
