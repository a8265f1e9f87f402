"""Texts in the Vietnamese encodings before Unicode, made with the tables turned round."""

from functools import cache

from viparse.normalize.encodings import CHARMAPS

SENTENCES = (
    "Căn cứ Nghị định số 61/2090/NĐ-CP ngày 23 tháng 4 năm 2090 của Chính phủ về thực hiện cơ chế "
    "một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;",
    "Thủ tướng Chính phủ yêu cầu các Bộ trưởng, Thủ trưởng cơ quan ngang Bộ xử lý ngay những hồ sơ "
    "quá hạn, xin lỗi người dân bằng văn bản và hẹn lại ngày trả kết quả.",
    "Ủy ban nhân dân tỉnh giữ chỗ ở những khu vực dễ ngập; kỹ sư quỹ đất phải kể rõ lẽ phải trái, "
    "ẩn số cũ, ỷ lại, đẵn gỗ, hẳn hoi, xuống thẳng ao làng.",
)
MORE_VNI = {"ẳ": "aú", "Ẳ": "AÚ", "ỵ": "î", "Ỵ": "Î"}


@cache
def letters_of(encoding: str) -> dict[str, str]:
    """Return what stands for each letter of Unicode."""
    turned = {letter: shown for shown, letter in CHARMAPS[encoding.lower()].pairs}
    return turned | MORE_VNI if encoding == "VNI" else turned


def in_old_letters(text: str, encoding: str) -> str:
    """Return the characters that show ``text`` in a font of the encoding."""
    letters = letters_of(encoding)
    return "".join(letters.get(char, char) for char in text)


def writable(text: str, encoding: str) -> str:
    """Return ``text`` with the capitals in small letters that the encoding does not have."""
    letters = letters_of(encoding)
    return "".join(
        char if char.isascii() or char in letters or encoding != "TCVN3" else char.lower()
        for char in text
    )
