"""What a module of this package offers: a question with its name, labels and function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from queries.table import Table


class Option(NamedTuple):
    """A keyword that some questions take beside ``as_of``."""

    type: type
    required: bool
    says: str


#: Every option by name.
OPTIONS: dict[str, Option] = {
    "transitive": Option(bool, required=False, says="follow further steps too"),
    "to": Option(str, required=True, says="IRI of the second instrument"),
    "since": Option(date, required=True, says="the day after which changes are told"),
    "limit": Option(int, required=False, says="how many rows at most"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that can be asked of the graph.

    Attributes:
        slug: its name on the command line and in addresses.
        vi, en: the question in words, ``{number}`` standing for the instrument and ``{to}`` for
            the second one.
        ask: ``ask(graph, iri, *, as_of, ...)`` with the ``options`` as further keywords; a
            question on the whole graph is asked with ``iri=None``.
        options: keywords that ``ask`` takes beside ``as_of``, entries of ``OPTIONS``.
        phrases: further ways to ask it in words.
        subject: whether it is asked of an instrument or of the whole graph.
        narrows: of a question on the whole graph, whether it can be asked of one instrument too.
        aliases: other names that the command line takes for the slug.
    """

    slug: str
    vi: str
    en: str
    ask: Callable[..., Table]
    options: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    subject: Literal["instrument", "graph"] = "instrument"
    narrows: bool = False
    aliases: tuple[str, ...] = ()
