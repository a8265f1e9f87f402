"""Records as properties of nodes and relationships, and back without loss.

Beside its own fields a record carries what look-ups need (keys made by ``kg.ids`` and
``kg.titles``) and a digest, by which a load tells whether the server has it already. Absent values
are absent properties.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from kg.agreement import agreed_day
from kg.contract import Store
from kg.errors import RecordError
from kg.ids import loose_key, number_key, series_key
from kg.model import Attestation, Instrument, Relation, Source
from kg.text import fold
from kg.titles import grams

SCHEMA = 2
"""Version of what is stored; a server filled by another version is refused."""

Value = str | bool | int | date | list[str]
Properties = dict[str, Value]

INSTRUMENT_FIELDS = (
    "iri",
    "type",
    "number",
    "issuer",
    "date",
    "title",
    "effective",
    "expires",
    "kind",
    "territory",
    "attested",
    "sources",
)
RELATION_FIELDS = (
    "scope",
    "parts",
    "valid_from",
    "valid_to",
    "known_from",
    "evidence",
    "sources",
)
# What an instrument has for look-ups only, beside its fields; types as neo4j-admin names them.
INSTRUMENT_COLUMNS: dict[str, str] = {
    **dict.fromkeys(INSTRUMENT_FIELDS, "string"),
    **dict.fromkeys(("date", "effective", "expires"), "date"),
    "attested": "boolean",
    "number_key": "string",
    "loose_key": "string",
    "title_key": "string",
    "title_grams": "string",
    "series_tail": "string",
    "series_serial": "long",
    "series_year": "long",
    "agreed_day": "date",
    "digest": "string",
}
RELATION_COLUMNS: dict[str, str] = {
    "id": "string",
    **dict.fromkeys(RELATION_FIELDS, "string"),
    **dict.fromkeys(("valid_from", "valid_to", "known_from"), "date"),
    "sources": "string[]",
    "digest": "string",
}
SOURCE_COLUMNS: dict[str, str] = {
    "id": "string",
    "where": "string",
    "read_on": "date",
    "method": "string",
    "official": "boolean",
    "title": "string",
    "licence": "string",
    "sha256": "string",
    "digest": "string",
}
ATTESTED_COLUMNS: dict[str, str] = {"iri": "string", "said": "string", "digest": "string"}
STAMP_COLUMNS: dict[str, str] = {
    "name": "string",
    "schema": "long",
    "state": "string",
    "fingerprint": "string",
    "kinds": "string[]",
    "updated": "date",
}
ALIAS_COLUMNS: dict[str, str] = {"iri": "string", "into": "string", "digest": "string"}

_KIND = re.compile(r"[a-z][a-z0-9_]*")
_ABSENT = "\x1e"
_DIGEST_BYTES = 12


def type_of(kind: str) -> str:
    """Return the type of relationship for a kind: ``based_on`` is ``BASED_ON``.

    Raises:
        RecordError: the kind is not made of small letters, digits and ``_``.
    """
    if not _KIND.fullmatch(kind):
        raise RecordError(f"kind {kind!r}: no type of Neo4j. Use a kind of the vocabulary.")
    return kind.upper()


def instrument_properties(instrument: Instrument, store: Store) -> Properties:
    """Return the properties of the node of an instrument of a store."""
    i = instrument
    sources = json.dumps(i.sources, ensure_ascii=False, separators=(",", ":"))
    values: dict[str, Value | None] = {
        **{name: getattr(i, name) for name in INSTRUMENT_FIELDS},
        "sources": sources,
    }
    if i.number:
        values["number_key"] = number_key(i.number)
        values["loose_key"] = loose_key(i.number)
    if i.title:
        values["title_key"] = title_hash(i.title)
        values["title_grams"] = " ".join(dict.fromkeys(grams(i.title)))
    if series := series_key(i.number):
        values["series_serial"], values["series_tail"] = series
        # Only recorded central instruments bound each other's days; see ``Store.around``.
        if i.date is not None and i.territory is None and not i.attested:
            values["series_year"] = i.date.year
        elif i.territory is None:
            values["agreed_day"] = agreed_day(store, i)
    return _complete(values)


def title_hash(title: str) -> str:
    """Return the key of a title; folded titles may be too long for an index."""
    return short_hash((fold(title),))


def instrument_of(properties: Mapping[str, Any]) -> Instrument:
    """Return the instrument of a node's properties; others than its fields do no harm."""
    found: dict[str, Any] = {name: properties.get(name) for name in INSTRUMENT_FIELDS}
    for name in ("date", "effective", "expires"):
        found[name] = day_of(found[name])
    sources = json.loads(properties["sources"])
    found["sources"] = {name: tuple(ids) for name, ids in sources.items()}
    return Instrument(**found)


def relation_id(relation: Relation) -> str:
    """Return the name of a relation, the same for all records of it; see ``kg.graph.identity``."""
    r = relation
    return short_hash((r.kind, r.source, r.target, r.scope, r.parts, r.valid_from, r.valid_to))


def relation_properties(relation: Relation) -> Properties:
    """Return the properties of a relation's relationship; its type and ends are no properties."""
    values: dict[str, Value | None] = {
        "id": relation_id(relation),
        **{name: getattr(relation, name) for name in RELATION_FIELDS},
        "sources": list(relation.sources) or None,
    }
    return _complete(values)


def relation_of(kind: str, source: str, target: str, properties: Mapping[str, Any]) -> Relation:
    """Return the relation of a relationship."""
    p = properties
    return Relation(
        kind,
        source,
        target,
        p["scope"],
        p.get("parts"),
        day_of(p.get("valid_from")),
        day_of(p.get("valid_to")),
        day_of(p.get("known_from")),
        p.get("evidence"),
        tuple(p.get("sources") or ()),
    )


def source_properties(source: Source) -> Properties:
    """Return the properties of a source's node."""
    return _complete(source._asdict())


def source_of(properties: Mapping[str, Any]) -> Source:
    """Return the source of a node's properties."""
    values = {name: properties.get(name) for name in Source._fields}
    values["read_on"] = day_of(values["read_on"])
    return Source(**values)  # type: ignore[arg-type]


def alias_properties(iri: str, into: str) -> Properties:
    """Return the properties of the node of a merged IRI."""
    return _complete({"iri": iri, "into": into})


def attested_properties(iri: str, said: Iterable[Attestation]) -> Properties:
    """Return the properties of the node that holds what is said of an instrument.

    It stands beside the instrument's: ten thousand witnesses must not weigh on those who look up
    the instrument alone.
    """
    values = [[a.field, a.value, dict(a.counts)] for a in said]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return _complete({"iri": iri, "said": text})


def by_target(store: Store) -> Iterator[Properties]:
    """Yield the properties of the nodes that hold attestations, one for each instrument."""
    for iri, said in groupby(store.all_attestations(), key=attrgetter("target")):
        yield attested_properties(iri, said)


def attestations_of(iri: str, said: str) -> tuple[Attestation, ...]:
    """Return what is said of an instrument from the property of its node."""
    return tuple(
        Attestation(iri, field, value, tuple(counts.items()))
        for field, value, counts in json.loads(said)
    )


def day_of(value: Any) -> date | None:  # noqa: ANN401 - neo4j.time.Date, or nothing
    """Return a day of the server as one of Python."""
    return None if value is None else date(value.year, value.month, value.day)


def short_hash(values: Iterable[Value | None]) -> str:
    """Return a short name of some values, the same on every machine."""
    text = "\x1f".join(map(_text, values))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


class Fingerprint:
    """A sum of digests: the same for the same records, whatever order a store has them in."""

    def __init__(self) -> None:
        """Begin with no record."""
        self._sum = 0

    def add(self, properties: Properties) -> None:
        """Add a record."""
        self._sum += int(str(properties["digest"]), 16)

    def __str__(self) -> str:
        return f"{self._sum % (1 << 8 * _DIGEST_BYTES):0{2 * _DIGEST_BYTES}x}"


def _complete(values: Mapping[str, Value | None]) -> Properties:
    present = {name: value for name, value in values.items() if value is not None}
    present["digest"] = short_hash(part for pair in present.items() for part in pair)
    return present


def _text(value: Value | None) -> str:
    if value is None:
        return _ABSENT
    return "\x1d".join(value) if isinstance(value, list) else str(value)
