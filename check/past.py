"""Sentences that look back: an instrument is named for what was done under it, not applied anew."""

from __future__ import annotations

import re
from datetime import date

from check.rule import Context
from cite.dates import iso_day
from kg.model import Citation
from kg.patterns import lazy

_FLAGS = re.IGNORECASE
_BACK = lazy(
    r"(?<!\w)(?:kết\s+quả\s+(?:thực\s+hiện|triển\s+khai|đạt\s+được|công\s+tác)|tổng\s+kết|sơ\s+kết|"
    r"đánh\s+giá\s+(?:kết\s+quả|tình\s+hình|\d+\s+năm)|nhìn\s+lại|trong\s+giai\s+đoạn\s+vừa\s+qua|"
    r"\d+\s+năm\s+(?:thực\s+hiện|triển\s+khai)|"
    r"đã\s+(?:hoàn\s+thành|triển\s+khai|thực\s+hiện|đạt|tổ\s+chức)|"
    r"thời\s+gian\s+qua|những\s+năm\s+qua|trước\s+đây)",
    _FLAGS,
)
# What an instrument says still stands in it: "đã được quy định tại …" asks for one in force, as
# does what is yet to be done: "thủ tục đã công bố được giải quyết theo …".
_DONE_UNDER = lazy(
    r"(?<!\w)đã\s+(?:được\s+|bị\s+)?"
    r"(?!được|quy\s+định|ban\s+hành|nêu|ghi|giao|xác\s+định|đề\s+ra|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|"
    r"yêu\s+cầu|có\s+hiệu\s+lực)\w+(?:(?!(?<!và)\s+(?:được|thì|phải|sẽ|tiếp\s+tục)\s)[^,;:.]){0,90}?"
    r"\s(?:theo|tại)(?:\s[^,;:]{0,90})?$",
    _FLAGS,
)
_GOES_ON = lazy(r"(?<!\w)tiếp\s+tục\s[^;:]{0,120}?\stheo(?:\s[^;:]{0,90})?$", _FLAGS)
_BEGUN = lazy(r"(?<!\w)(?:đã|đang|trước\s+(?:ngày|thời\s+điểm))\s", _FLAGS)
_BEFORE_OWN = lazy(
    r"trước\s+(?:ngày|thời\s+điểm|khi)\s+(?:\w+\s+){1,3}này\s+có\s+hiệu\s+lực", _FLAGS
)
_BEFORE_DAY = lazy(
    r"trước\s+ngày\s+(?P<d>\d{1,2})(?:\s+tháng\s+|/)(?P<m>\d{1,2})(?:\s+năm\s+|/)(?P<y>\d{4})",
    _FLAGS,
)
_COSTS = lazy(
    r"(?<!\w)(?:chi\s+phí|kinh\s+phí|khoản\s+chi|số\s+chi|số\s+thu|quyết\s+toán|dự\s+toán|hồ\s+sơ|"
    r"vụ\s+việc)\s[^;:]*?(?<!từ\s)năm\s+(?P<years>\d{4}(?:\s*[-–,]\s*\d{4})*)(?!\d)",
    _FLAGS,
)
_YEAR = lazy(r"\d{4}")
_IN_YEAR = lazy(r"(?P<month>tháng\s+\d{1,2}\s+)?năm\s+(?P<year>\d{4})", _FLAGS)
_TRANSITION = lazy(r"(?:quy\s+định|điều\s+khoản|xử\s+lý)\s+chuyển\s+tiếp", _FLAGS)


def in_the_past(start: int, context: Context) -> bool:
    """Return whether the words before an offset, in its sentence, speak of the past."""
    left, _ = context.sentences.at(start)
    return _BACK.search(context.text, left, start) is not None


def looks_back(citation: Citation, context: Context) -> bool:
    """Return whether an instrument is named for what was done under it.

    "giấy phép đã được cấp theo Nghị định …", "chi phí năm 2023 thực hiện theo …", what was granted
    before a day that is past, and transitional provisions, under which old matters go on by the old
    instrument (Luật 64/2025/QH15 Điều 54 and 57).
    """
    left, right = context.sentences.at(citation.start)
    before = context.text[left : citation.start]
    if in_the_past(citation.start, context) or _DONE_UNDER.search(before):
        return True
    if _GOES_ON.search(before) and (context.heading.normative or _BEGUN.search(before)):
        return True
    return (
        _of_earlier_years(before, context.date)
        or _before_a_past_day(context.text[left:right], context.date)
        or _in_transition(citation.start, context)
    )


def _of_earlier_years(before: str, today: date) -> bool:
    """Return whether the words speak of the costs or cases of years that have gone by."""
    said = _COSTS.search(before)
    if said is None:
        return False
    years = _YEAR.findall(said["years"])
    years += [m["year"] for m in _IN_YEAR.finditer(before, said.end()) if not m["month"]]
    return all(int(year) < today.year for year in years)


def _before_a_past_day(words: str, today: date) -> bool:
    if _BEFORE_OWN.search(words):
        return True
    days = (iso_day(m["d"], m["m"], m["y"]) for m in _BEFORE_DAY.finditer(words))
    return any(day is not None and date.fromisoformat(day) <= today for day in days)


def _in_transition(at: int, context: Context) -> bool:
    """Return whether an offset stands in an article on transition."""
    return _TRANSITION.search(context.sentences.article_heading(at)) is not None
