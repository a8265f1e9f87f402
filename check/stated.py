"""What a citation firmly states: dates and titles that are not words of something else."""

from __future__ import annotations

import re

from kg.model import Citation
from kg.patterns import lazy

KINDS = (
    r"(?:Hiến\s+pháp|Bộ\s+luật|Luật|Pháp\s+lệnh|Sắc\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư|"
    r"Chỉ\s+thị|Quy\s+chế|Quy\s+định|Chương\s+trình|Kế\s+hoạch|Đề\s+án|Hướng\s+dẫn|Kết\s+luận|Thông\s+báo|"
    r"Công\s+văn|Công\s+điện|văn\s+bản)"
)
"""Words that begin the name of an instrument."""

_BLANK = lazy(r"ngày\s*(?:[.…_/]|tháng|$)", re.IGNORECASE)
_NO_TITLE = lazy(
    r"(?:[Vv]ề|[Tt]ại|[Tt]heo)\s+(?:Bộ(?!\s+(?:phận|luật|máy|chỉ|tiêu))|Sở|Phòng(?!\s*,|\s+chống|\s+ngừa)|Cục|Chi\s+cục|"
    r"Văn\s+phòng|Thanh\s+tra|UBND|HĐND|[ỦU][yỷ]\s+ban)\s|"
    rf"(?i:thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ)\s+(?:cho\s+)?(?:các\s+)?{KINDS}\s+(?:số\s+)?\d"
)


def left_blank(date_text: str) -> bool:
    """Return whether a date was left to be filled in ("ngày ... tháng ... năm 2024")."""
    return _BLANK.match(date_text) is not None


def states_date(citation: Citation, text: str) -> bool:
    """Return whether the date that was read belongs to the number.

    A date on the next line without "ngày" is the next cell of a table, as a rule the day on which
    the instrument ended.
    """
    span = citation.span_of(citation.date_span)
    if citation.date is None or span is None:
        return False
    gap = text[citation.end : span[0]]
    return "\n" not in gap or "ngày" in gap.casefold()


def stated_title(citation: Citation) -> str | None:
    """Return the title that was read, ``None`` where the words are no title.

    "Mẫu kèm theo Nghị định số … về Sở …" tells where a form goes; "Nghị định số … thay thế Nghị
    định số …" tells what the instrument does.
    """
    if citation.title is None or _NO_TITLE.match(citation.title + " "):
        return None
    return citation.title


def stated_span(citation: Citation) -> tuple[int, int]:
    """Return the bounds of the citation with the date, issuer and title that follow it."""
    title = citation.title_span if stated_title(citation) else None
    spans = (citation.date_span, citation.issuer_span, title)
    found = [span for s in spans if (span := citation.span_of(s)) is not None]
    return citation.start, max([citation.end, *(end for _, end in found)])
