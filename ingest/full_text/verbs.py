"""The words by which a text acts on others, and what may stand between them and their object.

The kind of a relation follows the verb: "thay thế" a document replaces, "bãi bỏ" repeals whether a
document, a provision or a phrase, "sửa đổi", "bổ sung", "thay cụm từ" and "bỏ cụm từ" amend.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from kg.patterns import lazy

ACTS = lazy(
    r"(?<!\w)(?:(?P<repeals>bãi\s++bỏ|h(?:ủy|uỷ)\s++bỏ|"
    r"thu\s++hồi(?=\s++(?:toàn\s++bộ\s++)?(?:các\s++)?(?:quyết\s++định|nghị\s++quyết|chỉ\s++thị|văn\s++bản)\s))|"
    r"(?P<replaces>thay\s++thế|"
    r"thay\s++cho(?=\s++(?:các\s++)?(?:quyết|nghị|thông|chỉ|quy|văn)))|"
    r"(?P<amends>s(?:ửa|ữa)\s++đổi|bổ\s++sung|điều\s++chỉnh|chỉnh\s++sửa|bỏ\s++(?=(?:các\s++|"
    r"một\s++số\s++)?(?:cụm\s++)?từ\s)|"
    r"thay\s++(?=(?:các\s++|một\s++số\s++)?(?:cụm\s++)?từ\s))|"
    r"(?P<corrects>đính\s++chính)|"
    r"(?P<suspends>(?:tạm\s++)?ngưng\s++hiệu\s++lực|tạm\s++dừng\s++(?:hiệu\s++lực|thi\s++hành|"
    r"áp\s++dụng)|"
    r"đình\s++chỉ\s++(?:việc\s++)?(?:thi\s++hành|hiệu\s++lực))|"
    r"(?P<extends>kéo\s++dài\s++(?:thời\s++(?:hạn|gian)|hiệu\s++lực|việc)|"
    r"gia\s++hạn\s++(?:thời\s++hạn|hiệu\s++lực)))(?=\W|$|(?-i:[A-ZĐ]))",
    re.IGNORECASE,
)
"""Verbs in the active, the group named after the kind; a capital behind is a lost blank."""
ENDS = lazy(
    r"(?<!\w)(?:(?P<repeals>(?:h(?:ết|êt)|không\s++còn|chấm\s++dứt)\s++hiệu\s++lực|(?:bị|"
    r"được)\s++(?:bãi|h(?:ủy|uỷ))\s++bỏ|"
    r"đều\s++(?:bị\s++)?bãi\s++bỏ)|(?P<replaces>(?:bị|được)\s++thay\s++thế)|"
    r"(?P<amends>được\s++(?:sửa\s++đổi|bổ\s++sung)(?=[^.;:“”\d]{0,40}?như\s++sau))|"
    r"(?P<extends>được\s++(?:tiếp\s++tục\s++)?(?:kéo\s++dài|gia\s++hạn)\s++(?:thời\s++(?:hạn|gian)|hiệu\s++lực))|"
    r"(?P<suspends>(?:bị|được)\s++(?:tạm\s++)?(?:(?:ngưng|dừng)\s++(?:hiệu\s++lực|thi\s++hành|áp\s++dụng)|"
    r"đình\s++chỉ\s++(?:việc\s++)?(?:thi\s++hành|hiệu\s++lực)))|"
    r"(?P<corrects>được\s++đính\s++chính(?=[^.;:“”\d]{0,40}?như\s++sau)))(?!\w)",
    re.IGNORECASE,
)
"""Verbs whose object stands before them."""
TYPE = (
    r"(?:Luật|Bộ\s++luật|Pháp\s++lệnh|Nghị\s++(?:quyết(?:\s++liên\s++tịch)?|định)|"
    r"Thông\s++tư(?:\s++liên\s++(?:tịch|bộ))?|Quyết\s++định|"
    r"Chỉ\s++thị|Lệnh|Quy\s++(?:định|chế)|Văn\s++bản|Kế\s++hoạch|Chương\s++trình|Công\s++văn|"
    r"Kết\s++luận)"
)
_TIME = (
    r"(?:(?:Nay|Từ\s++nay),?\s++|"
    r"(?:Kể\s++)?từ\s++(?:ngày|thời\s++điểm)[^;.]{1,120}?(?:,\s*+|\s(?=bãi|hủy|thì)))"
)
LEAD = lazy(
    rf"\s*+{_TIME}?\s*+(?:thì\s++|nay\s++)?(?:{TYPE}\s++này\s++)?[\s\-+•]*+$", re.IGNORECASE
)
"""What may stand before a verb at the head of a sentence."""
SELF = lazy(
    rf"\s*+{_TIME}?\s*+{TYPE}\s++(?:này\s++)?(?:có\s++(?:hiệu\s++lực|giá\s++trị)|"
    rf"được\s++áp\s++dụng|thay\s++thế|bãi\s++bỏ|sửa\s++đổi|và\s|"
    r"gồm\s|đính\s++chính|kéo\s++dài|ngưng|tạm\s)",
    re.IGNORECASE,
)
"""The text itself as the subject of a sentence ("Nghị định này có hiệu lực … và thay thế …")."""
JOINED = lazy(r"(?:,|;|(?<!\w)(?:và|này|đồng\s++thời|giá\s++trị|để|hoặc|được))\s*+$", re.IGNORECASE)
"""What may stand before a further verb of a sentence."""
UNIT = r"(?:tiết|điểm|khoản|điều|mục|chương|phần|phụ\s++lục|tiểu\s++mục)"
_NOT_OBJECT = lazy(
    r"(?<!\w)(?:(?<!kèm\s)theo|cho\s++đến|đến\s++khi|nếu|thì|trường\s++hợp|để|nhằm|phù\s++hợp|"
    r"trái\s++với|trừ|"
    r"giấy|hồ\s++sơ|chứng\s++chỉ|thực\s++hiện\s++(?:theo|các)|triển\s++khai|xây\s++dựng|"
    r"hướng\s++dẫn|trình|báo\s++cáo|rà\s++soát|"
    r"tiếp\s++tục|căn\s++cứ|nghiên\s++cứu|đề\s++xuất|có\s++hiệu\s++lực)(?!\w)",
    re.IGNORECASE,
)
_PART = lazy(
    r"(?<!\w)(?:một\s++(?:phần|số|điểm)|cụm\s++từ|từ\s++[“\"]|"
    r"(?:các\s++)?quy\s++định\s++(?:tại|về|của)|nội\s++dung|mẫu|biểu|bảng|"
    rf"danh\s++mục|tên|đoạn|câu|dòng|{UNIT}\s++[\w.]{{1,6}})(?!\w)",
    re.IGNORECASE,
)
_PHRASE = lazy(
    r"\s*+(?:,\s*+)?(?:bằng\s|(?:các\s++|một\s++số\s++)?(?:cụm\s++từ|từ[\s,]|từ\s*+[“\"]|mẫu|"
    r"phụ\s++lục|bảng|biểu|danh\s++mục|tên\s|đoạn|nội\s++dung))",
    re.IGNORECASE,
)
_BY = lazy(r"(?<!\w)(?:bằng|thành|như\s++sau)(?!\w)", re.IGNORECASE)
_TAIL = lazy(rf"(?<!\w)(?:{UNIT})\s++[\w.,\s]{{1,60}}$", re.IGNORECASE)
_WEAK = lazy(r"điều\s++chỉnh", re.IGNORECASE)
_OF_PROVISIONS = lazy(
    rf"\s*+(?:,|và)?\s*+(?:s(?:ửa|ữa)\s++đổi|bổ\s++sung|một\s++số\s++(?:điều|điểm|nội\s++dung|"
    rf"quy\s++định)|"
    rf"{UNIT}\s++[\w.]{{1,6}}|nội\s++dung|tên|{TYPE}\s++số|"
    rf"(?:(?!(?:theo|của)\s)[^.;:]){{1,120}}?\stại\s++(?:{UNIT}\s++[\w.]{{1,6}}\s++){{0,3}}{TYPE}\s)",
    re.IGNORECASE,
)
_LONGEST_GAP = 420


_ACTING = (
    "bãi hủy huỷ thu thay sửa sữa bổ điều chỉnh bỏ đính tạm ngưng đình kéo gia".split(),
    ACTS,
)
_ENDING = ("hết hêt không chấm bị được đều".split(), ENDS)


class Occurrences:
    """The verbs of a text, found by their first syllables at memory speed.

    Most sentences of a law hold none, so no pattern has to run over them.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        """Look once through a text between two offsets."""
        lower = text[start:end].lower().replace("\n", " ").replace("\t", " ")
        self._acting = _found(text, lower, start, *_ACTING)
        self._ending = _found(text, lower, start, *_ENDING)

    def acts(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the verbs in the active between two offsets."""
        return _between(self._acting, start, end)

    def ends(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the verbs whose object stands before them."""
        return _between(self._ending, start, end)

    def any(self, start: int, end: int) -> bool:
        """Return whether a verb stands between two offsets."""
        return bool(self.acts(start, end) or self.ends(start, end))


_Found = tuple[list[int], list[re.Match[str]]]


def _found(
    text: str, lower: str, offset: int, syllables: Iterable[str], pattern: re.Pattern[str]
) -> _Found:
    places = set()
    for syllable in syllables:
        at = lower.find(f"{syllable} ")
        while at >= 0:
            places.add(at + offset)
            at = lower.find(f"{syllable} ", at + 1)
    matches: list[re.Match[str]] = []
    for at in sorted(places):
        if not matches or at >= matches[-1].end():
            m = pattern.match(text, at)
            matches += [m] if m else []
    return [m.start() for m in matches], matches


def _between(found: _Found, start: int, end: int) -> list[re.Match[str]]:
    starts, matches = found
    return matches[bisect_left(starts, start) : bisect_left(starts, end)]


class Act(NamedTuple):
    """Verbs that share an object ("sửa đổi, bổ sung"), with the kind that they state."""

    kind: str
    start: int
    end: int


def kind_of(m: re.Match[str], text: str, end: int) -> str:
    """Return the kind that a verb states; ``end`` is where its sentence ends."""
    kind = m.lastgroup or ""
    if kind == "replaces":
        swapped = of_phrases(text, m.end(), end)
        provision = re.compile(rf"\s+{UNIT}\s", re.IGNORECASE).match(text, m.end(), end)
        if swapped or (provision and _BY.search(text, m.end(), min(end, m.end() + _LONGEST_GAP))):
            return "amends"
    return kind


def is_weak(m: re.Match[str], text: str, end: int) -> bool:
    """Return whether a verb is one of daily use ("điều chỉnh lương") and not about provisions."""
    return _WEAK.match(m.group()) is not None and not _OF_PROVISIONS.match(text, m.end(), end)


def of_phrases(text: str, at: int, end: int) -> bool:
    """Return whether the object at ``at`` is words, forms or annexes, not a document."""
    return _PHRASE.match(text, at, end) is not None


def reaches(text: str, start: int, end: int) -> bool:
    """Return whether the words between a verb and a citation let it be the verb's object."""
    if end - start > _LONGEST_GAP:
        return False
    return _NOT_OBJECT.search(text, start, end) is None


def is_part(text: str, start: int, end: int) -> bool:
    """Return whether the words between verb and citation name parts of the instrument."""
    return _PART.search(text, start, end) is not None
