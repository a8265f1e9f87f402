"""Charts that are tables: numbers for readers and screen readers, bars for the eye."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as esc
from typing import NamedTuple

from report.drawing.nodes import clean


class Bar(NamedTuple):
    """One row of a chart: what is counted and the counts, in the order of the series.

    Attributes:
        tone: of all its parts; empty for those of the series.
    """

    label: str
    counts: tuple[int, ...]
    tone: str = ""


class Series(NamedTuple):
    """What one count of each row is called, and its tone, a class of the style."""

    name: str
    tone: str


def bars(
    caption: str, subject: str, series: Sequence[Series], rows: Sequence[Bar], *, language: str
) -> str:
    """Return a chart: a row for each bar, its parts in the order of the series.

    Args:
        caption: what is shown.
        subject: heading of the labels.
        series: the parts of a bar.
        rows: the bars; the longest takes the whole width.
        language: ``vi`` or ``en``, for the digits.
    """
    longest = max((sum(row.counts) for row in rows), default=0) or 1
    heads = "".join(
        f'<th scope="col" class="num">{_key(one.tone)}{shown(one.name)}</th>' for one in series
    )
    body = "".join(_row(row, series, longest, language) for row in rows)
    return (
        f'<table class="bars"><caption>{shown(caption)}</caption><thead><tr>'
        f'<th scope="col">{shown(subject)}</th>{heads}<td></td></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _key(tone: str) -> str:
    return f'<i class="key k-{tone}"></i>' if tone else ""


def _row(row: Bar, series: Sequence[Series], longest: int, language: str) -> str:
    cells = "".join(
        f'<td class="num" data-label="{shown(one.name)}">{_key(one.tone)}'
        f"{number(count, language)}</td>"
        for one, count in zip(series, row.counts, strict=True)
    )
    drawn = "".join(
        f'<i class="k-{row.tone or one.tone}" style="width:{count / longest * 100:.2f}%"></i>'
        for one, count in zip(series, row.counts, strict=True)
        if count
    )
    return (
        f'<tr><th scope="row">{shown(row.label)}</th>{cells}'
        f'<td class="bar" aria-hidden="true"><div>{drawn}</div></td></tr>'
    )


def number(value: int, language: str) -> str:
    """Return a number with the separators of the language."""
    words = f"{value:,}"
    return words if language == "en" else words.replace(",", ".")


def shown(words: str) -> str:
    """Return words that are data, safe as text and as an attribute."""
    return esc(clean(words))
