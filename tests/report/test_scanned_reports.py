"""What reports say of text that OCR has read or that was decoded, and what they hold back."""

from array import array
from datetime import date

import pytest

from check.finding import Severity
from check.registry import all_rules
from check.runner import check_document
from cite.find import find_citations
from cite.heading import read_heading
from kg.document import Document, SourceMap
from kg.store import open_graph
from report.to_json import check_json, extract_json
from report.to_text import check_text_report

TODAY = date(2026, 11, 22)
#: A malformed symbol, no noughts, and a day that the decree does not have.
TEXT = (
    "KẾ HOẠCH\n\nCăn cứ Nghị định số 61/2018/ND-CP ngày 23/4/2018 của Chính phủ;\n"
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 5/4/2018 của Chính phủ.\n"
)


def document(*, recognised: tuple[int, ...] = (), text: str = TEXT, **more) -> Document:
    """Return a document of one page."""
    n = len(text)
    places = SourceMap(
        start=array("i", [0]),
        end=array("i", [n]),
        container=array("i", [0]),
        run=array("i", [0]),
        source_start=array("i", [0]),
        source_end=array("i", [n]),
    )
    return Document(
        text=text, kind="pdf", path="a.pdf", places=places, recognised=recognised, **more
    )


def report(of: Document):
    return check_document(of, open_graph(), rules=all_rules(), today=TODAY, on=date(2022, 5, 1))


def findings(of: Document) -> dict[str, Severity]:
    return {f.code: f.severity for f in report(of).findings}


def test_slips_of_ocr_are_not_held_against_the_draft():
    typed, scanned = findings(document()), findings(document(recognised=(0,)))
    assert typed["VD003"] is Severity.WARNING
    assert typed["VD103"] is Severity.ERROR
    assert "VD006" in typed
    assert "VD003" not in scanned
    assert "VD006" not in scanned
    assert scanned["VD103"] is Severity.WARNING
    assert all(severity < Severity.ERROR for severity in scanned.values())


def test_other_findings_stand():
    """That an instrument has ended is no matter of letters."""
    text = "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư.\n"
    typed = findings(document(text=text))
    assert typed["VD201"] is Severity.ERROR
    assert findings(document(text=text, recognised=(0,)))["VD201"] is Severity.ERROR


@pytest.mark.parametrize(("language", "words"), [("vi", "bản quét (OCR)"), ("en", "a scan (OCR)")])
def test_lowered_findings_say_why(language, words):
    told = [f for f in report(document(recognised=(0,))).findings if f.code == "VD103"]
    assert words in told[0].message(language)


def test_pages_that_were_not_recognised_are_judged_as_ever():
    assert findings(document(recognised=(3,))) == findings(document())


def test_text_report_names_pages_as_readers_count_them():
    of = document(recognised=(0, 1, 2, 4), decoded_from="TCVN3", unread=("page 4: scanned, x",))
    shown = check_text_report(report(of), "vi")
    assert "Bản quét (OCR): trang 1-3, 5;" in shown
    assert "TCVN3" in shown
    assert "Không đọc được: page 4: scanned, x" in shown
    assert "OCR" not in check_text_report(report(document()), "vi")


def test_json_always_has_the_keys():
    for of, recognised, decoded in (
        (document(), [], None),
        (document(recognised=(0,), decoded_from="VNI"), [0], "VNI"),
    ):
        shown = check_json(report(of), "vi")["document"]
        assert (shown["recognised"], shown["decoded_from"]) == (recognised, decoded)
        citations = find_citations(of.text)
        shown = extract_json(
            path=of.path,
            kind=of.kind,
            text=of.text,
            heading=read_heading(of.text, citations),
            citations=citations,
            mentions=[],
            recognised=of.recognised,
            decoded_from=of.decoded_from,
        )["document"]
        assert (shown["recognised"], shown["decoded_from"]) == (recognised, decoded)
