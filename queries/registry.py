"""All questions, found by walking this package."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import queries
from queries.question import Question


@cache
def questions() -> dict[str, Question]:
    """Return the questions by slug, in order of their names."""
    found: dict[str, Question] = {}
    for module in sorted(module.name for module in iter_modules(queries.__path__)):
        question = getattr(import_module(f"queries.{module}"), "QUESTION", None)
        if isinstance(question, Question):
            found[question.slug] = question
    return found
