"""What two records of one instrument, or of one relation, say together."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Instrument, Relation


def merge_instruments(known: Instrument, new: Instrument) -> Instrument:
    """Return what two records of one instrument say together.

    A record of its own beats attestations; between equals the first stays. Gaps are filled, and a
    field's sources are joined where both say the same. Returns ``known`` if nothing is new.
    """
    first, second = (new, known) if known.attested and not new.attested else (known, new)
    changes: dict[str, object] = {}
    sources = dict(first.sources)
    for name in ("issuer", "number", "date", "title", "effective", "expires", "territory"):
        mine, theirs = getattr(first, name), getattr(second, name)
        if mine in (None, "") and theirs not in (None, ""):
            changes[name] = theirs
            mine = theirs
        if mine == theirs and name in second.sources:
            joined = (*sources.get(name, ()), *second.sources[name])
            sources[name] = tuple(dict.fromkeys(joined))
    for name, ids in second.sources.items():
        if name in ("type", "kind") and getattr(first, name) == getattr(second, name):
            sources[name] = tuple(dict.fromkeys((*sources.get(name, ()), *ids)))
    if not changes and sources == first.sources:
        return first
    return replace(first, sources=sources, **changes)  # type: ignore[arg-type]


def merge_relations(known: Relation, new: Relation) -> Relation:
    """Return one relation with the sources of both and the first evidence and knowledge day."""
    days = [day for day in (known.known_from, new.known_from) if day]
    merged = known._replace(
        evidence=known.evidence or new.evidence,
        known_from=min(days, default=None),
        sources=tuple(dict.fromkeys((*known.sources, *new.sources))),
    )
    return known if merged == known else merged
