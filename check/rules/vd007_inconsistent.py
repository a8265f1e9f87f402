"""VD007: one instrument is cited with different particulars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

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
_MOST = 40
"""Ways to cite one number that later ones are compared with; no draft that is meant has as many."""


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
        """Yield on each later mention that differs from all earlier ones stating the field."""
        groups: dict[str, list[int]] = {}
        for index, citation in enumerate(context.citations):
            if citation.number is not None and citation.role is Role.CITE:
                groups.setdefault(citation.number, []).append(index)
        for number, same in groups.items():
            if len(same) > 1:
                yield from _differences(number, same, context)


class _Stated(NamedTuple):
    """What a citation says of an instrument; a draft says the same of one again and again.

    Attributes:
        iri: the instrument found.
        type: its type, by the type word.
        issuer: key of the stated issuer, empty for none.
        year: that of the stated date.
        date, title: as they are compared, ``None`` where they say nothing.
    """

    iri: str | None
    type: str | None
    issuer: str
    year: str | None
    date: str | None
    title: str | None


def _differences(number: str, same: list[int], context: Context) -> Iterator[Hit]:
    """Yield the findings on the citations of one number, in text order."""
    earlier: dict[_Stated, None] = {}
    for index in same:
        here = _stated(index, context)
        if here not in earlier or not _same(number, here, here):
            others = [there for there in earlier if _same(number, here, there)]
            hit = _difference(index, here, others, context)
            if hit is not None:
                yield hit
        if len(earlier) < _MOST:
            earlier[here] = None


def _stated(index: int, context: Context) -> _Stated:
    citation, found = context.citations[index], context.instrument(index)
    kind = load_vocabulary().type_by_word(citation.type or "")
    return _Stated(
        iri=found.iri if found else None,
        type=kind.id if kind else None,
        issuer=issuer_key(citation.issuer) if citation.issuer else "",
        year=citation.date[:4] if citation.date else None,
        date=_date(citation, context),
        title=_title(citation),
    )


def _difference(index: int, here: _Stated, others: list[_Stated], context: Context) -> Hit | None:
    """Return the finding on a citation that differs from all that was said of its instrument."""
    for vi, en in _FIELDS:
        value = getattr(here, en)
        said = [there for other in others if (there := getattr(other, en)) is not None]
        if value is None or not said or not all(_differ(value, there) for there in said):
            continue
        citation = context.citations[index]
        return Hit(
            values={
                "number": citation.number or "",
                "field": vi,
                "here": _shown(value),
                "there": _shown(said[0]),
            },
            values_en={"field": f"{en}s"},
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


def _title(citation: Citation) -> str | None:
    title = stated_title(citation)
    return title if title and len(title) > _LONG else None


_FIELDS = (("ngày ban hành", "date"), ("trích yếu", "title"))
"""What is compared: in Vietnamese, and as it is called in ``_Stated``."""


def _same(number: str, one: _Stated, two: _Stated) -> bool:
    """Return whether two citations of a number mean one instrument whatever their dates say."""
    if one.iri is not None and two.iri is not None:
        return one.iri == two.iri
    if numbered_apart(number):
        return False
    if one.type and two.type and apart_by_type(number, one.type, two.type):
        return False
    if read_number(number).year:
        return _CENTRAL.search(number) is not None or one.issuer == two.issuer
    years = {one.year, two.year} - {None}
    return len(years) == 1 and one.issuer == two.issuer


def _differ(here: str, there: str) -> bool:
    if here[:4].isdigit() and there[:4].isdigit():
        return not (here.startswith(there) or there.startswith(here))
    return title_agreement(here, there) < _AGREEMENT


def _shown(value: str) -> str:
    return day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value
