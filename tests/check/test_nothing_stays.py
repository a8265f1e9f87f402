"""Nothing of a draft but the words of its citations is left in the process after a check."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator

from rule_cases import graph_of

from check.registry import all_rules
from check.runner import check_text
from report.to_json import check_json, dumps

DAY = datetime.date(2026, 11, 22)
MARK = "quynhxanhtham"
LINE = (
    "Việc {mark} nội bộ thực hiện theo khoản 1 Điều 2 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"
    " của Chính phủ; riêng {mark} do Bộ Thông tin và Truyền thông làm theo Kế hoạch số 7/KH-UBND."
    " Danh sách {mark}:\n"
)


def test_words_beside_citations_are_let_go():
    text = "".join(LINE.format(mark=f"{MARK}{n} ") for n in range(20))
    dumps(check_json(check_text(text, graph_of("data"), rules=all_rules(), today=DAY), "vi"))
    del text
    assert [kept[:80] for kept in strings() if f"{MARK}1" in kept] == []


def test_what_is_kept_would_be_found():
    kept = {("a", f"{MARK}19")}
    assert {text for text in strings() if f"{MARK}19" in text} == {f"{MARK}19"}
    assert kept


def strings() -> Iterator[str]:
    """Yield the strings of all containers, caches too, and of the tuples within them."""
    gc.collect()
    for holder in gc.get_objects():
        for held in gc.get_referents(holder):
            if type(held) is str:
                yield held
            elif type(held) is tuple and not gc.is_tracked(held):
                yield from (item for item in held if type(item) is str)
