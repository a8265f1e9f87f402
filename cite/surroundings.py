"""What stands around one number, read by the modules for each part, and the reading it makes."""

from __future__ import annotations

import re
from typing import NamedTuple

from cite.dates import Dated, read_date
from cite.fragments import CITED, SO
from cite.head import read_before, read_provision
from cite.issuer import read_issuer
from cite.reading import Reading
from cite.title import read_title
from kg.model import Span
from kg.patterns import lazy

_SEPARATOR = lazy(
    rf"\s*+(?:,|;|(?<=\s)(?:và|cùng)(?=\s))\s*+(?:và\s++)?(?P<number>(?:các\s++)?(?:{SO}\s*+)?\d)?"
)
_AMENDED = lazy(
    r"\s*+[,(]?\s*+(?:và\s++)?(?:đã\s++)?(?:được\s++)?(?:sửa\s++đổi|bổ\s++sung)[^;.\n]{0,220}",
    re.IGNORECASE,
)
_KIN = lazy(r"(?:[Kk]èm\s++theo|ban\s++hành\s++theo)\s*+$")


class Surroundings(NamedTuple):
    """Date, issuer, title, provision and amendment clause around a number, with their spans."""

    date: Dated | None
    issuer: Span | None
    title: Span | None
    provision: str | None
    amended: str | None
    joined: bool
    kin: bool
    ran_out: bool


def read_surroundings(
    window: str,
    head_at: int,
    symbol_end: int,
    *,
    dated: Dated | None,
    truncated: bool,
    joint: bool = False,
) -> Surroundings:
    """Return what stands around the citation that spans ``head_at`` to ``symbol_end``."""
    date, issuer, at = _date_and_issuer(window, symbol_end, dated, joint=joint)
    joined = _joins(window, at)
    provision = read_provision(window, head_at)
    title = None
    ran_out = False
    if not joined:
        plain = date is None and issuer is None
        read = read_title(
            window,
            at,
            bare=plain,
            truncated=truncated,
            named=date is not None,
            provision=provision is not None,
        )
        if read is not None:
            title, ran_out = read
            at = title[1]
    amended = _AMENDED.match(window, at)
    if date is None or issuer is None:
        early_date, early_issuer = read_before(window, head_at)
        date = date or early_date
        issuer = issuer or early_issuer
    kin = _KIN.search(window, max(0, head_at - 24), head_at) is not None
    return Surroundings(
        date, issuer, title, provision, amended.group() if amended else None, joined, kin, ran_out
    )


def _joins(window: str, at: int) -> bool:
    """Return whether another citation follows directly, joined by a comma or "và"."""
    m = _SEPARATOR.match(window, at)
    return m is not None and (m["number"] is not None or CITED.match(window, m.end()) is not None)


def _date_and_issuer(
    window: str, at: int, dated: Dated | None, *, joint: bool
) -> tuple[Dated | None, Span | None, int]:
    """Return date and issuer behind a number, in either order, and the offset behind them."""
    date, issuer = dated, None
    for _ in range(3):
        found = read_date(window, at) if date is None else None
        if found is not None:
            date, at = found, found.end
            continue
        body = read_issuer(window, at, joint=joint) if issuer is None else None
        if body is None:
            break
        issuer, at = body
    return date, issuer, at


def assemble(  # noqa: PLR0913 - the parts of one reading
    window: str,
    anchor: int,
    span: Span,
    around: Surroundings,
    *,
    form: str,
    type: str | None,  # noqa: A002 - the field's own name
    number: str | None,
    written: str | None = None,
    name: Span | None = None,
    bare: bool = False,
    header: bool = False,
) -> Reading:
    """Return the reading of the citation at ``span``, offsets relative to ``anchor``.

    ``name`` is the span of a law's name, which is then the title.
    """
    title = name or around.title

    def moved(part: Span | None) -> Span | None:
        return (part[0] - anchor, part[1] - anchor) if part else None

    return Reading(
        start=span[0] - anchor,
        end=span[1] - anchor,
        form=form,
        type=type,
        number=number,
        written=written or number,
        date=around.date.iso if around.date else None,
        date_span=moved(around.date.span) if around.date else None,
        issuer=_clean(window, around.issuer),
        issuer_span=moved(around.issuer),
        title=_clean(window, title),
        title_span=moved(title),
        provision=around.provision,
        amended=around.amended,
        joined=around.joined,
        bare=bare,
        kin=around.kin,
        header=header,
    )


def _clean(window: str, span: Span | None) -> str | None:
    """Return the words of ``span`` with white space folded."""
    return (" ".join(window[span[0] : span[1]].split()) or None) if span else None
