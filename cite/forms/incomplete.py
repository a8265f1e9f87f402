"""Numbers without their symbol: "Nghị định 61/2018", "Nghị quyết số 76".

The type word is required, and for a number without a year the word "số" and a date or issuer too:
"Đề án 06" and "Chương trình 135" are names, not numbers of instruments.
"""

from __future__ import annotations

import re

from cite.fragments import YEAR, blank_page_heads
from cite.head import read_head
from cite.reading import Reading
from cite.surroundings import assemble, read_surroundings
from kg.model import Span
from kg.patterns import lazy

FORM = "incomplete"
AFTER_SLASH = rf"(?<![/.\-]\d/)(?<![/.\-]\d\d/)\s?{YEAR}(?![\d/\-]|\s*/)"
NUMBER_WORD = re.compile(r"ố(?<=số)(?=\s+\d{1,4}[a-zđ]?(?:[\s,;.)]|$)(?!\s*[/\-–]))")
LEFT, RIGHT = 180, 420
EXAMPLES = ("Nghị định 61/2018", "Nghị quyết số 76 của Chính phủ")

_NUMBERED = lazy(rf"(?<![\w/.,\-])(\d{{1,4}}[a-zđ]?)\s*+/\s*+({YEAR})(?![\w/\-])")
_PLAIN = lazy(r"\s++(\d{1,4}[a-zđ]?)(?!\w|[/.,]\d|\s*+[/\-–%])")
_WITH_YEAR = frozenset(
    {
        "Nghị định",
        "Thông tư",
        "Quyết định",
        "Nghị quyết",
        "Chỉ thị",
        "Luật",
        "Pháp lệnh",
        "Thông tư liên tịch",
    }
)
_WITHOUT = frozenset(
    {"Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kết luận", "Kế hoạch",
     "Công văn", "Thông báo", "Công điện", "Tờ trình"}
)  # fmt: skip
_BODY_NEXT = lazy(r"\s*+(?:,\s*+)?(?:\(?\s*+[Nn]gày\s++\d|của\s++[^\W\d_])")


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a folded window, and whether its end cut it short."""
    w = blank_page_heads(window)
    found = _slashed(w, anchor) if w[anchor] == "/" else _plain(w, anchor)
    if found is None:
        return None, False
    (number_at, end), full, allowed = found
    head = read_head(w, number_at, allowed)
    if head is None or head.type not in allowed:
        return None, False
    around = read_surroundings(w, head.start, end, dated=head.date, truncated=truncated)
    span = (head.start, end)
    return assemble(w, anchor, span, around, form=FORM, type=head.type, number=full), around.ran_out


def _slashed(w: str, anchor: int) -> tuple[Span, str, frozenset[str]] | None:
    for m in _NUMBERED.finditer(w, max(0, anchor - 6)):
        if m.start() < anchor < m.end():
            return m.span(), f"{m[1]}/{m[2]}", _WITH_YEAR
        if m.start() >= anchor:
            break
    return None


def _plain(w: str, anchor: int) -> tuple[Span, str, frozenset[str]] | None:
    m = _PLAIN.match(w, anchor + 1)
    if m is None or not _BODY_NEXT.match(w, m.end()):
        return None
    return m.span(1), m[1], _WITHOUT
