"""Word documents: what is read, in which order, and the way back."""

import io
from html import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_files import (
    STRICT,
    W,
    assert_every_character_is_located,
    docx_of,
    part_xml,
    relations,
    zip_of,
)

from ingest.readers import read_bytes
from kg.errors import UnreadableError


def text_of(body: str, **others: str) -> str:
    data = docx_of(body, **others)
    document = read_bytes(data, name="plan.docx")
    assert document.kind == "docx"
    assert_every_character_is_located(document, data)
    return document.text


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_document_written_by_python_docx():
    file = docx.Document()
    file.add_paragraph("Căn cứ Nghị định số 61/2018/").add_run("NĐ-CP").bold = True
    table = file.add_table(2, 2)
    for cell, text in zip(table._cells, ("STT", "Văn bản\nSố", "1", ""), strict=True):
        cell.text = text
    file.sections[0].header.paragraphs[0].text = "Đầu trang"
    file.sections[0].footer.paragraphs[0].text = "Chân trang"
    buffer = io.BytesIO()
    file.save(buffer)
    document = read_bytes(buffer.getvalue(), name="kế hoạch.docx")
    assert document.text == (
        "Căn cứ Nghị định số 61/2018/NĐ-CP\nSTT\tVăn bản\nSố\n1\t\nĐầu trang\nChân trang\n"
    )
    assert_every_character_is_located(document, buffer.getvalue())
    start = document.text.index("61/2018/NĐ-CP")
    places = document.locate(start, start + len("61/2018/NĐ-CP"))
    assert [(place.run, place.start, place.end) for place in places] == [(0, 20, 28), (1, 0, 5)]
    assert {place.part for place in places} == {"word/document.xml"}


def test_every_part_has_its_place_in_the_order():
    notes = (
        '<w:footnote w:id="2">' + p("<w:r><w:footnoteRef/></w:r>", t("Ghi chú.")) + "</w:footnote>"
    )
    data = docx_of(
        p(t("Thân.")),
        header1=p(t("Đầu.")),
        endnotes='<w:endnote w:id="1">' + p(t("Cuối.")) + "</w:endnote>",
        footnotes=notes,
        footer2=p(t("Chân.")),
    )
    document = read_bytes(data, name="a.docx")
    assert document.text == "Thân.\nGhi chú.\nCuối.\nĐầu.\nChân.\n"
    parts = [document.locate(document.text.index(word), 99)[0].part for word in ("Ghi", "Đầu")]
    assert parts == ["word/footnotes.xml", "word/header1.xml"]


def test_mark_of_a_note_leaves_nothing_in_the_text():
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert text_of(p(t("61/2018/NĐ-CP"), mark, t(" ngày"))) == "61/2018/NĐ-CP ngày\n"


def test_mark_typed_by_hand_does_not_stick_to_a_symbol():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    assert text_of(p(t("76/NQ-"), t("CP"), raised, t(" và 5 m"), raised)) == "76/NQ-CP 1 và 5 m1\n"


def test_text_box_is_read_once_and_after_its_paragraph():
    box = f"<w:txbxContent>{p(t('Trong khung'))}</w:txbxContent>"
    alternate = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(p(t("Nghị định số "), alternate, t("61/2018"))) == (
        "Nghị định số 61/2018\nTrong khung\n"
    )


def test_fallback_is_read_where_there_is_no_choice():
    alone = f"<mc:AlternateContent><mc:Fallback>{t('cũ')}</mc:Fallback></mc:AlternateContent>"
    assert text_of(p(alone)) == "cũ\n"


def test_tracked_changes_read_as_accepted():
    body = p(
        t("Nghị định "),
        f"<w:del>{t('').replace('<w:t', '<w:delText').replace('</w:t>', '</w:delText>')}"
        "<w:r><w:delText>43/2011</w:delText></w:r></w:del>",
        f"<w:ins>{t('42/2022')}</w:ins>",
        f"<w:moveFrom>{t(' đi')}</w:moveFrom><w:moveTo>{t(' đến')}</w:moveTo>",
    )
    assert text_of(body) == "Nghị định 42/2022 đến\n"


def test_deleted_paragraph_mark_joins_two_paragraphs():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert text_of(p(mark, t("Nghị định số ")) + p(t("61/2018"))) == "Nghị định số 61/2018\n"


def test_fields_show_their_result_only():
    body = p(
        field("begin"),
        instruction(" IF "),
        field("begin"),
        instruction("X"),
        field("separate"),
        t("ẩn"),
        field("end"),
        field("separate"),
        t("61/2018"),
        field("end"),
        f'<w:fldSimple w:instr="REF a">{t("/NĐ-CP")}</w:fldSimple>',
    )
    assert text_of(body) == "61/2018/NĐ-CP\n"


def test_field_without_an_end_does_not_swallow_the_rest():
    assert text_of(p(field("begin"), t("ẩn")) + p(t("còn"))) == "\ncòn\n"


def test_special_characters():
    run = (
        "<w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t><w:tab/><w:t>a</w:t><w:softHyphen/>"
        '<w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    assert text_of(p(stops, run)) == "NĐ-CP\tab\nc\n\n"


def test_containers_are_transparent():
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(t('a'))}</w:sdtContent></w:sdt>" + p(
        f"<w:hyperlink>{t('b')}</w:hyperlink>", f"<w:smartTag>{t('c')}</w:smartTag>"
    )
    assert text_of(body) == "a\nbc\n"


def test_nested_tables():
    inner = f"<w:tbl><w:tr><w:tc>{p(t('x'))}</w:tc><w:tc>{p(t('y'))}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{p(t('a'))}{inner}{p()}</w:tc><w:tc>{p(t('b'))}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{row}</w:tbl>") == "a\nx\ty\n\tb\n"


def test_main_part_with_another_name():
    assert read_bytes(docx_of(p(t("a")), main="word/document2.xml"), name="a.docx").text == "a\n"


def test_strict_namespace():
    data = zip_of(
        {
            "_rels/.rels": relations(("officeDocument", "/word/document.xml")),
            "word/document.xml": part_xml("document", p(t("a"), t("b")), STRICT),
        }
    )
    document = read_bytes(data, name="a.docx")
    assert document.text == "ab\n"
    assert assert_every_character_is_located(document, data) == 2


def test_embedded_file_is_reported_as_unread():
    data = docx_of(p(t("a")))
    rels = relations(("aFChunk", "chunk.html"))
    parts = {"word/document.xml": part_xml("document", p(t("a"))), "word/chunk.html": "<p>x"}
    parts["word/_rels/document.xml.rels"] = rels
    assert read_bytes(zip_of(parts), name="a.docx").unread == ("word/chunk.html: embedded file",)
    assert read_bytes(data, name="a.docx").unread == ()


def test_document_without_text():
    with pytest.raises(UnreadableError, match=r"^a\.docx: has no text .*OCR"):
        read_bytes(docx_of(p("<w:r><w:drawing/></w:r>")), name="a.docx")


WORDS = st.text("aĐị/2 \u0301😀\u00ad<&", min_size=1, max_size=6).map(t)
SPECIALS = st.sampled_from(
    ["<w:r><w:tab/></w:r>", "<w:r><w:noBreakHyphen/></w:r>", "<w:r><w:br/></w:r>"]
)


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        several.map("<w:ins>{}</w:ins>".format),
        several.map("<w:del>{}</w:del>".format),
        several.map("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format),
        several.map(lambda x: field("begin") + x + field("separate") + x + field("end")),
        several.map(lambda x: f"<w:r><w:pict><w:txbxContent>{p(x)}</w:txbxContent></w:pict></w:r>"),
        several.map(
            lambda x: (
                f"<mc:AlternateContent><mc:Choice>{x}</mc:Choice>"
                f"<mc:Fallback>{x}</mc:Fallback></mc:AlternateContent>"
            )
        ),
    )


BODIES = st.lists(st.recursive(WORDS | SPECIALS, wrap, max_leaves=8), min_size=1, max_size=6).map(
    lambda runs: "".join(p(run) for run in runs) + p(t("x"))
)


@settings(deadline=None)
@given(BODIES, st.data())
def test_every_character_leads_back_to_its_run(body, data):
    content = docx_of(body)
    document = read_bytes(content, name="a.docx")
    assert_every_character_is_located(document, content)
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    together = document.locate(start, end)
    singly = [place for i in range(start, end) for place in document.locate(i, i + 1)]
    assert sum(place.end - place.start for place in together) == len(singly)
    assert len({place.run for place in together}) == len(together)


def test_namespace_of_the_tests_is_the_readers():
    from ingest.readers.docx_names import WORD_NAMESPACES

    assert WORD_NAMESPACES == (W, STRICT)
