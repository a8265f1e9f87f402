"""What a module of this package offers: a question with its name, labels and function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from queries.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that can be asked of the graph.

    Attributes:
        slug: its name on the command line and in addresses.
        vi, en: the question in words, ``{number}`` standing for the instrument.
        ask: ``ask(graph, iri, *, as_of, ...)`` with the ``options`` as further keywords.
        options: keywords that ``ask`` takes beside ``as_of``; ``to`` is an IRI and required,
            all others are switches and off by default.
    """

    slug: str
    vi: str
    en: str
    ask: Callable[..., Table]
    options: tuple[str, ...] = ()
