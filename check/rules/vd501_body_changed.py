"""VD501: a body that no longer exists is given a task, or issued a living plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from check.wording import day
from check.words import occurrences
from cite.heading import province_in
from kg.model import Role
from kg.vocab import load_vocabulary

_PAST = re.compile(
    r"(?:trước\s+đây|nguyên|\bcũ|trước\s+sắp\s+xếp|trước\s+khi\s+sáp\s+nhập)[\s,()]*$",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(
    r"\s*\(?\s*(?:cũ|trước\s+đây|nay\s+là|trước\s+sắp\s+xếp|trước\s+sáp\s+nhập)", re.IGNORECASE
)
_ISSUED = re.compile(r"(?:\bcủa|\bdo|Bộ\s+trưởng|Chủ\s+tịch)\s*$", re.IGNORECASE)
_MERGED = Message(
    vi="{old} đã sáp nhập thành {new} từ {since}: kiểm tra phạm vi áp dụng của {number}.",
    en="{old} became part of {new} on {since}: check where {number} still applies.",
)


class BodyChanged(DocumentRule):
    """A body that no longer exists is named as acting, or issued an instrument that is cited.

    In a citation the name at the time of issue is right, so there only a merged province is
    reported, as info.

    Why it matters:
        A task given to a body that is gone is given to nobody.

    Example:
        "Phối hợp với Bộ Thông tin và Truyền thông …" in a text after 01/3/2025.
    Write instead:
        The body that took over.

    References:
        Nghị quyết 176/2025/QH15, 190/2025/QH15, 202/2025/QH15, 203/2025/QH15; Luật 84/2025/QH15.
    """

    code = "VD501"
    slug = "body-changed"
    severity = Severity.WARNING
    message = Message(
        vi="{old} không còn từ {since}; nay là {new}.",
        en="{old} ended on {since}; now {new}.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield for each body that is named outside citations, and for merged provinces."""
        quoted = _quoted(context)
        for body in load_vocabulary().bodies.values():
            if body.ended_on is None or body.ended_on > context.date:
                continue
            for start, end in occurrences(context.text, body.pattern_words):
                if any(a <= start < b for a, b in quoted) or _historical(context.text, start, end):
                    continue
                yield Hit(
                    values={"old": body.vi, "since": day(body.ended_on), "new": body.successor_vi},
                    values_en={"new": body.successor_en},
                    span=(start, end),
                )
        yield from _merged_provinces(context)


def _quoted(context: Context) -> list[tuple[int, int]]:
    """Return the spans of issuers and titles, where old names are right."""
    found = []
    for c in context.citations:
        for span in (c.span_of(c.issuer_span), c.span_of(c.title_span)):
            if span is not None:
                found.append(span)
    return found


def _historical(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    return bool(_PAST.search(before) or _PAST_AFTER.match(after))


def _merged_provinces(context: Context) -> Iterator[Hit]:
    vocabulary = load_vocabulary()
    for index, citation in enumerate(context.citations):
        if (
            citation.role is Role.SELF
            or citation.number is None
            or not context.first_mention(index)
        ):
            continue
        found = context.instrument(index)
        place = province_in(citation.issuer or "") or (
            vocabulary.province(found.territory) if found and found.territory else None
        )
        if place is None or place.merged_on is None or place.merged_on > context.as_of:
            continue
        heir = vocabulary.province_on(place, on=context.as_of)
        if heir.id == place.id and not _joined(place.id):
            continue
        new = heir.vi if heir.id != place.id else f"{heir.vi} (mới)"
        yield Hit(
            values={
                "old": place.vi,
                "new": new,
                "since": day(place.merged_on),
                "number": citation.number,
            },
            message=_MERGED,
            severity=Severity.INFO,
            span=(citation.start, citation.end),
            citation=index,
        )


def _joined(province: str) -> bool:
    """Return whether other provinces were merged into one that kept its name."""
    return any(
        p.successor == province and p.id != province for p in load_vocabulary().provinces.values()
    )
