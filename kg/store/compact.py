"""The form in which read records are cached: rows without keys, shared values written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.model import Instrument, Relation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a set of files holds, in their order."""

    sources: list[Source] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


class _Table:
    """Gives each value a small number, the same for equal values."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __getitem__(self, value: Any) -> int:  # noqa: ANN401
        return self.numbers.setdefault(value, len(self.numbers))


def pack(records: Records) -> list[Any]:
    """Return the records as lists for JSON."""
    days, ids, iris = _Table(), _Table(), _Table()
    instruments = [
        [
            iris[i.iri],
            i.type,
            i.number,
            i.issuer,
            days[i.date],
            i.title,
            days[i.effective],
            days[i.expires],
            i.kind,
            i.territory,
            i.attested,
            {name: ids[found] for name, found in i.sources.items()},
        ]
        for i in records.instruments
    ]
    relations = [
        [
            r.kind,
            iris[r.source],
            iris[r.target],
            r.scope,
            r.parts,
            days[r.valid_from],
            days[r.valid_to],
            days[r.known_from],
            r.evidence,
            ids[r.sources],
        ]
        for r in records.relations
    ]
    sources = [[s.id, s.where, days[s.read_on], s.method, s.official] for s in records.sources]
    texts = [day.isoformat() if day else None for day in days.numbers]
    return [texts, list(ids.numbers), list(iris.numbers), sources, instruments, relations]


def unpack(packed: Sequence[Any]) -> Records:
    """Return what ``pack`` was given.

    Raises:
        ValueError, TypeError, IndexError: the value does not come from ``pack``.
    """
    texts, id_lists, iris, sources, instruments, relations = packed
    days = [date.fromisoformat(text) if text else None for text in texts]
    ids = [tuple(found) for found in id_lists]
    return Records(
        sources=[
            Source(id=id_, where=where, read_on=days[read_on], method=method, official=official)
            for id_, where, read_on, method, official in sources
        ],
        instruments=list(_instruments(instruments, iris, days, ids)),
        relations=[
            Relation(
                kind=kind,
                source=iris[source],
                target=iris[target],
                scope=scope,
                parts=parts,
                valid_from=days[valid_from],
                valid_to=days[valid_to],
                known_from=days[known_from],
                evidence=evidence,
                sources=ids[found],
            )
            for (
                kind,
                source,
                target,
                scope,
                parts,
                valid_from,
                valid_to,
                known_from,
                evidence,
                found,
            ) in relations
        ],
    )


def _instruments(
    rows: Iterable[Sequence[Any]],
    iris: list[str],
    days: list[date | None],
    ids: list[tuple[str, ...]],
) -> Iterable[Instrument]:
    for iri, type_, number, issuer, day, title, effective, expires, *rest in rows:
        kind, territory, attested, sources = rest
        yield Instrument(
            iri=iris[iri],
            type=type_,
            number=number,
            issuer=issuer,
            date=days[day],
            title=title,
            effective=days[effective],
            expires=days[expires],
            kind=kind,
            territory=territory,
            attested=attested,
            sources={name: ids[found] for name, found in sources.items()},
        )
