"""Provisions as a text lists them: "khoản 2 và khoản 3 Điều 10", "Mẫu số 02"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.patterns import lazy

_NUMBER = (
    r"(?>(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]?\d?|[IVXLC]{1,6}|[A-ZĐ]\d{0,2}|[a-zđ]\d{0,2})(?!\w))"
)
_WORD = (
    r"(?>(?:tên\s++)?(?:tiết|điểm|khoản|điều|tiểu\s++mục|mục|chương|phần|phụ\s++lục(?:\s++số)?|"
    r"mẫu(?:\s++số)?|biểu(?:\s++(?:mẫu\s++)?số)?))"
)
_LIST = rf"(?>{_NUMBER}(?:(?:\s*+,|\s++và|\s++đến|\s*+;)\s++{_NUMBER})*+)"
_GROUP = rf"(?>{_WORD}\s++{_LIST})"
_PROVISION = lazy(
    rf"(?<!\w)(?:các\s++)?({_GROUP}(?:(?:\s*+,|\s*+;|\s++và)?\s++(?:các\s++|của\s++|"
    rf"tại\s++)?{_GROUP})*+)",
    2,
)
_PHRASES = lazy(r"(?<!\w)(?:cụm\s++)?từ\s*+[“\"]", 2)
_INSERTED_AFTER = lazy(r"\s(?:vào\s++)?(?:sau|trước|vào)\s", 2)
_INSERTS = lazy(r"\s*+bổ\s++sung(?!\w)", 2)


def provisions(text: str, start: int, end: int) -> str | None:
    """Return the provisions named between two offsets, "; " between those that stand apart."""
    if _INSERTS.match(text, start, end):
        after = _INSERTED_AFTER.search(text, start, end)
        if after is not None:
            end = after.start()
            found = _listed(text, start, end)
            return f"{found} (bổ sung)" if found else None
    found = _listed(text, start, end)
    return f"cụm từ tại {found}" if found and _PHRASES.search(text, start, end) else found


def _listed(text: str, start: int, end: int) -> str | None:
    # New wording between quotation marks is blank here, and blanks are slow to look through.
    words = " ".join(text[start:end].split())
    phrases = (m.group(1) for m in _PROVISION.finditer(words))
    return (
        "; ".join(dict.fromkeys(p[0].lower() + p[1:] if p.islower() else p for p in phrases))
        or None
    )


def joined(parts: Iterable[str | None]) -> str | None:
    """Return the parts of several statements on one target, each once."""
    kept = dict.fromkeys(group for part in parts if part for group in part.split("; "))
    return "; ".join(kept) or None
