"""What the pages of an audit are asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from web.audits.said import number
from web.rendering import Words

PAGE = 50
"""Rows of a page."""
SHOWS = ("documents", "instruments", "unread")
"""Lists that are shown."""


class Whose(NamedTuple):
    """Which audit is shown, and how.

    Attributes:
        id, name, path: of the audit; where its results are.
        as_of: the day compared up to.
        summary: see ``web.audits.work.Told``.
        kept_until: time of day until which it is kept, in words.
        language: ``vi`` or ``en``.
        switch: address of the page in the other language.
        part: whether only the part that is swapped in is wanted.
    """

    id: str
    name: str
    path: str
    as_of: date
    summary: dict[str, int | str | None]
    kept_until: str
    language: str
    switch: str
    part: bool = False

    @property
    def address(self) -> str:
        """Address of the results."""
        return f"/folders/{self.id}"

    def count(self, name: str) -> int:
        """Return a number of the summary."""
        found = self.summary[name]
        return found if isinstance(found, int) else 0

    def shown(self, name: str) -> str:
        """Return a number of the summary in the digits of the language."""
        return number(self.count(name), self.language)


class Filters(NamedTuple):
    """What of an audit is shown; see ``web.audits.listed.Lists``."""

    show: str = "documents"
    worst: str | None = None
    unit: str | None = None
    order: str = "worst"
    group: str | None = None
    page: int = 1

    def address(self, whose: Whose, **changed: str | int | None) -> str:
        """Return the address of what is shown with something changed, on its first page."""
        wanted = {**self._asdict(), "page": 1, **changed}
        given = {
            name: value
            for name, value in wanted.items()
            if value is not None and value != getattr(Filters(), name)
        }
        return f"{whose.address}?{urlencode(given)}" if given else whose.address


class Cut(NamedTuple):
    """The part of a list that is on a page: from ``first`` to before ``end``."""

    first: int
    end: int
    total: int

    def showing(self, t: Words, language: str) -> str:
        """Return which rows these are, in words."""
        shown = (self.first + 1, self.end, self.total)
        return t["showing"].format(*(number(value, language) for value in shown))


def cut(total: int, page: int) -> Cut:
    """Return what of a list is on a page, counted from 1; of the last one beyond it."""
    last = max(1, -(-total // PAGE))
    first = (min(max(page, 1), last) - 1) * PAGE
    return Cut(first, min(first + PAGE, total), total)
