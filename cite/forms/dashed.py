"""Numbers of before 1997 that have a dash and no slash: 244-HĐBT, 64-CP, 327-CT, 773-TTg."""

from __future__ import annotations

from cite.fragments import NUMERAL, blank_page_heads
from cite.head import read_head
from cite.reading import Reading
from cite.surroundings import assemble, read_surroundings
from kg.patterns import lazy

FORM = "dashed"
_LETTERS = r"(?i:H[ĐDÐƉ]BT|TTg|CP|CT|SL|TTLB|TTLT)"
_BEHIND = rf"[\s\u200b\u2060]{{0,2}}{_LETTERS}(?![\w/-])"
ANCHORS = {
    dash: lazy(rf"{dash}(?:(?<=\d{dash})|(?<=\d {dash}))(?={_BEHIND})") for dash in "-–—‐‑−\u00ad"
}
"""By the dash, for a text without a dash need not be searched for it."""
LEFT, RIGHT = 180, 420
EXAMPLES = ("Nghị định số 244-HĐBT", "Quyết định số 327-CT", "Nghị định 64-CP")

_NUMBER = lazy(rf"(?:(?<![\w/.,\-])|(?<=[Ss]ố))(?P<number>{NUMERAL})\s*+$")
_SYMBOL = lazy(rf"-\s{{0,2}}({_LETTERS})")
_CANONICAL = {"HDBT": "HĐBT", "TTG": "TTg"}
_WORDS = frozenset(
    {"Nghị định", "Quyết định", "Chỉ thị", "Nghị quyết", "Thông tư", "Thông tư liên bộ", "Sắc lệnh"}
)


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a folded window, and whether its end cut it short."""
    w = blank_page_heads(window)
    base = max(0, anchor - 12)
    number = _NUMBER.search(w[base:anchor])
    symbol = _SYMBOL.match(w, anchor)
    if number is None or symbol is None:
        return None, False
    head = read_head(w, base + number.start(), _WORDS)
    if head is None or head.type is None:
        return None, False
    around = read_surroundings(w, head.start, symbol.end(), dated=head.date, truncated=truncated)
    letters = symbol.group(1).upper()
    full = f"{number['number']}-{_CANONICAL.get(letters, letters)}"
    span = (head.start, symbol.end())
    return assemble(w, anchor, span, around, form=FORM, type=head.type, number=full), around.ran_out
