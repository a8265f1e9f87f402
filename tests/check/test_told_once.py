"""What findings say of several amenders and parts: each part once, the oldest amender first."""

from __future__ import annotations

import datetime
import re

from rule_cases import graph_of

from check.registry import all_rules
from check.runner import check_text

TODAY = datetime.date(2026, 11, 22)


def check(text, on):
    return check_text(text, graph_of("data"), rules=all_rules(), today=TODAY, on=on)


def of(report, code):
    return [f for f in report.findings if f.code == code]


def test_parts_that_two_instruments_ended_are_told_once():
    text = (
        "Thực hiện Nghị định số 143/2016/NĐ-CP ngày 14 tháng 10 năm 2016 của Chính phủ (được sửa "
        "đổi, bổ sung bởi Nghị định số 140/2018/NĐ-CP và Nghị định số 24/2022/NĐ-CP)."
    )
    (finding,) = of(check(text, datetime.date(2023, 10, 20)), "VD204")
    parts = re.search(r"\((một phần [^)]*)\)", finding.message("vi"))[1].split("; ")
    assert len(parts) > 1
    assert len(parts) == len(set(parts))


def test_amenders_are_told_from_the_oldest():
    text = "Căn cứ Luật Bảo hiểm y tế ngày 14 tháng 11 năm 2008;"
    (finding,) = of(check(text, datetime.date(2026, 4, 1)), "VD208")
    years = [int(year) for year in re.findall(r"\(\d+/\d+/(\d{4})\)", finding.message("vi"))[1:]]
    assert len(years) > 2
    assert years == sorted(years)


def test_a_clause_on_amenders_names_them_by_number_alone():
    day = datetime.date(2022, 1, 7)
    text = (
        "Thực hiện Nghị định số 20/2008/NĐ-CP ngày 14 tháng 02 năm 2008 của Chính phủ về "
        "tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính{}."
    )
    clause = " (được sửa đổi, bổ sung bởi Nghị định số 48/2013/NĐ-CP và Nghị định số 92/2017/NĐ-CP)"
    (finding,) = of(check(text.format(""), day), "VD208")
    assert finding.suggestion.endswith(clause)
    assert not of(check(text.format(clause), day), "VD005")
    alone = "Thực hiện Nghị định số 48/2013/NĐ-CP và Nghị định số 92/2017/NĐ-CP."
    assert len(of(check(alone, day), "VD005")) == 2
