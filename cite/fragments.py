r"""Pieces of the grammar of citations, each written once.

The patterns work on *folded* windows: ``fold_letters`` maps look-alike letters, dashes and spaces
one to one, so an offset in the window is an offset in the text. White space inside a pattern is
``\s+`` or ``\s*`` because a line may break anywhere between two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.patterns import lazy

_DASHES = "\x1e\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d\ufffe\u02d7"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_FOLDS = (
    {ord(c): "-" for c in _DASHES}
    | {ord(c): " " for c in _SPACES}
    # A unit separator counts as white space for ``re`` but never occurs in real text.
    | {ord(c): "\x1f" for c in _ZERO_WIDTH}
    # Cyrillic capitals that look Latin come from mixed keyboards ("TT-BТС").
    | dict(zip(map(ord, "АВЕКМНОРСТХІЅ"), "ABEKMHOPCTXIS", strict=True))
    # Eth and African D look like Đ; OCR and old keyboards produce them.
    | {0x00D0: "Đ", 0x0189: "Đ", 0x0256: "đ"}
)
_FOLDED = lazy("[" + "".join(map(chr, _FOLDS)) + "]")
_GAZETTE = lazy(r"CÔNG BÁO\s*/\s*Số[^\n]*(?:\n\s*\d{1,3}[ \t]*(?=\n|$))?\s*")
_PAGE_NUMBER = lazy(r"\n[ \t]*\d{1,3}$")
_SIGNED_PAGE = lazy(r"\n[ \t]*Ký bởi: [^\n]*\n[ \t]*Cơ quan: [^\n]*\n[ \t]*Ngày ký: [^\n]*$")
_SIGNATURE = lazy(
    r"\nNgười ký:[^\n]*\n(?:Email:[^\n]*\n)?Cơ quan:[^\n]*\nThời gian ký:[^\n]*"
    r"(?:\n\s*\d{1,3}[ \t]*(?=\n|$))?\s*"
)


def fold_window(window: str, *, page_break: str = " ") -> str:
    """Return ``window`` with look-alikes folded and gazette page heads blanked.

    The length never changes, so offsets stay those of the text. ``page_break`` is the character
    put where a page head ends.
    """
    return blank_page_heads(fold_letters(window), page_break=page_break)


def fold_letters(text: str) -> str:
    """Return a text or a part of one with look-alikes folded; the same object without any."""
    for character in set(_FOLDED.findall(text)):
        # ``replace`` runs at memory speed; ``translate`` takes ten times as long.
        text = text.replace(character, str(_FOLDS[ord(character)]))
    return text


def blank_page_heads(folded: str, *, page_break: str = " ") -> str:
    """Return a window whose letters are folded with gazette page heads blanked."""
    if "CÔNG BÁO" in folded:
        folded = _blanked(folded, _page_heads(folded), page_break)
    if "Người ký:" in folded:
        spans = ((_rstripped(folded, m.start()), m.end()) for m in _SIGNATURE.finditer(folded))
        folded = _blanked(folded, spans, page_break)
    return folded


def _page_heads(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of page heads, with the page number and the stamp that may stand above."""
    for m in _GAZETTE.finditer(text):
        start = _rstripped(text, m.start())
        if "\n" not in text[start : m.start()]:
            continue
        for above, reach in ((_PAGE_NUMBER, 12), (_SIGNED_PAGE, 400)):
            found = above.search(text, max(0, start - reach), start)
            start = _rstripped(text, found.start()) if found else start
        yield start, m.end()


def _rstripped(text: str, end: int) -> int:
    """Return the offset behind the last character before ``end`` that is no white space."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _blanked(text: str, spans: Iterable[tuple[int, int]], page_break: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if start >= done:
            pieces += (text[done:start], " " * (end - start - 1), page_break)
            done = end
    return "".join((*pieces, text[done:]))


NUMERAL = r"\d{1,5}(?:\.\d{1,3})?(?:\s?bis|[a-zđA-ZĐ])?"
YEAR = r"(?:19[4-9]\d|20\d\d)"
SO = r"(?:[Ss]ố|SỐ|sổ|sô|so)"

DAY_MONTH_YEAR = (
    r"(?:(?P<d>\d{1,2})\s*+(?:[/.\-]|tháng|THÁNG)\s*+(?P<m>\d{1,2})"
    r"\s*+(?:[/.\-]|,?\s*+(?:năm|NĂM))\s*+(?P<y>\d{4}|\d{2}(?![\d/])))"
)

_KIND = (
    r"(?:[Nn]ghị\s++(?:quyết|định)|[Qq]uyết\s++định|[Tt]hông\s++(?:tư|tri|báo)|[Cc]hỉ\s++thị|Luật|Bộ\s++[Ll]uật|Pháp\s++lệnh|"
    r"Kế\s++hoạch|[Cc]ông\s++(?:văn|điện)|Kết\s++luận|Quy\s++(?:định|chế)|Hướng\s++dẫn|Chương\s++trình|Báo\s++cáo|Tờ\s++trình|"
    r"Đề\s++án|[Vv]ăn\s++bản|Lệnh|Sắc\s++lệnh|NQ|NĐ|QĐ|TT|CT)"
)
CITED = lazy(
    rf"(?:(?:các|những)\s++)?(?:{_KIND}(?:\s++[^\W\d_]+){{0,5}}?\s++(?:{SO}\s*+)?\d|"
    rf"[A-ZĐ][^\W\d_]*(?:\s++[^\W\d_]+){{0,3}}\s++{SO}\s*+\d)"
)
"""The beginning of a citation, for seeing where the one before ends."""

_JOIN = lazy(r"\s*+(?:(?:và|cùng)\s++)?")


def cited_next(window: str, at: int) -> re.Match[str] | None:
    """Return the beginning of a citation at ``at``, behind blanks and at most an "và"."""
    joined = _JOIN.match(window, at)
    return CITED.match(window, joined.end() if joined else at)


def cited_within(window: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the beginnings of citations between two offsets."""
    return [
        m.span()
        for m in CITED.finditer(window, start, end)
        if m.start() == 0 or not window[m.start() - 1].isalnum()
    ]
