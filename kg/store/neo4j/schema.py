"""What a database of viendan is made of: labels, constraints, indexes, and its stamp.

Community has uniqueness constraints and indexes, which is all that is used here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kg.store.neo4j.rows import Properties, type_of

INSTRUMENT, SOURCE, ALIAS, ATTESTED = "Instrument", "Source", "Alias", "Attested"
STAMP = "ViendanGraph"
KEYS = {INSTRUMENT: "iri", SOURCE: "id", ALIAS: "iri", ATTESTED: "iri"}
TITLE_GRAMS = "viendan_title_grams"
TITLES = "viendan_titles"
LOADING, COMPLETE = "loading", "complete"

_INDEXED = ("number", "number_key", "loose_key", "title_key", "type", "date", "series_tail")
_SERIES = ("series_tail", "series_year", "series_serial")
# Runs of words for ``Store.like_title``; whole titles, accents folded, for people in the Browser.
_WORDS = (
    (TITLE_GRAMS, "title_grams", "whitespace"),
    (TITLES, "title", "standard-folding"),
)


class Stamp(NamedTuple):
    """What a database says of the graph in it.

    Attributes:
        state: ``loading`` from the first change of a load to its end, then ``complete``.
        fingerprint: the same for the same records, whatever their order; empty while loading.
        kinds: kinds of relations; other types of relationship are not of the graph.
        updated: last day on which a source was read.
    """

    schema: int
    state: str
    fingerprint: str
    kinds: tuple[str, ...]
    updated: date | None


def schema_statements(kinds: Iterable[str]) -> dict[str, str]:
    """Return the statements that make constraints and indexes, by the names of what they make."""
    made = {}
    for label, key in {**KEYS, STAMP: "name"}.items():
        what = f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        made[f"viendan_{label.lower()}_{key}"] = f"CREATE CONSTRAINT %s IF NOT EXISTS {what}"
    for kind in sorted(kinds):
        what = f"FOR ()-[r:{type_of(kind)}]-() REQUIRE r.id IS UNIQUE"
        made[f"viendan_{kind}_id"] = f"CREATE CONSTRAINT %s IF NOT EXISTS {what}"
    for name, columns in {**{name: (name,) for name in _INDEXED}, "series": _SERIES}.items():
        what = f"FOR (n:{INSTRUMENT}) ON ({', '.join(f'n.{column}' for column in columns)})"
        made[f"viendan_{name}"] = f"CREATE INDEX %s IF NOT EXISTS {what}"
    for name, column, analyzer in _WORDS:
        what = f"FOR (n:{INSTRUMENT}) ON EACH [n.{column}] "
        options = f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
        made[name] = f"CREATE FULLTEXT INDEX %s IF NOT EXISTS {what}{options}"
    return {name: statement % name for name, statement in made.items()}


def stamp_properties(stamp: Stamp) -> Properties:
    """Return the properties of a stamp's node."""
    kinds = list(stamp.kinds) or None
    values = {"name": "viendan", **stamp._asdict(), "kinds": kinds}
    return {name: value for name, value in values.items() if value is not None}
