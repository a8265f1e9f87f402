"""Whether a line break ends a paragraph or only a line."""

from __future__ import annotations

from kg.patterns import lazy

LIST_MARK = lazy(
    r"\s*(?:\n|[-+•*]\s|\d{1,2}[.)]\s|\(?[a-zđ0-9]{1,2}\)\s|Điều\s+\d|Căn\s+cứ|Theo\s+đề|Xét\s|Chương\s+[IVX]|"
    r"[IVX]+\.\s|PHỤ\s+LỤC|Nơi\s+nhận|\*\*|\||Stt|STT|Được\s+(?:thay|sửa|bãi)|Bị\s+(?:thay|bãi|hủy))"
)


def line_ends(window: str, at: int) -> bool:
    """Return whether the line break at ``at`` ends the paragraph.

    Lines of hard-wrapped text are 40 to 125 characters long and go on with any word, those of
    narrow table cells are about as long as the line before; a break before lower case never ends a
    paragraph, one before a list mark always does.
    """
    if LIST_MARK.match(window, at + 1):
        return True
    lead = window[at + 1 : at + 6].lstrip(" ")[:1]
    if not lead or lead.islower() or lead in '"“(':
        return False
    if window[max(0, at - 20) : at].rstrip()[-1:] in ".;:!?":
        return True
    line = window.rfind("\n", 0, at)
    length = at - line - 1
    if 40 <= length <= 125:
        return False
    before = line - window.rfind("\n", 0, max(line, 0)) - 1
    return not (24 <= length < 40 and line > 0 and abs(length - before) <= 14)
