"""Plain text, Markdown and HTML."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import assert_every_character_is_located

from ingest.readers import read, read_bytes
from kg.document import Place
from kg.errors import UnreadableError

SAMPLE = "Kế hoạch số 12/KH-UBND\r\nĐiều 1.\tNghị định\u00a061/2018/NĐ-CP\r"


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
    ],
)
def test_text_is_the_decoded_file_itself(data):
    document = read_bytes(data, name="a.txt")
    assert (document.text, document.kind) == (SAMPLE, "txt")
    assert document.locate(5, 9) == (Place(start=5, end=9, run=0),)


def test_markdown_is_named_by_its_suffix():
    assert read_bytes(b"# 76/NQ-CP", name="a.MD").kind == "md"


def test_windows_1258_keeps_its_combining_marks():
    text = "Nghi\u0323 đi\u0323nh sô\u0301 61/2018/NĐ-CP"
    assert read_bytes(text.encode("cp1258"), name="a.txt").text == text


def test_path_with_spaces_and_vietnamese_letters(tmp_path):
    file = tmp_path / "Kế hoạch cải cách hành chính.txt"
    file.write_bytes(SAMPLE.encode())
    assert read(file).text == SAMPLE
    assert read(str(file)).path == str(file)


def test_content_decides_before_the_name():
    page = b"<!-- x --><!DOCTYPE html><p>a"
    assert read_bytes(page, name="a.doc").kind == "html"
    assert read_bytes(b"<b>a</b> < b", name="a.txt").kind == "txt"
    assert read_bytes(b"<b>a</b>", name="a.txt", kind="html").text == "a"
    assert read_bytes(b"quotes %PDF-1.4 only", name="a.txt").kind == "txt"


def test_unknown_kind_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="Use one of"):
        read_bytes(b"a", name="a", kind="exe")


def html(source: str) -> str:
    document = read_bytes(source.encode(), name="a.html")
    assert_every_character_is_located(document, source.encode())
    return document.text


def test_html_blocks_cells_and_white_space():
    assert (
        html(
            "<html><head><title>x</title><style>p{}</style></head><body>\n <p>Nghị định\n   số "
            "<b>61/2018/</b>NĐ&#45;CP</p><script>if (a<b) '</p>'</script><!-- <p> -->"
            "<table><tr><td><p>a</p></td>\n<td><p>b</p></td></tr><tr><td>c<td>d</table>"
            "<pre>e\n  f</pre>g<br>h"
        )
        == "Nghị định số 61/2018/NĐ-CP\na\tb\nc\td\ne\n  f\ng\nh"
    )


def test_html_without_the_end_of_its_head():
    assert html("<head><meta charset=utf-8><body class=a>x") == "x"


def test_html_quotes_and_entities():
    assert html(
        "<p title='a>b' lang=it's>AT&T &amp; &lt;x&gt; &Agrave;&nbsp;&notanentity;</p>"
    ) == ("AT&T & <x> À\u00a0&notanentity;")


def test_html_declares_its_encoding():
    page = '<meta charset="windows-1258"><p>sô\u0301'.encode("cp1258")
    assert read_bytes(page, name="a.html").text == "sô\u0301"


def test_html_without_words():
    with pytest.raises(UnreadableError, match=r"^a\.html: has no text"):
        read_bytes(b"<html><script>x</script>", name="a.html")


TAGS = ["<p>", "</p>", "<td>", "<tr>", "<b>", "<pre>", "</pre>", "<!--", "-->", "<script>", "<"]
PIECES = st.sampled_from(
    [*TAGS, "</script>", "<a b='", "'>", "&amp;", "&#7883;", "&x", " ", "\n", "\xa0", "ị", "1/"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_every_character_of_a_page_leads_back(source):
    html("x<p>" + source)
