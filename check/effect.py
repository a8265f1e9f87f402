"""The day on which a normative draft takes effect by its own words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cite.dates import iso_day
from kg.patterns import lazy

_OWN = lazy(
    r"(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư)\s+này\s+có\s+"
    r"hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?(?:từ\s+)?"
    r"(?:ngày\s+(?P<d>\d{1,2})(?:\s+tháng\s+|/)(?P<m>\d{1,2})(?:\s+năm\s+|/)(?P<y>\d{4})|"
    r"(?:sau|từ)\s+(?P<n>\d{1,3})\s+ngày|(?:từ\s+)?(?P<signing>ngày\s+(?:ký|được\s+thông\s+qua)))",
    re.IGNORECASE,
)


def own_effect(text: str, signed: date) -> date | None:
    """Return the first day in force that a draft states for itself, ``None`` where it states none.

    Args:
        text: the draft.
        signed: its date, from which "kể từ ngày ký" and "sau 10 ngày kể từ ngày ký" count.
    """
    m = _OWN.search(text)
    if m is None:
        return None
    if m["signing"]:
        return signed
    if m["n"]:
        return signed + timedelta(days=int(m["n"]))
    stated = iso_day(m["d"], m["m"], m["y"])
    return date.fromisoformat(stated) if stated else None
