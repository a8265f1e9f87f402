"""Understanding a question in plain words: which question, about what, as of which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.contract import Store
from kg.errors import LegalGraphError
from kg.model import Instrument
from kg.text import strip_accents, unify
from queries.asking import wording
from queries.asking.days import Day, find_days
from queries.asking.details import Typed
from queries.asking.mentions import find_mentions
from queries.asking.phrases import Phrase
from queries.asking.reading import NUMERAL, read_words, spans_of, words_of
from queries.asking.titles import find_titled
from queries.asking.understanding import Understanding
from queries.asking.words import INDIRECT
from queries.question import Question
from queries.registry import OptionValue

_LONGEST, _BOUNDS = 400, 2
_DAY = timedelta(days=1)


def understand(text: str, graph: Store, *, today: date) -> Understanding:
    """Return how a question is understood.

    Args:
        text: the question, Vietnamese or English, with or without diacritics.
        graph: where instruments are looked up.
        today: the end of a period of which only the beginning is stated.

    Raises:
        LegalGraphError: the question is not understood (the message says what can be asked), has
            two equally likely readings, or names an instrument that the graph does not have.
    """
    typed = _typed(text)
    mentions, days = find_mentions(typed, find_days(typed.bare), graph)
    read = read_words(typed, mentions, days)
    if read is None and not mentions and (titled := find_titled(typed, graph)):
        days = [day for day in days if not titled.start <= day.at < titled.end]
        mentions = [titled]
        read = read_words(typed, mentions, days)
    for mention in mentions:
        if not mention.candidates:
            raise LegalGraphError(wording.not_in_graph(mention, graph))
    if read is None:
        raise LegalGraphError(wording.not_understood(text, mentions))
    asked, phrase, tokens = read
    found = Understanding(
        text=text,
        slug=asked.slug,
        candidates=mentions[0].candidates if "{x}" in phrase.atoms else (),
        to=mentions[1].candidates if "{to}" in phrase.atoms else (),
        known=next((day.last for day in days if day.cue == "known"), None),
    )
    found = _with_days(found, asked, [day for day in days if day.cue != "known"], today)
    found = replace(found, options={**found.options, **_switches(asked, phrase, tokens, typed)})
    if any(mention.misdated for mention in mentions):
        raise LegalGraphError(wording.misdated(mentions))
    vi, en = wording.sentence(found)
    return replace(found, vi=vi, en=en)


def decided(found: Understanding, instrument: Instrument) -> Understanding:
    """Return an understanding with its open choice made.

    Raises:
        LegalGraphError: the instrument is not among those to choose from.
    """
    if found.which is None or instrument not in found.which[1]:
        raise LegalGraphError(f"{instrument.iri}: not a choice. Take one of those offered.")
    only = (instrument,)
    second = found.which[0] == "to"
    made = replace(found, to=only) if second else replace(found, candidates=only)
    vi, en = wording.sentence(made)
    return replace(made, vi=vi, en=en)


def _typed(text: str) -> Typed:
    if len(text) > _LONGEST:
        raise LegalGraphError(
            f"question of {len(text)} characters: too long. Ask one thing in up to {_LONGEST}."
        )
    composed = unify(text)
    plain = strip_accents(composed).lower()
    return Typed(composed if len(plain) == len(composed) else plain, plain)


def _switches(
    asked: Question, phrase: Phrase, tokens: Sequence[str], typed: Typed
) -> dict[str, OptionValue]:
    found: dict[str, OptionValue] = {}
    if "transitive" in asked.options:
        found["transitive"] = bool(spans_of(words_of(typed.text), INDIRECT))
    if "limit" in asked.options and "{n}" in phrase.atoms and "{n}" in tokens:
        numeral = next(n for n in words_of(typed.bare) if NUMERAL.fullmatch(n))
        found["limit"] = int(numeral)
    return found


def _with_days(
    found: Understanding, asked: Question, days: Sequence[Day], today: date
) -> Understanding:
    if "since" in asked.options:
        since, until = _period(days, today)
        return replace(found, as_of=until, options={"since": since})
    last = {day.last for day in days}
    if len(last) > 1:
        raise LegalGraphError(wording.several_days(sorted(last)))
    return replace(found, as_of=last.pop() if last else None)


def _period(days: Sequence[Day], today: date) -> tuple[date, date]:
    """Return the day after which changes are asked for, and the last day.

    "From 1/7" and "in 2025" take in the first day, "between" compares the two days.
    """
    if not days or len(days) > _BOUNDS or days[0].first > days[-1].last:
        raise LegalGraphError(wording.several_days([day.first for day in days]))
    first = days[0]
    since = first.first - _DAY if first.cue == "from" or not first.exact else first.first
    return since, today if len(days) == 1 and first.exact else days[-1].last
