"""Instruments listed in an annex ("Danh mục văn bản bị bãi bỏ")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.full_text.cited import Cited
from ingest.full_text.layout import Layout
from kg.patterns import lazy
from kg.text import fold

_HEAD = lazy(
    r"(?m)^[ \t|*_]*+(?:PHỤ\s++LỤC|Phụ\s++lục|DANH\s++MỤC|BIỂU)(?:\s++(?:SỐ\s++|"
    r"số\s++)?(?P<label>[IVX\d]{1,4})(?!\w))?"
)
_OTHERS = lazy(
    r"(?<!\w)(?:(?<!kèm\s)theo|thực\s++hiện|căn\s++cứ|bởi|bằng|tại|thi\s++hành|triển\s++khai|"
    r"của|và)\s++$",
    2,
)
_ATTACHED = lazy(r"kèm\s++theo\s++$", 2)


def annexed(
    layout: Layout, free: Sequence[Cited], label: str | None
) -> Iterator[tuple[Cited, int]]:
    """Yield the instruments that an annex lists, with the offset where their entry may begin.

    Args:
        layout: the parts of the text.
        free: instruments named outside titles and quotations.
        label: number of the annex; all annexes without one.
    """
    start, end = _bounds(layout, label)
    at = start
    for c in free:
        if not start <= c.start < end:
            continue
        lead = layout.text[max(at, c.start - 40) : c.start]
        if not _OTHERS.search(lead) and not _ATTACHED.search(lead):
            yield c, max(at, layout.text.rfind("\n", 0, c.start) + 1)
        at = c.end


def _bounds(layout: Layout, label: str | None) -> tuple[int, int]:
    """Return where the annex of a label begins and ends."""
    text = layout.text
    if label is None:
        return layout.end, len(text)
    heads = [(m.start(), fold(m["label"] or "")) for m in _HEAD.finditer(text, layout.end)]
    labelled = [(at, name) for at, name in heads if name]
    for i, (at, name) in enumerate(labelled):
        if name == fold(label):
            return at, next((a for a, n in labelled[i + 1 :] if n != name), len(text))
    return (layout.end, len(text)) if not labelled else (len(text), len(text))
