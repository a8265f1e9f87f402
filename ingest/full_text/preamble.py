"""The head of a text: type line, title, legal basis, promulgation line."""

from __future__ import annotations

import re
from typing import NamedTuple

from cite.layout import line_ends
from ingest.full_text.layout import Layout
from kg.model import Span
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_ITEM = lazy(
    r"(?:(?m:^)[ \t|*_+•\-–“\"]*+|[;.]\s++)(?P<word>Căn\s++cứ|CĂN\s++CỨ|Thực\s++hiện|Xét|Theo|"
    r"Sau\s++khi|Trên\s++cơ\s++sở|"
    r"Tiếp\s++theo|Nhằm|Để)(?=\s)"
)
_PROMULGATES = lazy(
    r"(?<!\w)ban\s++hành\s++(?=(?:Luật|Bộ\s++luật|Pháp\s++lệnh|Nghị\s++(?:định|quyết)|"
    r"Thông\s++tư|Quyết\s++định)(?!\w))|"
    r"(?m:^)[ \t]*+(?=(?:Luật|Pháp\s++lệnh)\s++này\s++(?:sửa|bổ)\s)",
    re.IGNORECASE,
)
"""The line "X ban hành Luật …"; until 2008 laws said "Luật này sửa đổi …" in its place."""
_RESOLVES = lazy(
    r"(?m)^[ \t|*_]*+(?:Nay\s++)?(?:QUYẾT\s++ĐỊNH|QUYẾT\s++NGHỊ|CHỈ\s++THỊ|Quyết\s++định|"
    r"Quyết\s++nghị)\s*+[:.]?\s*+$"
)
_SECTION = lazy(
    r"(?m)^[ \t|*_]*+(?:[IVX]{1,4}|1|A)\s*+[.\-/)]\s|^[ \t|*_]*+(?:Chương|Phần|CHƯƠNG|PHẦN)\s"
)
_STOP = lazy(
    r"(?m)^[ \t|*]*+[_\-—=]{3,}|^[ \t|*\-–+•]*+(?:Căn\s++cứ|CĂN\s++CỨ|Kính\s++gửi|Chương\s|"
    r"CHƯƠNG\s|Phần\s|"
    r"Điều\s|Thực\s++hiện\s|Xét\s|"
    r"QUYẾT\s++ĐỊNH|\(?Ban\s++hành\s++kèm|[IVX]{1,4}\.\s|Theo\s|Để\s|Trong\s|Ngày\s)"
)
_CARRIES_OUT = lazy(r"Thực\s++hiện\s(?:(?!\n[ \t]*+\n)[^:;])*+(?!:|;)")
_BASIS = lazy(r"(?m)^[ \t|*\-–]*+(?:Căn\s++cứ|CĂN\s++CỨ)\s")
_CLOSED = lazy(r"[.;:][ \t|]*\n[ \t|]*\n")
_ISSUER_ACTS = lazy(
    r"\n[ \t|*]*+[A-ZĐ][^\n]{2,110}?\sban\s++hành\s++(?:Luật|Bộ\s++luật|Pháp\s++lệnh|"
    r"Nghị\s++(?:định|quyết)|Thông\s++tư)\s"
)
_ISSUER_LINE = lazy(
    r"\n[ \t|*]*+(?:BỘ\s++TRƯỞNG|CHỦ\s++TỊCH|[ỦU][ỶYỷy]\s++BAN|HỘI\s++ĐỒNG|THỦ\s++TƯỚNG|"
    r"CHÍNH\s++PHỦ|"
    r"TỔNG\s++CỤC\s++TRƯỞNG|THỐNG\s++ĐỐC|GIÁM\s++ĐỐC|"
    r"QUỐC\s++HỘI)[^\na-zđ]*+(?:\n[ \t]*+KHO?Á[^\n]*+)?\s*+$"
)
"""The issuer in capitals, the last line of a title in capitals before the legal basis."""
_ADDRESSED = lazy(r"(?m)^[ \t|*_]*+Kính\s++gửi\s*+:")
_SUBJECT = lazy(
    r"(?m)^[ \t|*_]*+(?P<subject>(?:V/v|Về\s++việc)\s[^\n|]++(?:\n(?![ \t]*+\n|[^\n]{0,40}, ngày\s)"
    r"[^\n|]++){0,6})"
)
_HEAD = 2_500
_FARTHEST = 6_000
_TITLE_LINES = 1_600


class Item(NamedTuple):
    """One paragraph of the legal basis; ``word`` is its first word, folded ("căn cứ")."""

    word: str
    start: int
    end: int


class Preamble(NamedTuple):
    """Where the parts of the head stand.

    Attributes:
        type: type word of the type line, ``None`` without one.
        type_end: offset behind the type word.
        title: span of the title.
        items: paragraphs of the legal basis.
        promulgation: what is promulgated, from the type word to the end of the sentence.
        end: where the head ends.
        letter: the text has no type line and addresses somebody; its title is the subject line.
    """

    type: str | None
    type_end: int
    title: Span | None
    items: tuple[Item, ...]
    promulgation: Span | None
    end: int
    letter: bool = False


def read_preamble(layout: Layout) -> Preamble:
    """Return the parts of the head."""
    text = layout.text
    limit = min(layout.start, layout.end)
    kind, type_end = _type_line(text, min(limit, _FARTHEST))
    if not layout.units:
        section = _SECTION.search(text, type_end)
        limit = min(section.start() if section else limit, type_end + _FARTHEST)
    addressed = None if kind or layout.units else _ADDRESSED.search(text, 0, _HEAD)
    if addressed is not None:
        title = _subject(text, addressed.start())
        return Preamble(None, 0, title, (), None, addressed.end(), letter=True)
    title = _title(text, type_end, limit) if kind else None
    after = title[1] if title else type_end
    resolves = _RESOLVES.search(text, after, limit)
    end = resolves.start() if resolves else limit
    items = _items(text, after, end)
    last = items[-1].start if items else after
    promulgated = _PROMULGATES.search(text, last, limit)
    promulgation = None
    if promulgated is not None and (items or promulgated.start() - after < 400):
        promulgation = (promulgated.end(), limit)
        end = min(end, promulgated.start())
    return Preamble(kind, type_end, title, _cut(items, end), promulgation, limit)


def _subject(text: str, end: int) -> Span | None:
    """Return the subject of a letter: the paragraph below its number, before the addressee."""
    m = _SUBJECT.search(text, 0, end)
    return (m.start("subject"), m.end("subject")) if m else None


def _items(text: str, start: int, end: int) -> list[Item]:
    """Return the paragraphs between two offsets, each up to the next."""
    found = [
        (m.start("word"), " ".join(m["word"].split()).casefold())
        for m in _ITEM.finditer(text, start, end)
    ]
    bounds = [*(at for at, _ in found[1:]), end]
    return [
        Item(word, at, _item_end(text, at, bound))
        for (at, word), bound in zip(found, bounds, strict=False)
    ]


def _item_end(text: str, start: int, bound: int) -> int:
    """Return where a paragraph ends: a blank line behind a full stop parts it from what follows."""
    m = _CLOSED.search(text, start, bound)
    return m.start() + 1 if m else bound


def _cut(items: list[Item], end: int) -> tuple[Item, ...]:
    return tuple(i._replace(end=min(i.end, end)) for i in items if i.start < end)


def _type_line(text: str, limit: int) -> tuple[str | None, int]:
    """Return the type word that stands alone in a line, or begins the first line of all."""
    basis = _BASIS.search(text, 0, limit)
    for m in _TYPE_LINE.finditer(text, 0, basis.start() if basis else limit):
        found = load_vocabulary().type_by_word(" ".join(m["word"].split()))
        if found is not None:
            return found.vi, m.end("word")
    return None, 0


_TYPE_LINE = lazy(
    r"(?m)^[ \t|*_#]*+(?P<word>VĂN\s++BẢN\s++HỢP\s++NHẤT|BỘ\s++LUẬT|LUẬT|PHÁP\s++LỆNH|"
    r"HIẾN\s++PHÁP|LỆNH|SẮC\s++LỆNH|"
    r"NGHỊ\s++QUYẾT\s++LIÊN\s++TỊCH|NGHỊ\s++QUYẾT|NGHỊ\s++ĐỊNH|QUYẾT\s++ĐỊNH|"
    r"THÔNG\s++TƯ\s++LIÊN\s++(?:TỊCH|BỘ)|THÔNG\s++TƯ|"
    r"CHỈ\s++THỊ|KẾ\s++HOẠCH|CHƯƠNG\s++TRÌNH|THÔNG\s++BÁO|BÁO\s++CÁO|HƯỚNG\s++DẪN|TỜ\s++TRÌNH|"
    r"ĐỀ\s++ÁN|CÔNG\s++ĐIỆN|"
    r"KẾT\s++LUẬN|QUY\s++ĐỊNH|QUY\s++CHẾ|"
    r"Luật|Nghị\s++quyết|Nghị\s++định|Quyết\s++định|Thông\s++tư(?:\s++liên\s++tịch)?|"
    r"Chỉ\s++thị|Kế\s++hoạch|Chương\s++trình|"
    r"Pháp\s++lệnh|Lệnh|Bộ\s++luật)"
    r"(?:\d{1,2}|\*|\[\d+\])?(?=[ \t|*_]*+$|\s++(?:CỦA|SỐ|VỀ\s|SỬA|QUY\s|Về\s|về\s++việc|V/v|"
    r"Của\s|của\s))"
)


def _title(text: str, start: int, limit: int) -> Span | None:
    """Return the span of the title behind the type word."""
    lead = re.compile(r"[\d\s|*:_\[\]]*").match(text, start)
    at = lead.end() if lead else start
    # The title of a plan may itself begin "Thực hiện Nghị quyết …".
    begins = at + 1 if _CARRIES_OUT.match(text, at) else at
    stop = _STOP.search(text, begins, min(limit, at + _TITLE_LINES))
    bound = stop.start() if stop else min(limit, at + _TITLE_LINES)
    paragraph = re.compile(r"\n[ \t|]*\n").search(text, at, bound)
    end = paragraph.start() if paragraph else bound
    body = re.compile(r"\n[ \t|*]*(?=[A-ZĐÀ-Ỹ \-,]{12,}\s*$)", re.MULTILINE)
    if not text[at : text.find("\n", at) if "\n" in text[at:end] else end].isupper():
        caps = body.search(text, at, end)
        end = caps.start() if caps else end
    promulgates = _ISSUER_ACTS.search(text, at, end)
    end = promulgates.start() if promulgates and promulgates.start() > at else end
    issuer = _ISSUER_LINE.search(text, at, end)
    end = issuer.start() if issuer and issuer.start() > at else end
    end = at + len(text[at:end].rstrip(" \t\n|*_.-"))
    return (at, end) if end - at > 3 else None


def paragraph_end(text: str, start: int, limit: int) -> int:
    """Return where the paragraph that holds ``start`` ends."""
    at = text.find("\n", start, limit)
    while at >= 0 and not line_ends(text, at):
        at = text.find("\n", at + 1, limit)
    return at if at >= 0 else limit
