"""Asking a question of the registry, by its name or in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.errors import LegalGraphError
from kg.known import known_by
from kg.model import Instrument
from queries.asking.answering import answered
from queries.asking.understand import understand
from queries.asking.wording import heading
from queries.question import Question
from queries.registry import OptionValue, answer, questions
from queries.table import Table
from web.mcp.naming import named, near, quoted
from web.mcp.query_arguments import QueryArguments
from web.mcp.tool import Asked

_BY_NAME_ONLY = ("number", "to", "since", "transitive")


class Understood(NamedTuple):
    """The question that is answered: its name, and in words of both languages."""

    question: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a question: an answer, or an instrument that is open or absent.

    Attributes:
        understood: the question; ``None`` where the data lacks its instrument.
        table: the answer.
        reached: whether the answer has as many rows as were asked for, so that more may follow.
        which: the argument that leaves several instruments open, and these.
        absent: the words of which the data has no instrument.
        near: instruments with numbers one slip away from them.
    """

    understood: Understood | None = None
    table: Table | None = None
    reached: bool = False
    which: tuple[str, tuple[Instrument, ...]] | None = None
    absent: str = ""
    near: tuple[Instrument, ...] = ()


def ask(given: QueryArguments, asked: Asked, *, reach: int) -> Outcome:
    """Return what comes of a question.

    Args:
        given: the question with its arguments.
        asked: the graph and the day.
        reach: how many rows to ask for, of questions that can be asked for some.

    Raises:
        LegalGraphError: an argument does not go with the question, or plain words are not
            understood or name an instrument that the data does not have.
    """
    question = _by_name(given.question)
    if question is None:
        return _in_plain_words(given, asked, reach)
    graph = known_by(asked.graph, given.known) if given.known else asked.graph
    found: dict[str, Instrument | None] = {}
    for argument, words in (("number", given.number), ("to", given.to)):
        bearers = tuple(named(graph, words)) if words else ()
        if words and not bearers:
            return Outcome(absent=words, near=near(graph, words))
        if len(bearers) > 1 and not (argument == "number" and question.slug == "same-number"):
            return Outcome(understood=_said(question, given), which=(argument, bearers))
        found[argument] = bearers[0] if bearers else None
    about, other = found["number"], found["to"]
    options = _options(question, given, other, reach)
    day, iri = given.as_of or asked.today, about.iri if about else None
    table = answer(graph, question.slug, iri, as_of=day, **options)
    return Outcome(
        understood=_said(question, given, about, other),
        table=table,
        reached="limit" in options and len(table.rows) >= reach,
    )


def _by_name(words: str) -> Question | None:
    """Return the question of a name or alias, blanks and low lines as good as hyphens."""
    name = "-".join(words.casefold().replace("_", " ").replace("-", " ").split())
    for question in questions().values():
        if name in (question.slug, *question.aliases):
            return question
    return None


def _options(
    question: Question, given: QueryArguments, other: Instrument | None, reach: int
) -> dict[str, OptionValue]:
    """Return the options stated, and how many rows are asked for where that can be said."""
    stated = {
        "to": other.iri if other else None,
        "since": given.since,
        "transitive": given.transitive or None,
        "limit": reach if "limit" in question.options else None,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _said(
    question: Question,
    given: QueryArguments,
    about: Instrument | None = None,
    other: Instrument | None = None,
) -> Understood:
    """Return a question in words, with its instruments or else the words for them."""
    named_as = {"number": (about, given.number), "to": (other, given.to)}
    vi, en = (
        words.format(
            **{
                place: heading(instrument, lang) if instrument else quoted(stated or "?")
                for place, (instrument, stated) in named_as.items()
            }
        )
        for words, lang in ((question.vi, "vi"), (question.en, "en"))
    )
    return Understood(question.slug, vi, en)


def _in_plain_words(given: QueryArguments, asked: Asked, reach: int) -> Outcome:
    extra = [name for name in _BY_NAME_ONLY if getattr(given, name)]
    if extra:
        raise LegalGraphError(
            f"argument {extra[0]!r}: goes with a question by name only ({', '.join(questions())}). "
            "Ask by name, or say it in the words of the question."
        )
    found = understand(given.question, asked.graph, today=asked.today)
    understood = Understood(found.slug, found.vi, found.en)
    if found.which:
        role, instruments = found.which
        return Outcome(
            understood=understood, which=("number" if role == "iri" else role, instruments)
        )
    limited = "limit" in questions()[found.slug].options and "limit" not in found.options
    if limited:
        found = replace(found, options={**found.options, "limit": reach})
    table = answered(found, asked.graph, today=asked.today, as_of=given.as_of, known=given.known)
    reached = limited and len(table.rows) >= reach
    return Outcome(understood=understood, table=table, reached=reached)
