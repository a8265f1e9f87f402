"""The terminal report: the words marked are the words judged, whatever the text's form."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from check.finding import Severity
from check.registry import all_rules
from check.runner import check_text
from kg.store import open_graph
from report.to_json import check_json, extract_json
from report.to_text import check_text_report

TODAY = datetime.date(2026, 11, 22)
TEXT = """ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
Lạng Sơn, ngày 05 tháng 8 năm 2025

KẾ HOẠCH
Cải cách hành chính

Căn cứ Nghị định số 61/2018/NĐ-CP ngày 24/2018 của Chính phủ về thực hiện cơ chế một cửa;
Thực hiện Nghị định số 999/2019/NĐ-CP ngày 01/02/2019 của Chính phủ.
"""


def judged(text, rules=None):
    return check_text(
        text, open_graph(), rules=rules or all_rules(), today=TODAY, path="kế hoạch.txt"
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_marks_stand_under_the_words(form):
    report = judged(unicodedata.normalize(form, TEXT))
    lines = check_text_report(report, "vi").splitlines()
    loud = [f for f in report.findings if f.severity > Severity.INFO]
    marked = [i for i, line in enumerate(lines) if line.strip() and not line.strip(" ~")]
    assert len(loud) == len(marked) > 0
    for finding, at in zip(loud, marked, strict=True):
        shown = unicodedata.normalize("NFC", lines[at - 1])
        start = lines[at].index("~")
        end = start + lines[at].count("~")
        judged_words = unicodedata.normalize("NFC", report.text[finding.start : finding.end])
        assert shown[start:end].rstrip("…") in " ".join(judged_words.split())


def test_the_line_of_a_finding_is_that_of_the_file():
    number = next(i for i, line in enumerate(TEXT.splitlines(), 1) if "24/2018" in line)
    first = next(
        line for line in check_text_report(judged(TEXT), "vi").splitlines() if "VD001" in line
    )
    assert first.startswith(f"dòng {number} ")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_closing_line_counts_what_was_checked(language):
    report = judged(TEXT)
    assert (report.cited, report.checked) == (2, 1)
    closing = check_text_report(report, language).splitlines()[-2]
    expected = {
        "vi": "2 trích dẫn, 1 đã kiểm tra, 1 ngoài dữ liệu",
        "en": "2 citations, 1 checked, 1 outside the data",
    }
    assert closing == expected[language]


def test_no_control_character_of_the_text_reaches_the_terminal():
    text = TEXT.replace("Căn cứ", "\x1b[31mCăn cứ")
    shown = check_text_report(judged(text), "vi")
    assert "VD001" in shown
    assert "\x1b" not in shown


def test_json_offsets_and_indices_lead_to_the_words():
    report = judged(TEXT)
    told = check_json(report, "vi")
    assert told["schema"] == "viendan.check/1"
    for citation in told["citations"]:
        assert TEXT[citation["start"] : citation["end"]] == citation["text"]
    for finding in told["findings"]:
        if finding["citation"] is not None:
            citation = told["citations"][finding["citation"]]
            assert citation["start"] <= finding["start"] < finding["end"]
    assert {"errors", "warnings", "infos"} <= set(told["summary"])


def test_the_json_of_extract_and_check_describe_a_citation_alike():
    report = judged(TEXT)
    checked = check_json(report, "vi")["citations"]
    extracted = extract_json(
        path="x",
        kind="txt",
        text=report.text,
        heading=report.heading,
        citations=report.citations,
        mentions=report.mentions,
    )
    for one, other in zip(extracted["citations"], checked, strict=True):
        assert one.items() <= other.items()
