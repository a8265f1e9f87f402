"""VD106: no such number, but one near it agrees in date or title."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rewording import with_number
from check.rule import CitationRule, Context
from check.stated import stated_title
from check.wording import full
from cite.compare import title_agreement, title_words
from cite.heading import province_in
from cite.resolve import Outcome, same_province
from kg.contract import Store
from kg.ids import number_key, series_key
from kg.model import Citation, Instrument
from kg.slips import DIGITS, digit_slips
from kg.state import ENDED, Fact
from kg.vocab import LAWS

_TITLE, _DAY = ("trích yếu", "title"), ("ngày ban hành", "date")
_BOTH = "ngày ban hành và trích yếu", "date and title"
_ENOUGH, _LONG = 4, 6
_PARTLY = 0.7
"""Agreement of titles asked for beside the same day."""
_TYPE_WORDS = frozenset({"bộ", "luật", "về", "việc"})
_FAMILY = 40
"""Titles looked at for a family."""
_NEIGHBOURS = 10
"""Numbers nearer than this are often signed on one day and treat akin matters."""


class ProbableTypo(CitationRule):
    """The number is not in the graph, but one a keystroke away agrees in date or title.

    A number alone is never corrected: a valid number has several valid neighbours.

    Why it matters:
        A slip in a number is the commonest fault and the hardest to see.

    Example:
        "Nghị định số 118/2026/NĐ-CP ngày 09/6/2025": 118/2025/NĐ-CP is of that day, and the day is
        not of the year 2026.

    Write instead:
        The number of the instrument meant.

    References:
        Drafting practice; see also VD103.
    """

    code = "VD106"
    slug = "probable-typo"
    severity = Severity.WARNING
    message = Message(
        vi="Không có {number} trong dữ liệu, nhưng {right} trùng {agrees}: có thể ghi nhầm số.",
        en="{number} is not in the data, but {right} agrees in {agrees}: probably a slip.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when exactly one near number agrees in date or title."""
        number = citation.number
        if context.resolutions[index].outcome is not Outcome.UNKNOWN or number is None:
            return
        if citation.form != "numbered" or not _could_agree(citation):
            return
        near = [
            (i, agrees)
            for i in _one_slip_away(number, context.graph)
            if (agrees := _agrees(citation, i)) is not None and _same_place(citation, i, context)
        ]
        if len(near) != 1 or _is_formula(citation, near[0][0], context):
            return
        found, (vi, en) = near[0]
        yield Hit(
            values={"number": number, "right": full(found), "agrees": vi},
            values_en={"agrees": en},
            suggestion=with_number(citation, found.number) if _applies(found, context) else None,
            proof=(Fact.of(found, "number"),),
            about=found.iri,
        )


def _one_slip_away(number: str, graph: Store) -> tuple[Instrument, ...]:
    """Return the instruments with other numbers that differ in one slip of a digit.

    Drafts of one office cite the same instruments, so what was looked up is kept at hand.
    """
    if ("slips", number) not in graph.memo:
        near, own = graph.by_numbers(digit_slips(number)), number_key(number)
        graph.memo["slips", number] = tuple(i for i in near if number_key(i.number) != own)
    found: tuple[Instrument, ...] = graph.memo["slips", number]
    return found


def _applies(found: Instrument, context: Context) -> bool:
    """Return whether the instrument has not ended: a dead one is not to be proposed."""
    return context.status(found.iri).state not in ENDED


def _could_agree(citation: Citation) -> bool:
    """Return whether the citation says enough for a near instrument to agree with.

    A year alone is no day, and with it no instrument agrees.
    """
    if citation.date and citation.day is None:
        return False
    title = stated_title(citation)
    enough = title is not None and len(title_words(title)) >= _ENOUGH
    return enough or _contradicts_itself(citation)


def _contradicts_itself(citation: Citation) -> bool:
    """Return whether the date is not of the number's year."""
    m = DIGITS.match(citation.number or "")
    return bool(m and m["year"] and citation.date and m["year"] != citation.date[:4])


def _agrees(citation: Citation, i: Instrument) -> tuple[str, str] | None:
    """Return in what the near instrument agrees beyond chance, ``None`` where it does not.

    Neighbours in number are often signed on one day on akin matters (four decrees on the structure
    of four ministries), so the day alone tells a slip only where it contradicts the year of the
    number as written, and the title only where it is the neighbour's whole title. So it must be
    where no day is stated.
    """
    same_day = i.date is not None and i.date == citation.day
    title = stated_title(citation)
    if title and i.title and len(title_words(title)) >= _ENOUGH and (same_day or not citation.date):
        if i.type in LAWS or not same_day or _neighbours(citation, i):
            fits = _same_words(title, i.title)
        else:
            fits = title_agreement(title, i.title) >= _PARTLY
        if fits and (i.type in LAWS or len(title_words(title)) >= _LONG):
            return _BOTH if same_day else _TITLE
    return _DAY if same_day and _contradicts_itself(citation) else None


def _is_formula(citation: Citation, near: Instrument, context: Context) -> bool:
    """Return whether others of the near one's year have the stated title as well.

    Tariffs, fees and lists of place names come in families whose titles differ in one name.
    """
    title = stated_title(citation)
    if title is None or near.date is None:
        return False
    return any(
        i.iri != near.iri
        and i.date is not None
        and i.date.year == near.date.year
        and title_agreement(title, i.title or "") >= _PARTLY
        for i in context.graph.like_title(title, limit=_FAMILY)
    )


def _neighbours(citation: Citation, i: Instrument) -> bool:
    """Return whether the two numbers stand close together in one series."""
    own, other = series_key(citation.number or ""), series_key(i.number)
    if own is None or other is None or own[1] != other[1]:
        return False
    return abs(own[0] - other[0]) < _NEIGHBOURS


def _same_words(title: str, other: str) -> bool:
    """Return whether two titles have the same words, with or without the type word."""
    a, b = (set(title_words(t)) - _TYPE_WORDS for t in (title, other))
    return a == b


def _same_place(citation: Citation, i: Instrument, context: Context) -> bool:
    if i.territory is None:
        return True
    place = province_in(citation.issuer or "") or context.heading.province
    return place is not None and same_province(place, i.territory)
