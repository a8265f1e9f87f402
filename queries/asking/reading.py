"""From the words of a question to the question they ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.errors import LegalGraphError
from kg.patterns import lazy
from kg.text import fold
from queries.asking import wording
from queries.asking.days import Day
from queries.asking.details import Mention, Typed
from queries.asking.phrases import Phrase, Words, alike, bare, cheapest, wordings
from queries.asking.slips import mended
from queries.asking.words import BEYOND, DIRECT, INDIRECT, POLITE
from queries.question import Question
from queries.registry import questions

#: What a question may cost and still be understood, and what makes two readings equally likely.
_LIMIT, _MARGIN = 3.0, 0.2
_TOKEN = lazy(r"[^\W_]+")
NUMERAL = lazy(r"\d{1,3}")


class Reading(NamedTuple):
    """A question that the words may ask, by the phrase that explains them best."""

    cost: float
    slug: str
    phrase: Phrase


def read_words(
    typed: Typed, mentions: Sequence[Mention], days: Sequence[Day]
) -> tuple[Question, Phrase, list[str]] | None:
    """Return the question whose phrase explains the words best, with the words as it read them.

    ``None`` where no phrase explains enough, or what is asked is beyond the graph.

    Raises:
        LegalGraphError: two questions explain the words equally well.
    """
    words, _ = _known_phrases()
    tokens = _tokens(typed, mentions, days)
    if spans_of(tokens, BEYOND):
        return None
    tokens = mended(tokens, words)
    plain = [bare(token) for token in tokens]
    # Diacritics are believed first; where they make no sense, they may be slips themselves.
    best = _best(typed.text, tokens) or _best(typed.text, plain)
    return (questions()[best.slug], best.phrase, plain) if best else None


def _best(text: str, tokens: Sequence[str]) -> Reading | None:
    words, by_slug = _known_phrases()
    spans = words.spans(tokens)
    skips = words.skips(tokens, spans)
    readings = [
        Reading(match.cost, slug, match.phrase)
        for slug, phrases in by_slug.items()
        if (match := cheapest(phrases, spans, skips)) is not None and match.cost <= _LIMIT
    ]
    readings.sort(key=lambda reading: reading[:2])
    rivals = [reading for reading in readings[1:] if reading.cost - readings[0].cost < _MARGIN]
    if rivals:
        raise LegalGraphError(wording.two_readings(text, readings[0].slug, rivals[0].slug))
    return readings[0] if readings else None


def _tokens(typed: Typed, mentions: Sequence[Mention], days: Sequence[Day]) -> list[str]:
    """Return the words of the question, instruments and days as the places of phrases."""
    places = ["{x}", "{to}"]
    pieces = [(m.start, m.end, place) for m, place in zip(mentions, places, strict=False)]
    pieces += [(m.start, m.end, "{more}") for m in mentions[2:]]
    bounds = ["{since}", "{until}"]
    for day in days:
        if day.cue == "known":
            place = ""
        elif day.exact or len(days) > 1:
            place = bounds.pop(0) if bounds else "{day}"
        else:
            place = "{period}"
        pieces.append((day.start, day.end, place))
    pieces.sort()
    tokens: list[str] = []
    at = 0
    for start, end, place in pieces:
        tokens += words_of(typed.text[at:start])
        tokens += [place] if place else []
        at = max(at, end)
    return _folded(tokens + words_of(typed.text[at:]))


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, diacritics kept."""
    return _TOKEN.findall(fold(text))


def _folded(tokens: list[str]) -> list[str]:
    """Take out politeness, direct and indirect; give numbers of rows their place."""
    for line in (POLITE, INDIRECT, DIRECT):
        for start, end in reversed(spans_of(tokens, line)):
            del tokens[start:end]
    return ["{n}" if NUMERAL.fullmatch(token) else token for token in tokens]


def spans_of(tokens: Sequence[str], line: str) -> list[tuple[int, int]]:
    """Return where alternatives of a line of words stand among the tokens, none in another."""
    found: list[tuple[int, int]] = []
    for start, token in enumerate(tokens):
        if found and start < found[-1][1]:
            continue
        for words in _alternatives(line).get(bare(token), ()):
            end = start + len(words)
            if end <= len(tokens) and all(map(alike, tokens[start:end], words)):
                found.append((start, end))
                break
    return found


@cache
def _alternatives(line: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the alternatives of a line of words by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((fold(part).split() for part in line.split("|")), key=len, reverse=True):
        found.setdefault(bare(words[0]), []).append(tuple(words))
    return found


@cache
def _known_phrases() -> tuple[Words, dict[str, tuple[Phrase, ...]]]:
    by_slug = {slug: tuple(wordings(_ways(asked))) for slug, asked in questions().items()}
    return Words(phrase for phrases in by_slug.values() for phrase in phrases), by_slug


def _ways(asked: Question) -> tuple[str, ...]:
    """Return the phrases of a question, its own two names among them."""
    names = (name.replace("{number}", "{x}") for name in (asked.vi, asked.en))
    return (*asked.phrases, *(re.sub(r"[?,.]", " ", name) for name in names))
