"""What stands around a number: type word, provision, date, issuer and title.

All functions work on a folded window and return offsets in it. The order after a number is free
("ngày … của … về …", "của … ngày … về …"), so date and issuer are tried in turn, and the title is
what begins right after the last of them (NĐ 30/2020 Phụ lục I mục II.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cite.fragments import (
    BARE_TITLE_VERBS,
    BODY_HEADS,
    DAY_MONTH_YEAR,
    LOWER,
    NUMERAL,
    PROVISION,
    SO,
    TITLE_VERBS,
    TYPE,
    TYPE_BY_WORD,
    YEAR,
)

Span = tuple[int, int]
_FLAGS = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as written: its span, and the ISO day or bare year when it can be read."""

    span: Span
    iso: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """Type word before a number; ``start`` is where the citation's span begins."""

    start: int
    type: str | None
    plural: bool = False
    date: Dated | None = None


_DATE = re.compile(
    rf"\s*[,;]?\s*(?P<open>\()?\s*(?:được\s+)?(?:đã\s+)?(?:ký|ban\s+hành|ra|thông\s+qua)?\s*"
    rf"ngày\s*{DAY_MONTH_YEAR}",
    _FLAGS,
)
_BARE_DATE = re.compile(
    r"\s*,?\s*(?P<open>\()?\s*(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})(?!\d)"
)
_BROKEN_DATE = re.compile(
    r"\s*,?\s*\(?\s*(ngày[\s\d./…_\-]*(?:tháng[\s\d./…_\-]*)?(?:năm\s*[\d./…_]*)?)", _FLAGS
)
_BROKEN_HAS = re.compile(r"\d|[./…_]{2,}|tháng|/")
_YEAR_ONLY = re.compile(
    rf"\s*,?\s*(?P<open>\()?\s*(?:tháng\s*\d{{1,2}}\s*(?:/|năm)?\s*|(?P<nam>năm)\s*)({YEAR})(?![\d/-])",
    _FLAGS,
)


def iso_day(day: str, month: str, year: str) -> str | None:
    """Return the ISO form of a day that exists, else ``None``."""
    y = int(year)
    if y < 100:
        y += 2000 if y < 50 else 1900
    try:
        return date(y, int(month), int(day)).isoformat()
    except ValueError:
        return None


def read_date(window: str, at: int) -> Dated | None:
    """Return the date that begins at ``at``, after at most a comma or an opening bracket."""
    m = _DATE.match(window, at)
    if m is None:
        m = _BARE_DATE.match(window, at)
        if m is not None and not m.group("open") and "/" not in m.group():
            m = None
    if m is not None:
        iso = iso_day(m["d"], m["m"], m["y"])
        start = m.start("d")
        return Dated((start, m.end("y")), iso, _close(window, m))
    m = _BROKEN_DATE.match(window, at)
    if m is not None:
        written = m.group(1).rstrip(" \t\n.,-;")
        if _BROKEN_HAS.search(written):
            start = m.start(1)
            return Dated((start, start + len(written)), None, start + len(written))
        return None
    m = _YEAR_ONLY.match(window, at)
    if m is not None:
        return Dated((m.start(3), m.end(3)), m.group(3), _close(window, m))
    return None


def _close(window: str, m: re.Match[str]) -> int:
    if not m["open"]:
        return m.end()
    closing = re.compile(r"\s*\)").match(window, m.end())
    return closing.end() if closing else m.end()


# --- before the number -------------------------------------------------------------------------

_HEAD = re.compile(
    rf"(?<!\w)(?P<plural>(?:các|những|hai|ba|\d\d?)\s+)?(?P<type>{TYPE})(?P<so>\s+(?:{SO}\s*:?\s*){{1,2}}|\s*:\s*|\s+)$",
    _FLAGS,
)
_SO = re.compile(rf"(?<!\w){SO}\s*:?\s*$", _FLAGS)
_COMMON_WORDS = frozenset(
    {"Quy định", "Hướng dẫn", "Kế hoạch", "Thông báo", "Báo cáo", "Chương trình", "Kết luận", "Đề án", "Dự án",
     "Quyết định", "Lệnh", "Quy chế", "Phương án", "Biên bản"}
)
"""Type words that in lower case are ordinary words ("theo quy định 61/2018/NĐ-CP")."""
_QUALIFIED = re.compile(
    rf"(?<!\w)(?P<type>{TYPE})(?P<qualifier>(?:\s+|\s*,\s*)[^.;:()\d\"“”]{{2,60}}?)\s+{SO}\s*:?\s*$",
    _FLAGS,
)
_DATED_HEAD = re.compile(
    rf"(?<!\w)(?P<type>{TYPE})\s+(?P<date>ngày\s*{DAY_MONTH_YEAR})\s*,?\s*{SO}\s*:?\s*$", _FLAGS
)
_NO_HEAD = re.compile(
    r"(?<!\w)(?:mẫu|(?<!đại\s)biểu|biểu\s+mẫu|phụ\s+lục|phụ\s+biểu|bảng|hình|tài\s+khoản|điện\s+thoại|tcvn|qcvn|"
    r"iso|biên\s+lai|gói\s+thầu|lô|thửa|fax|đt|(?:hợp\s+đồng|hóa\s+đơn|hoá\s+đơn|giấy\s+phép|giấy\s+chứng\s+nhận)"
    r"(?:\s+[^\s.;,]+){0,5}?)\s*(?:số|sổ)?\s*:?\s*$",
    _FLAGS,
)
_LAW_HEAD = re.compile(r"(?<!\w)(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Hiến\s+pháp)(?!\w)")
_LAW_HEAD_ANY = re.compile(r"(?<!\w)(?:luật|bộ\s+luật|pháp\s+lệnh)(?!\w)", _FLAGS)
_LAW_GAP = re.compile(r"[;:()\"“”]|\d{3}|\.\s|\n\s*\n")
_REVISED = re.compile(r"\(\s*(?:đã\s+)?(?:được\s+)?sửa\s+đổi[^()]{0,30}\)", _FLAGS)
_AMENDS_LAW = re.compile(
    r"(?<!\w)Luật\s+sửa\s+đổi,?\s+bổ\s+sung\s+(?:một\s+số\s+điều|(?:các\s+)?điều\s[^;.]{1,40}?)\s+(?:của\s+)?(?:các\s+)?"
    r"(?:(?:Bộ\s+l|L)uật[^;.:()]{3,80}?(?:,|\svà)\s+)*$",
    _FLAGS,
)


def typed(word: str) -> str:
    """Return the type word in the form it should be written in."""
    return TYPE_BY_WORD.get(" ".join(word.casefold().split()), word)


def read_head(window: str, number_at: int, type_letters: frozenset[str]) -> Head | None:
    """Return the type word that belongs to the number at ``number_at``.

    Args:
        window: folded text.
        number_at: offset of the number.
        type_letters: type words that the symbol stands for; a type word further off ("Báo cáo
            thẩm tra số") is taken only when it is one of them.

    Returns:
        ``None`` when what stands before makes the number no citation (a form, a contract).
    """
    left = window[max(0, number_at - 110) : number_at]
    base = number_at - len(left)
    m = _HEAD.search(left)
    if m is not None:
        word = typed(m["type"])
        if m["type"].casefold().startswith("văn"):
            return Head(number_at, None)
        if m["type"][0].islower() and word not in type_letters and word in _COMMON_WORDS:
            return Head(number_at, None)
        if word == "Hợp đồng" or _NO_HEAD.search(left[: m.start("type")] + "số"):
            return None
        return Head(base + m.start("type"), word, plural=bool(m["plural"]))
    m = _DATED_HEAD.search(left)
    if m is not None:
        found = Dated(
            (base + m.start("d"), base + m.end("y")), iso_day(m["d"], m["m"], m["y"]), number_at
        )
        return Head(base + m.start("type"), typed(m["type"]), date=found)
    if _NO_HEAD.search(left):
        return None
    so = _SO.search(left)
    if so is None:
        return Head(number_at, None)
    best = None
    for m in re.finditer(rf"(?<!\w){TYPE}(?!\w)", left, _FLAGS):
        if typed(m.group()) in type_letters:
            best = m
    if best is not None:
        gap = left[best.end() : so.start()]
        if len(gap) <= 60 and not re.search(r"[.;:()\d\"“”]|\n\s*\n", gap):
            return Head(base + best.start(), typed(best.group()))
    return Head(number_at, None)


def read_law_head(window: str, number_at: int) -> tuple[int, str, Span | None] | None:
    """Return start, type word and name span of the law whose number is at ``number_at``."""
    left = window[:number_at]
    so = _SO.search(left)
    name_end = so.start() if so else number_at
    best: re.Match[str] | None = None
    for pattern in (_LAW_HEAD, _LAW_HEAD_ANY):
        for m in pattern.finditer(left, max(0, number_at - 260), name_end):
            gap = _REVISED.sub("", left[m.end() : name_end])
            if not _LAW_GAP.search(gap):
                if best is not None and m.start() < best.end():
                    continue
                best = m
        if best is not None:
            break
    if best is None:
        return None
    start, word_end = best.start(), best.end()
    amending = _AMENDS_LAW.search(left[:start])
    if amending is not None and left[word_end:name_end].strip(" ,\n"):
        start, word_end = amending.start(), amending.start() + len("Luật")
    gap = left[word_end:name_end]
    name = None
    if gap.strip(" ,\t\n\x1f"):
        lead = len(gap) - len(gap.lstrip())
        name = (word_end + lead, word_end + len(gap.rstrip(" ,\t\n")))
    return start, typed(best.group()), name


_PROVISION_BEFORE = re.compile(rf"(?<!\w)({PROVISION})$", _FLAGS)


def read_provision(window: str, head_at: int) -> str | None:
    """Return the provision named right before the instrument ("điểm a khoản 2 Điều 5")."""
    left = window[max(0, head_at - 130) : head_at]
    if not re.search(r"(?:\d[a-zđ]?|[a-zđ]\d?|[ivxlc]+)\s*,?\s*(?:của|tại)?\s*$", left, _FLAGS):
        return None
    m = _PROVISION_BEFORE.search(left)
    if m is None:
        return None
    return re.sub(r"\s*(?:,|\s(?:của|và|tại))?\s*$", "", " ".join(m.group(1).split()))


_ISSUED_BY = re.compile(
    r"\s+(?:(?:đã|vừa|mới|cũng)\s+)*(?:ký\s+)?(?:ban\s+hành|có|ký|ra)\s+(?:các\s+)?$", _FLAGS
)
_BEFORE_BODY = re.compile(rf"(?:^|[.;,:(\n\"“]|\d|ngày|năm|do|khi|và)\s*({BODY_HEADS}(?!\w)[^.;:()\d]*)$")
_DATE_BEFORE = re.compile(rf"ngày\s*{DAY_MONTH_YEAR}\s*,?\s*$", _FLAGS)


_AT_BODY = re.compile(
    rf"(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất|ý\s+kiến|báo\s+cáo|chỉ\s+đạo|;)\s+của\s+({BODY_HEADS}(?!\w)[^;.:()\d]{{2,110}}?)\s+tại\s+"
    r"(?:các\s+)?(?:văn\s+bản\s+)?(?:số\s+)?$"
)


def read_before(window: str, head_at: int) -> tuple[Dated | None, Span | None]:
    """Return date and issuer of "Ngày D, I đã ban hành <type> số N", where the text says so."""
    left = window[max(0, head_at - 170) : head_at]
    base = head_at - len(left)
    asked = _AT_BODY.search(left)
    if asked is not None and not re.search(rf"(?<!\w){TYPE}\s+(?:{SO}\s+)?\d", asked.group(1)):
        return None, (base + asked.start(1), base + asked.end(1))
    verb = _ISSUED_BY.search(left)
    if verb is None:
        return None, None
    before = left[: verb.start()]
    body = _rightmost_body(before)
    if body is None:
        return None, None
    start, end = body
    if end - start > 110:
        return None, None
    issuer = (base + start, base + end)
    m = _DATE_BEFORE.search(before[:start])
    if m is None:
        return None, issuer
    iso = iso_day(m["d"], m["m"], m["y"])
    return Dated((base + m.start("d"), base + m.end("y")), iso, head_at), issuer


def _rightmost_body(before: str) -> Span | None:
    """Return the body name that ends ``before`` and begins a clause."""
    for m in reversed(list(re.finditer(rf"(?<!\w){BODY_HEADS}(?!\w)", before))):
        lead = before[: m.start()].rstrip()
        name = before[m.start() :]
        if re.search(r"[.;:()]|\n\s*\n|\b(?:ngày|tại|theo)\b", name):
            return None
        if not lead or lead[-1] in ".;,:(\"“-–+" or lead[-1].isdigit():
            # "Bộ Văn hóa, Thể thao …": a comma inside a name is not its beginning.
            return m.start(), len(before.rstrip())
        if before[m.start() - 1] == "\n" and lead[-1] in ".;:":
            return m.start(), len(before.rstrip())
    return None


# --- after the number --------------------------------------------------------------------------

_OF = re.compile(r"\s*,?\s*(?:của|do)\s+(?!(?:này|trên|đó)\b)", _FLAGS)
_DIRECT_BODY = re.compile(
    r"\s*,?\s*(?=(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư|UBND|Ủy ban nhân dân|"
    r"Bộ trưởng Bộ|HĐND|Hội đồng nhân dân)\b)"
)
_SHORT_NAME = re.compile(r"\s*\((?:[^\W\d_&]{2,9}|[A-ZĐ&]{2,12}(?:\s[A-ZĐ&]{1,9})?)\)(?=\s*(?:ngày|về|V/v|,\s*ngày))")
_ISSUED = re.compile(r"\s+(?:đã\s+)?ban\s+hành(?=\s*(?:[;.,)]|ngày|kèm|$))", _FLAGS)
_WORD = re.compile(r"\s*([^\s;.,:()\"“”\t]+)")
_STOP = re.compile(
    rf"\s+(?:(?:được|đã|bị|có|thì|là|tại|trong|trên|đến|từ|với|để|nhằm|theo|như|kèm|ngày|khi|cho|số|này|nêu|"
    rf"nói|năm|thành(?!\s+phố|\s+[ủu][yỷ]|\s+[uủ]y)|gồm|bảo\s+đảm|đảm\s+bảo|căn\s+cứ|sau|trước|cùng|hoặc|hay|vào|bằng|phải|cần|nhất\s+là|"
    rf"trên\s+cơ\s+sở|mà|do|yêu\s+cầu|nhưng|còn|đang|sẽ|vẫn|hết|không|bao\s+gồm|tiếp\s+đó|đồng\s+thời|"
    rf"giai\s+đoạn|nay|kể\s+từ|thông\s+qua|đối|thay|tuy|giao)(?!\w)|"
    rf"(?-i:{TITLE_VERBS}|Quy\s+định|Phê\s+duyệt|Ban\s+hành|Hướng\s+dẫn|Sửa\s+đổi|Bãi\s+bỏ|Triển\s+khai|Về|V/v)(?!\w)|"
    rf"(?:và|cùng)\s+(?:các|những|theo|ý\s+kiến|{TYPE}\s|\d|{SO}\s|"
    rf"(?-i:(?!xã\s+hội|đào|môi|phát|công|truyền|đầu|du\s|thể|nông|thông|trẻ|nhân|gia|giáo|bảo|kiểm|tôn|dân|đổi){LOWER}))|"
    rf"(?:các\s+)?{TYPE}\s+(?:{SO}\s*)?\d)",
    _FLAGS,
)
_END_MARK = re.compile(r"[;:()\t\"“”]|\.(?=\s|$)|\n|,")
_COMMA_BODY = re.compile(
    r"(?:Bộ|Sở|Vụ|Cục|Phòng|trưởng|Trưởng\s+Ban|đốc|Ban|Viện|Hội|Ủy\s+ban|Uỷ\s+ban)\s+(?:[^,;.()]{0,60})$", _FLAGS
)
_NEXT_BODY = re.compile(rf"\s*{BODY_HEADS}(?!\w)")
_COMMA_TAIL = re.compile(
    r",\s*(?:(?!" + BODY_HEADS + r"\s)[^\W\d_][^,;.()\n\d]{1,40}?,\s*){0,3}"
    r"(?!(?:" + BODY_HEADS + r")\s)[^\W\d_][^,;.()\d]{1,45}?\s+(?:và|–|-)\s+[^\W\d_]",
)
_CLOSED_BODY = re.compile(
    r"(?:Thủ\s+tướng\s+Chính\s+phủ|Chính\s+phủ(?!\s+(?:nước|Việt|lâm))|Quốc\s+hội(?!\s+(?:khóa|nước|khoá))|"
    r"Ủy\s+ban\s+[Tt]hường\s+vụ\s+Quốc\s+hội(?!\s+kho)|Bộ\s+Chính\s+trị(?!\s+\(?kh)|Ban\s+Bí\s+thư(?!\s+(?:\(?kh|Trung)))"
    r"(?!\w|\s+-|\s*,\s*[A-ZĐ])"
)
_LONG_BODY = re.compile(
    r"(?:Trưởng\s+)?(?:Tiểu\s+ban|Ban\s+[Cc]hỉ\s+đạo|Tổ\s+[Cc]ông\s+tác|Hội\s+đồng|[UỦ][yỷ]\s+ban\s+[Qq]uốc\s+gia|"
    r"[UỦ]y\s+ban\s+[Qq]uốc\s+gia|Ban\s+[Tt]ổ\s+chức\s+cuộc|Ban\s+soạn\s+thảo)"
)
_ABOUT = re.compile(r"\s+(?:về|triển\s+khai|phòng)(?!\w)", _FLAGS)
_SECOND_ABOUT = re.compile(r"\s+(?:về(?:\s+việc)?|ban\s+hành|phê\s+duyệt|phân\s+công)(?!\w)", _FLAGS)
_SENTENCE_END = re.compile(r"\.(?=\s|$)|\n\s*\n|\t|\)|;\s+(?:(?:Căn|Nghị|Quyết|Thông|Luật|Chỉ|Kế|Công)\s)")


def read_issuer(window: str, at: int, *, joint: bool = False) -> tuple[Span, int] | None:
    """Return the span of the issuer that begins at ``at`` and the offset behind its clause.

    ``joint`` instruments have several issuers, so their enumeration is read to its end.
    """
    m = _OF.match(window, at)
    by = m is not None and "do" in m.group().casefold().split()
    if m is None:
        m = _DIRECT_BODY.match(window, at)
        if m is None:
            return None
    start = m.end()
    if start >= len(window) or not window[start].isalpha():
        return None
    end = _issuer_end(window, start, joint=joint)
    if by:
        issued = _ISSUED.match(window, end)
        if issued is None:
            return None
        return (start, end), issued.end()
    name = window[start:end]
    if end == start or (m.re is _OF and not _is_body(name)):
        return None
    short = _SHORT_NAME.match(window, end)
    return (start, end), short.end() if short else end


_LOWER_BODY = re.compile(
    r"(?:liên|ban|bộ|sở|tỉnh|thành|ủy|uỷ|ubnd|ubnđ|hđnd|hội|thủ|chính|quốc|chủ|cục|tổng|văn|đảng|huyện|quận|cấp|"
    r"thường|trung|giám|công|nhà|cơ\s+quan|đoàn|mặt|tòa|toà|viện|kiểm|ngân|thanh|phòng|đơn\s+vị|trường)",
    _FLAGS,
)


def _is_body(name: str) -> bool:
    return name[0].isupper() or _LOWER_BODY.match(name) is not None


def _issuer_end(window: str, start: int, *, joint: bool) -> int:
    limit = min(len(window), start + (460 if joint else 260))
    closed = _CLOSED_BODY.match(window, start)
    if closed is not None and not re.compile(rf"\s+và\s+{BODY_HEADS}").match(window, closed.end()):
        return closed.end()
    long_body = _LONG_BODY.match(window, start)
    if long_body is not None:
        end = _long_body_end(window, start, long_body.end(), limit)
        if end is not None:
            return end
    pos = start
    head = re.compile(rf"{BODY_HEADS}(?!\w)", _FLAGS).match(window, start)
    if head is not None:
        pos = head.end()
    stop = _STOP.search(window, max(start, pos - 1), limit)
    end = stop.start() if stop else limit
    for mark in _END_MARK.finditer(window, start, end):
        if mark.group() == "," and (
            _comma_inside(window, start, mark.start(), limit)
            or (joint and _NEXT_BODY.match(window, mark.end()))
        ):
            continue
        if mark.group() == ":" and window[start : mark.start()].strip().casefold() == "liên bộ":
            continue
        if mark.group() == "(" and window.startswith("khóa", mark.end()):
            continue
        if mark.group() == "\n" and not _line_ends(window, start, mark.start()):
            continue
        end = mark.start()
        break
    return start + len(window[start:end].rstrip(" \n\x1f,-"))


def _comma_inside(window: str, start: int, comma: int, limit: int) -> bool:
    """Return whether the comma belongs to a name: "Bộ Văn hóa, Thể thao và Du lịch"."""
    if not _COMMA_BODY.search(window[start:comma]):
        return False
    tail = _COMMA_TAIL.match(window, comma, limit)
    if tail is None:
        return False
    between = tail.group()
    if re.search(rf"(?<!\w)(?:{TITLE_VERBS}|được|đã|ngày)(?!\w)", between, _FLAGS):
        return False
    first = re.match(r",\s*(\w+)", between)
    return first is not None and (first.group(1)[0].isupper() or "," in between[1:])


def _long_body_end(window: str, start: int, head_end: int, limit: int) -> int | None:
    """Return the end of a body whose own name says what it is about, when a title follows."""
    stop = _SENTENCE_END.search(window, head_end, limit)
    clause_end = stop.start() if stop else limit
    about = _ABOUT.search(window, head_end, min(clause_end, head_end + 60))
    if about is None:
        return None
    if "," in window[head_end : about.start()]:
        return None
    last = None
    for m in _SECOND_ABOUT.finditer(window, about.end(), clause_end):
        last = m
        break
    if last is None:
        return None
    return start + len(window[start : last.start()].rstrip(" \n,"))


_TITLE_START = re.compile(rf"\s*(?:,\s*)?(?={TITLE_VERBS}(?!\w)|[“\"])", _FLAGS)
_BARE_TITLE_START = re.compile(rf"\s*(?={BARE_TITLE_VERBS}(?!\w))", _FLAGS)
_NOT_TITLE = re.compile(
    r"(?:ban\s+hành\s*(?:ngày|kèm|;|\.|,|\))|quy\s+định\s*(?:tại|như|rõ|[:;.)])|thực\s+hiện\s*[:;,.)]|"
    r"sửa\s+đổi\s+(?:theo|bởi|tại|năm)|bổ\s+sung\s+(?:theo|bởi|tại|năm)|về\s+việc\s+này|hướng\s+dẫn\s*[;,.)]|"
    r"thực\s+hiện\s+từ|thay\s+thế\s+(?:bởi|cho))",
    _FLAGS,
)
_CLOSED_BEFORE = re.compile(r"(?:Thủ\s+tướng\s+Chính\s+phủ|Chính\s+phủ|Quốc\s+hội|Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)$")
_ANY_START = re.compile(
    rf"\s+(?!(?:được|đã|bị|có|thì|là|tại|trong|trên|đến|từ|với|để|nhằm|theo|như|kèm|ngày|khi|cho|số|này|nêu|nói|năm|gồm|"
    rf"bảo|đảm|căn|sau|trước|cùng|hoặc|hay|vào|bằng|phải|cần|nhất|mà|do|yêu|nhưng|còn|đang|sẽ|vẫn|hết|không|bao|đồng|và|"
    rf"nay|kể|thành|góp|tiếp|của|tới|nữa|gắn|qua|khoá|khóa|các|những)(?!\w))(?={LOWER})"
)
_CAPITAL_TITLE = re.compile(
    r"\s+(?=(?:Quy\s+định|Phê\s+duyệt|Ban\s+hành|Hướng\s+dẫn|Sửa\s+đổi|Chiến\s+lược|Về|Triển\s+khai)\s)"
)
_TITLE_MARK = re.compile(
    r"[;()\t“”]|\.(?=[\s\"”)]|/\.|$)|\./\.|/\.|:|\n|(?<![\w])\"|,|(?<!\w)(?:và|cùng|hoặc)(?=\s)|"
    r"(?<!\w)(?:được|đã|bị|có\s+hiệu\s+lực|hết\s+hiệu\s+lực|như\s+sau|kèm\s+theo|do\s+\w[^;.]{1,60}\sban\s+hành|"
    r"thì|sau\s+đây|cụ\s+thể|gọi\s+tắt|nêu\s+trên|nói\s+trên|còn\s+hiệu\s+lực|hiện\s+hành|phải|vẫn|để)(?!\w)",
    _FLAGS,
)
_CLAUSE_ABOUT_IT = re.compile(
    r"(?:được\s+(?:sửa|bổ|thay|đính|ban|gia\s+hạn|kéo|thông\s+qua|hợp\s+nhất|bãi)|đã\s+(?:được|bãi|hết|ban|quy|giao|"
    r"sửa|thay|xác|nêu|bị|có)|"
    r"bị\s+(?:bãi|thay|hủy|sửa|đình)|có\s+hiệu\s+lực|hết\s+hiệu\s+lực|như\s+sau|kèm\s+theo|do\s|thì\s|sau\s+đây|"
    r"cụ\s+thể|gọi\s+tắt|nêu\s+trên|nói\s+trên|còn\s+hiệu|hiện\s+hành|vẫn\s)",
    _FLAGS,
)
_CITE = rf"(?:các\s+)?{TYPE}(?:\s+{SO}\s*|\s+)(?:{NUMERAL}\s*[/\-]|\d)"
_JOINT_CITE = re.compile(rf"\s*(?:và\s+|cùng\s+)?{_CITE}", _FLAGS)
_INNER_CITE = re.compile(rf"(?<!\w){_CITE}", _FLAGS)
_CARRIES_LIST = re.compile(
    rf"[^;.()]{{0,160}}?(?:\scủa|thực\s+hiện|triển\s+khai|thi\s+hành|tại|theo)\s+(?:các\s+)?(?-i:Luật|Bộ\s+luật|Nghị\s+quyết\s+Đ)",
    _FLAGS,
)
_NEW_CLAUSE = re.compile(
    rf",\s*(?:(?-i:{BODY_HEADS})(?!\w)(?:(?!\svề\s)[^,;.]){{0,70}}?\s(?:xây\s+dựng|ban\s+hành|đề\s+nghị|yêu\s+cầu|"
    r"báo\s+cáo|hướng\s+dẫn|thông\s+báo|trân\s+trọng|kính|quyết\s+định|tổ\s+chức|triển\s+khai|đã\s)|"
    r"(?:đề\s+nghị|yêu\s+cầu)\s+(?:các|quý|đồng\s+chí|Sở|UBND|Ủy|Bộ|Ban)|trân\s+trọng|kính\s|trong\s+đó|"
    r"theo\s+đó|từ\s+đó|đồng\s+thời|nhằm\s|góp\s+phần|căn\s+cứ|trên\s+cơ\s+sở|cụ\s+thể|có\s+hiệu|hết\s+hiệu|"
    r"trừ\s|như\s+sau|kèm\s+theo|được\s+(?:sửa|bổ|thay|ban|thông)|đã\s+được|đã\s|và\s+được|tôi\s|chúng\s+tôi)",
    _FLAGS,
)
_SEMICOLON_GOES_ON = re.compile(
    r"\s*(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|quy\s+định|ban\s+hành|hướng\s+dẫn|phê\s+duyệt|chế\s+độ|mức|điều\s+chỉnh)"
    r"(?!\s+(?:tại|như))"
)
_SEMICOLON_STOPS = re.compile(
    rf"\s*(?:căn\s+cứ|riêng|đồng\s+thời|các\s+(?:văn|quy|nghị|quyết|thông|chỉ|kế)|ý\s+kiến|và\s|của\s|theo\s|trên\s+cơ|"
    rf"đề\s+nghị|được\s|đã\s|có\s+hiệu|hết\s+hiệu|không\s|trong\s+đó|gồm\s|bao\s+gồm|sau\s+đây|"
    rf"(?:{TYPE})\s+(?:[^.;()\d]{{1,30}}\s)?(?:{SO}\s*)?\d)",
    _FLAGS,
)
_BASIS_LINE = re.compile(r"\s*[-*_•]*\s*(?:Căn\s+cứ|Thực\s+hiện|Xét|Theo)\s[^;]*$")
_LIST_MARK = re.compile(
    r"\s*(?:\n|[-+•*]\s|\d{1,2}[.)]\s|\(?[a-zđ0-9]{1,2}\)\s|Điều\s+\d|Căn\s+cứ|Theo\s+đề|Xét\s|Chương\s+[IVX]|"
    r"[IVX]+\.\s|PHỤ\s+LỤC|Nơi\s+nhận|\*\*|\||Stt|STT)"
)
_PAREN_ABOUT_IT = re.compile(
    r"\(\s*\*?\s*(?:sau\s+đây|được|đã|gọi|viết\s+tắt|sửa|kèm|tại|theo|trừ|ban\s+hành|Nghị|Luật|Thông|Quyết|Công\s+báo|"
    r"có\s+hiệu|hết\s+hiệu|thay|bổ\s+sung|trích|để|lần|dự\s+thảo|v\.v|số)",
    _FLAGS,
)


def read_title(
    window: str, at: int, *, bare: bool, truncated: bool, named: bool = False
) -> tuple[Span, bool] | None:
    """Return the title that begins at ``at`` and whether it ran into the window's end.

    Args:
        window: folded text.
        at: offset behind the last of number, date and issuer.
        bare: neither date nor issuer was read, so only the clearest beginnings count.
        truncated: the window ends before the text does.
    """
    m = (_BARE_TITLE_START if bare else _TITLE_START).match(window, at)
    if m is None and named and _CLOSED_BEFORE.search(window, max(0, at - 40), at):
        # After "ngày … của Chính phủ" nothing but a title or a function word can follow.
        m = _ANY_START.match(window, at)
    if m is None:
        return None
    start = m.end()
    if "\n\n" in window[at:start] or _NOT_TITLE.match(window, start):
        return None
    if "\n" in window[at:start] and _LIST_MARK.match(window, window.index("\n", at) + 1):
        return None
    end = _title_end(window, start)
    ran_out = end >= len(window) and truncated
    text = window[start:end].rstrip(" \t\n\x1f,;.-*_")
    return ((start, start + len(text)), ran_out) if len(text) > 4 else None


def _title_end(window: str, start: int) -> int:
    depth = 0
    quoted = window[start] in "“\""
    pos = start + 1 if quoted else start
    seen_inner = _CARRIES_LIST.match(window, start) is not None
    scanned = start
    while True:
        m = _TITLE_MARK.search(window, pos)
        if m is None:
            return len(window)
        at, mark = m.start(), m.group()
        pos = m.end()
        if mark in {"“", '"', "”"}:
            quoted = mark == "“" or (mark == '"' and not quoted)
            if mark == "”" and depth == 0 and window[start] == "“" and _closes(window, pos):
                return pos
            continue
        if mark == "(":
            if depth == 0 and _PAREN_ABOUT_IT.match(window, at):
                return at
            depth += 1
            continue
        if mark == ")":
            if depth == 0:
                return at
            depth -= 1
            continue
        if mark == "\t":
            return at
        if mark == "\n":
            if _line_ends(window, start, at):
                return at
            continue
        if depth or quoted:
            continue
        seen_inner = seen_inner or _INNER_CITE.search(window, scanned, at) is not None
        scanned = max(start, at - 12)
        if _mark_ends(window, start, at, mark, inner=seen_inner):
            return at


def _closes(window: str, at: int) -> bool:
    return re.compile(r"\s*(?:[;.,)]|$|\n)").match(window, at) is not None


def _mark_ends(window: str, start: int, at: int, mark: str, *, inner: bool) -> bool:
    folded = mark.casefold()
    if mark == ";":
        return not _semicolon_goes_on(window, start, at)
    if mark[0] in "./":
        return not _abbreviation(window, at)
    if mark == ":":
        return not window[at + 1 : at + 2].isdigit()
    if mark == ",":
        joint = _JOINT_CITE.match(window, at + 1)
        if joint:
            return not inner or _other_type(window, start, at, joint.group())
        return _NEW_CLAUSE.match(window, at) is not None
    if folded in {"và", "cùng", "hoặc"}:
        if _JOINT_CITE.match(window, at + len(mark)):
            return not inner
        return re.compile(r"\w+\s+(?:các\s+(?:văn\s+bản|quy\s+định|nội\s+dung\s+khác)|theo\s|căn\s+cứ|tại\s+[ĐK]|được\s+sửa|những\s+văn\s+bản)",
                          _FLAGS).match(window, at) is not None
    if at - start < 6:
        return False
    return _CLAUSE_ABOUT_IT.match(window, at) is not None


def _other_type(window: str, start: int, at: int, joint: str) -> bool:
    """Return whether the citation behind a comma is of another type than the one in the title."""
    inside = _INNER_CITE.findall(window, start, at)
    following = re.search(TYPE, joint, _FLAGS)
    if not inside or following is None:
        return False
    last = re.search(TYPE, inside[-1], _FLAGS)
    return last is not None and typed(last.group()) != typed(following.group())


def _semicolon_goes_on(window: str, start: int, at: int) -> bool:
    """Return whether a title goes on behind its semicolon.

    In a line of the legal basis each line holds one instrument, so lower case behind the semicolon
    is still the title; elsewhere only where the words carry on its enumeration.
    """
    following = window[at + 1 : at + 60]
    lead = following.lstrip()
    if not lead[:1].islower() or _SEMICOLON_STOPS.match(following):
        return False
    blank = following[: len(following) - len(lead)]
    if "\n" in blank and _line_ends(window, start, window.index("\n", at)):
        return False
    if _SEMICOLON_GOES_ON.match(following):
        return True
    if re.search(r"lĩnh\s+vực", window[start:at], _FLAGS):
        return True
    line = window[: start].rpartition("\n\n")[2].rpartition(";\n")[2].rpartition(".\n")[2]
    return _BASIS_LINE.match(line) is not None


def _abbreviation(window: str, at: int) -> bool:
    before = re.search(r"(\w+)$", window[max(0, at - 6) : at])
    return before is not None and before.group(1) in {"Tp", "TP", "TX", "TT", "Tx", "Ths", "TS", "v", "Q", "P", "H"}


def _line_ends(window: str, start: int, at: int) -> bool:
    """Return whether the line break at ``at`` ends the paragraph and not only a line."""
    if _LIST_MARK.match(window, at + 1):
        return True
    following = window[at + 1 : at + 2]
    lead = window[at + 1 : at + 6].lstrip(" ")[:1]
    if not following or not lead:
        return False
    if lead.islower() or lead in "\"“(":
        return False
    line_start = window.rfind("\n", 0, at) + 1
    length = at - line_start
    before = window[:at].rstrip()[-1:]
    return before in ".;:!?" or not 40 <= length <= 125
