"""VD501: a body that no longer exists is given a task, or issued a living plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from check.finding import Hit, Message, Severity
from check.past import in_the_past
from check.rule import Context, DocumentRule
from check.wording import day
from check.words import Phrases, Stretches
from cite.heading import province_in
from kg.model import Citation, Instrument, Role
from kg.patterns import lazy
from kg.vocab import Body, Province, load_vocabulary

_PAST = lazy(
    r"(?:trước\s+đây(?:\s+là)?|nguyên|\bcũ|trước\s+(?:khi\s+)?(?:sắp\s+xếp|sáp\s+nhập|hợp\s+nhất)(?:\s+là)?)[\s,()]*$",
    re.IGNORECASE,
)
_PAST_AFTER = lazy(
    r"[^.,;\n]{0,25}?\(?\s*(?:\bcũ\b|trước\s+đây|nay\s+là|trước\s+(?:khi\s+)?(?:sắp\s+xếp|sáp\s+nhập|hợp\s+nhất))",
    re.IGNORECASE,
)
_REFORM = lazy(
    r"bàn\s+giao|tiếp\s+nhận\s+(?:từ|nguyên\s+trạng)|giải\s+thể|kết\s+thúc\s+hoạt\s+động|chấm\s+dứt\s+hoạt\s+động|"
    r"không\s+tổ\s+chức|sáp\s+nhập|hợp\s+nhất|thành\s+lập\s+(?:\w+\s+){0,8}trên\s+cơ\s+sở|kế\s+thừa|"
    r"trước\s+(?:ngày\s+)?01/[037]{1,2}/2025",
    re.IGNORECASE,
)
_MINISTRY = lazy(r"(?:Bộ|Ủy\s+ban)\s")
_ONE_MINISTRY = lazy(r"Bộ(?:\s+[^\W\d_]+)+")
_WORDING = lazy(r"từ\s*[“\"'‘][^”\"'’]{0,120}$", re.IGNORECASE)
# Defence and police keep their inspectorates (Luật 84/2025/QH15); "sở hữu" is property.
_LONGER = lazy(r"\s+(?:Quốc\s+phòng|Công\s+an|Cơ\s+yếu|hữu)(?!\w)", re.IGNORECASE)
_MERGED = Message(
    vi="{old} đã sáp nhập thành {new} từ ngày {since}: kiểm tra phạm vi áp dụng của {number}.",
    en="{old} became part of {new} on {since}: check where {number} still applies.",
)


class BodyChanged(DocumentRule):
    """A body that no longer exists is named as acting, or issued an instrument that is cited.

    In a citation the name at the time of issue is right, so there only a merged province is
    reported, as info. Nothing is reported where the body is named as one of the past ("cũ", "nay
    là", "bàn giao", results of earlier years) or as a word to be replaced ("thay cụm từ “…”").

    Why it matters:
        A task given to a body that is gone is given to nobody.

    Example:
        "Phối hợp với Bộ Thông tin và Truyền thông …" in a text after 01/3/2025.

    Write instead:
        The body that took over; proposed where it is one ministry for the whole of another.

    References:
        Nghị quyết 176/2025/QH15, 190/2025/QH15, 202/2025/QH15, 203/2025/QH15; Luật 84/2025/QH15.
    """

    code = "VD501"
    slug = "body-changed"
    severity = Severity.WARNING
    message = Message(
        vi="{old} không còn từ ngày {since}; nay là {new}.",
        en="{old} ended on {since}; now {new}.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield for each body that is named outside citations, and for merged provinces."""
        bodies = load_vocabulary().bodies.values()
        ended = [b for b in bodies if b.ended_on is not None and b.ended_on <= context.date]
        quoted = Stretches(_quoted(context) if ended else ())
        found = _phrases().find(context.words) if ended else {}
        for body in ended:
            for start, end in found.get(body.id, ()):
                if start in quoted or _historical(context, start, end):
                    continue
                yield Hit(
                    values={"old": body.vi, "since": day(body.ended_on), "new": body.successor_vi},
                    values_en={"new": body.successor_en},
                    severity=Severity.INFO if context.lenient else None,
                    span=(start, end),
                    suggestion=_heir(body, start, context),
                )
        yield from _merged_provinces(context)


@cache
def _phrases() -> Phrases:
    return Phrases({id_: body.pattern_words for id_, body in load_vocabulary().bodies.items()})


def _heir(body: Body, at: int, context: Context) -> str | None:
    """Return the body that took over, where that is one ministry for the whole of another.

    Not where its sentence names it already, so that nothing is told it twice.
    """
    if not (_MINISTRY.match(body.vi) and _ONE_MINISTRY.fullmatch(body.successor_vi)):
        return None
    left, right = context.sentences.at(at)
    said = " ".join(context.text[left:right].split())
    return None if context.lenient or body.successor_vi in said else body.successor_vi


def _quoted(context: Context) -> list[tuple[int, int]]:
    """Return the spans of issuers and titles, where old names are right."""
    found = []
    for c in context.citations:
        for span in (c.span_of(c.issuer_span), c.span_of(c.title_span)):
            if span is not None:
                found.append(span)
    return found


def _historical(context: Context, start: int, end: int) -> bool:
    """Return whether the body is named as one of the past, as a word, or is another body."""
    text = context.text
    before, after = text[max(0, start - 130) : start], text[end : end + 60]
    if _PAST.search(before) or _PAST_AFTER.match(after) or _LONGER.match(after):
        return True
    left, right = context.sentences.at(start)
    return (
        _WORDING.search(before) is not None
        or _REFORM.search(text, left, right) is not None
        or in_the_past(start, context)
    )


def _merged_provinces(context: Context) -> Iterator[Hit]:
    """Yield for the instruments of provinces that were merged by the later day.

    In a draft written since, each of them; in an older draft one for each province, since there it
    only tells what has changed.
    """
    vocabulary = load_vocabulary()
    told = set()
    for index, citation in enumerate(context.citations):
        if citation.role is Role.SELF or citation.number is None or not context.first(citation):
            continue
        place = _place(context.instrument(index), citation)
        if place is None or place.merged_on is None or place.merged_on > context.as_of:
            continue
        heir = vocabulary.province_on(place, on=context.as_of)
        if heir.id == place.id and not _joined(place.id):
            continue
        if place.merged_on > context.date and place.id in told:
            continue
        told.add(place.id)
        yield Hit(
            values={
                "old": place.vi,
                "new": heir.vi if heir.id != place.id else f"{heir.vi} (mới)",
                "since": day(place.merged_on),
                "number": citation.number,
            },
            values_en={"new": heir.vi if heir.id != place.id else f"{heir.vi} (new)"},
            message=_MERGED,
            severity=Severity.INFO,
            span=(citation.start, citation.end),
            citation=index,
        )


def _place(found: Instrument | None, citation: Citation) -> Province | None:
    """Return the province whose instrument is cited, by the citation or by the record."""
    stated = province_in(citation.issuer or "")
    if stated is not None or found is None or found.territory is None:
        return stated
    return load_vocabulary().province(found.territory)


def _joined(province: str) -> bool:
    """Return whether other provinces were merged into one that kept its name."""
    return any(
        p.successor == province and p.id != province for p in load_vocabulary().provinces.values()
    )
