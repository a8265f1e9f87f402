from __future__ import annotations

import pytest

from cite.find import find_citations
from cite.heading import read_heading

SMALL = """bộ tài chính                    cộng hoà xã hội chủ {word} việt nam
   -*-                             Độc lập - Tự do - Hạnh phúc
Số: 7 /2091/TT-BTC
                                   Hà Nội, ngày 22 tháng 11 năm 2091

thông tư
Hướng dẫn kê khai
"""


@pytest.mark.parametrize("word", ["nghĩa", "nghiã"])
def test_a_head_whose_capitals_only_the_font_drew(word):
    text = SMALL.format(word=word)
    heading = read_heading(text, find_citations(text))
    assert (heading.issuer, heading.number) == ("Bộ Tài chính", "7/2091/TT-BTC")
    assert heading.province is None


def test_columns_of_a_head_parted_by_one_blank():
    text = (
        "ngân hàng nhà nước cộng hoà xã hội chủ nghĩa việt nam\n"
        "việt nam Độc lập - Tự do - Hạnh phúc\nSố: 01/2091/TT-NHNN\n"
    )
    assert read_heading(text, []).issuer == "Ngân hàng Nhà nước Việt Nam"


def test_small_letters_beside_a_head_in_capitals_are_no_body():
    text = (
        "UBND TỈNH LẠNG SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "kính trình sở nội vụ nước cộng hòa xã hội chủ nghĩa việt nam\n"
    )
    assert read_heading(text, []).issuer == "UBND tỉnh Lạng Sơn"


def test_a_year_that_cannot_be_is_not_the_day_a_draft_is_judged_on():
    head = "UBND TỈNH LẠNG SƠN\nSố: 15/KH-UBND\nLạng Sơn, ngày 05 tháng 3 năm {}\n"
    assert str(read_heading(head.format(2092), []).date) == "2092-03-05"
    assert read_heading(head.format(2924), []).date is None
