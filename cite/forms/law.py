"""Laws, codes, ordinances and the Constitution cited by name, with a year, a date, or neither.

NĐ 30/2020 (Phụ lục I, II.6.a) asks laws to be cited by name without number; NĐ 78/2025 Điều 68 by
name and year. The span is the name alone. A name ends before its date or year, before a clause
about the law, or where the enumeration goes on; the names of ``cite.law_names`` end where they end.
"""

from __future__ import annotations

import re

from cite.dates import iso_day
from cite.fragments import DAY_MONTH_YEAR, SO, YEAR, blank_page_heads
from cite.head import read_provision
from cite.law_names import KNOWN
from cite.lexicon import begins_title, typed
from cite.reading import Reading
from kg.model import Span
from kg.patterns import lazy

FORM = "law"
ANCHORS = tuple(
    re.compile(p)
    for p in (
        r"L(?=uật\s)",
        r"B(?=ộ\s++[Ll]uật\s)",
        r"P(?=háp\s++lệnh\s)",
        r"H(?=iến\s++pháp(?!\w))",
    )
)
"""One literal character before a look-ahead scans at twice the speed of a whole word."""
LEFT, RIGHT = 140, 330
EXAMPLES = (
    "Luật Viên chức năm 2010",
    "Bộ luật Lao động",
    "Hiến pháp năm 2013",
    "Pháp lệnh Thanh tra ngày 01/4/1990",
)

_HEAD = lazy(r"(?:Bộ\s++[Ll]uật|Luật|Pháp\s++lệnh|Hiến\s++pháp)(?=\W|$)")
_NUMBER_NEXT = lazy(rf"\s++{SO}\s*+:?\s*+\d")
_NAME_STOP = lazy(
    r"(?:\s*+[;:()\t\"“”]|\.(?=\s|$)|\s*\n\s*\n|(?<!\svà)\s*\n(?=\s*+(?:[-+•]|\d+[.)]|[A-ZĐ]{3,}|Căn\s|Điều\s|Nghị\s|Theo\s))|"
    rf"(?:\s*+,)?\s++(?:ngày|năm|{SO})(?=\s*+\d)|\s++(?={YEAR}(?![\d/\-.]))|"
    r"\s++(?:được|đã|bị|có|thì|là|quy\s++định|qui\s++định|hiện\s++hành|này|trong|tại|đến|từ|để|nhằm|theo|như|khi|cho|"
    r"phải|sau|trên|gồm|nêu|mới|sửa\s++đổi|hoặc|do|bằng|giai\s++đoạn|ban\s++hành(?!\s++văn)|với|không|vào|hay|về|"
    r"(?:và|cùng)\s++(?:các|những|Luật|Bộ\s++[Ll]uật|Nghị|Pháp|Thông|Quyết|văn\s++bản|pháp\s++luật|chỉ\s++đạo|hướng\s++dẫn))(?!\w)|"
    r"\s*+,\s*+(?:Luật|Bộ\s++[Ll]uật|Nghị\s|Pháp\s++lệnh|Thông\s++tư|Quyết\s++định|các\s|những\s|pháp\s++luật|quy\s++định|"
    r"văn\s++bản|được|đã|Điều\s|khoản|gồm|đồng\s++thời|theo|trong|bảo\s++đảm|đảm\s++bảo|UBND|Ủy\s++ban|Sở|Bộ\s++trưởng|"
    r"Chính\s++phủ))"
)
_DATED_NAME = lazy(
    r"\s++(?=[^\W\d_])(?:(?!\n\s*\n)[^;:()\t\"“”.\d]){2,130}?"
    rf"(?=,?\s++(?:ngày|năm|{SO})\s*+\d)"
)
_NOT_IN_NAME = lazy(
    r"(?<!\w)(?:được|đã|bị|này|các|những|quy\s++định|hiện\s++hành|trong|từ|đến|khi|kể|Luật|Bộ\s++[Ll]uật|Nghị|Quyết|Thông|"
    r"Điều|khoản|Căn|hướng\s++dẫn|có\s++hiệu|Pháp|tại\s++(?:Điều|khoản|Nghị|Quyết)|sửa\s++đổi|và\s++(?:Nghị|văn))(?!\w)"
)
_DATE_NEXT = lazy(rf"\s*+,?\s*+(?:\(\s*+)?ngày\s*+{DAY_MONTH_YEAR}", re.IGNORECASE)
_YEAR_NEXT = lazy(rf"\s*+,?\s*+(?:\(\s*+)?(?:năm\s++)?({YEAR})(?![\d/\-])")
_NO_NAME = lazy(
    r"\s*+(?:này|sư|gia|pháp|lệ|sửa\s++đổi|học|tục|số|khác|trên|đó|mới|hiện\s++hành|được|có|của|và|hình\b|định|quy|là|chơi|"
    r"nói\s++trên|nêu\s++trên|liên\s++quan|chuyên\s++ngành|tương\s++ứng|tại|về|do|theo|cũ|của\s++Quốc)(?!\w)",
    re.IGNORECASE,
)
_ORDINANCE_ABOUT = lazy(r"(?<=lệnh)\s++về\s")
"""Ordinances of the 1990s have names such as "Pháp lệnh về quyền tác giả", cited with their day."""
_CONSTITUTION = lazy(
    r"\s++nước\s++C(?:ộng|ỘNG)\s++h(?:òa|oà)\s++xã\s++hội\s++chủ\s++nghĩa\s++Việt\s++Nam|\s++nước\s++CHXHCN\s++Việt\s++Nam"
)


def read(window: str, anchor: int, *, truncated: bool) -> tuple[Reading | None, bool]:
    """Return the reading at ``anchor`` of a folded window; its end never cuts a name short."""
    del truncated
    w = blank_page_heads(window)
    head = _HEAD.match(w, anchor)
    if head is None:
        return None, False
    if _SCHOOL.search(w, max(0, anchor - 24), anchor):
        return None, False
    kind = typed(head.group())
    end = _constitution(w, head.end()) if kind == "Hiến pháp" else _name_end(w, head.end())
    if end is None:
        return None, False
    date_span, iso = _dated(w, end)
    name = " ".join(w[head.end() : end].split()) or None
    return Reading(
        start=head.start() - anchor,
        end=end - anchor,
        form=FORM,
        type=kind,
        date=iso,
        date_span=(date_span[0] - anchor, date_span[1] - anchor) if date_span else None,
        title=name,
        title_span=(head.end() + 1 - anchor, end - anchor) if name else None,
        provision=read_provision(w, head.start()),
    ), False


_SCHOOL = lazy(
    r"(?:[Cc]ông\s++ty|[Đđ]ại\s++học|[Tt]rường|[Kk]hoa|[Nn]gành|[Cc]ử\s++nhân|[Vv]ăn\s++phòng|[Tt]hạc\s++sĩ|[Tt]iến\s++sĩ)\s++$"
)
"""Behind these words "Luật" is a subject of study or a firm."""
_LAW_VERB = lazy(r"(?:xử\s++lý|phát\s++triển|quản\s++lý|sử\s++dụng|tổ\s++chức|chống|bảo\s++vệ)")


def _constitution(w: str, at: int) -> int:
    m = _CONSTITUTION.match(w, at)
    return m.end() if m else at


_AMENDING = lazy(
    r"\s++sửa\s++đổi,?\s++bổ\s++sung\s++(?:một\s++số\s++điều|(?:các\s++)?điều\s[^;.\n]{1,40}?)\s++(?:của\s++)?(?:các\s++)?"
    r"(?:(?:Bộ\s++[Ll]|L)uật(?:(?!\sngày\s|\snăm\s|\ssố\s|(?:Bộ\s++[Ll]|L)uật)[^;.:()]){3,80}?(?:,|\svà)\s++)*(?:Bộ\s++[Ll]|L)uật(?=\s)",
    re.IGNORECASE,
)


def _name_end(w: str, at: int) -> int | None:
    """Return the end of a law's name that begins behind its type word, or ``None``."""
    amending = _AMENDING.match(w, at)
    if amending is not None:
        return _name_end(w, amending.end())
    known = KNOWN.match(w, at)
    if known is not None:
        return known.end()
    dated = _DATED_NAME.match(w, at)
    if dated is not None and _NOT_IN_NAME.search(w, at, dated.end()):
        dated = None
    about = dated is not None and _ORDINANCE_ABOUT.match(w, at)
    if (
        not about
        and _NO_NAME.match(w, at)
        and not re.match(r"\s++Quy\s++hoạch|\s++[Hh]ình\s++sự|\s++Sở|\s++Có", w[at : at + 14])
    ):
        return None
    if _NUMBER_NEXT.match(w, at):
        return None
    if dated is not None:
        return at + len(w[at : dated.end()].rstrip(" ,\n\t"))
    m = _NAME_STOP.search(w, at + 1, min(len(w), at + 170))
    end = m.start() if m else min(len(w), at + 170)
    name = w[at:end]
    for comma in re.finditer(r",\s*+", name):
        if begins_title(name, comma.end(), weak=True) and not _LAW_VERB.match(name, comma.end()):
            name = name[: comma.start()]
            break
    name = name.rstrip(" ,\n\t.*_-")
    first = name.lstrip()[:1]
    if not first or not first.isalpha() or len(name.split()) > 26:
        return None
    return at + len(name)


def _dated(w: str, end: int) -> tuple[Span | None, str | None]:
    """Return span and ISO form of the day or year behind a name."""
    m = _DATE_NEXT.match(w, end)
    if m is not None:
        return (m.start("d"), m.end("y")), iso_day(m["d"], m["m"], m["y"])
    m = _YEAR_NEXT.match(w, end)
    if m is not None:
        return m.span(1), m.group(1)
    return None, None
