"""Pieces of the grammar of citations, each written once.

The patterns work on *folded* windows: ``fold_window`` maps look-alike letters, dashes and spaces
one to one, so an offset in the window is an offset in the text. White space inside a pattern is
``\\s+`` or ``\\s*`` because a line may break anywhere between two words.
"""

from __future__ import annotations

import re

from kg.vocab import load_vocabulary

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d\ufffe\u02d7"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_FOLDS = (
    {ord(c): "-" for c in _DASHES}
    | {ord(c): " " for c in _SPACES}
    # A unit separator counts as white space for ``re`` but never occurs in real text.
    | {ord(c): "\x1f" for c in _ZERO_WIDTH}
    | {ord(c): "/" for c in "\uff0f\u2044\u2215"}
    # Eth and African D look like Đ; OCR and old keyboards produce them.
    # Cyrillic capitals that look Latin come from mixed keyboards ("TT-BТС").
    | dict(zip(map(ord, "АВЕКМНОРСТХІЅ"), "ABEKMHOPCTXIS", strict=True))
    | {0x00D0: "Đ", 0x0189: "Đ", 0x0110: "Đ", 0x0256: "đ"}
)


_PAGE_HEAD = re.compile(
    r"(?:\n[ \t]*Ký bởi: [^\n]*\n[ \t]*Cơ quan: [^\n]*\n[ \t]*Ngày ký: [^\n]*)?"
    r"(?:\s*\n[ \t]*\d{1,3}[ \t]*(?=\s*\n\s*CÔNG BÁO))?"
    r"\s*\n[ \t]*CÔNG BÁO\s*/\s*Số[^\n]*(?:\n\s*\d{1,3}[ \t]*(?=\n|$))?\s*"
)


def fold_window(window: str) -> str:
    """Return ``window`` with look-alikes folded and gazette page heads blanked.

    The length never changes, so offsets stay those of the text.
    """
    folded = window.translate(_FOLDS)
    if "CÔNG BÁO" in folded:
        folded = _PAGE_HEAD.sub(lambda m: " " * len(m.group()), folded)
    return folded


def words(phrase: str) -> str:
    """Return a pattern for ``phrase`` that lets a line break stand for any of its blanks."""
    return r"\s+".join(re.escape(w) for w in phrase.split())


def alternation(phrases: list[str]) -> str:
    """Return a non-capturing group of ``phrases``, the longest first."""
    return "(?:" + "|".join(words(p) for p in sorted(phrases, key=len, reverse=True)) + ")"


_types = tuple(load_vocabulary().types.values())
TYPE_BY_WORD: dict[str, str] = {
    " ".join(word.casefold().split()): kind.vi for kind in _types for word in (kind.vi, *kind.words)
}
"""Folded spelling of a type word to the word as it should be written."""

LOWER = "[a-z" + "".join(chr(c) for c in (*range(0xE0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(c).islower()) + "]"
"""One lower-case letter; a range such as ``à-ỹ`` would hold capitals too."""

LAW_WORDS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
TYPE = alternation(list(TYPE_BY_WORD))
NUMERAL = r"\d{1,5}(?:\.\d{1,3})?(?:\s?bis|[a-zđA-ZĐ])?"
YEAR = r"(?:19[4-9]\d|20\d\d)"
SO = r"(?:số|sổ|sô|so)"

DAY_MONTH_YEAR = (
    r"(?:(?P<d>\d{1,2})\s*(?:[/.\-]|\s+tháng\s|\s*tháng\s*)\s*(?P<m>\d{1,2})"
    r"\s*(?:[/.\-]|,?\s*năm\s|\s*năm\s*)\s*(?P<y>\d{4}|\d{2}(?![\d/])))"
)

PROVISION = (
    r"(?:(?:(?:các\s+)?(?:tiết|điểm|khoản|điều|mục|chương|phần|phụ\s+lục|tiểu\s+mục)\s+"
    r"(?:[ivxlc]+\b|\d+(?:\.\d+)*[a-zđ]?\b|[a-zđ]\d?(?!\w))"
    r"(?:\s*(?:,|và|;|đến|-)\s*(?:\d+[a-zđ]?\b|[a-zđ]\d?(?!\w)))*"
    r"(?:\s*,)?(?:\s+(?:của|và|tại))?\s*)+)"
)

BODY_HEADS = (
    r"(?:Chính\s+phủ|Thủ\s+tướng|Phó\s+Thủ\s+tướng|Chủ\s+tịch|Phó\s+Chủ\s+tịch|Quốc\s+hội|"
    r"[UỦ][ỷy]\s+ban|[UỦ]y\s+ban|UBND|UBMTTQ|UBTVQH|HĐND|Hội\s+đồng|Bộ|Ban|Sở|Cục|Tổng|Vụ|"
    r"Văn\s+phòng|VP|VPCP|Tỉnh\s+[uủ][ỷy]|Tỉnh\s+[uủ]y|Thành\s+[uủ][ỷy]|Thành\s+[uủ]y|"
    r"Huyện\s+[uủ]y|Quận\s+[uủ]y|Đảng\s+[uủ][ỷy]|Đảng\s+[uủ]y|Quân\s+[uủ]y|Thường\s+trực|"
    r"Trung\s+ương|Giám\s+đốc|Chánh|Viện|T[òo]a|TAND|VKSND|Kiểm\s+toán|Ngân\s+hàng|Liên|"
    r"Công\s+đoàn|Hội|Đoàn|MTTQ|Mặt\s+trận|Tổ|Trưởng|Phó|Phòng|Trường|Đại\s+học|Học\s+viện|"
    r"Bảo\s+hiểm|BHXH|Kho\s+bạc|Thanh\s+tra|Thống\s+đốc|Trung\s+tâm|Đài|Tiểu\s+ban|Nhà\s+nước|Đảng|Thành\s+phố)"
)

TITLE_VERBS = (
    r"(?:về|v/v|quy\s+định|qui\s+định|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|"
    r"bãi\s+bỏ|thay\s+thế|công\s+bố|thành\s+lập|đính\s+chính|kéo\s+dài|hợp\s+nhất|một\s+số|"
    r"điều\s+chỉnh|chi\s+tiết|đề\s+nghị|triển\s+khai|thực\s+hiện|tăng\s+cường|đẩy\s+mạnh|"
    r"giao|phân\s+công|kiện\s+toàn|chỉ\s+đạo|tập\s+trung|tổ\s+chức|kiểm\s+tra|đôn\s+đốc|"
    r"phân\s+cấp|ủy\s+quyền|uỷ\s+quyền|công\s+nhận|xây\s+dựng|thông\s+qua|tiếp\s+tục|"
    r"chấn\s+chỉnh|hỗ\s+trợ|bảo\s+đảm\s+thực\s+hiện|xử\s+lý|xử\s+phạt|quản\s+lý|đổi\s+mới|"
    r"nâng\s+cao|phát\s+triển|phát\s+động|tuyên\s+truyền|thí\s+điểm|cho\s+ý\s+kiến|"
    r"chương\s+trình\s+hành\s+động|kế\s+hoạch|giải\s+thích|ngưng|tạm\s+ngưng|đình\s+chỉ|"
    r"sắp\s+xếp|tạm\s+thời|cắt\s+giảm|phân\s+quyền|phân\s+định|đơn\s+giản\s+hóa|gia\s+hạn|miễn|giảm|khuyến\s+khích|áp\s+dụng|bổ\s+nhiệm|hủy\s+bỏ|huỷ\s+bỏ|kết\s+luận|rà\s+soát)"
)
BARE_TITLE_VERBS = (
    r"(?:về(?!\s+việc\s+này)|v/v|quy\s+định(?!\s*(?:tại|như|rõ|này|thì|là|chi\s+tiết\s+tại|[:;,.)]))|"
    r"ban\s+hành(?!\s*(?:ngày|kèm|[:;,.)]))|phê\s+duyệt|hướng\s+dẫn(?!\s*[:;,.)])|"
    r"sửa\s+đổi|bãi\s+bỏ|đính\s+chính)"
)
