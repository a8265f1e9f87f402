"""Hostile texts take linear time: four times the text, less than eight times the time.

Seconds of a machine are never asserted, only the ratio; below a floor the clock itself is noise.
Three sizes of attack: megabytes of one fragment, thousands of distinct citations and short names,
and one window filled with what a pattern can read in many ways.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable

import pytest

from cite.find import find_citations
from cite.mentions import find_mentions

RATIO = 8
FLOOR = 0.005
"""Below five milliseconds a time counts as five: noise of the clock and of other processes."""


LIMIT = 20
"""CPU seconds after which a reading is given up: an exponential pattern would never return."""


def given_up(_number: int, _frame: object) -> None:
    pytest.fail(f"no end after {LIMIT} s of CPU time")


@pytest.fixture(autouse=True)
def _limit():
    """Interrupt a test that backtracks without end; the re module looks for signals."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, given_up)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def seconds(text: str) -> float:
    """Return the CPU seconds of one cold reading."""
    gc.disable()
    try:
        begun = time.process_time()
        find_mentions(text, find_citations(text))
        return time.process_time() - begun
    finally:
        gc.enable()


def assert_linear(make: Callable[[int], str], size: int) -> None:
    find_citations(make(4))  # compiles what is compiled late
    for attempt in (1, 2, 3):
        small, large = seconds(make(size)), seconds(make(4 * size))
        if large < RATIO * max(small, FLOOR):
            return
        if attempt == 3 or large > LIMIT / 4:
            pytest.fail(f"{size}: {small:.3f} s, {4 * size}: {large:.3f} s")


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


CHEAP = (
    "số ", "ngày ", "((((", "))))", "1/1/1/", "0123456789", "1 ", ",", "; ", "và ", "và và và, ",
    ".", "-", "–", "A-", " ",
    "\n", "\t", "\u200b", "\xad", "\xa0", '"', "“", ":", "của Bộ ", "khoản 1, ", "mục i ",
    "gọi tắt là ", "nêu trên ",
    "Nghị định nêu trên ", "1-CP", "61/2018/", "/ 2018 ", "a", "Đ", "\u0301", "a\u0301", "Ð",
)  # fmt: skip
"""Text without an anchor, or with one that says no at once: one million characters, then four."""

DEAR = (
    "số số số /NQ-", "Luật ", "Luật A và ", "Luật A\n", "Bộ luật ", "Pháp lệnh về ", "Hiến pháp ",
    "/A/A/A ", "/A", "/A-A",
    "/A&A", "/NĐ-CP ", "/QĐ-", "1/NĐ-CP", "Nghị định số 1/NĐ-CP, ", "Số: /NQ-CP ",
    "Số: ....... /NQ-CP", "1-CP ", "số 12, ",
    "Nghị định 61/2090 ", "Nghị quyết số 76 của Chính phủ ", "\nCÔNG BÁO/Số 1 \n",
    "/A CÔNG BÁO\n1\n", "https://a.vn/A-B/",
    "khoản 1 của Nghị định số 1/2090/NĐ-CP và ", "Nghị định số 1/NĐ-CP của Bộ A, Bộ ",
    "Thông tư liên tịch số 1/2090/TTLT-BTC-BNV của ", "Luật sửa đổi, bổ sung một số điều của Luật ",
    "Luật sửa đổi, bổ sung một số điều của các Luật A, Luật ", "(Kèm theo Quyết định số 1/QĐ-UBND",
    "Nghi\u0323 đi\u0323nh số 1/NĐ-CP ",
)  # fmt: skip
"""Text that is all anchors: 60 thousand characters, then four times as many."""


@pytest.mark.parametrize("unit", CHEAP, ids=repr)
def test_megabytes_of_a_fragment(unit: str) -> None:
    assert_linear(repeated(unit), 1_000_000)


@pytest.mark.parametrize("unit", DEAR, ids=repr)
def test_anchors_only(unit: str) -> None:
    assert_linear(repeated(unit), 60_000)


def numbered(pattern: str) -> Callable[[int], str]:
    return lambda count: "".join(pattern.format(i=i) for i in range(count))


DISTINCT = {
    "distinct citations": "Quyết định số {i}/QĐ-UBND ngày 1/1/2090 của UBND tỉnh về việc {i}. ",
    "one list": "{i}/2090/NĐ-CP, ",
    "one joined list": "Nghị định số {i}/2090/NĐ-CP ngày 1/1/2090 và ",
    "one list of laws": "Luật số {i}/2090/QH25, ",
    "every citation defines its short name": "Nghị định số {i}/2090/NĐ-CP (sau đây gọi tắt là"
    " Nghị định {i}). ",
    "short names of nothing": "Nghị định số 1/2090/NĐ-CP (gọi tắt là Nghị định 99{i}). ",
    "nothing of that type above": "Nghị định số {i}/2090/NĐ-CP, Thông tư nêu trên. ",
    "titles without end": "Quyết định số {i}/QĐ-UBND của UBND tỉnh về việc {i} ; sửa đổi {i} ",
    "own numbers": "\nSố: {i}/KH-UBND\n",
    "one number, hyphens lost and kept": "{i}/2090/NQCP và {i}/2090/NQ-CP. ",
}


@pytest.mark.parametrize("pattern", DISTINCT.values(), ids=DISTINCT)
def test_thousands_of_distinct_citations(pattern: str) -> None:
    assert_linear(numbered(pattern), 700)


START = "Quyết định số 1/QĐ-UBND ngày 1/1/2090 của UBND tỉnh về việc "


@pytest.mark.parametrize(
    "filling",
    ["quản lý ", "a, ", "a; sửa đổi ", "(", "“", "\n", "và Nghị định ", ". ", "ban hành ", ","],
)
def test_one_title_without_end(filling: str) -> None:
    assert_linear(lambda size: START + (filling * size)[:size], 400_000)


def test_a_hundred_thousand_commas() -> None:
    assert_linear(lambda count: f"Nghị định số 1/2090/NĐ-CP{',' * count}của Chính phủ", 25_000)


FILLINGS = (
    " ", "\n", " \t\n", "\n\n", " \x1f", "\u200b", "\xa0", "(", ", ", ",", ". ", "…", "\" ", "và ",
    "a ", "; ", "- ", "1 ",
    "A ", "của ", "số ", "ngày ", "mục i ", "điểm i ", "khoản 1, ", "Bộ luật, ", "Luật, ", "Bộ A, ",
    "tháng ", "năm ", "được ",
    "đã ", "các ", "Nghị định ", "CÔNG BÁO\n1\n", "hợp đồng ", "Ban Chỉ đạo ", "về ",
    "sửa đổi, bổ sung ",
)  # fmt: skip
SENTENCES = (
    "Căn cứ điểm a khoản 2 Điều 5 Luật Viên chức số 129/2090/QH25 ngày 01 tháng 02 năm 2090 của"
    " Quốc hội về việc phê duyệt Đề án"
    " được sửa đổi, bổ sung theo Nghị định số 1/2090/NĐ-CP ngày 1/2/2090 của Bộ Văn hóa, Thể"
    " thao và Du lịch quy định chi tiết;",
    "Ngày 1/1/2090, Sở Nội vụ đã ban hành Công văn số 12/SNV-CCHC ngày 3/3/2090 về A, B và C;"
    " Thông tư liên tịch số"
    " 01/2090/TTLT-BTC-BNV của Bộ Tài chính, Bộ Nội vụ và Bộ Y tế hướng dẫn Hiến pháp năm 2013"
    " Pháp lệnh Thanh tra ngày 01/4/2090",
    "Nghị định 61/2090 ngày 2/3/2090 của Chính phủ; Nghị quyết số 76 của Chính phủ; Quyết định"
    " số 327-CT của Chủ tịch; Số: /KH-UBND"
    " Luật sửa đổi, bổ sung một số điều của Luật A và Luật B năm 2090 số 5/2090/QH25",
)  # fmt: skip


@pytest.mark.parametrize("filling", FILLINGS, ids=repr)
def test_a_window_filled_between_two_words(filling: str) -> None:
    """Between any two words of a citation a run of anything costs no more than its length."""
    worst = 0.0
    for sentence in SENTENCES:
        words = sentence.split(" ")
        for i in range(1, len(words)):
            before, after = " ".join(words[:i]) + " ", " ".join(words[i:])

            def make(size: int, before: str = before, after: str = after) -> str:
                return before + (filling * size)[:size] + after

            large = seconds(make(640))
            worst = max(worst, large)
            if large > RATIO * FLOOR:
                assert_linear(make, 160)
