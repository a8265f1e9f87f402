"""Plain text given back with its safe corrections: bytes, line ends, and the list of changes."""

from __future__ import annotations

import codecs
import datetime

import pytest

from check.corrections import corrections
from check.registry import all_rules
from check.runner import check_document
from ingest.readers import read_bytes
from kg.errors import UnreadableError
from kg.store import open_graph
from report.to_fixed import changes_text, encoded, encoding_text, fixed_text

TEXT = (
    "KẾ HOẠCH\r\nThử nghiệm\r\n\r\nCăn cứ Nghị định 61/2018/NĐ-CP ngày 24/2018 của Chính phủ;\r\n"
    "Thực hiện Nghị định số 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ.\n"
)
FIXED = TEXT.replace("24/2018", "23/4/2018")


@pytest.fixture(scope="module")
def graph():
    return open_graph()


def report_on(data, graph, name="plan.txt"):
    document = read_bytes(data, name=name)
    day = datetime.date(2023, 5, 5)
    return check_document(document, graph, rules=all_rules(), today=day, on=day)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16 le", "utf-16 be"],
)
def test_line_ends_mark_and_encoding_stay(data, graph):
    report = report_on(data, graph)
    text, made = fixed_text(report)
    written, same = encoded(text, data)
    assert same
    assert encoded(report.text, data) == (data, True)
    again = report_on(written, graph)
    assert again.text == text == FIXED
    assert written[:2] == data[:2]
    assert [(c.old, c.new) for c in made] == [("ngày 24/2018", "ngày 23/4/2018")]
    assert not [f for f in again.findings if f.safe]


def test_another_encoding_becomes_utf_8_and_is_told(graph):
    data = "Nghi\u0323 đi\u0323nh số 61/2018/NĐ-CP nga\u0300y 24/2018".encode("cp1258", "ignore")
    report = report_on(data, graph)
    written, same = encoded(fixed_text(report)[0], data)
    assert not same
    assert written.decode("utf-8") == fixed_text(report)[0]
    assert "Windows-1258" in encoding_text(report, "vi")
    assert "UTF-8" in encoding_text(report, "en")


def test_each_change_is_listed_with_line_and_rule(graph):
    report = report_on(TEXT.encode(), graph)
    _, made = fixed_text(report)
    assert changes_text(report, made, "vi").splitlines() == [
        "Các chỗ thay đổi (1):",
        "  dòng 4: “ngày 24/2018” → “ngày 23/4/2018” (VD001)",
    ]
    assert "line 4: “ngày 24/2018” → “ngày 23/4/2018” (VD001)" in changes_text(report, made, "en")
    assert changes_text(report, (), "vi") == "Không có chỗ nào thay đổi."


def test_what_is_added_is_told_by_the_words_before(graph):
    report = report_on(TEXT.encode(), graph)
    (added,) = [c for c in corrections(report) if not c.old and c.start > TEXT.index("20/2008")]
    (line,) = changes_text(report, [added], "vi").splitlines()[1:]
    assert line.startswith("  dòng 5: thêm “về tiếp nhận, xử lý phản ánh")
    assert "sau “" in line
    assert line.endswith("14/02/2008 của Chính phủ” (VD005, VD208)")


def test_markup_is_not_written_into(graph):
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    report = report_on(page, graph, name="plan.html")
    assert corrections(report, only_safe=True)
    with pytest.raises(UnreadableError, match=r"plan\.html: --fix cannot write into a \.html file"):
        fixed_text(report)
