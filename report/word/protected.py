"""Words that must not be changed, though they may be commented on."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from report.word.anchors import is_fixed, is_locked, outer_control
from report.word.names import local, tags
from report.word.texts import TextPart, paragraph_of

_REVISIONS = tags("ins", "del", "moveFrom", "moveTo")
_BOXES = (
    *tags("txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)
_HOLDERS = frozenset({"hyperlink", "smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent"})

REASONS = {
    "revision": (
        "chỗ này đang có sửa đổi của người khác chưa được chấp nhận hoặc từ chối",
        "somebody's tracked change is still open there",
    ),
    "field": (
        "chữ ở đây do trường (field) của Word tự tạo, sửa sẽ mất khi cập nhật trường",
        "the words are made by a field and would come back when it is updated",
    ),
    "box": (
        "chữ nằm trong hộp văn bản (text box)",
        "the words stand in a text box",
    ),
    "control": (
        "chữ nằm trong ô nhập liệu (content control) của biểu mẫu",
        "the words stand in a content control of a form",
    ),
    "paragraphs": (
        "chỗ cần sửa kéo dài qua nhiều đoạn",
        "the words run over several paragraphs",
    ),
    "encoding": (
        "chữ dùng bảng mã cũ, không thể chèn chữ Unicode vào cùng phông",
        "the words are in an old encoding, whose font does not draw Unicode",
    ),
    "other": (
        "cấu trúc của chỗ này không cho phép sửa an toàn",
        "the words stand where they cannot be changed safely",
    ),
}
"""Why words are not changed, in Vietnamese and English."""


def why_not(texts: TextPart, first: int, last: int) -> str | None:
    """Return why the words of text elements ``first`` to ``last`` must not be changed.

    Returns:
        A key of ``REASONS``, or ``None``.
    """
    elements = [texts.elements[first], texts.elements[last]]
    paragraph = paragraph_of(elements[0])
    if paragraph is None:
        return "other"
    if paragraph_of(elements[1]) is not paragraph:
        return "paragraphs"
    if next(paragraph.iterancestors(*_BOXES), None) is not None:
        return "box"
    # What stands between, deleted words and soft hyphens too.
    between = [
        number
        for number in range(first, last + 1)
        if paragraph_of(texts.elements[number]) is paragraph
    ]
    fields = {texts.fields.get(number, ()) for number in between}
    if len(fields) > 1 or any(not field.is_link for stack in fields for field in stack):
        return "field"
    return next((why for n in between if (why := _why_not_here(texts.elements[n]))), None)


def _why_not_here(element: etree._Element) -> str | None:
    if outer_control(element) is not None:
        return "control"
    for ancestor in _ancestors(element):
        name = local(ancestor)
        if ancestor.tag in _REVISIONS:
            return "revision"
        if name == "fldSimple":
            return "field"
        if name == "sdt" and (is_fixed(ancestor) or is_locked(ancestor)):
            return "control"
        if name not in _HOLDERS:
            return "other"
    locked = any(is_locked(control) for control in element.iterancestors(*tags("sdt")))
    return "control" if locked else None


def _ancestors(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands between a run and its paragraph, from inside out."""
    for ancestor in element.iterancestors("*"):
        if local(ancestor) == "p":
            return
        if ancestor is not element.getparent():
            yield ancestor
