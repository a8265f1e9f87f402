"""Checking stays close to linear in the number of citations, also where they are all alike."""

from __future__ import annotations

import datetime
import gc
import time

import pytest
from rule_cases import graph_of

from check.registry import all_rules
from check.runner import check_text
from report.to_json import check_json, dumps

DAY = datetime.date(2026, 11, 22)
FEW, MANY, RATIO = 500, 2_000, 8
LINES = {
    "distinct": "Căn cứ Nghị định số {n}/2021/NĐ-CP ngày 05/3/2021 của Chính phủ quy định về {n};",
    "ended, repeated": "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;",
    "ended, with other titles": (
        "Căn cứ khoản {k} Điều {k} Nghị định số 61/2018/NĐ-CP của Chính phủ về thực hiện việc {n};"
    ),
    "dated in other ways and bare": (
        "Theo Kế hoạch số 15/KH-UBND ngày 05/3/{y};\nTheo Kế hoạch số 15/KH-UBND về {n};"
    ),
    "ambiguous": "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ về nội dung mới lạ của đề án {n};",
    "laws by number and name": "Căn cứ Luật Đất đai số {n}/2013/QH13; Luật Đất đai;",
    "amended parts": "Căn cứ khoản 1 Điều {k} Luật Đất đai số 45/2013/QH13;",
    "bodies of the past": (
        "Bộ Thông tin và Truyền thông phối hợp theo Công văn số {n}/BTTTT-KH"
        " của Bộ Thông tin và Truyền thông về dịch vụ công trực tuyến mức độ 3, mức độ 4;"
    ),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_four_times_as_many_citations(line):
    seconds(line, 20)  # compiles what is compiled late
    for _ in range(3):
        few, many = seconds(line, FEW), seconds(line, MANY)
        if many < RATIO * few:
            return
    pytest.fail(f"{FEW} citations: {few:.2f} s, {MANY}: {many:.2f} s")


def seconds(line: str, count: int) -> float:
    """Return the CPU seconds of checking so many lines, and of the answer."""
    text = "\n".join(line.format(n=n, k=n % 99 + 1, y=2000 + n % 90) for n in range(1, count + 1))
    graph = graph_of("data")
    gc.collect()
    begun = time.process_time()
    report = check_text(text, graph, rules=all_rules(), today=DAY)
    dumps(check_json(report, "vi"))
    assert len(report.citations) >= count
    return time.process_time() - begun
