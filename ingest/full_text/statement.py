"""What a full text says: of itself, of the instruments it acts on, and of others.

Offsets are code points of the text as given, half-open; days are calendar days.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from cite.heading import Heading

Scope = Literal["whole", "part"]


class Named(NamedTuple):
    """An instrument as a text names it; what the text does not say is ``None``.

    Attributes:
        type: type word in the form it should have.
        number: canonical number; may come from another line of the same text.
        date: the day stated there.
        title: name, for instruments cited by name only.
        issuer: as written.
    """

    type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    issuer: str | None = None


class Statement(NamedTuple):
    """The text acts on ``target``.

    Attributes:
        kind: entry of the relation vocabulary.
        target: what it acts on.
        scope: ``whole`` or ``part`` of the target.
        parts: what of the target, in words, groups parted by "; ".
        effective: first day of effect where it is not that of the text itself.
        until: last day, of suspensions and prolongations.
        evidence: the words that state it, white space folded, at most 300 characters.
        start, end: where they stand.
        citation: index of the citation that names the target.
    """

    kind: str
    target: Named
    scope: Scope = "whole"
    parts: str | None = None
    effective: datetime.date | None = None
    until: datetime.date | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0
    citation: int = -1


class ThirdParty(NamedTuple):
    """The text says that one instrument acts on another, or (``…_by``) was acted on by it."""

    kind: str
    subject: Named
    object: Named
    parts: str | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0
    citations: tuple[int, int] = (-1, -1)


class PartialEffect(NamedTuple):
    """Provisions of the text itself that take effect on a day of their own."""

    parts: str
    effective: datetime.date


class Particulars(NamedTuple):
    """What a text says of itself; what it does not say is ``None``.

    Attributes:
        type: type word.
        number, issuer, date, title: as its head and signature give them.
        effective: first day in force, also computed ("sau 45 ngày kể từ ngày ký").
        expires: last day in force by its own words.
        kind: ``qppl``, ``administrative`` or ``party``.
        territory: name of the province where it applies.
        partial: provisions with a day of their own.
    """

    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    effective: datetime.date | None = None
    expires: datetime.date | None = None
    kind: str = "administrative"
    territory: str | None = None
    partial: tuple[PartialEffect, ...] = ()


class FullText(NamedTuple):
    """All that a full text says; ``own`` is the text itself, read from its ``heading``.

    ``articles`` is the number of its last article, ``None`` where it is not certain.
    """

    own: Particulars
    relations: tuple[Statement, ...] = ()
    third_party: tuple[ThirdParty, ...] = ()
    heading: Heading = Heading()
    articles: int | None = None
