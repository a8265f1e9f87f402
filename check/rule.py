"""What a rule is and what it is given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from check.finding import Hit, Message, Severity
from cite.heading import Heading
from cite.resolve import Outcome, Resolution
from kg.graph import Graph
from kg.model import Citation, Instrument, Role
from kg.state import Status
from kg.status import status


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One document being checked: text, citations, resolutions, graph and the two days.

    Attributes:
        date: the day the document is judged on.
        as_of: the later day up to which changes are reported.
        citations, resolutions: in text order, one resolution for each citation.
        drafting: whether the day is an option, read in full or only estimated; see ``Heading``.
    """

    text: str
    graph: Graph
    date: date
    as_of: date
    heading: Heading
    citations: tuple[Citation, ...]
    resolutions: tuple[Resolution, ...]

    def instrument(self, index: int) -> Instrument | None:
        """Return the instrument that a citation was resolved to."""
        return self.resolutions[index].instrument

    def status(self, iri: str, *, as_of: date | None = None) -> Status:
        """Return an instrument's status on a day, by default the document's."""
        return status(self.graph, iri, as_of=as_of or self.date)

    def sentence(self, start: int) -> str:
        """Return the sentence or line around an offset, at most 500 code points each way."""
        left = max(self.text.rfind(mark, max(0, start - 500), start) for mark in ("\n", ". ", ";"))
        ends = [
            at
            for mark in ("\n", ". ", ";")
            if (at := self.text.find(mark, start, start + 500)) >= 0
        ]
        return self.text[left + 1 : min(ends, default=start + 500)]

    def first(self, citation: Citation) -> bool:
        """Return whether a citation is the first mention of its instrument."""
        return self.first_mention(self.citations.index(citation))

    def first_mention(self, index: int) -> bool:
        """Return whether no earlier citation names the same instrument or number."""
        citation = self.citations[index]
        key = self._key(index)
        return key is None or not any(
            self._key(i) == key and self.citations[i].role is citation.role for i in range(index)
        )

    def _key(self, index: int) -> str | None:
        found = self.resolutions[index].instrument
        citation = self.citations[index]
        return found.iri if found else citation.number or citation.title


class Rule(ABC):
    """One check. A subclass is one file: docstring, code, slug, severity, message, ``check``.

    A rule yields ``Hit`` values with the words for its message; offsets, languages, order and
    selection belong to the runner. ``scope`` says what it is asked about.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    severity: ClassVar[Severity]
    message: ClassVar[Message]
    own_number: ClassVar[bool] = False
    """Whether the rule judges the document's own number too."""

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield what the rule finds in the document as a whole; nothing by default."""
        del context
        return iter(())

    @abstractmethod
    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield what the rule finds on one citation."""

    def applies(self, citation: Citation) -> bool:
        """Return whether the rule judges this citation."""
        return self.own_number or citation.role is Role.CITE


class DocumentRule(Rule):
    """A rule on words of the document that are no citations."""

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield nothing: the rule judges the document."""
        del index, citation, context
        return iter(())

    @abstractmethod
    def document(self, context: Context) -> Iterator[Hit]:
        """Yield what the rule finds in the document."""


class StatusRule(Rule):
    """A rule on the status of the instrument found."""

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Judge the instrument's status on the document's day."""
        resolution = context.resolutions[index]
        if resolution.outcome is Outcome.FOUND and resolution.instrument is not None:
            state = context.status(resolution.instrument.iri)
            yield from self.judge(citation, resolution.instrument, state, context)

    @abstractmethod
    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield what the status of the cited instrument gives rise to."""
