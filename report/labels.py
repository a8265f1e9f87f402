"""What states, events, relations and cells are called in both languages."""

from __future__ import annotations

from datetime import date

from check.wording import day, field_label, relation_label, short
from kg.model import Instrument
from queries.question import Question
from queries.table import Cell

STATES = {
    "not_yet_in_force": ("chưa có hiệu lực", "not yet in force"),
    "in_force": ("còn hiệu lực", "in force"),
    "partly_in_force": ("có hiệu lực một phần", "partly in force"),
    "suspended": ("ngưng hiệu lực", "suspended"),
    "period_ended": ("đã hết giai đoạn thực hiện", "period ended"),
    "partly_expired": ("hết hiệu lực một phần", "partly expired"),
    "replaced": ("hết hiệu lực, được thay thế", "replaced"),
    "repealed": ("hết hiệu lực, bị bãi bỏ", "repealed"),
    "lapsed": ("hết hiệu lực theo văn bản gốc (suy luận)", "lapsed with its parent (inferred)"),
    "unknown": ("chưa xác định", "unknown"),
}
_EVENTS = {
    "state": ("tình trạng", "status"),
    "proof": ("căn cứ", "proof"),
    "successor": ("văn bản thay thế", "successor"),
    "signed": ("ban hành", "signed"),
    "effective": ("có hiệu lực", "in force"),
    "last_day": ("ngày cuối của giai đoạn", "last day of its period"),
    "applies": ("đang áp dụng", "applies"),
    "period_ended": ("hết giai đoạn thực hiện", "its period ended"),
    "partly_ended": ("hết hiệu lực một phần", "partly ended"),
    "lapsed": ("hết hiệu lực theo văn bản gốc (suy luận)", "lapsed with its parent (inferred)"),
    "over": ("hết thời hạn của quan hệ", "a relation ran out"),
    "day_unknown": ("chưa rõ ngày, sớm nhất là ngày này", "day unknown, this one at the earliest"),
}
_CONSEQUENCES = {
    "lapses": ("hết hiệu lực theo (suy luận)", "lapses with it (inferred)"),
    "needs_check": ("cần kiểm tra", "to be checked"),
    "continues": ("tiếp tục có hiệu lực", "continues"),
    "no_rule": ("luật không quy định", "no rule"),
    "ended": ("đã hết hiệu lực từ trước", "has ended already"),
}
_WHYS = {
    "trust": ("nguồn tin cậy hơn", "its source is better"),
    "record": ("bản ghi hơn lời dẫn", "a record beats citations"),
    "first": ("nguồn ngang bậc, bản ghi có trước", "of equal sources the first"),
    "agreement": ("nhiều văn bản độc lập thống nhất", "independent documents agree"),
    "open": ("chưa quyết được", "undecided"),
}
_YES_NO = {True: ("có", "yes"), False: ("không", "no")}


def plain_words(cell: Cell) -> str:
    """Return a cell as text; names stay as they are."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def cell_words(column: str, cell: Cell, language: str) -> str:
    """Return a cell in words: names of states, relations and events are translated."""
    place = 0 if language == "vi" else 1
    if isinstance(cell, bool):
        return _YES_NO[cell][place]
    words = plain_words(cell)
    if column == "consequence" and words in _CONSEQUENCES:
        return _CONSEQUENCES[words][place]
    if column == "state" and words in STATES:
        return STATES[words][place]
    if column == "event" and words in _EVENTS:
        return _EVENTS[words][place]
    if column == "why" and words in _WHYS:
        return _WHYS[words][place]
    if column == "field":
        return field_label(words, language)
    return relation_label(words, language) if column in {"relation", "event"} else words


def question_heading(question: Question, about: Instrument | None, language: str) -> str:
    """Return a question in words, with the instrument that it is asked about."""
    words = question.vi if language == "vi" else question.en
    if about is None:
        return words
    name = f"{short(about)} ({day(about.date)})" if about.date else short(about)
    return words.format(number=name, to="…")
