"""What a rule is and what it is given."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from check.amender import named_as_amender
from check.finding import Hit, Message, Severity
from check.sentence import Sentences, document_title
from check.settle import is_sure, recurs
from check.words import Words
from cite.heading import Heading
from cite.mentions import title_holders
from cite.resolve import Outcome, Resolution
from kg.contract import Store
from kg.ids import number_key, read_number
from kg.model import Citation, Instrument, Relation, Role
from kg.state import State, Status
from kg.status import status

_MUCH, _RECENT = 3, 3
"""Citations that are enough to tell a text's age by, and years within which it may be of today."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Context:
    """One document being checked: text, citations, resolutions, graph and the two days.

    What several rules ask of the text is found once and kept here, so that it ends with the check:
    nothing of a draft may stay behind in the process.

    Attributes:
        date: the day the document is judged on.
        date_source: ``option``, ``header``, ``signature`` or ``today``.
        as_of: the later day up to which changes are reported.
        heading: what the document says of itself; its ``precision`` tells whether the day was read
            in full or only estimated.
        citations: in text order.
        resolutions: one for each citation, settled among each other.
        kind: format the text was read from, ``pdf`` for one whose line breaks may cost hyphens.
        firsts: offsets of the citations that are the first mention of their instrument.
        quoted: indices of the citations that stand in the title of an earlier one.
        lenient: the day says little about the text, so what has ended since is only told; see
            ``is_lenient``.
        memo: what others have found in the document.
    """

    text: str
    graph: Store
    date: datetime.date
    as_of: datetime.date
    heading: Heading
    citations: tuple[Citation, ...]
    resolutions: tuple[Resolution, ...] = ()
    date_source: str = "option"
    kind: str = "txt"
    firsts: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()
    lenient: bool = False
    memo: dict[object, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def title(self) -> str:
        """The document's type word and title, empty where no head is seen."""
        return document_title(self.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the text."""
        return Sentences(self.text)

    @cached_property
    def words(self) -> Words:
        """The text as phrases are looked for in it."""
        return Words(self.text)

    @cached_property
    def statuses(self) -> Mapping[int, Status]:
        """The status on the document's day of each instrument found, by index of the citation."""
        return {
            index: self.status(resolution.instrument.iri)
            for index, resolution in enumerate(self.resolutions)
            if resolution.outcome is Outcome.FOUND
            and resolution.instrument is not None
            and self.citations[index].role is Role.CITE
        }

    @cached_property
    def cited(self) -> Mapping[str, int]:
        """The IRIs of the instruments cited, each with the index of its first citation."""
        found: dict[str, int] = {}
        for index, resolution in enumerate(self.resolutions):
            if resolution.instrument is not None:
                found.setdefault(resolution.instrument.iri, index)
        return found

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the citations begin, in order; no two begin at one place."""
        return tuple(citation.start for citation in self.citations)

    def index(self, citation: Citation) -> int:
        """Return the index of one of the citations, told from others of the same words by place."""
        return bisect_left(self.starts, citation.start)

    def instrument(self, index: int) -> Instrument | None:
        """Return the instrument that a citation was resolved to."""
        return self.resolutions[index].instrument

    def sure(self, index: int) -> bool:
        """Return whether more than a recurring number speaks for the instrument found."""
        return is_sure(self.resolutions[index])

    def status(self, iri: str, *, as_of: datetime.date | None = None) -> Status:
        """Return an instrument's status on a day, by default the document's."""
        return status(self.graph, iri, as_of=as_of or self.date)

    def is_own(self, iri: str) -> bool:
        """Return whether an instrument is the document being checked."""
        own, other = self.heading.number, self.graph.instrument(iri)
        if own is None or number_key(own) != number_key(other.number):
            return False
        shared = recurs(other) or len(self.graph.by_number(own)) > 1
        return not shared or other.date == self.date

    def first(self, citation: Citation) -> bool:
        """Return whether no earlier citation names the same instrument or number."""
        return citation.start in self.firsts

    def in_title(self, index: int) -> bool:
        """Return whether a citation stands in the title of an earlier one, quoted as it is."""
        return index in self.quoted


def quoted_in_titles(citations: tuple[Citation, ...]) -> frozenset[int]:
    """Return the indices of the citations that stand in the title of an earlier one."""
    holders = title_holders(citations)
    return frozenset(index for index, holder in enumerate(holders) if holder is not None)


def first_mentions(
    citations: tuple[Citation, ...], resolutions: tuple[Resolution, ...]
) -> frozenset[int]:
    """Return the offsets of the citations that are the first of their instrument or number."""
    seen: set[tuple[str, Role]] = set()
    found = []
    for citation, resolution in zip(citations, resolutions, strict=True):
        instrument = resolution.instrument
        name = instrument.iri if instrument else citation.number or citation.title
        if name is None or (name, citation.role) not in seen:
            found.append(citation.start)
        if name is not None:
            seen.add((name, citation.role))
    return frozenset(found)


def is_lenient(context: Context) -> bool:
    """Return whether the document's day says little about its text.

    A consolidated text (văn bản hợp nhất) restates old ones, bases and all. A text that states no
    day and cites much, but nothing of the last three years, is older than today, on which it
    would have to be judged.
    """
    if "VBHN" in (context.heading.number or context.heading.symbol or ""):
        return True
    if context.date_source != "today":
        return False
    years = [y for c in context.citations if (y := _year(c))]
    return len(years) >= _MUCH and max(years) < context.date.year - _RECENT


def _year(citation: Citation) -> int | None:
    """Return the year of the stated date, else that in the number."""
    return int(citation.date[:4]) if citation.date else read_number(citation.number or "").year


class Rule(ABC):
    """One check. A subclass is one file: docstring, code, slug, severity, message, and the check.

    A rule yields ``Hit`` values with the words for its message; offsets, languages, order and
    selection belong to the runner.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    severity: ClassVar[Severity]
    message: ClassVar[Message]
    safe: ClassVar[bool] = False
    """Whether a suggestion of the rule may be written without asking (``--fix``)."""

    @abstractmethod
    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield what the rule finds, with the index of the citation judged if it judges one."""


class CitationRule(Rule):
    """A rule that judges citations one by one."""

    own_number: ClassVar[bool] = False
    """Whether the rule judges the document's own number too."""

    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield what ``check`` finds on each citation."""
        for index, citation in enumerate(context.citations):
            if self.own_number or citation.role is Role.CITE:
                for hit in self.check(index, citation, context):
                    yield index, hit

    @abstractmethod
    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield what the rule finds on one citation."""


class DocumentRule(Rule):
    """A rule that judges the document as a whole, or words of it that are no citations."""

    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield what ``document`` finds."""
        for hit in self.document(context):
            yield hit.citation, hit

    @abstractmethod
    def document(self, context: Context) -> Iterator[Hit]:
        """Yield what the rule finds in the document."""


class StatusRule(CitationRule):
    """A rule on the status of the instrument found.

    What the document itself does to an instrument is no fault of it. In the title of another
    instrument, as the amender of another one, in a lenient context, and where only a recurring
    number speaks for the instrument, the drafter had no choice or the finding no ground: there it
    is an info at most.
    """

    states: ClassVar[frozenset[State]] = frozenset(State)
    """States on which the rule may have something to say; on others it is not asked."""

    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield what ``check`` finds on each citation whose instrument is in one of the states."""
        for index, state in context.statuses.items():
            if state.state in self.states:
                for hit in self.check(index, context.citations[index], context):
                    yield index, hit

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Judge the instrument's status on the document's day."""
        state, instrument = context.statuses.get(index), context.instrument(index)
        if state is None or instrument is None:
            return
        if self.severity is Severity.INFO and context.in_title(index):
            return
        for hit in self.judge(citation, instrument, state, context):
            if any(isinstance(p, Relation) and context.is_own(p.source) for p in hit.proof):
                continue
            if _lowered(index, context):
                yield hit._replace(severity=Severity.INFO, suggestion=None, span=None)
            else:
                yield hit

    @abstractmethod
    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield what the status of the cited instrument gives rise to."""


def _lowered(index: int, context: Context) -> bool:
    """Return whether a finding on a status is an info at most, see ``StatusRule``."""
    return (
        context.in_title(index)
        or context.lenient
        or not context.sure(index)
        or named_as_amender(context.text, context.citations[index].start, context.sentences)
    )
