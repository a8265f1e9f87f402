"""The title behind number, date and issuer, and where it ends.

A title has no closing mark of its own. It ends where its sentence or bracket does, before a clause
about the instrument ("được sửa đổi …", "như sau"), and before the next citation of the list; a
citation inside the title stays in it (NĐ 30/2020 Phụ lục I mục II.5 for what a title is).
"""

from __future__ import annotations

import re

from cite.fragments import CITED, SO, cited_next, cited_within
from cite.layout import LIST_MARK, line_ends
from cite.lexicon import begins_title, is_body_head, skip_blanks, types_within
from kg.model import Span
from kg.patterns import lazy

_FLAGS = re.IGNORECASE
_LEAD = lazy(r"\s*+(?:,\s*+)?")
_BARE_LEAD = lazy(r"\s*+")
_BARE_START = lazy(
    r"(?:[Vv]ề(?!\s++việc\s++này)|[Vv]/v|[Qq]uy\s++định(?!\s*+(?:tại|như|rõ|này|thì|là|chi\s++tiết\s++tại|[:;,.)]))|"
    r"[Bb]an\s++hành(?!\s*+(?:ngày|kèm|[:;,.)]))|[Pp]hê\s++duyệt|[Hh]ướng\s++dẫn(?!\s*+[:;,.)])|"
    r"[Ss]ửa\s++đổi|[Bb]ãi\s++bỏ|[Đđ]ính\s++chính)(?!\w)"
)
_NOT_TITLE = lazy(
    r"(?:ban\s++hành\s*+(?:ngày|kèm|;|\.|,|\))|quy\s++định\s*+(?:tại|như|rõ|[:;.)])|thực\s++hiện\s*+[:;,.)]|"
    r"sửa\s++đổi\s++(?:theo|bởi|tại|năm)|bổ\s++sung\s++(?:theo|bởi|tại|năm)|về\s++việc\s++này|hướng\s++dẫn\s*+[;,.)]|"
    r"thực\s++hiện\s++từ|thay\s++thế\s++(?:bởi|cho))",
    _FLAGS,
)
_CLOSED_BEFORE = lazy(
    r"(?:Thủ\s++tướng\s++Chính\s++phủ|Chính\s++phủ|Quốc\s++hội|Bộ\s++Chính\s++trị|Ban\s++Bí\s++thư)$"
)
_NOT_ANY = frozenset(
    "được đã bị có thì là tại trong trên đến từ với để nhằm theo như kèm ngày khi cho số này "
    "nêu nói năm gồm bảo đảm căn sau trước cùng hoặc hay vào bằng phải cần nhất mà do yêu "
    "nhưng còn đang sẽ vẫn hết không bao đồng và nay kể thành góp tiếp của tới nữa gắn qua "
    "khoá khóa các những".split()
)
_JOINING = ("và", "cùng", "hoặc")
_ENDING = (
    "được", "đã", "bị", r"có\s++hiệu\s++lực", r"hết\s++hiệu\s++lực", r"như\s++sau", r"kèm\s++theo",
    r"do\s++\w", "thì", r"sau\s++đây", r"cụ\s++thể\s++(?:như|là)", r"gọi\s++tắt", r"nêu\s++trên",
    r"nói\s++trên", r"còn\s++hiệu\s++lực", r"hiện\s++hành", "vẫn", r"thuộc\s++thẩm",
)  # fmt: skip


def _behind_first(phrases: tuple[str, ...]) -> str:
    """Return a pattern of phrases whose first letter has just been read."""
    return "|".join(f"(?<={phrase[0]}){phrase[1:]}" for phrase in phrases)


_FIRST = "".join(sorted({phrase[0] for phrase in _JOINING + _ENDING}))
_MARK = lazy(
    rf"[;()\t“”:\n,./\"{_FIRST}](?:(?<=[;()\t“”:\n,])|(?<=\.)(?=[\s\"”)]|/\.|$)|(?<=/)\.|(?<=\")(?<!\w\")|"
    rf"(?<!\w.)(?:(?:{_behind_first(_JOINING)})(?=\s)|(?:{_behind_first(_ENDING)})(?!\w)))"
)
"""What may end a title. One class of characters goes first: a search skips to them at the speed of
memory, where alternatives are each tried at every place."""
_ABOUT_IT = lazy(
    r"(?:được\s++(?:sửa|bổ|thay|đính|ban|gia\s++hạn|kéo|thông\s++qua|hợp\s++nhất|bãi)|đã\s++(?:được|bãi|hết|ban|quy|giao|"
    r"sửa|thay|xác|nêu|bị|có)|bị\s++(?:bãi|thay|hủy|sửa|đình)|có\s++hiệu\s++lực|hết\s++hiệu\s++lực|như\s++sau|kèm\s++theo|"
    r"do\s++\w[^;.]{1,60}\sban\s++hành|thì\s|sau\s++đây|cụ\s++thể\s++(?:như|là)|gọi\s++tắt|nêu\s++trên|nói\s++trên|còn\s++hiệu|hiện\s++hành|"
    r"vẫn\s)"
)
_CARRIES_LAW = lazy(
    r"(?:\scủa|thực\s++hiện|triển\s++khai|thi\s++hành|tại|theo)\s++(?:các\s++)?(?:Luật|Bộ\s++[Ll]uật|Nghị\s++quyết\s++Đ)"
)
_CLAUSE_WORD = lazy(
    r",\s*+(?:(?:đề\s++nghị|yêu\s++cầu)\s++(?:các|quý|đồng\s++chí|Sở|UBND|Ủy|Bộ|Ban)|trân\s++trọng|kính\s|trong\s++đó|"
    r"theo\s++đó|từ\s++đó|đồng\s++thời|nhằm\s|góp\s++phần|căn\s++cứ|trên\s++cơ\s++sở|cụ\s++thể|có\s++hiệu|hết\s++hiệu|"
    r"trừ\s|như\s++sau|kèm\s++theo|được\s++(?:sửa|bổ|thay|ban|thông)|đã\s|và\s++được|tôi\s|chúng\s++tôi)",
    _FLAGS,
)
_BODY_ACTS = lazy(
    r"(?:(?!\svề\s)[^,;.]){0,70}?\s(?:xây\s++dựng|ban\s++hành|đề\s++nghị|yêu\s++cầu|báo\s++cáo|hướng\s++dẫn|thông\s++báo|"
    r"trân\s++trọng|kính|quyết\s++định|tổ\s++chức|triển\s++khai|đã\s)"
)
_AND_STOPS = lazy(
    r"\w+\s++(?:các\s++(?:văn\s++bản|quy\s++định|nội\s++dung\s++khác)|theo\s|căn\s++cứ|tại\s++[ĐK]|được\s++sửa|những\s++văn\s++bản)"
)
_SEMICOLON_GOES_ON = lazy(
    r"\s*+(?:sửa\s++đổi|bổ\s++sung|bãi\s++bỏ|quy\s++định|ban\s++hành|hướng\s++dẫn|phê\s++duyệt|chế\s++độ|mức|điều\s++chỉnh)"
    r"(?!\s++(?:tại|như|\d|số))"
)
_SEMICOLON_STOPS = lazy(
    r"\s*+(?:căn\s++cứ|riêng|đồng\s++thời|các\s++(?:văn|quy|nghị|quyết|thông|chỉ|kế)|ý\s++kiến|và\s|của\s|theo\s|trên\s++cơ|"
    r"đề\s++nghị|được\s|đã\s|có\s++hiệu|hết\s++hiệu|không\s|trong\s++đó|gồm\s|bao\s++gồm|sau\s++đây|"
    rf"[^\W\d_]+\s++[^\W\d_]+\s++(?:{SO}\s*+)?\d|{SO}\s*+\d{{1,5}}\s*+/)"
)
_NORMATIVE_TITLE = lazy(
    r"(?:về\s++việc\s++)?(?:quy\s++định|ban\s++hành|hướng\s++dẫn|sửa\s++đổi|bãi\s++bỏ)(?!\w)"
)
_BASIS_LINE = lazy(r"\s*+[-*_•]*\s*+(?:Căn\s++cứ|Thực\s++hiện|Xét|Theo)\s")
_PAREN_ABOUT_IT = lazy(
    r"\(\s*+\*?\s*+(?:sau\s++đây|được|đã|gọi|viết\s++tắt|sửa|kèm|tại|theo|trừ|ban\s++hành|Nghị|Luật|Thông|Quyết|Công\s++báo|"
    r"có\s++hiệu|hết\s++hiệu|thay|bổ\s++sung|trích|để|lần|dự\s++thảo|v\.v|số)"
)
_CLOSES = lazy(r"\s*+(?:[;.,)]|$|\n)")
_ABBREVIATION = lazy(r"(?<!\w)(?:T[pP]|T[xX]|TT|Ths|TS|v|Q|P|H)$")
_CELL_DATE = lazy(
    r"(?<!\s)(?<!ngày)(?<!từ)(?<!đến)(?<!tháng)\s++\d{1,2}/\d{1,2}/\d{4}(?!\d)[^\w,;]{0,4}(?:https?\b.*)?$",
    re.DOTALL,
)
"""The next cell of a table read from a PDF, where nothing but a blank parts the cells."""
_HARD = "\t;.()"


def read_title(
    window: str,
    at: int,
    *,
    bare: bool,
    truncated: bool,
    named: bool = False,
    provision: bool = False,
) -> tuple[Span, bool] | None:
    """Return the title that begins at ``at`` and whether it ran into the window's end.

    Args:
        window: folded text.
        at: offset behind the last of number, date and issuer.
        bare: neither date nor issuer was read, so only the clearest beginnings count.
        truncated: the window ends before the text does.
        named: a date was read.
        provision: a provision of the instrument is cited, so words on competence behind it are
            the outer sentence's.
    """
    start = _title_start(window, at, bare=bare, named=named)
    if start is None or "\n\n" in window[at:start] or _NOT_TITLE.match(window, start):
        return None
    newline = window.find("\n", at, start)
    if newline >= 0 and LIST_MARK.match(window, newline + 1):
        return None
    end = _title_end(window, start, provision=provision)
    ran_out = end >= len(window) and truncated
    slash = window.find("/", start, end) >= 0
    cell = _CELL_DATE.search(window, start, end) if slash else None
    end = cell.start() if cell else end
    length = len(window[start:end].rstrip(" \t\n\x1f,;.-*_"))
    return ((start, start + length), ran_out) if length > 4 else None


def _title_start(window: str, at: int, *, bare: bool, named: bool) -> int | None:
    m = (_BARE_LEAD if bare else _LEAD).match(window, at)
    start = m.end() if m else at
    if start >= len(window):
        return None
    if bare:
        return start if _BARE_START.match(window, start) else None
    comma = window.find(",", at, start)
    if comma >= 0 and _CLAUSE_WORD.match(window, comma):
        return None
    if window[start] in '“"' or begins_title(window, start, weak=True):
        return start
    if named and start > at and window[start].islower() and "," not in window[at:start]:
        # After "ngày … của Chính phủ" nothing but a title or a function word can follow.
        word = re.compile(r"[^\W\d_]+").match(window, start)
        if (
            word
            and word.group() not in _NOT_ANY
            and _CLOSED_BEFORE.search(window, max(0, at - 40), at)
        ):
            return start
    return None


def _title_end(window: str, start: int, *, provision: bool) -> int:
    depth = 0
    quoted = window[start] in '“"'
    pos = start + 1 if quoted else start
    for m in _MARK.finditer(window, pos):
        at, mark = m.start(), m.group()
        if mark in {"“", '"', "”"}:
            opened = quoted
            quoted = mark == "“" or (mark == '"' and not quoted)
            if mark == "”" and not opened:
                return at
            if (
                mark == "”"
                and depth == 0
                and window[start] == "“"
                and _CLOSES.match(window, m.end())
            ):
                return m.end()
        elif mark == "(":
            if depth == 0 and _PAREN_ABOUT_IT.match(window, at):
                return at
            depth += 1
        elif mark == ")":
            if depth == 0:
                return at
            depth -= 1
        elif (
            mark == "\t"
            or (mark == "\n" and line_ends(window, at))
            or (
                mark != "\n"
                and not depth
                and not quoted
                and _ends(window, start, m, provision=provision)
            )
        ):
            return at
    return len(window)


def _ends(window: str, start: int, m: re.Match[str], *, provision: bool) -> bool:
    at, mark = m.start(), m.group()
    if mark == ";":
        return not _semicolon_goes_on(window, start, at)
    if mark[0] in "./":
        return not _ABBREVIATION.search(window, max(0, at - 6), at)
    if mark == ":":
        return not window[at + 1 : at + 2].isdigit()
    if mark == ",":
        joint = cited_next(window, at + 1)
        if joint is not None:
            return not _inner(window, start, at) or _other_type(window, start, at, joint)
        return _new_clause(window, at)
    if mark in {"và", "cùng", "hoặc"}:
        if cited_next(window, m.end()):
            return not _inner(window, start, at)
        return _AND_STOPS.match(window, at) is not None
    if mark.startswith("thuộc"):
        return provision
    return at - start >= 6 and _ABOUT_IT.match(window, at) is not None


def _inner(window: str, start: int, at: int) -> bool:
    """Return whether the title so far holds a citation, to whose list the next one belongs."""
    return (
        bool(cited_within(window, start, at))
        or _CARRIES_LAW.search(window, start, min(at, start + 200)) is not None
    )


def _other_type(window: str, start: int, at: int, joint: re.Match[str]) -> bool:
    """Return whether the citation behind a comma is of another type than the one in the title."""
    inside = cited_within(window, start, at)
    if not inside:
        return False
    last = types_within(window, *inside[-1])
    following = types_within(window, *joint.span())
    return bool(last and following) and last[0][2] != following[0][2]


def _new_clause(window: str, at: int) -> bool:
    if _CLAUSE_WORD.match(window, at):
        return True
    lead = skip_blanks(window, at + 1)
    return is_body_head(window, lead) and _BODY_ACTS.match(window, lead) is not None


def _semicolon_goes_on(window: str, start: int, at: int) -> bool:
    """Return whether a title goes on behind its semicolon.

    In a line of the legal basis each line holds one instrument, so lower case behind the semicolon
    is still the title; elsewhere only where the words carry on its enumeration.
    """
    following = window[at + 1 : at + 60]
    lead = following.lstrip()
    if not lead[:1].islower() or _SEMICOLON_STOPS.match(following) or CITED.match(lead):
        return False
    if "\n" in following[: len(following) - len(lead)] and line_ends(
        window, window.index("\n", at)
    ):
        return False
    if _SEMICOLON_GOES_ON.match(following) or "lĩnh vực" in window[start:at].casefold():
        return True
    if _NORMATIVE_TITLE.match(window, start):
        return True
    line = max(window.rfind(mark, 0, start) for mark in ("\n\n", ";\n", ".\n"))
    return (
        _BASIS_LINE.match(window, line + 2 if line >= 0 else 0) is not None
        and ";" not in window[line + 2 : start]
    )
