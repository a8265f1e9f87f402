"""Where sources contradict each other, what stands, and why.

Nothing here is an error of the graph (those are ``kg.lint``): sources err, and what does not stand
is kept so that somebody can look it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kg.agreement import agreement
from kg.contract import Store
from kg.graph import stem
from kg.model import Attestation, Instrument, Relation
from kg.timeline import kinds_that
from kg.titles import bare_words
from kg.trust import best_rank
from kg.twins import is_unique

Counts = tuple[tuple[str, int], ...]


class Why(StrEnum):
    """Why one of several values stands.

    ``trust``: its source is better, by ``kg.trust``. ``record``: a record beats what is only
    attested. ``first``: of equal sources the first stays. ``agreement``: no record says it, but
    enough independent texts agree. ``open``: nothing decides, all stand.
    """

    TRUST = "trust"
    RECORD = "record"
    FIRST = "first"
    AGREEMENT = "agreement"
    OPEN = "open"


class Claim(NamedTuple):
    """A value with who states it: ids of sources with the number of independent texts."""

    value: str
    counts: Counts

    @property
    def documents(self) -> int:
        """The number of independent texts that state it."""
        return sum(count for _, count in self.counts)


class Conflict(NamedTuple):
    """A contradiction about one instrument.

    Attributes:
        iri: the instrument; of a relation the one acted on.
        field: a field, the kind of a relation, or ``ended`` for what was changed after its end.
        stands: the value that the graph uses; ``None`` where it uses none or all.
        others: the values that contradict it, those of most texts first.
        why: why it stands.
        other: IRI of the second instrument: the one that acts, or the second record.
    """

    iri: str
    field: str
    stands: Claim | None
    others: tuple[Claim, ...]
    why: Why
    other: str | None = None


def conflicts(store: Store, iri: str | None = None) -> Iterator[Conflict]:
    """Yield the contradictions of a graph, or of one instrument of it, instrument by instrument.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    asked = None if iri is None else store.instrument(iri)
    said = store.all_attestations() if asked is None else store.attestations(asked.iri)
    for target, same in groupby(said, key=attrgetter("target")):
        yield from _of_fields(store, store.instrument(target), tuple(same))
    instruments = store.instruments if asked is None else store.by_number(asked.number)
    yield from _of_days(instruments, asked)
    for instrument in store.instruments if asked is None else (asked,):
        incoming = store.incoming(instrument.iri)
        yield from _of_relations(store, instrument.iri, incoming)


def _of_fields(
    store: Store, instrument: Instrument, said: tuple[Attestation, ...]
) -> Iterator[Conflict]:
    for field, same in groupby(said, key=attrgetter("field")):
        claims = tuple(Claim(attestation.value, attestation.counts) for attestation in same)
        own = getattr(instrument, field, None)
        if own is None:
            yield from _without_record(store, instrument, field, claims)
            continue
        others = tuple(claim for claim in claims if not _alike(field, claim.value, str(own)))
        if others:
            backed = (c.counts for c in claims if c not in others)
            stands = _claim(str(own), instrument.sources.get(field, ()), backed)
            yield Conflict(
                instrument.iri, field, stands, others, _why(store, instrument, stands, others)
            )


def _without_record(
    store: Store, instrument: Instrument, field: str, claims: tuple[Claim, ...]
) -> Iterator[Conflict]:
    first, *rest = claims
    others = tuple(claim for claim in rest if not _alike(field, claim.value, first.value))
    if not others:
        return
    agreed = agreement(store, instrument) if field == "date" else None
    if agreed is not None and agreed.strong:
        yield Conflict(instrument.iri, field, first, others, Why.AGREEMENT)
    else:
        yield Conflict(instrument.iri, field, None, (first, *others), Why.OPEN)


def _why(store: Store, instrument: Instrument, stands: Claim, others: tuple[Claim, ...]) -> Why:
    own = best_rank((id_ for id_, _ in stands.counts), store.sources)
    best = min(best_rank((id_ for id_, _ in other.counts), store.sources) for other in others)
    if own < best:
        return Why.TRUST
    return Why.FIRST if instrument.attested or own == best else Why.RECORD


def _claim(value: str, ids: Iterable[str], backed: Iterable[Counts] = ()) -> Claim:
    counts = dict.fromkeys(ids, 1)
    for id_, count in (pair for more in backed for pair in more):
        counts[id_] = max(count, counts.get(id_, 0))
    return Claim(value, tuple(sorted(counts.items())))


def _alike(field: str, a: str, b: str) -> bool:
    """Return whether two values say the same; a title may be cited without its beginning or end."""
    if a == b or field not in ("title", "issuer"):
        return a == b
    one, two = (" ".join(bare_words(text)) for text in (a, b))
    return f" {one} " in f" {two} " or f" {two} " in f" {one} "


def _of_days(instruments: Iterable[Instrument], asked: Instrument | None) -> Iterator[Conflict]:
    """Yield the recorded instruments whose number can be of one day only, and has several."""
    bearers: dict[tuple[str, str], list[Instrument]] = {}
    for instrument in instruments:
        recorded = instrument.date is not None and not instrument.attested
        if recorded and is_unique(instrument.number):
            bearers.setdefault(stem(instrument.iri), []).append(instrument)
    for same in bearers.values():
        if len(same) > 1 and (asked is None or asked in same):
            first, *rest = sorted(same, key=attrgetter("iri"))
            claims = [_claim(str(i.date), i.sources.get("date", ())) for i in (first, *rest)]
            yield Conflict(first.iri, "date", None, tuple(claims), Why.OPEN, rest[0].iri)


def _of_relations(store: Store, iri: str, incoming: tuple[Relation, ...]) -> Iterator[Conflict]:
    for (kind, source), some in groupby(incoming, key=lambda r: (r.kind, r.source)):
        same = tuple(some)
        days = {(r.scope, r.parts, r.valid_from) for r in same if r.valid_from}
        parts = {(scope, part) for scope, part, _ in days}
        if not _in_steps(same) or len(days) > len(parts):
            claims = tuple(_claim(_told(relation), relation.sources) for relation in same)
            yield Conflict(iri, kind, None, claims, Why.OPEN, source)
    yield from _after_the_end(store, iri, incoming)


def _in_steps(same: tuple[Relation, ...]) -> bool:
    """Return whether relations of one pair agree: all of one scope, or parts before the whole."""
    wholes = [r for r in same if r.scope == "whole"]
    if len(wholes) in (0, len(same)):
        return True
    last = min((r.valid_from for r in wholes if r.valid_from), default=date.min)
    return all(r.valid_from and r.valid_from < last for r in same if r.scope == "part")


def _told(relation: Relation) -> str:
    words = (relation.scope, relation.parts, str(relation.valid_from or ""))
    return " ".join(word for word in words if word)


def _after_the_end(store: Store, iri: str, incoming: tuple[Relation, ...]) -> Iterator[Conflict]:
    """Yield where an instrument was changed by one signed after another had ended it as a whole."""
    ends = [
        r for r in incoming if r.kind in kinds_that("ends") and r.scope == "whole" and r.valid_from
    ]
    if not ends:
        return
    end = min(ends, key=lambda r: r.valid_from or date.max)
    for relation in incoming:
        if relation.kind not in kinds_that("changes", "suspends", "prolongs"):
            continue
        signed = store.instrument(relation.source).date
        if signed and end.valid_from and signed > end.valid_from:
            ended = _claim(f"{end.kind} {end.valid_from}", end.sources)
            living = _claim(f"{relation.kind} {signed}", relation.sources)
            yield Conflict(iri, "ended", ended, (living,), Why.OPEN, relation.source)
