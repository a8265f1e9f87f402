"""What sources say of instruments without being records of them: kept and counted in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.contract import attestation_order
from kg.model import Attestation

FIELDS = ("date", "effective", "expires", "articles", "issuer", "title")
"""Fields that attestations are about; the first three hold days. No record has ``articles``."""
DAYS = FIELDS[:3]

_Counts = dict[str, int]


def attested_by(target: str, field: str, value: object, ids: Iterable[str]) -> Attestation:
    """Return what one text for each source says; days are told as in records."""
    return Attestation(target, field, str(value), tuple((id_, 1) for id_ in sorted(set(ids))))


class Attestations:
    """Attestations by instrument. One source says a thing once, however often it is read.

    So counts of one source are not added up: the larger stands. Those of several are.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._said: dict[str, dict[tuple[str, str], _Counts]] = {}

    def add(self, attestation: Attestation) -> bool:
        """Add what is said; return whether anything of it is new."""
        target, field, value, counts = attestation
        known = self._said.setdefault(target, {}).setdefault((field, value), {})
        new = {id_: count for id_, count in counts if count > known.get(id_, 0)}
        known.update(new)
        return bool(new)

    def of(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument, ordered as the contract of stores promises."""
        return _ordered(iri, self._said.get(iri, {}))

    def move(self, old: str, new: str) -> None:
        """Say of one instrument what was said of another that has turned out to be it."""
        for attestation in _ordered(new, self._said.pop(old, {})):
            self.add(attestation)

    def __iter__(self) -> Iterator[Attestation]:
        """Yield all, those of one instrument together."""
        return (attestation for iri in self._said for attestation in self.of(iri))


def joined(attestations: Iterable[Attestation]) -> Attestations:
    """Return attestations with those of one instrument, field and value made one."""
    found = Attestations()
    for attestation in attestations:
        found.add(attestation)
    return found


def _ordered(iri: str, said: Mapping[tuple[str, str], _Counts]) -> tuple[Attestation, ...]:
    found = (
        Attestation(iri, field, value, tuple(sorted(counts.items())))
        for (field, value), counts in said.items()
    )
    return tuple(sorted(found, key=attestation_order))
