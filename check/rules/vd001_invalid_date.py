"""VD001: the stated date cannot exist or is incomplete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.rewording import as_written
from check.rule import CitationRule, Context
from check.stated import left_blank
from check.wording import day
from kg.model import Citation
from kg.patterns import lazy
from kg.state import Fact

_PARTS = lazy(r"\d\s*[/.\-]\s*\d|\d{3}|tháng|năm", re.IGNORECASE)


class InvalidDate(CitationRule):
    """The stated date is no day of the calendar or lacks a part.

    Why it matters:
        Numbers of administrative documents recur every year, so the date is what tells two
        instruments of one number apart; a date that no calendar has tells nothing.

    Example:
        "Nghị định số 61/2018/NĐ-CP ngày 24/2018" (the month is missing), "ngày 31/02/2021".

    Write instead:
        The day, month and year of signing as the instrument has them. ``--fix`` writes them where
        the instrument is beyond doubt and the stated year is its.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4 and II.6.
    """

    code = "VD001"
    slug = "invalid-date"
    severity = Severity.ERROR
    message = Message(
        vi="Ngày ban hành ghi “{stated}” không có trong lịch hoặc thiếu thành phần{known}.",
        en="The stated date “{stated}” is no day of the calendar or lacks a part{known}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when the date as written cannot be read and is not merely left blank."""
        stated = citation.date_text
        if not stated or citation.date is not None or left_blank(stated):
            return
        if "\n" in stated and not _PARTS.search(stated):
            # Only a page number stands behind "ngày" where a page broke.
            return
        found = context.instrument(index)
        known = known_en = ""
        proof: tuple[Fact, ...] = ()
        suggestion = None
        safe = False
        if found is not None and found.date is not None:
            known = f"; đúng là ngày {day(found.date)}"
            known_en = f"; the instrument's is {day(found.date)}"
            proof = (Fact.of(found, "date"),)
            if _may_be(found.date, stated, index, context):
                suggestion = as_written(found.date, citation)
                safe = certain(index, context) and str(found.date.year) in stated
        yield Hit(
            values={"stated": " ".join(stated.split()), "known": known},
            values_en={"known": known_en},
            span=citation.span_of(citation.date_span),
            suggestion=suggestion,
            proof=proof,
            about=found.iri if found else None,
            safe=safe,
        )


def _may_be(right: date, stated: str, index: int, context: Context) -> bool:
    """Return whether the record's day may be meant: not one after the draft's own.

    Where only a number that recurs speaks for the instrument, the stated year must be its.
    """
    if right > context.date:
        return False
    return context.sure(index) or str(right.year) in stated
