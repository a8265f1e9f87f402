"""What a verdict asks of the graph and of the day, so that it is judged again when they change.

A store stands between the rules and the graph. It keeps every answer at hand, which makes judging
faster, and writes down for each document what was asked: one *question* is a method with its
arguments, and its answer is known by a digest. When the graph has changed, the questions are asked
again; only documents of which some answer differs can be judged differently now.

The day compared up to is one more thing that is asked. Rules get it as an ``AskedDay``, which
writes down what it is compared with, and the status on it is one question for each instrument. So
nothing a rule may do with the day goes by unseen.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from check.audit.asked_day import COMPARED, AskedDay
from check.audit.questions import SOURCE, answer_of, digest_of, id_of, key_of
from kg.contract import Around, Memo, Store
from kg.errors import IdentifierError
from kg.model import Attestation, Instrument, Relation, Source
from kg.state import Status
from kg.status import status

#: In the place of the counts of the data and of its day, in the messages that an archive keeps.
COUNT, UPDATED = "\ue7c1", "\ue7c2"
#: Answers kept at hand; then the store begins anew.
_AT_HAND = 20_000
_WHOLE, _DAY, _LATER = "whole", "day", "later"


class AskedStore(Store):
    """A store that writes down what is asked of another one, document by document."""

    def __init__(self, store: Store, as_of: date, *, graph: str = "") -> None:
        """Ask another store.

        Args:
            store: who knows.
            as_of: the day compared up to.
            graph: fingerprint of the graph, the answer to what is asked of it as a whole.
        """
        self._store, self.today, self._graph = store, as_of, graph
        self._answers: dict[tuple[Any, ...], tuple[Any, int]] = {}
        self._facts: dict[int, tuple[str, bytes]] = {}
        self.log: list[int] = []
        self._derived = _AskedMemo(self)
        self.memo = self._derived
        self.as_of = AskedDay(as_of.year, as_of.month, as_of.day)
        self.as_of.asked, self.as_of.plain = self.asked_of_day, as_of

    # Documents

    def begin(self) -> None:
        """Begin a document; only now are answers let go that take too much room."""
        if len(self._facts) >= _AT_HAND:
            self._answers.clear()
            self._facts.clear()
            self.memo.clear()
        self.log = []
        self._derived.begin()

    def asked(self) -> array[int]:
        """Return the ids of what was asked since ``begin``, sorted, each once."""
        return array("q", sorted(set(self.log)))

    def facts(self, questions: Iterable[int]) -> dict[int, tuple[str, bytes]]:
        """Return key and digest of the answer of some questions asked since ``begin``."""
        return {question: self._facts[question] for question in questions}

    # Asking

    def again(self, key: str) -> bytes:
        """Return the digest of the answer to the question of a key."""
        name, *arguments = json.loads(key)
        if name == _WHOLE:
            return digest_of(self._graph)
        if name == _DAY:
            return digest_of(self._of_day(*arguments))
        if name == _LATER:
            return digest_of(self._later_answer(*arguments))
        return digest_of(answer_of(self._store, name, arguments))

    def _ask(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401 - any answer
        asked = (name, *arguments)
        known = self._answers.get(asked)
        if known is None:
            answer = answer_of(self._store, name, arguments)
            known = self._answers[asked] = (answer, self._question(asked, answer))
        answer, question = known
        self.log.append(question)
        if isinstance(answer, IdentifierError):
            raise IdentifierError(*answer.args)
        return answer

    def _question(self, asked: Iterable[Any], answer: Any) -> int:  # noqa: ANN401 - any answer
        key = key_of(asked)
        question = id_of(key)
        self._facts[question] = (key, digest_of(answer))
        return question

    def whole(self) -> Store:
        """Return the store itself, for questions to all of the graph."""
        self.log.append(self._question((_WHOLE,), self._graph))
        return self._store

    def asked_of_day(self, how: str, other: date | None = None) -> None:
        """Write down what the day compared up to was asked."""
        asked = (_DAY, how, other.isoformat()) if other else (_DAY, how)
        known = self._answers.get(asked)
        if known is None:
            answer = self._of_day(*asked[1:])
            known = self._answers[asked] = (answer, self._question(asked, answer))
        self.log.append(known[1])

    def _of_day(self, how: str, other: str = "") -> Any:  # noqa: ANN401 - bool or the day
        if other:
            return COMPARED[how](self.today, date.fromisoformat(other))
        return self.today.isoformat()

    def later(self, iri: str) -> Status:
        """Return the status of an instrument on the day compared up to, as one question.

        Raises:
            IdentifierError: no instrument of the graph has this IRI.
        """
        asked, before = (_LATER, iri), len(self.log)
        known = self._answers.get(asked)
        if known is None:
            answer = self._later_answer(iri)
            known = self._answers[asked] = (answer, self._question(asked, answer))
        del self.log[before:]
        self.log.append(known[1])
        if isinstance(known[0], IdentifierError):
            raise IdentifierError(*known[0].args)
        return cast("Status", known[0])

    def _later_answer(self, iri: str) -> Status | IdentifierError:
        """Return the status; the day itself, which it repeats, is no part of the answer."""
        try:
            return status(self, iri, as_of=self.today)._replace(as_of=date.min)
        except IdentifierError as error:
            return error

    # The whole

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id, each a question."""
        return _AskedSources(self)

    def source(self, id_: str) -> Source | None:
        """Return a source; ``None`` where there is none of this id."""
        return cast("Source | None", self._ask(SOURCE, id_))

    @property
    def instruments(self) -> Collection[Instrument]:
        """All instruments."""
        return self.whole().instruments

    @property
    def relations(self) -> Collection[Relation]:
        """All relations."""
        return self.whole().relations

    @property
    def aliases(self) -> Mapping[str, str]:
        """Merged IRIs, and the IRIs they lead to."""
        return self.whole().aliases

    def all_attestations(self) -> Iterator[Attestation]:
        """Yield all attestations."""
        return self.whole().all_attestations()

    def counts(self) -> dict[str, int]:
        """Return the number of relations of each kind."""
        return self.whole().counts()

    @property
    def updated(self) -> date | None:
        """The last day on which a source was read."""
        return self.whole().updated

    def __len__(self) -> int:
        """Return the number of instruments."""
        return len(self.whole())

    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        """Return the IRIs of the instruments that act in a relation of these kinds."""
        return self.whole().acting(kinds)

    # One instrument

    def __contains__(self, iri: object) -> bool:
        """Return whether an instrument has this IRI."""
        return isinstance(iri, str) and bool(self._ask("in", iri))

    def canonical(self, iri: str) -> str:
        """Return the IRI that stands for another now."""
        return cast("str", self._ask("canonical", iri))

    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI."""
        return cast("Instrument", self._ask("instrument", iri))

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument."""
        return cast("tuple[Attestation, ...]", self._ask("attestations", iri))

    # Look-ups

    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        """Return all instruments that have one of these numbers."""
        wanted = tuple(sorted(set(numbers)))
        return cast("tuple[Instrument, ...]", self._ask("by_numbers", wanted))

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        """Return all instruments of this number."""
        return cast("tuple[Instrument, ...]", self._ask("by_numbers", (number,)))

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a damaged number."""
        return cast("tuple[Instrument, ...]", self._ask("by_loose_number", number))

    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers one keystroke away."""
        return cast("tuple[str, ...]", self._ask("near_numbers", number))

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        """Return the instruments whose number begins so."""
        return cast("tuple[Instrument, ...]", self._ask("by_number_start", number))

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title."""
        return cast("tuple[Instrument, ...]", self._ask("by_title", title))

    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        """Return all instruments of a type."""
        return cast("tuple[Instrument, ...]", self._ask("by_type", type))

    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        """Return the instruments whose titles are nearest to some words."""
        return cast("tuple[Instrument, ...]", self._ask("like_title", words, limit))

    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        """Return the instruments numbered next to a number."""
        of_series = tuple(sorted(set(types)))
        return cast("Around", self._ask("around", tail, of_series, year, serial, agreed))

    # Relations

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts."""
        return cast("tuple[Relation, ...]", self._ask("outgoing", iri, _sorted(kinds)))

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument."""
        return cast("tuple[Relation, ...]", self._ask("incoming", iri, _sorted(kinds)))


class _AskedMemo(Memo):
    """What was derived from the graph, each with what was asked for it."""

    def __init__(self, store: AskedStore) -> None:
        super().__init__()
        self._store = store
        self._rests_on: dict[object, tuple[int, ...]] = {}
        self._begun: dict[object, int] = {}
        self._lay_down()

    def _lay_down(self) -> None:
        # The counts grow with every text taken in; they are filled in when a report is read.
        self._rests_on["coverage"] = ()
        super().__setitem__("coverage", (COUNT, UPDATED))

    def begin(self) -> None:
        """Forget what the document before has begun to derive and could not."""
        self._begun.clear()

    def clear(self) -> None:
        super().clear()
        self._rests_on.clear()
        self._begun.clear()
        self._lay_down()

    def get(self, key: object, default: Any = None) -> Any:  # noqa: ANN401
        if isinstance(key, tuple) and isinstance(key[-1], AskedDay):
            return self._store.later(key[0])
        return super().__getitem__(key) if key in self else default

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            self._store.log.extend(self._rests_on[key])
            return True
        self._begun[key] = len(self._store.log)
        return False

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401
        found = super().__getitem__(key)
        self._store.log.extend(self._rests_on[key])
        return found

    def __setitem__(self, key: object, value: Any) -> None:  # noqa: ANN401
        super().__setitem__(key, value)
        since = self._begun.pop(key, 0)
        self._rests_on[key] = tuple(dict.fromkeys(self._store.log[since:]))


class _AskedSources(Mapping[str, Source]):
    """Sources by id, each asked for by itself."""

    def __init__(self, store: AskedStore) -> None:
        self._store = store

    def __getitem__(self, id_: str) -> Source:
        found = self._store.source(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self._store.source(id_) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.whole().sources)

    def __len__(self) -> int:
        return len(self._store.whole().sources)


def _sorted(kinds: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if kinds is None else tuple(sorted(set(kinds)))
