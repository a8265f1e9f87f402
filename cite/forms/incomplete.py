"""Numbers without their symbol: "Nghị định 61/2018", "Nghị quyết số 76".

The type word is required, and for a number without a year the word "số" too: "Đề án 06" and
"Chương trình 135" are names, not numbers of instruments.
"""

from __future__ import annotations

import re

from cite.forms.dashed import reading_of
from cite.fragments import SO, YEAR, fold_window
from cite.head import read_head
from cite.reading import Reading
from cite.surroundings import read_surroundings

FORM = "incomplete"
AFTER_SLASH = rf"(?<![/.\-]\d/)(?<![/.\-]\d\d/)\s?{YEAR}(?![\d/\-]|\s*+/)"
NUMBER_WORD = re.compile(r"ố(?<=số)(?=\s++\d{1,4}[a-zđ]?(?:[\s,;.)]|$)(?!\s*+[/\-–]))")
LEFT, RIGHT = 180, 420
EXAMPLES = ("Nghị định 61/2018", "Nghị quyết số 76 của Chính phủ")

_NUMBERED = re.compile(rf"(?<![\w/.,\-])(\d{{1,4}}[a-zđ]?)\s*+/\s*+({YEAR})(?![\w/\-])")
_PLAIN = re.compile(r"\s++(\d{1,4}[a-zđ]?)(?!\w|[/.,]\d|\s*+[/\-–%])")
_WITH_YEAR = frozenset({"Nghị định", "Thông tư", "Quyết định", "Nghị quyết", "Chỉ thị", "Luật", "Pháp lệnh",
                        "Thông tư liên tịch"})
_WITHOUT = frozenset({"Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kết luận", "Kế hoạch",
                      "Công văn", "Thông báo", "Công điện", "Tờ trình"})
_BODY_NEXT = re.compile(r"\s*+(?:,?\s*+\(?\s*+ngày\s++\d|,?\s*+của\s++[^\W\d_])", re.IGNORECASE)


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a raw window, and whether it ran into the window's end."""
    w = fold_window(window)
    if w[anchor] == "/":
        at = max(0, anchor - 6)
        m = next((n for n in _NUMBERED.finditer(w, at) if n.start() < anchor < n.end()), None)
        if m is None:
            return None, False
        number_at, end, full, allowed = m.start(), m.end(), f"{m[1]}/{m[2]}", _WITH_YEAR
    else:
        m = _PLAIN.match(w, anchor + 1)
        if m is None or not _BODY_NEXT.match(w, m.end()):
            return None, False
        number_at, end, full, allowed = m.start(1), m.end(1), m[1], _WITHOUT
    head = read_head(w, number_at, allowed)
    if head is None or head.type not in allowed:
        return None, False
    if not re.match(rf".*?(?:{SO}\s*+:?\s*+)?$", w[head.start : number_at], re.IGNORECASE | re.DOTALL):
        return None, False
    around = read_surroundings(w, head.start, end, dated=head.date, truncated=truncated)
    return reading_of(w, anchor, (head.start, end), head.type, full, around, form=FORM), around.ran_out
