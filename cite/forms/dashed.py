"""Numbers of before 1997 that have a dash and no slash: 244-HĐBT, 64-CP, 327-CT, 773-TTg."""

from __future__ import annotations

import re

from cite.fragments import NUMERAL, fold_window
from cite.head import read_head
from cite.reading import Reading
from cite.surroundings import clean, read_surroundings

FORM = "dashed"
_LETTERS = r"(?:HĐBT|TTg|CP|CT|TTLB|TTLT)(?![\w/-])"
ANCHORS = tuple(
    re.compile(rf"{dash}(?:(?<=\d{dash})|(?<=\d {dash}))(?=\s?{_LETTERS})") for dash in ("-", "–")
)
LEFT, RIGHT = 180, 420
EXAMPLES = ("Nghị định số 244-HĐBT", "Quyết định số 327-CT", "Nghị định 64-CP")

_NUMBER = re.compile(rf"(?<![\w/.,\-])(?P<number>{NUMERAL})\s*+$")
_SYMBOL = re.compile(r"-\s?(HĐBT|TTg|CP|CT|TTLB|TTLT)")
_WORDS = frozenset({"Nghị định", "Quyết định", "Chỉ thị", "Nghị quyết", "Thông tư", "Thông tư liên bộ"})


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a raw window, and whether it ran into the window's end."""
    w = fold_window(window)
    number = _NUMBER.search(w[max(0, anchor - 12) : anchor])
    symbol = _SYMBOL.match(w, anchor)
    if number is None or symbol is None:
        return None, False
    number_at = max(0, anchor - 12) + number.start()
    head = read_head(w, number_at, _WORDS)
    if head is None or head.type is None:
        return None, False
    around = read_surroundings(w, head.start, symbol.end(), dated=head.date, truncated=truncated)
    full = f"{number['number']}-{symbol.group(1)}"
    return reading_of(w, anchor, (head.start, symbol.end()), head.type, full, around), around.ran_out


def reading_of(w, anchor, span, kind, full, around, **extra) -> Reading:  # type: ignore[no-untyped-def]
    """Return the reading of a citation whose parts are known."""
    def moved(s):  # type: ignore[no-untyped-def]
        return (s[0] - anchor, s[1] - anchor) if s else None
    return Reading(start=span[0] - anchor, end=span[1] - anchor, form=extra.pop("form", FORM), type=kind,
        number=full, written=full, date=around.date.iso if around.date else None,
        date_span=moved(around.date.span) if around.date else None,
        issuer=clean(w, around.issuer), issuer_span=moved(around.issuer), title=clean(w, around.title),
        title_span=moved(around.title), provision=around.provision, amended=around.amended,
        joined=around.joined, kin=around.kin, **extra)
