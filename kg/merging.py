"""What two records of one instrument, or of one relation, say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from kg.attested import FIELDS, attested_by
from kg.model import Attestation, Instrument, Relation

Trust = Callable[[Iterable[str]], int]
"""Ids of sources to the rank of the best, 1 for the most trusted; see ``kg.trust``."""

_DECIDED = ("issuer", "number", "title", "effective", "expires", "territory")
_ABSENT = (None, "")


class Merged(NamedTuple):
    """An instrument made of two records, and what of them did not prevail."""

    instrument: Instrument
    lost: tuple[Attestation, ...]


def merge_instruments(known: Instrument, new: Instrument, *, trust: Trust) -> Merged:
    """Return what two records of one instrument say together.

    IRI, type and date, which the IRI names, stay the known ones.

    Gaps are filled, and a field's sources are joined where both say the same. Where they differ,
    the better source decides; of equal ones a record of its own beats what is only attested, and
    then the first stays. What loses is kept as said by its sources. The instrument is ``known``
    itself if nothing of it is new.
    """
    first, second = (new, known) if known.attested and not new.attested else (known, new)
    values: dict[str, object] = {"iri": known.iri, "type": known.type, "date": known.date}
    sources = dict(first.sources)
    if first.type != known.type:
        sources["type"] = known.sources.get("type", ())
    lost: list[Attestation] = []
    for name in _DECIDED:
        winner, loser = first, second
        if _prevails(second, first, name, trust):
            winner, loser = second, first
            sources[name] = second.sources.get(name, ())
        values[name] = getattr(winner, name)
        if getattr(loser, name) == values[name]:
            _join(name, second, sources)
        else:
            lost += _kept(known.iri, name, loser)
    for name in ("type", "kind"):
        if getattr(first, name) == getattr(second, name):
            _join(name, second, sources)
    lost += _join_dates(known, new, sources)
    sources = {name: ids for name, ids in sources.items() if ids}
    merged = replace(first, sources=sources, **values)  # type: ignore[arg-type]
    return Merged(known if merged == known else merged, tuple(lost))


def _prevails(second: Instrument, first: Instrument, name: str, trust: Trust) -> bool:
    """Return whether the second record decides a field over the first."""
    mine, theirs = getattr(first, name), getattr(second, name)
    if mine == theirs or theirs in _ABSENT:
        return False
    if mine in _ABSENT:
        return True
    # Of equal rank the first stays, and a record is put before what is only attested.
    return trust(second.sources.get(name, ())) < trust(first.sources.get(name, ()))


def _join_dates(
    known: Instrument, new: Instrument, sources: dict[str, tuple[str, ...]]
) -> Iterable[Attestation]:
    """Give the date that stays its sources; return what was said of another one."""
    sources["date"] = known.sources.get("date", ())
    if new.date == known.date:
        _join("date", new, sources)
        return ()
    return _kept(known.iri, "date", new)


def _join(name: str, other: Instrument, sources: dict[str, tuple[str, ...]]) -> None:
    joined = (*sources.get(name, ()), *other.sources.get(name, ()))
    sources[name] = tuple(dict.fromkeys(joined))


def _kept(iri: str, name: str, loser: Instrument) -> Iterable[Attestation]:
    value, ids = getattr(loser, name), loser.sources.get(name, ())
    if name in FIELDS and value not in _ABSENT and ids:
        yield attested_by(iri, name, value, ids)


def merge_relations(known: Relation, new: Relation) -> Relation:
    """Return one relation with the sources of both and the first evidence and knowledge day."""
    days = [day for day in (known.known_from, new.known_from) if day]
    merged = known._replace(
        evidence=known.evidence or new.evidence,
        known_from=min(days, default=None),
        sources=tuple(dict.fromkeys((*known.sources, *new.sources))),
    )
    return known if merged == known else merged
