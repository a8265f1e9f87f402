"""Records of folders in memory, and what a user adds to his own.

The shipped records are read-only. Additions live in a folder of the user, in files of the same
form, so that an upgrade of the package replaces the former and never the latter.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from kg.contract import Store
from kg.graph import Graph
from kg.model import Attestation, Instrument, Relation, Source
from kg.store.files import ATTESTATIONS, INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import (
    read_attestations,
    read_instruments,
    read_manifest,
    read_relations,
    write_manifest,
    write_records,
)
from kg.store.segments import short_form


def read_folders(folders: Iterable[Path]) -> Graph:
    """Return the graph of the records of some folders, the shipped ones first.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
    """
    graph = Graph()
    for folder in folders:
        for source in read_manifest(folder / MANIFEST):
            # A source of the user's own that an upgrade has come to ship counts once.
            if source.id not in graph.sources:
                graph.add_source(source)
        for instrument in read_instruments(folder / INSTRUMENTS):
            graph.add_instrument(instrument)
        for relation in read_relations(folder / RELATIONS):
            graph.add_relation(relation)
        for attestation in read_attestations(folder / ATTESTATIONS):
            graph.add_attestation(attestation)
    return graph


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
    attestations: Iterable[Attestation] = (),
    known: Store | None = None,
) -> Added:
    """Add records to the user's own and return what was new; the same records again add nothing.

    For a graph that is imported; what is ingested becomes a segment (``kg.store.segments``).

    Args:
        user_dir: folder of the additions; made if absent.
        sources: where the records were read.
        instruments: instruments to add or to merge.
        relations: relations between them or with those of ``known``.
        attestations: what is said of them or of those.
        known: the graph they refer to. Of its instruments that are only referred to a short form
            is kept beside them, so that the additions stand alone after any upgrade.

    Raises:
        RecordError: an instrument is named that is in none of them.
        OSError: the folder cannot be written.
    """
    own = read_folders([user_dir])
    before = _snapshot(own)
    for source in sources:
        if source.id not in own.sources:
            own.add_source(source)
    for instrument in instruments:
        own.add_instrument(instrument)
    for relation in relations:
        _refer(own, known, relation.source, relation.target)
        own.add_relation(relation)
    for attestation in attestations:
        _refer(own, known, attestation.target)
        own.add_attestation(attestation)
    after = _snapshot(own)
    if before != after:
        user_dir.mkdir(parents=True, exist_ok=True)
        write_manifest(user_dir / MANIFEST, own.sources.values())
        write_records(user_dir / INSTRUMENTS, own.instruments)
        write_records(user_dir / RELATIONS, own.relations)
        write_records(user_dir / ATTESTATIONS, own.all_attestations())
    new = [sum(value not in old for value in now) for old, now in zip(before, after, strict=True)]
    return Added(sources=new[0], instruments=new[1], relations=new[2])


def _refer(own: Graph, known: Store | None, *iris: str) -> None:
    """Add a short form of those that are only in the graph referred to."""
    for iri in iris:
        if iri not in own and known is not None and iri in known:
            instrument = known.instrument(iri)
            for id_ in sorted(_ids(instrument)):
                if id_ in known.sources and id_ not in own.sources:
                    own.add_source(known.sources[id_])
            own.add_instrument(short_form(instrument))


def _ids(instrument: Instrument) -> set[str]:
    return {id_ for ids in instrument.sources.values() for id_ in ids}


def _snapshot(graph: Graph) -> tuple[list[Any], ...]:
    parts = graph.sources.values(), graph.instruments, graph.relations, graph.all_attestations()
    return tuple(list(part) for part in parts)
