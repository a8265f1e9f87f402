"""What the rules on ended instruments share: the finding's words, and sentences that look back."""

from __future__ import annotations

import re

from check.finding import Hit, Severity
from check.rule import Context
from check.wording import acting, chain, dated, day, full
from kg.model import Citation, Instrument, Relation
from kg.state import Status

_ENDING = re.compile(
    r"(?:thay\s+thế(?:\s+cho)?|bãi\s+bỏ(?:\s+toàn\s+bộ)?|hủy\s+bỏ|huỷ\s+bỏ|chấm\s+dứt\s+hiệu\s+lực(?:\s+của)?)\s*(?:các\s+)?$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[^;.\n]{0,160}?(?:đã\s+hết\s+hiệu\s+lực|hết\s+hiệu\s+lực|đã\s+(?:được|bị)\s+(?:thay\s+thế|bãi\s+bỏ)|"
    r"(?:được|bị)\s+(?:thay\s+thế|bãi\s+bỏ))",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:kết\s+quả|tổng\s+kết|sơ\s+kết|đánh\s+giá\s+(?:kết\s+quả|tình\s+hình|\d+\s+năm)|nhìn\s+lại|trong\s+giai\s+đoạn\s+vừa\s+qua|"
    r"\d+\s+năm\s+(?:thực\s+hiện|triển\s+khai)|đã\s+(?:hoàn\s+thành|triển\s+khai|thực\s+hiện|đạt)|"
    r"thời\s+gian\s+qua|những\s+năm\s+qua|trước\s+đây)",
    re.IGNORECASE,
)


def says_ended(citation: Citation, context: Context) -> bool:
    """Return whether the text itself says that the instrument is ended or ends it."""
    before = context.text[max(0, citation.start - 60) : citation.start]
    if _ENDING.search(before):
        return True
    return _SAID.match(context.text, citation.end) is not None


def looks_back(citation: Citation, context: Context) -> bool:
    """Return whether the sentence around the citation speaks of results of the past."""
    sentence = context.sentence(citation.start)
    at = sentence.find(citation.text)
    return _BACK.search(sentence[: at if at >= 0 else len(sentence)]) is not None


def ended_hit(
    citation: Citation, instrument: Instrument, state: Status, context: Context
) -> Hit:
    """Return the finding for an instrument that another one has ended."""
    relations = [p for p in state.proof if isinstance(p, Relation)]
    heirs = state.successors
    past = says_ended(citation, context) or looks_back(citation, context)
    longer = chain(heirs, context.graph) if len(heirs) > 1 else ""
    suggestion = full(context.graph.instrument(heirs[-1])) if heirs and not past else None
    return Hit(
        values={
            "number": dated(instrument),
            "since": day(state.since),
            "by": acting(relations, context.graph) or "?",
            "chain": f" Chuỗi thay thế: {longer}." if longer else "",
        },
        values_en={"chain": f" Chain: {longer}." if longer else ""},
        severity=Severity.INFO if past else None,
        suggestion=suggestion,
        proof=state.proof,
        about=instrument.iri,
    )
