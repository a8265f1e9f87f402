"""The issuer behind a number or date: "của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch".

A name runs over capitals and lower case alike, so it is read word by word until a word that cannot
belong to it: a function word, a verb that begins a title, the next citation.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import islice

from cite.fragments import CITED
from cite.layout import line_ends
from cite.lexicon import (
    CAPITAL_VERBS,
    NAME_SYLLABLES,
    STOP_PAIRS,
    STOPS,
    STRONG_VERBS,
    WEAK_VERBS,
    begins_title,
    is_body_head,
    skip_blanks,
)
from kg.model import Span
from kg.patterns import lazy

_OF = lazy(r"\s*+,?\s*+([Cc]ủa|CỦA|do)\s++(?!(?:này|trên|đó)\b)")
_DIRECT = lazy(
    r"\s*+,?\s*+(?=(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư|UBND|"
    r"Ủy ban nhân dân|Bộ trưởng Bộ|HĐND|Hội đồng nhân dân)\b)"
)
_ISSUED = lazy(r"\s++(?:đã\s++)?ban\s++hành(?=\s*+(?:[;.,)]|ngày|kèm|$))")
_SHORT_NAME = lazy(
    r"\s*+\((?:[^\W\d_&]{2,9}|[A-ZĐ&]{2,12}(?:\s[A-ZĐ&]{1,9})?)\)(?=\s*+(?:ngày|về|V/v|,\s*+ngày))"
)
_CLOSED = lazy(
    r"(?:Thủ\s++tướng\s++Chính\s++phủ|Chính\s++phủ(?!\s++(?:nước|Việt|lâm))|Quốc\s++hội(?!\s++(?:khóa|nước|khoá|kho))|"
    r"[UỦ]y\s++ban\s++[Tt]hường\s++vụ\s++Quốc\s++hội(?!\s++kh[oó])|Bộ\s++Chính\s++trị,\s*+Ban\s++Bí\s++thư|Bộ\s++Chính\s++trị(?!\s++\(?kh)|"
    r"Ban\s++Bí\s++thư(?!\s++(?:\(?kh|Trung)))(?!\w|\s++-|\s*+,\s*+[A-ZĐ])"
)
_AND_BODY = lazy(r"\s++và\s++(?=[A-ZĐ])")
_LONG = lazy(
    r"(?:Trưởng\s++)?(?:Tiểu\s++ban|Ban\s++[Cc]hỉ\s++đạo|Tổ\s++[Cc]ông\s++tác|Hội\s++đồng|[UỦ][yỷ]\s++ban\s++[Qq]uốc\s++gia|"
    r"Ban\s++[Tt]ổ\s++chức\s++cuộc|Ban\s++soạn\s++thảo)"
)
_ABOUT = lazy(r"\s++(?:về|triển\s++khai|phòng)(?!\w)")
_SECOND_ABOUT = lazy(r"\s++(?:về(?:\s++việc)?|ban\s++hành|phê\s++duyệt|phân\s++công)(?!\w)")
_CLAUSE_END = lazy(r"\.(?=\s|$)|\n\s*\n|\t|\)|;\s++(?:Căn|Nghị|Quyết|Thông|Luật|Chỉ|Kế|Công)\s")
_TOKEN = lazy(r"[^\W_]+(?:&[^\W_]+)*|[^\w\s]|\n")
_LOWER_BODY = lazy(
    r"(?:liên|ban|bộ|sở|tỉnh|thành|ủy|uỷ|ubnd|ubnđ|hđnd|hội|thủ|chính|quốc|chủ|cục|tổng|văn|đảng|huyện|quận|cấp|"
    r"thường|trung|giám|công|nhà|cơ\s++quan|đoàn|mặt|tòa|toà|viện|kiểm|ngân|thanh|phòng|đơn\s++vị|trường)"
)
_COMMA_BODY = lazy(
    r"(?:Bộ|Sở|Vụ|Cục|Phòng|[Tt]rưởng|Trưởng\s++Ban|đốc|Ban|Viện|Hội|[UỦ][yỷ]\s++ban)\s++(?:[^,;.()]{0,60})$"
)
_COMMA_TAIL = lazy(
    r",\s*+(?:[^\W\d_][^,;.()\n\d]{1,40}?,\s*+){0,3}[^\W\d_][^,;.()\d]{1,45}?\s++(?:và|-)\s++[^\W\d_]"
)
_UNFINISHED = lazy(
    r"(?:[Bb]ộ\s++trưởng|Bộ|Sở|[UỦ][yỷ]\s++ban|Thủ\s++tướng|Chủ\s++tịch|và|tỉnh|thành\s++phố|-)\s*+$"
)
_DIGIT_NEXT = lazy(r"\s*+:?\s*+\d")


def read_issuer(window: str, at: int, *, joint: bool = False) -> tuple[Span, int] | None:
    """Return the span of the issuer that begins at ``at`` and the offset behind its clause.

    ``joint`` instruments have several issuers, so their enumeration is read to its end.
    """
    m = _OF.match(window, at)
    start = m.end() if m else -1
    if m is None:
        direct = _DIRECT.match(window, at)
        if direct is None:
            return None
        start = direct.end()
    if start >= len(window) or not window[start].isalpha():
        return None
    end = _issuer_end(window, start, joint=joint)
    if m is not None and m.group(1) == "do":
        issued = _ISSUED.match(window, end)
        return ((start, end), issued.end()) if issued else None
    if end == start:
        return None
    if m is not None and not (window[start].isupper() or _LOWER_BODY.match(window, start)):
        return None
    short = _SHORT_NAME.match(window, end)
    return (start, end), short.end() if short else end


def _issuer_end(window: str, start: int, *, joint: bool) -> int:
    limit = min(len(window), start + (460 if joint else 260))
    closed = _CLOSED.match(window, start)
    if closed is not None:
        more = _AND_BODY.match(window, closed.end())
        if more is None or not is_body_head(window, more.end()):
            return closed.end()
    long_body = _LONG.match(window, start)
    if long_body is not None:
        end = _long_end(window, start, long_body.end(), limit)
        if end is not None:
            return end
    end = _scan(window, start, limit, joint=joint)
    return start + len(window[start:end].rstrip(" \n\x1f,-"))


def _scan(window: str, start: int, limit: int, *, joint: bool) -> int:
    """Return the offset of the first token that cannot belong to the name."""
    tokens = _TOKEN.finditer(window, start, limit)
    ahead = deque(islice(tokens, 3))
    before, count = "", 0
    while ahead:
        m = ahead.popleft()
        ahead.extend(islice(tokens, 1))
        token = m.group()
        if token[0].isalnum():
            following = next((t for t in ahead if t.group()[0].isalnum()), None)
            if count and _word_stops(window, m, following, before, count):
                return m.start()
            count += 1
        elif _mark_stops(window, start, m, limit, joint=joint):
            return m.start()
        before = token
    return limit


def _word_stops(
    window: str, m: re.Match[str], following: re.Match[str] | None, before: str, count: int
) -> bool:
    token = m.group()
    after = following.group() if following else ""
    pair = f"{token}_{after}"
    if token[0].isupper():
        if pair in CAPITAL_VERBS or token in CAPITAL_VERBS:
            return True
        return CITED.match(window, m.start()) is not None
    if token in {"và", "cùng"}:
        return _and_stops(window, m.end(), after)
    if token in STOPS or pair in STOP_PAIRS:
        return (before, token) != ("đổi", "mới")
    if token in {"số", "năm"}:
        return _DIGIT_NEXT.match(window, m.end()) is not None
    if token in {"thành"}:
        return after not in {"phố", "ủy", "uỷ", "viên"}
    if token in STRONG_VERBS or pair in STRONG_VERBS:
        return (before.casefold(), token) != ("ngoại", "giao")
    if token in WEAK_VERBS or pair in WEAK_VERBS:
        return count >= 3 and before not in {"và", ","}
    return False


def _and_stops(window: str, at: int, after: str) -> bool:
    """Return whether the name ends before "và": what follows is not a part of a name."""
    if not after or after[0].isdigit():
        return True
    if after[0].islower():
        return after not in NAME_SYLLABLES
    return CITED.match(window, skip_blanks(window, at)) is not None


def _mark_stops(window: str, start: int, m: re.Match[str], limit: int, *, joint: bool) -> bool:
    mark = m.group()
    if mark == "\n":
        unfinished = _UNFINISHED.search(window, max(start, m.start() - 16), m.start())
        return unfinished is None and line_ends(window, m.start())
    if mark in "-&":
        return False
    if mark == ",":
        if _comma_inside(window, start, m.start(), limit):
            return False
        return not (joint and is_body_head(window, skip_blanks(window, m.end())))
    if mark == ":":
        return window[start : m.start()].strip().casefold() != "liên bộ"
    if mark == "(":
        return not window.startswith("khóa", m.end())
    if mark == ")":
        return "(khóa" not in window[start : m.start()]
    if mark == ".":
        return window[max(0, m.start() - 2) : m.start()].upper() not in {"TP", "TX", "TT"}
    return mark not in "'’"


def _comma_inside(window: str, start: int, comma: int, limit: int) -> bool:
    """Return whether the comma belongs to a name: "Bộ Văn hóa, Thể thao và Du lịch"."""
    if not _COMMA_BODY.search(window[start:comma]):
        return False
    tail = _COMMA_TAIL.match(window, comma, limit)
    if tail is None:
        return False
    parts = re.split(r",\s*+|\s++và\s++", tail.group()[1:].strip())
    first = parts[0].lstrip()
    if any(
        is_body_head(p.lstrip(), 0) or begins_title(p.lstrip(), 0, weak=True)
        for p in parts[:-1]
        if p.strip()
    ):
        return False
    if re.search(r"(?<!\w)(?:được|đã|ngày|về)(?!\w)", tail.group()):
        return False
    return bool(first) and (first[0].isupper() or "," in tail.group()[1:])


def _long_end(window: str, start: int, head_end: int, limit: int) -> int | None:
    """Return the end of a body whose own name says what it is about, when a title follows."""
    stop = _CLAUSE_END.search(window, head_end, limit)
    clause_end = stop.start() if stop else limit
    about = _ABOUT.search(window, head_end, min(clause_end, head_end + 60))
    if about is None or "," in window[head_end : about.start()]:
        return None
    second = _SECOND_ABOUT.search(window, about.end(), clause_end)
    if second is None:
        return None
    return start + len(window[start : second.start()].rstrip(" \n,"))
