"""All questions, found by walking this package, and the one way to ask them by name."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import queries
from kg.contract import Store
from kg.errors import LegalGraphError
from queries.question import OPTIONS, Question
from queries.table import Table

OptionValue = bool | int | str | date


@cache
def questions() -> dict[str, Question]:
    """Return the questions by slug, in order of their names."""
    found: dict[str, Question] = {}
    for module in sorted(module.name for module in iter_modules(queries.__path__)):
        question = getattr(import_module(f"queries.{module}"), "QUESTION", None)
        if isinstance(question, Question):
            found[question.slug] = question
    return found


def question(name: str) -> Question:
    """Return the question of a slug or another of its names.

    Raises:
        LegalGraphError: there is none; the message lists all slugs.
    """
    known = questions()
    if name in known:
        return known[name]
    for other in known.values():
        if name in other.aliases:
            return other
    raise LegalGraphError(f"{name!r}: no such question. Ask one of: {', '.join(known)}.")


def answer(
    graph: Store, slug: str, iri: str | None = None, *, as_of: date, **options: OptionValue
) -> Table:
    """Ask a question by name; the command line, Python and HTTP all come through here.

    Args:
        graph: the graph to ask.
        slug: slug or alias of the question.
        iri: the instrument asked about; ``None`` for questions on the whole graph.
        as_of: the day asked for.
        **options: options of the question, see ``queries.question.OPTIONS``.

    Raises:
        LegalGraphError: no such question or option, a value of the wrong type, an instrument
            missing or not wanted, or an IRI unknown to the graph.
    """
    asked = question(slug)
    _check_subject(asked, iri)
    _check_options(asked, options)
    return asked.ask(graph, iri, as_of=as_of, **options)


def _check_subject(asked: Question, iri: str | None) -> None:
    if iri is None and asked.subject == "instrument":
        raise LegalGraphError(f"{asked.slug}: no instrument is named. Name the one it is about.")
    if iri is not None and asked.subject == "graph" and not asked.narrows:
        raise LegalGraphError(
            f"{asked.slug}: asked of the whole graph, not of {iri!r}. Leave the instrument out."
        )


def _check_options(asked: Question, options: dict[str, OptionValue]) -> None:
    takes = ", ".join(asked.options) or "none"
    for name, value in options.items():
        if name not in asked.options:
            raise LegalGraphError(
                f"{asked.slug}: no option {name!r}. Its options: {takes}, and as_of."
            )
        wanted = OPTIONS[name].type
        # True is an int to Python, and no number of rows.
        if type(value) is not wanted:
            raise LegalGraphError(
                f"{asked.slug}: {name}={value!r} is no {wanted.__name__}. "
                f"Give {OPTIONS[name].says}."
            )
    for name in asked.options:
        if OPTIONS[name].required and name not in options:
            raise LegalGraphError(
                f"{asked.slug}: {name!r} is missing. Give {OPTIONS[name].says}; "
                f"its options: {takes}."
            )
