from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from rule_cases import graph_of

from check.coverage import Coverage, Known
from check.runner import check_text
from report.to_coverage import coverage_csv, coverage_json, coverage_text

SKETCH = {
    "instruments": {
        "10/2090/NĐ-CP": {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)},
        "15/2091/NĐ-CP": {"signed": date(2091, 1, 5), "attested": True},
    }
}
FIRST = (
    "Căn cứ Nghị định số 10/2090/NĐ-CP ngày 05 tháng 01 năm 2090 của Chính phủ;\n"
    "Căn cứ Nghị định số 10/2090/NĐ-CP;\nCăn cứ Nghị định số 99/2092/NĐ-CP ngày 02/3/2092;\n"
    "Căn cứ Nghị định số 15/2091/NĐ-CP;"
)
SECOND = "Thực hiện Nghị định số 99/2092/NĐ-CP ngày 02/3/2092 và Nghị định số 99/2092/NĐ-CP."


@pytest.fixture
def graph():
    return graph_of(SKETCH)


def counted(graph, *texts):
    coverage = Coverage()
    for text in texts:
        coverage.add(check_text(text, graph, rules=(), today=date(2095, 1, 1)))
    return coverage


def test_mentions_are_counted_by_what_the_graph_has(graph):
    coverage = counted(graph, FIRST, SECOND)
    assert coverage.documents == 2
    assert coverage.mentions == {Known.RECORDED: 2, Known.UNKNOWN: 3, Known.ATTESTED: 1}


def test_an_instrument_counts_once_a_document(graph):
    cited = {c.number: c for c in counted(graph, FIRST, SECOND, SECOND).cited()}
    missing = cited["99/2092/NĐ-CP"]
    assert (missing.documents, missing.mentions, missing.date) == (3, 5, "2092-03-02")
    assert cited["10/2090/NĐ-CP"].documents == 1


def test_one_number_of_two_years_is_two_instruments(graph):
    texts = ["Nghị quyết số 76/NQ-CP ngày 13/6/2093", "Nghị quyết số 76/NQ-CP ngày 15/7/2094"]
    assert len(list(counted(graph, *texts).cited())) == 2


def test_a_law_by_name_is_told_by_its_name(graph):
    (law,) = counted(graph, "Căn cứ Luật Cán bộ, công chức;").cited()
    assert (law.number, law.type, law.title) == (None, "Luật", "Cán bộ, công chức")


def test_text_json_and_csv_tell_the_same(graph):
    coverage = counted(graph, FIRST, SECOND)
    text = coverage_text(coverage, graph, "vi", unread=["hỏng.doc"], limit=5)
    assert "Đã đọc 2 văn bản, 1 tệp không đọc được" in text
    assert "có bản ghi 2 (33,3 %)" in text
    assert "2 văn bản, 3 lượt  Nghị định 99/2092/NĐ-CP (02/03/2092)" in text
    shown = json.loads(coverage_json(coverage, graph, unread=["hỏng.doc"]))
    assert shown["mentions"] == {"recorded": 2, "attested": 1, "ambiguous": 0, "unknown": 3}
    assert shown["unread"] == ["hỏng.doc"]
    rows = list(csv.DictReader(io.StringIO(coverage_csv(coverage))))
    assert [(r["number"], r["documents"]) for r in rows] == [
        ("99/2092/NĐ-CP", "2"),
        ("15/2091/NĐ-CP", "1"),
    ]


def test_nothing_read_is_told_and_divides_by_nothing(graph):
    text = coverage_text(Coverage(), graph, "en", unread=[], limit=5)
    assert "0 documents read" in text
    assert "Citations: 0" in text
