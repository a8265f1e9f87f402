"""VD007: one instrument is cited with different particulars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import day
from cite.compare import issuer_key, title_agreement
from kg.model import Citation, Role

_YEAR = re.compile(r"/(?:19|20)\d\d/|/QH\d|UBTVQH\d")


class Inconsistent(Rule):
    """A draft cites one instrument with different dates, issuers or titles.

    Why it matters:
        At most one of them is right, and the reader cannot tell which.
    Example:
        "Kế hoạch số 15/KH-UBND ngày 10/01/2090" and later "… ngày 01/10/2090" (invented).
    Write instead:
        The same date, issuer and title each time, or type and number only after the first mention.
    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6.b.
    """

    code = "VD007"
    slug = "inconsistent"
    severity = Severity.WARNING
    message = Message(
        vi="{number} được dẫn với {field} khác nhau trong cùng văn bản: “{here}” và trước đó “{there}”.",
        en="{number} is cited with different {field} in one document: “{here}” and earlier “{there}”.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield on the later mention that differs from the first one that states the field."""
        if citation.number is None:
            return
        for i in range(index):
            other = context.citations[i]
            if other.role is Role.SELF or not _same(index, i, context):
                continue
            found = _difference(citation, other)
            if found is not None:
                (vi, en), here, there = found
                yield Hit(
                    values={"number": citation.number, "field": vi, "here": here, "there": there},
                    values_en={"field": en},
                )
                return


def _same(a: int, b: int, context: Context) -> bool:
    """Return whether two citations mean one instrument whatever their dates say."""
    one, two = context.citations[a], context.citations[b]
    if one.number != two.number:
        return False
    found = context.instrument(a), context.instrument(b)
    if found[0] is not None and found[1] is not None:
        return found[0].iri == found[1].iri
    if _YEAR.search(one.number or ""):
        return "UBND" not in (one.number or "") or _issuer(one) == _issuer(two)
    years = {c.date[:4] for c in (one, two) if c.date}
    return len(years) == 1 and _issuer(one) == _issuer(two)


def _issuer(citation: Citation) -> str:
    return issuer_key(citation.issuer) if citation.issuer else ""


def _difference(
    here: Citation, there: Citation
) -> tuple[tuple[str, str], str, str] | None:
    if here.date and there.date and not _agree(here.date, there.date):
        return ("ngày ban hành", "dates"), _shown(here.date), _shown(there.date)
    if here.title and there.title and min(len(here.title), len(there.title)) > 20:
        if title_agreement(here.title, there.title) < 0.35:
            return ("trích yếu", "titles"), here.title, there.title
    return None


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _shown(value: str) -> str:
    from datetime import date  # noqa: PLC0415

    return day(date.fromisoformat(value)) if len(value) == 10 else value
