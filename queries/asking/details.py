"""What stands around a number in a question and belongs to it: date, issuer, words of the title.

They belong to the instrument where they agree with a candidate, and then narrow the candidates;
what agrees with none is left to the question ("Nghị định 61/2018/NĐ-CP năm 2023").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kg.ids import read_number
from kg.model import Instrument
from kg.patterns import lazy
from kg.vocab import load_vocabulary
from queries.asking.days import Day
from queries.asking.phrases import bare

WORD = lazy(r"[^\W_]+")
_OF = lazy(r"[\s,(]*(?:do|cua|by|of|from|issued by)\s+(?=[a-z])")
_DATED = lazy(r"[\s,(]*(?:(?:ban hanh|ky|issued|signed|dated|of)\s*)*(?:ngay|nam|on)?\s*$")
_ABOUT = lazy(r"[\s,(]*(?:[\"“]\s*|(?:ve|on|about|v/v)\s+)")
_FEWEST_TITLE_WORDS, _LONGEST_ISSUER = 2, 8


class Mention(NamedTuple):
    """An instrument named in a question.

    Attributes:
        start, end: what names it, details included.
        words: the number or name as typed.
        candidates: the instruments that fit, oldest first; empty when the graph has none.
        number: its number where one was read.
        misdated: whether the date beside it is not that of any candidate.
    """

    start: int
    end: int
    words: str
    candidates: tuple[Instrument, ...]
    number: str | None = None
    misdated: bool = False


class Typed(NamedTuple):
    """A question as typed and in the bare form that is searched; offsets are the same."""

    text: str
    bare: str


_Reader = Callable[[Mention, str, list[Day], int], Mention]


def with_details(mention: Mention, text: str, days: list[Day], bounds: tuple[int, int]) -> Mention:
    """Return a mention with the words around that belong to it.

    Args:
        mention: number or name.
        text: the question in bare form.
        days: the days of the question.
        bounds: where the mention before ends and the next one begins.
    """
    done, limit = bounds
    mention = _year_before(_named_before(mention, text, done), text, days)
    readers: tuple[_Reader, ...] = (_dated, _issued, _titled)
    while True:
        end = mention.end
        for read in readers:
            mention = read(mention, text, days, limit)
        if mention.end == end:
            return mention


def apart(day: Day, mentions: list[Mention]) -> Day:
    """Return a day without words that belong to an instrument ("điện tử 2005" is no "từ 2005")."""
    ends = [m.end for m in mentions if day.start < m.end <= day.at]
    return day._replace(start=max(ends), cue="") if ends else day


def title_run(instrument: Instrument, words: list[str]) -> int:
    """Return how many of the words follow one another in the title, words of which may miss."""
    title = iter(WORD.findall(bare(instrument.title or "")))
    n = 0
    while n < len(words) and words[n] in title:
        n += 1
    return n


@cache
def title_heads() -> re.Pattern[str]:
    """Return the pattern of what a title may begin with: a type word, a quotation mark."""
    kinds = "|".join(re.escape(bare(kind.vi)) for kind in load_vocabulary().types.values())
    return re.compile(rf"(?P<mark>[\"“])|(?<!\w)(?:{kinds})(?!\w)")


def _named_before(mention: Mention, text: str, done: int) -> Mention:
    """Take in type and title words before a number ("Nghị định về công tác văn thư số …")."""
    for head in reversed(list(title_heads().finditer(text, done, mention.start))):
        between = WORD.findall(text[head.end() : mention.start])
        words = [word for word in between if word not in {"ve", "so", "on"}]
        if words and any(title_run(i, words) == len(words) for i in mention.candidates):
            return mention._replace(start=head.start())
    return mention


def _year_before(mention: Mention, text: str, days: list[Day]) -> Mention:
    """Take in a year before ("the 2015 law 80/2015/QH13")."""
    for day in days:
        beside = day.end <= mention.start and not text[day.end : mention.start].strip()
        bare_year = beside and not day.exact and not day.cue
        if bare_year and any(_signed_in(i, day) for i in mention.candidates):
            return mention._replace(start=day.start)
    return mention


def _dated(mention: Mention, text: str, days: list[Day], limit: int) -> Mention:
    day = next((apart(d, [mention]) for d in days if mention.end <= d.at < limit), None)
    if day is None or day.cue or not _DATED.fullmatch(text[mention.end : day.at] + " "):
        return mention
    end = day.end + (text[day.end : day.end + 1] == ")")
    fitting = tuple(i for i in mention.candidates if _signed_in(i, day))
    if fitting:
        return mention._replace(end=end, candidates=fitting)
    if day.exact and any(i.date and i.date.year == day.first.year for i in mention.candidates):
        return mention._replace(end=end, misdated=True)
    return mention


def _signed_in(instrument: Instrument, day: Day) -> bool:
    """Return whether an instrument is of a day or period; undated ones by the year they bear."""
    if instrument.date is not None:
        return day.first <= instrument.date <= day.last
    return not day.exact and read_number(instrument.number).year == day.first.year


def _issued(mention: Mention, text: str, days: list[Day], limit: int) -> Mention:
    del days
    lead = _OF.match(text, mention.end, limit)
    at = lead.end() if lead else mention.end
    words = list(WORD.finditer(text, at, limit))[:_LONGEST_ISSUER]
    for n in range(len(words), 0 if lead else 1, -1):
        run = f" {' '.join(m.group() for m in words[:n])} "
        fitting = tuple(i for i in mention.candidates if run in _spaced(i.issuer))
        if fitting:
            return mention._replace(end=words[n - 1].end(), candidates=fitting)
    return mention


def _spaced(name: str) -> str:
    return f" {' '.join(WORD.findall(bare(name)))} "


def _titled(mention: Mention, text: str, days: list[Day], limit: int) -> Mention:
    del days
    lead = _ABOUT.match(text, mention.end, limit)
    if lead is None:
        return mention
    words = list(WORD.finditer(text, lead.end(), limit))
    runs = [(title_run(i, [m.group() for m in words]), i) for i in mention.candidates]
    best = max((n for n, _ in runs), default=0)
    if best < _FEWEST_TITLE_WORDS:
        return mention
    fitting = tuple(i for n, i in runs if n == best)
    return mention._replace(end=words[best - 1].end(), candidates=fitting)
