"""Opening the graph, and keeping what a user adds to it.

The shipped records are read-only. Additions live in a folder of the user, in files of the same
form, so that an upgrade of the package replaces the former and never the latter.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import kg
from kg.errors import RecordError
from kg.graph import Graph
from kg.model import Instrument, Relation, Source
from kg.store.compact import Records, pack, unpack
from kg.store.jsonl import (
    FILES,
    INSTRUMENTS,
    MANIFEST,
    RELATIONS,
    read_instruments,
    read_manifest,
    read_relations,
    write_manifest,
    write_records,
)
from kg.vocab.cache import cache_folder, fingerprint, read_cache, write_cache


def data_directory() -> Path:
    """Return the folder of the shipped records, in a checkout or in the installed package.

    Raises:
        RecordError: neither holds them.
    """
    package = Path(kg.__file__).parent
    for folder in (package.parent / "data", package / "_data"):
        if (folder / INSTRUMENTS).is_file():
            return folder
    raise RecordError(f"{package}: the shipped records are absent. Install viendan again.")


def open_graph(
    data_dir: Path | None = None, user_dir: Path | None = None, *, cache: Path | None = None
) -> Graph:
    """Return the graph of the shipped records and, if given, the user's additions.

    Args:
        data_dir: folder of the shipped records; found by ``data_directory`` by default.
        user_dir: folder of the additions; it need not exist.
        cache: folder of the cache; by default the custom of the system.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
    """
    folders = [data_dir or data_directory(), *([user_dir] if user_dir else [])]
    cache = cache or cache_folder()
    key = fingerprint(folder / name for folder in folders for name in FILES)
    graph = _from_cache(read_cache(cache, "graph", key))
    if graph is None:
        graph = _graph(_read(folders))
        write_cache(cache, "graph", key, _to_cache(graph))
    return graph


def _read(folders: Iterable[Path]) -> Records:
    values = Records()
    for folder in folders:
        values.sources.extend(read_manifest(folder / MANIFEST))
        values.instruments.extend(read_instruments(folder / INSTRUMENTS))
        values.relations.extend(read_relations(folder / RELATIONS))
    return values


def _graph(values: Records) -> Graph:
    graph = Graph()
    for source in values.sources:
        # A source of the user's own that an upgrade has come to ship counts once.
        if source.id not in graph.sources:
            graph.add_source(source)
    for instrument in values.instruments:
        graph.add_instrument(instrument)
    for relation in values.relations:
        graph.add_relation(relation)
    return graph


def _to_cache(graph: Graph) -> list[Any]:
    records = Records(
        sources=list(graph.sources.values()),
        instruments=list(graph.instruments),
        relations=list(graph.relations),
    )
    return [pack(records), graph.aliases]


def _from_cache(cached: Any) -> Graph | None:  # noqa: ANN401
    if cached is None:
        return None
    with suppress(ValueError, TypeError, IndexError):
        packed, aliases = cached
        records = unpack(packed)
        return Graph.restored(records.sources, records.instruments, records.relations, aliases)
    return None


class Added(NamedTuple):
    """How many records an addition has changed or brought."""

    sources: int
    instruments: int
    relations: int


def add_to_user(
    user_dir: Path,
    *,
    sources: Iterable[Source] = (),
    instruments: Iterable[Instrument] = (),
    relations: Iterable[Relation] = (),
    known: Graph | None = None,
) -> Added:
    """Add records to the user's own and return what was new; the same records again add nothing.

    Args:
        user_dir: folder of the additions; made if absent.
        sources: where the records were read.
        instruments: instruments to add or to merge.
        relations: relations between them or with those of ``known``.
        known: the graph they refer to. Of its instruments named by a relation a short form is
            kept beside the relation, so that the additions stand alone after any upgrade.

    Raises:
        RecordError: a relation names an instrument that is in none of them.
        OSError: the folder cannot be written.
    """
    own = _graph(_read([user_dir]))
    before = _snapshot(own)
    for source in sources:
        if source.id not in own.sources:
            own.add_source(source)
    for instrument in instruments:
        own.add_instrument(instrument)
    for relation in relations:
        for iri in (relation.source, relation.target):
            if iri not in own and known is not None and iri in known:
                own.add_instrument(_short(known.instrument(iri)))
                for id_ in _ids(known.instrument(iri)):
                    if id_ in known.sources and id_ not in own.sources:
                        own.add_source(known.sources[id_])
        own.add_relation(relation)
    after = _snapshot(own)
    if before != after:
        user_dir.mkdir(parents=True, exist_ok=True)
        write_manifest(user_dir / MANIFEST, own.sources.values())
        write_records(user_dir / INSTRUMENTS, own.instruments)
        write_records(user_dir / RELATIONS, own.relations)
    new = [sum(value not in old for value in now) for old, now in zip(before, after, strict=True)]
    return Added(sources=new[0], instruments=new[1], relations=new[2])


def _short(instrument: Instrument) -> Instrument:
    kept = ("number", "issuer", "date", "title")
    sources = {name: ids for name, ids in instrument.sources.items() if name in kept}
    return replace(instrument, effective=None, expires=None, attested=True, sources=sources)


def _ids(instrument: Instrument) -> set[str]:
    return {id_ for ids in instrument.sources.values() for id_ in ids}


def _snapshot(graph: Graph) -> tuple[list[Any], ...]:
    return list(graph.sources.values()), list(graph.instruments), list(graph.relations)
