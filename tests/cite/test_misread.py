"""Numbers that OCR damaged: read again where something confirms it, left alone elsewhere."""

from array import array
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.documents import citations_of, recognised_spans
from cite.find import find_citations
from cite.misread import repaired
from kg.document import Document, SourceMap
from kg.graph import Graph
from kg.ids import make_iri
from kg.model import Instrument


def graph_of(*numbers: tuple[str, date]) -> Graph:
    graph = Graph()
    for number, day in numbers:
        issuer = "Thủ tướng Chính phủ"
        iri = make_iri(type="chi-thi", issuer=issuer, date=day, number=number)
        graph.add_instrument(
            Instrument(iri=iri, type="chi-thi", number=number, issuer=issuer, date=day)
        )
    return graph


def read(text: str, graph: Graph | None = None):
    citations = repaired(text, [(0, len(text))], graph)
    for c in citations:
        assert text[c.start : c.end] == c.text
        for span in (c.date_span, c.issuer_span, c.title_span):
            assert span is None or text[slice(*c.span_of(span))].strip()
    return citations


def number(text: str, graph: Graph | None = None) -> str | None:
    (citation,) = read(text, graph)
    return citation.number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nghị định số 61/2090/NĐ-GP", "61/2090/NĐ-CP"),
        ("Nghị định số 61/2090/NÐÐ-CP", "61/2090/NĐ-CP"),
        ("Nghị định số 61/2090/ND-CP", "61/2090/NĐ-CP"),
        ("Nghị định số 61/2090/NĐ-C", "61/2090/NĐ-CP"),
        ("Nghị định số 6l/209O/NĐ-CP", "61/2090/NĐ-CP"),
        ("Nghị quyết số 76NQ-CP", "76/NQ-CP"),
        ("Nghị quyết số 316/NGQ-CP", "316/NQ-CP"),
        ("Nghị quyết số 30c/NÑQ-CP", "30c/NQ-CP"),
        ("Chỉ thị số 23/CT: -TTg", "23/CT-TTg"),
        ("Chỉ thị số 23/CT-TTø", "23/CT-TTg"),
        ("Công điện số 165/CĐ-TTEg", "165/CĐ-TTg"),
        ("Quyết định số 2270/QĐ-BVHTTDIL", "2270/QĐ-BVHTTDL"),
        ("Quyết định số 1381/QĐÐ-BVHTTDL", "1381/QĐ-BVHTTDL"),
        ("Kế hoạch số 02-KH/BGĐTW", "02-KH/BCĐTW"),
        ("Thông tư liên tịch số 29/2090/TTUT-BTC-BNV", "29/2090/TTLT-BTC-BNV"),
        ("Thông tư liên tịch số 29/2090/TTI/T-BLĐTBXH-BTC", "29/2090/TTLT-BLĐTBXH-BTC"),
        ("Thông tư số 32/2090/TT-BGĐĐT", "32/2090/TT-BGDĐT"),
        ("Kế hoạch số 362 /KH- -UBND", "362/KH-UBND"),
        ("Chương trình số 01/BNV-CĐĐVCVN", "01/BNV-CĐVCVN"),
        ("Luật Thủ đô số.39/2090/QH15", "39/2090/QH15"),
    ],
)
def test_slip_with_one_well_formed_reading(written, meant):
    assert number(f"theo {written} ngày 15/7/2090 của cơ quan") == meant


@pytest.mark.parametrize(
    "written",
    [
        "Kế hoạch số 15/KH-SKHCN",
        "Kế hoạch số 15/KH-PVHXH",
        "Công văn số 1234/BTC-TCT",
        "Quyết định số 12/QĐ-ĐHBK",
        "Thông tư liên tịch số 01/2090/TTLT-BCA-BNN&PTNT",
        "Chương trình số 01/BNV-CĐVCVN",
        "Quyết định số 144/2002/QĐ/BTC",
        "Quyết định số 39/2004/QĐ.UB",
        "Nghị quyết số 28-CT/TU",
        "Luật số 10-L/CTN",
    ],
)
def test_letters_of_an_office_are_its_own(written):
    """SKHCN is a slip away from BKHCN, and another office."""
    text = f"theo {written} ngày 15/7/2090 của cơ quan"
    assert read(text) == find_citations(text)


def test_two_readings_as_near_are_none():
    text = "theo văn bản số 5/QĐ-BXY ngày 15/7/2090"
    assert read(text) == find_citations(text)


def test_graph_decides_by_the_day():
    text = "Chỉ thị số 23/CT-T ngày 02/9/2090 của Thủ tướng"
    signed = graph_of(("23/CT-TTg", date(2090, 9, 2)), ("23/CT-TTg", date(2095, 8, 26)))
    assert number(text) != "23/CT-TTg"
    assert number(text, signed) == "23/CT-TTg"
    assert number(text, graph_of(("23/CT-TTg", date(2095, 8, 26)))) != "23/CT-TTg"


def test_number_elsewhere_in_the_text_decides():
    text = "Chỉ thị số 23/CT-TTg ngày 02/9/2090; Chỉ thị số 23/CT-T ngày 02/9/2090"
    assert [c.number for c in read(text)] == ["23/CT-TTg", "23/CT-TTg"]


def test_letters_of_the_text_itself_are_known():
    text = "Kế hoạch số 15/KH-SKHCN; Báo cáo số 16/BC-SKHCN; Báo cáo số 17/BC-SKHGN"
    assert [c.number for c in read(text)][-1] == "17/BC-SKHCN"


def test_slip_made_again_and_again_is_no_office():
    text = "; ".join(f"Quyết định số {n}/QĐ-TTø ngày 15/7/2090" for n in (5, 6, 7))
    assert [c.number for c in read(text)] == ["5/QĐ-TTg", "6/QĐ-TTg", "7/QĐ-TTg"]


def test_what_stands_on_the_page_is_kept():
    text = "theo Nghị định số\n61/2018/NĐ -GP ngày 23/4/2018 của Chính phủ về cơ chế một cửa."
    (citation,) = read(text)
    assert citation.text == "Nghị định số\n61/2018/NĐ -GP"
    assert (citation.written, citation.number) == ("61/2018/NĐ-GP", "61/2018/NĐ-CP")
    assert (citation.date, citation.issuer) == ("2018-04-23", "Chính phủ")
    assert text[slice(*citation.span_of(citation.date_span))] == "23/4/2018"


def test_only_recognised_pages_are_read_again():
    line = "Nghị định số 61/2018/NĐ-GP\n"
    n = len(line)
    places = SourceMap(
        start=array("i", [0, n]),
        end=array("i", [n - 1, 2 * n - 1]),
        container=array("i", [0, 1]),
        run=array("i", [0, 0]),
        source_start=array("i", [0, 0]),
        source_end=array("i", [n - 1, n - 1]),
    )
    document = Document(text=2 * line, kind="pdf", path="a.pdf", places=places, recognised=(1,))
    assert recognised_spans(document) == ((n, 2 * n - 1),)
    assert [c.number for c in citations_of(document)] == ["61/2018/NĐ-GP", "61/2018/NĐ-CP"]
    typed = replace(document, recognised=())
    assert citations_of(typed) == find_citations(document.text)


PIECES = (
    "Nghị định số ",
    "61/2018/",
    "NĐ-",
    "CP",
    "GP",
    "TTø",
    " ",
    "\n",
    "/",
    "-",
    "Q",
    "ngày 5/7/2090",
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_offsets_are_those_of_the_text(text):
    read(text)


@given(st.text(max_size=200))
def test_any_text(text):
    read(text)
