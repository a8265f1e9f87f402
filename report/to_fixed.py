"""A plain text with its safe corrections written into it, and the list of what was changed."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence

from check.corrections import Correction, corrected, corrections
from check.runner import Report
from kg.errors import UnreadableError

_KINDS = frozenset({"txt", "md"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16-le", "\ufeff"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "\ufeff"),
)
_BEFORE = 40
_WORDS = {
    "vi": {
        "none": "Không có chỗ nào thay đổi.",
        "made": "Các chỗ thay đổi ({count}):",
        "replaced": "dòng {line}: “{old}” → “{new}” ({codes})",
        "added": "dòng {line}: thêm “{new}” sau “{behind}” ({codes})",
        "removed": "dòng {line}: bỏ “{old}” ({codes})",
        "encoding": "Tệp gốc dùng bảng mã {was}; tệp đã sửa được ghi bằng UTF-8.",
    },
    "en": {
        "none": "Nothing was changed.",
        "made": "Changes ({count}):",
        "replaced": "line {line}: “{old}” → “{new}” ({codes})",
        "added": "line {line}: added “{new}” after “{behind}” ({codes})",
        "removed": "line {line}: removed “{old}” ({codes})",
        "encoding": "The file was in {was}; the corrected one is written in UTF-8.",
    },
}


def fixed_text(
    report: Report, *, accepted: Collection[int] | None = None
) -> tuple[str, tuple[Correction, ...]]:
    """Return the text of a plain file with all safe corrections written into it, and these.

    Line ends are those of the file; see ``encoded`` for the bytes to write.

    Args:
        report: on the file.
        accepted: indices of findings whose corrections are written instead of the safe ones.

    Raises:
        UnreadableError: the document is not plain text or Markdown.
    """
    if report.kind not in _KINDS:
        raise UnreadableError(
            f"{report.path}: --fix cannot write into a .{report.kind} file. "
            "Give a .docx, .txt or .md file, or leave out --fix and read the proposals."
        )
    made = corrections(report, only_safe=accepted is None, of=accepted)
    return corrected(report.text, made), made


def changes_text(report: Report, made: Sequence[Correction], language: str) -> str:
    """Return the list of corrections made in a document, in whatever format, under their count.

    A line is one of the text as checked, from 1: a paragraph or cell in formats that have these.
    """
    words = _WORDS[language]
    if not made:
        return words["none"]
    lines = [words["made"].format(count=len(made))]
    return "\n".join([*lines, *(f"  {_line(report, c, words)}" for c in made)])


def _line(report: Report, correction: Correction, words: dict[str, str]) -> str:
    old, new = (" ".join(w.split()) for w in (correction.old, correction.new))
    form = "replaced" if old and new else "added" if new else "removed"
    codes = dict.fromkeys(report.findings[i].code for i in correction.findings)
    return words[form].format(
        line=report.text.count("\n", 0, correction.start) + 1,
        old=old,
        new=new,
        behind=behind(report.text, correction.start),
        codes=", ".join(codes),
    )


def behind(text: str, at: int) -> str:
    """Return the last words before an offset on its line."""
    start = max(text.rfind("\n", 0, at) + 1, at - _BEFORE)
    words = text[start:at].split()
    # The first word may be cut.
    return " ".join(words[1:][-4:] or words)


def encoded(text: str, original: bytes) -> tuple[bytes, bool]:
    """Return a text as bytes in the encoding of the file it came from, and whether it is the same.

    UTF-8 and UTF-16 stay as they are, with their byte order mark; a file in another encoding
    becomes UTF-8, since an old encoding may lack the letters of a correction.
    """
    for mark, name, lead in _MARKS:
        if original.startswith(mark):
            return f"{lead}{text}".encode(name), True
    try:
        original.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("utf-8"), False
    return text.encode("utf-8"), True


def encoding_text(report: Report, language: str) -> str:
    """Return the sentence that tells that a corrected file has another encoding than its own."""
    was = report.document.decoded_from or "Windows-1258"
    return _WORDS[language]["encoding"].format(was=was)
