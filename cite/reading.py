"""What a citation form reads at one place, with offsets relative to its anchor."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Role, Span


class Reading(NamedTuple):
    """One citation as read at an anchor; spans are relative to the anchor.

    Attributes:
        joined: the text goes straight on to another citation, so a shared issuer may follow.
        bare: nothing names the type; a list head before may.
        kin: words before say that the document speaks of itself ("Kèm theo …").
    """

    start: int
    end: int
    form: str
    type: str | None = None
    number: str | None = None
    written: str | None = None
    date: str | None = None
    date_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    provision: str | None = None
    amended: str | None = None
    joined: bool = False
    bare: bool = False
    kin: bool = False
    header: bool = False

    def claim(self, window: str, anchor: int) -> tuple[object, ...]:
        """Return the fields of ``Citation`` behind ``start`` and ``end``, spans relative to start.

        They hold wherever the same window stands, so they are made once.
        """
        date_text = (
            window[anchor + self.date_span[0] : anchor + self.date_span[1]]
            if self.date_span
            else None
        )
        return (
            window[anchor + self.start : anchor + self.end],
            self.type,
            self.number,
            self.date,
            self.issuer,
            self.title,
            self.provision,
            Role.SELF if self.header else Role.CITE,
            self.form,
            self.written,
            date_text,
            _moved(self.date_span, -self.start),
            _moved(self.issuer_span, -self.start),
            _moved(self.title_span, -self.start),
            self.amended,
            None,
        )


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None
