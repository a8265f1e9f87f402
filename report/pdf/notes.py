"""What the annotations of a checked PDF say."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from check.runner import Report
from report.findings import Told, particulars


class Signature(Enum):
    """What becomes of the digital signatures of a file that gets annotations."""

    COVERS = auto()
    BROKEN = auto()


_WORDS: dict[str, dict[object, str]] = {
    "vi": {
        "head": "viendan: kết quả kiểm tra trích dẫn",
        "propose": "Đề xuất",
        "proof": "Căn cứ",
        "none": "Không phát hiện lỗi, cảnh báo hay lưu ý.",
        "unplaced": "Không đánh dấu được trên trang:",
        "line": "dòng {} của phần chữ đọc được",
        Signature.COVERS: "Tệp gốc có chữ ký số. Phần đã ký được giữ nguyên từng byte; phần mềm "
        "đọc sẽ báo bản này có thêm ghi chú sau khi ký. Giá trị pháp lý thuộc về tệp gốc.",
        Signature.BROKEN: "Tệp gốc có chữ ký số. Bản đánh dấu này chỉ để đối chiếu: chữ ký số "
        "không còn xác thực được trong bản này; tệp gốc không bị thay đổi.",
        "continued": "(tiếp theo trang trước)",
    },
    "en": {
        "head": "viendan: check of citations",
        "propose": "Proposed",
        "proof": "Proof",
        "none": "No errors, warnings or notes found.",
        "unplaced": "Could not be marked on the page:",
        "line": "line {} of the text read",
        Signature.COVERS: "The original is digitally signed. What was signed is kept byte for "
        "byte; readers will say that notes were added afterwards. The original is what counts.",
        Signature.BROKEN: "The original is digitally signed. This marked copy is for comparison "
        "only: the signature does not verify in it; the original is unchanged.",
        "continued": "(continued from the page before)",
    },
}


def finding_note(told: Sequence[Told], language: str) -> str:
    """Return the note on one span: each finding with its proposal and proof."""
    return "\n\n".join(_one(one, language) for one in told)


def continued_note(language: str) -> str:
    """Return what leads the note on the later page of a citation broken over two."""
    return _WORDS[language]["continued"]


def summary_note(
    report: Report,
    unplaced: Sequence[Told],
    language: str,
    *,
    signed: Signature | None,
    found: bool,
) -> str:
    """Return the note on the whole file: the particulars, and what no highlight tells."""
    words = _WORDS[language]
    parts = [words["head"], "\n".join(f"{k}: {v}" for k, v in particulars(report, language))]
    if signed:
        parts.append(words[signed])
    if not found:
        parts.append(words["none"])
    if unplaced:
        parts.append(words["unplaced"])
        parts += (f"{unplaced_line(one, language)}\n{_one(one, language)}" for one in unplaced)
    return "\n\n".join(parts)


def unplaced_line(told: Told, language: str) -> str:
    """Return which finding has no place on a page: its code, line and words."""
    line = _WORDS[language]["line"].format(told.line)
    return f"{told.finding.code} {line}" + (f": “{told.words}”" if told.words else "")


def signature_line(signed: Signature, language: str) -> str:
    """Return what becomes of a digital signature in the copy."""
    return _WORDS[language][signed]


def _one(told: Told, language: str) -> str:
    words = _WORDS[language]
    head = f"{told.severity} {told.finding.code} {told.finding.rule}"
    lines = [head, told.message]
    if told.suggestion:
        lines.append(f"{words['propose']}: {told.suggestion}")
    lines += (f"{words['proof']}: {proof}" for proof in told.proof)
    return "\n".join(lines)
