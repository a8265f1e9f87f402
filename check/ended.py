"""What the rules on ended instruments share: the finding, and texts that say so themselves."""

from __future__ import annotations

import re

from check.finding import Hit, Severity
from check.past import looks_back
from check.rule import Context
from check.stated import KINDS, stated_span
from check.successor import successor_citation
from check.wording import acting, chain, dated, day
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import Status

_FLAGS = re.IGNORECASE
_VERB = (
    r"(?:thay\s+thế|bãi\s+bỏ|h[ủu][ỷy]\s+bỏ|chấm\s+dứt\s+hiệu\s+lực|(?:tạm\s+)?ngưng\s+hiệu\s+lực|"
    r"đình\s+chỉ|hết\s+hiệu\s+lực)"
)
# The verb must govern the instrument: "bãi bỏ thủ tục hành chính theo Nghị định …" ends no decree.
_ENDING = lazy(
    rf"{_VERB}(?:\s*,?\s*(?:{_VERB}|toàn\s+bộ|một\s+phần|các|cho|của|đối\s+với|thi\s+hành|áp\s+dụng|việc|"
    r"nội\s+dung|quy\s+định|tại|và|điều\s+chỉnh|thời\s+hạn))*"
    r"\s*(?:(?:điểm|khoản|điều|mục|chương|phụ\s+lục)\s[^.;]{0,80}?)?"
    rf"(?:(?<!\w)(?:{KINDS}|sau\s+đây)(?!\w)|$)",
    _FLAGS,
)
_SAID = lazy(
    r"(?:hết|không\s+còn)\s+hiệu\s+lực|"
    r"(?:được|bị)\s+(?:thay\s+thế|bãi\s+bỏ|(?:tạm\s+)?ngưng\s+hiệu\s+lực|đình\s+chỉ)",
    _FLAGS,
)
_OF_OTHERS = lazy(r";|thủ\s+tục|quy\s+trình|danh\s+mục", _FLAGS)
_ENDING_TITLE = lazy(
    r"(?:bãi\s+bỏ|ngưng\s+hiệu\s+lực)\s+(?:[^.;]{0,40}\s)?(?:văn\s+bản|quyết\s+định|nghị\s+quyết|thông\s+tư|"
    r"chỉ\s+thị|nghị\s+định)|(?:văn\s+bản|quyết\s+định|nghị\s+quyết)[^.;]{0,120}hết\s+hiệu\s+lực|"
    r"công\s+bố\s+kết\s+quả\s+(?:rà\s+soát|hệ\s+thống)",
    _FLAGS,
)
_BASIS = lazy(r"[\s\-*_]*Căn\s+cứ\s", _FLAGS)


def is_basis(citation: Citation, context: Context) -> bool:
    """Return whether the citation stands in a line of the legal basis ("Căn cứ …")."""
    start, _ = context.sentences.at(citation.start)
    return _BASIS.match(context.text, start) is not None


def says_ended(citation: Citation, context: Context) -> bool:
    """Return whether the text itself says that the instrument is ended or ends it.

    It does in its sentence, in the head of the list ("Bãi bỏ các văn bản sau đây:"), or as a whole
    (a decision that repeals, a list of what has ended); but a basis must be in force.
    """
    start, end = context.sentences.at(citation.start)
    before = context.text[start : citation.start]
    behind = stated_span(citation)[1]
    if _ENDING.search(before) or _said_behind(context.text, behind, end):
        return True
    if is_basis(citation, context):
        return False
    return _ends_list(context.sentences.list_head(citation.start), context) or _about_ending(
        context
    )


def _said_behind(text: str, behind: int, end: int) -> bool:
    """Return whether the sentence goes on with the instrument's end, and of nothing else first."""
    said = _SAID.search(text, behind, end)
    if said is None:
        return False
    other = _OF_OTHERS.search(text, behind, end)
    return other is None or other.start() >= said.start()


def _ends_list(head: str, context: Context) -> bool:
    """Return whether the head of a list says that what it lists is ended; asked once for a list."""
    found: bool | None = context.memo.get(("ends", head))
    if found is None:
        found = context.memo["ends", head] = _ENDING.search(head) is not None
    return found


def _about_ending(context: Context) -> bool:
    found: bool | None = context.memo.get("about ending")
    if found is None:
        found = context.memo["about ending"] = _ENDING_TITLE.search(context.title) is not None
    return found


def told_as_past(citation: Citation, context: Context) -> bool:
    """Return whether the text cites an instrument as ended, or for what was done under it."""
    return says_ended(citation, context) or looks_back(citation, context)


def ended_hit(citation: Citation, instrument: Instrument, state: Status, context: Context) -> Hit:
    """Return the finding for an instrument that another one has ended."""
    heirs = state.successors
    past = told_as_past(citation, context)
    longer = chain(heirs, context.graph) if len(heirs) > 1 else ""
    index = context.index(citation)
    proposed = successor_citation(index, instrument, context) if heirs and not past else None
    span = stated_span(citation) if heirs and not past else None
    return Hit(
        values={
            "number": dated(instrument),
            "since": day(state.since),
            "by": acting(state.relations, context.graph) or "?",
            "chain": f" Chuỗi thay thế: {longer}." if longer else "",
        },
        values_en={"chain": f" Chain: {longer}." if longer else ""},
        span=proposed[0] if proposed else span,
        severity=Severity.INFO if past else None,
        suggestion=proposed[1] if proposed else None,
        proof=state.proof,
        about=instrument.iri,
    )
