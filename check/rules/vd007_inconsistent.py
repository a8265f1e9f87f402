"""VD007: one instrument is cited with different particulars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from check.stated import stated_title, states_date
from check.wording import day
from cite.compare import issuer_key, title_agreement
from cite.resolve import apart_by_type, numbered_apart
from kg.ids import read_number
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_CENTRAL = lazy(r"QH\d|-(?:CP|TTg|TW|HĐTP|B[A-ZĐ&]+)$")
_ISO = lazy(r"\d{4}-\d\d-\d\d")
_LONG = 20
"""Shorter titles are paraphrases more often than not."""
_AGREEMENT = 0.35


class Inconsistent(DocumentRule):
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

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield on the first later mention that differs from the first one stating the field."""
        groups: dict[str, list[int]] = {}
        for index, citation in enumerate(context.citations):
            if citation.number is not None and citation.role is Role.CITE:
                groups.setdefault(citation.number, []).append(index)
        for same in groups.values():
            for at in range(1, len(same)):
                hit = _difference(same[at], same[:at], context)
                if hit is not None:
                    yield hit


def _difference(index: int, earlier: list[int], context: Context) -> Hit | None:
    """Return the finding on a citation against the earlier ones of its number."""
    citation = context.citations[index]
    others = [i for i in earlier if _same(index, i, context)]
    for field, value in _FIELDS:
        here = value(citation, context)
        if here is None:
            continue
        said = [v for i in others if (v := value(context.citations[i], context)) is not None]
        if not said or not _differ(here, said[0]):
            continue
        if any(not _differ(here, there) for there in said[1:]):
            continue
        return Hit(
            values={
                "number": citation.number or "",
                "field": field[0],
                "here": _shown(here),
                "there": _shown(said[0]),
            },
            values_en={"field": field[1]},
            span=(citation.start, citation.end),
            citation=index,
        )
    return None


def _date(citation: Citation, context: Context) -> str | None:
    """Return the stated date, unless it contradicts the number itself, which VD103 reports."""
    if citation.date is None or not states_date(citation, context.text):
        return None
    year = read_number(citation.number or "").year
    return None if year and str(year) != citation.date[:4] else citation.date


def _title(citation: Citation, context: Context) -> str | None:
    del context
    title = stated_title(citation)
    return title if title and len(title) > _LONG else None


_FIELDS: tuple[tuple[tuple[str, str], Callable[[Citation, Context], str | None]], ...] = (
    (("ngày ban hành", "dates"), _date),
    (("trích yếu", "titles"), _title),
)


def _same(a: int, b: int, context: Context) -> bool:
    """Return whether two citations of a number mean one instrument whatever their dates say."""
    one, two = context.citations[a], context.citations[b]
    found = context.instrument(a), context.instrument(b)
    if found[0] is not None and found[1] is not None:
        return found[0].iri == found[1].iri
    number = one.number or ""
    if numbered_apart(number) or _apart_by_type(one, two):
        return False
    if read_number(number).year:
        return _CENTRAL.search(number) is not None or _issuer(one) == _issuer(two)
    years = {c.date[:4] for c in (one, two) if c.date}
    return len(years) == 1 and _issuer(one) == _issuer(two)


def _apart_by_type(one: Citation, two: Citation) -> bool:
    types = [load_vocabulary().type_by_word(c.type or "") for c in (one, two)]
    if types[0] is None or types[1] is None:
        return False
    return apart_by_type(one.number or "", types[0].id, types[1].id)


def _issuer(citation: Citation) -> str:
    return issuer_key(citation.issuer) if citation.issuer else ""


def _differ(here: str, there: str) -> bool:
    if here[:4].isdigit() and there[:4].isdigit():
        return not (here.startswith(there) or there.startswith(here))
    return title_agreement(here, there) < _AGREEMENT


def _shown(value: str) -> str:
    return day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value
