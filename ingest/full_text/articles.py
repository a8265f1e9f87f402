"""How many articles an instrument has: the number of the last one of its own text.

Counted strictly, since citations beyond that number are told to be wrong: from Điều 1 on without a
gap, outside quotations and annexes, up to a closing that was seen. Nothing is said of instruments
whose text leaves room for other articles to be cited: those that amend others, and those with an
attached regulation that has articles of its own.
"""

from __future__ import annotations

from ingest.full_text.layout import ARTICLE, Layout
from ingest.full_text.statement import Particulars
from kg.patterns import lazy

_NUMBER = lazy(r"Điều\s{1,3}(\d{1,3}[a-zđ]?)(?!\w)")
_ANY = lazy(r"(?m)^[ \t|*_#>]*+(?:Điều|ĐIỀU)\s{1,3}\d")
_LETTERED = lazy(r"(?m)^[ \t|*_#>]*+Điều\s{1,3}\d{1,3}[a-zđ]\s{0,2}[.:]")
_ATTACHED = lazy(
    r"kèm\s++theo\s++(?:Luật|Pháp\s++lệnh|Nghị\s++(?:định|quyết)|Quyết\s++định|Thông\s++tư)\s++này"
    r"\s++(?:là\s++)?(?:bản\s++)?(?:Quy|Điều\s++lệ|Nội\s++quy|Hướng\s++dẫn|Chế\s++độ|Chuẩn\s++mực)"
    r"|(?:Quy\s++(?:chế|định|trình|chuẩn)|Điều\s++lệ|Nội\s++quy|Chế\s++độ|Chuẩn\s++mực)\s"
    r"[^.;:]{0,160}?(?:ban\s++hành\s++)?kèm\s++theo\s++[^\n.;:]{3,24}?\s++này(?!\w)",
    2,
)
_ACTS_ON_OTHERS = lazy(r"(?<!\w)(?:sửa\s++đổi|bổ\s++sung|bãi\s++bỏ|đính\s++chính|đình\s++chỉ)", 2)
_ADOPTED = lazy(r"(?:thông\s++qua|ký\s++ban\s++hành)\s++ngày\s", 2)
_TYPES = frozenset(
    {
        "Luật",
        "Bộ luật",
        "Pháp lệnh",
        "Nghị định",
        "Thông tư",
        "Thông tư liên tịch",
        "Nghị quyết",
        "Quyết định",
    }
)


def last_article(layout: Layout, own: Particulars) -> int | None:
    """Return the number of the last article, ``None`` where it is not certain.

    Args:
        layout: the parts of the full text.
        own: what it says of itself.
    """
    if own.kind != "qppl" or own.type not in _TYPES or _ACTS_ON_OTHERS.search(own.title or ""):
        return None
    numbers = [
        m[1]
        for unit in layout.units
        if unit.level == ARTICLE and (m := _NUMBER.match(layout.text, unit.start)) is not None
    ]
    if not numbers or numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        return None
    if _LETTERED.search(layout.plain, layout.start, layout.end):
        return None
    if _ANY.search(layout.plain, layout.end) or _ATTACHED.search(layout.plain, layout.start):
        return None
    return len(numbers) if _closed(layout) else None


def _closed(layout: Layout) -> bool:
    """Return whether the text shows where it ends: signature, annex, or the day of adoption."""
    if layout.text[layout.end :].strip():
        return True
    return _ADOPTED.search(layout.text, layout.start) is not None
