"""VD007: one instrument is cited with different particulars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.stated import stated_title, states_date
from check.wording import day
from cite.compare import issuer_key, title_agreement
from kg.model import Citation, Role

_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_CENTRAL = re.compile(r"QH\d|-(?:CP|TTg|TW|HĐTP|B[A-ZĐ&]+)$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONG = 20
"""Shorter titles are paraphrases more often than not."""
_AGREEMENT = 0.35


class Inconsistent(Rule):
    """A draft cites one instrument with different dates or titles.

    Why it matters:
        At most one of them is right, and the reader cannot tell which.

    Example:
        "Kế hoạch số 15/KH-UBND ngày 10/01/2090" and later "… ngày 01/10/2090" (invented).
    Write instead:
        The same date and title each time, or type and number only after the first mention.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6.b.
    """

    code = "VD007"
    slug = "inconsistent"
    severity = Severity.WARNING
    message = Message(
        vi="{number} được dẫn với {field} khác nhau: ở đây “{here}”, trước đó “{there}”.",
        en="{number} is cited with different {field}: here “{here}”, earlier “{there}”.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield on the first later mention that differs from the first one stating the field."""
        if citation.number is None:
            return
        for field, value in _FIELDS:
            here = value(citation, context)
            if here is None:
                continue
            earlier = [
                there
                for i in range(index)
                if _same(index, i, context)
                and (there := value(context.citations[i], context)) is not None
            ]
            if not earlier or not _differ(here, earlier[0]):
                continue
            if any(not _differ(here, there) for there in earlier[1:]):
                continue
            yield Hit(
                values={
                    "number": citation.number,
                    "field": field[0],
                    "here": _shown(here),
                    "there": _shown(earlier[0]),
                },
                values_en={"field": field[1]},
            )
            return


def _date(citation: Citation, context: Context) -> str | None:
    """Return the stated date, unless it contradicts the number itself, which VD103 reports."""
    if citation.date is None or not states_date(citation, context.text):
        return None
    year = _YEAR.search(citation.number or "")
    return None if year and year[1] != citation.date[:4] else citation.date


def _title(citation: Citation, context: Context) -> str | None:
    del context
    title = stated_title(citation)
    return title if title and len(title) > _LONG else None


_FIELDS: tuple[tuple[tuple[str, str], Callable[[Citation, Context], str | None]], ...] = (
    (("ngày ban hành", "dates"), _date),
    (("trích yếu", "titles"), _title),
)


def _same(a: int, b: int, context: Context) -> bool:
    """Return whether two citations mean one instrument whatever their dates say."""
    one, two = context.citations[a], context.citations[b]
    if one.number != two.number or two.role is Role.SELF:
        return False
    found = context.instrument(a), context.instrument(b)
    if found[0] is not None and found[1] is not None:
        return found[0].iri == found[1].iri
    number = one.number or ""
    if _YEAR.search(number):
        return _CENTRAL.search(number) is not None or _issuer(one) == _issuer(two)
    years = {c.date[:4] for c in (one, two) if c.date}
    return len(years) == 1 and _issuer(one) == _issuer(two)


def _issuer(citation: Citation) -> str:
    return issuer_key(citation.issuer) if citation.issuer else ""


def _differ(here: str, there: str) -> bool:
    if here[:4].isdigit() and there[:4].isdigit():
        return not (here.startswith(there) or there.startswith(here))
    return title_agreement(here, there) < _AGREEMENT


def _shown(value: str) -> str:
    return day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value
