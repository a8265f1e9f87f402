"""Opening the graph, and keeping what a user adds to it.

The shipped records are read-only. Additions live in a folder of the user, in files of the same
form, so that an upgrade of the package replaces the former and never the latter.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any, NamedTuple
from zlib import crc32

import kg
from kg.contract import Store
from kg.errors import RecordError
from kg.graph import Graph
from kg.model import Instrument, Relation, Source
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
from kg.store.sqlite.reading import SqliteStore
from kg.store.sqlite.schema import FORMAT
from kg.vocab.cache import cache_folder, fingerprint

#: Seconds after which nobody is still building a file.
_ABANDONED = 6 * 3600
_CODE = Path(kg.__file__).parent
# What compiled states are derived by: an upgrade of the rules makes the file anew.
_DERIVES = ("status.py", "timeline.py", "lapse.py", "vocab/relations.yaml")


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
) -> Store:
    """Return the graph of the shipped records and, if given, the user's additions.

    The records are compiled into a file on first use and whenever they have changed. Where no
    file can be kept the graph is read into memory.

    Args:
        data_dir: folder of the shipped records; found by ``data_directory`` by default.
        user_dir: folder of the additions; it need not exist.
        cache: folder of the compiled file; by default the custom of the system.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
    """
    folders = [data_dir or data_directory(), *([user_dir] if user_dir else [])]
    cache = cache or cache_folder()
    return (cache and _compiled(cache, folders)) or _in_memory(folders)


def _compiled(cache: Path, folders: list[Path]) -> Store | None:
    """Return the graph from its file, compiled anew if need be; ``None`` if none can be kept."""
    made_from = [folder / name for folder in folders for name in FILES]
    key = json.dumps(fingerprint([*made_from, *(_CODE / name for name in _DERIVES)]))
    family = f"graph-{crc32(str(made_from).encode()):08x}"
    path = cache / f"{family}-{crc32(f'{FORMAT} {key}'.encode()):08x}.sqlite"
    if (store := _opened(path, key)) is not None:
        return store
    from kg.store.sqlite.build import build

    with suppress(OSError, sqlite3.Error):
        cache.mkdir(parents=True, exist_ok=True)
        build(path, folders, key=key)
        _tidy(cache, family, path)
    return _opened(path, key)


def _tidy(cache: Path, family: str, kept: Path) -> None:
    """Delete files made from older records, and what a broken-off building left long ago."""
    for old in set(cache.glob(f"{family}-*")) - {kept}:
        # A file that another process still reads goes the next time.
        with suppress(OSError):
            if old.suffix == ".sqlite" or time() - old.stat().st_mtime > _ABANDONED:
                old.unlink()


def _opened(path: Path, key: str) -> Store | None:
    with suppress(sqlite3.Error, KeyError):
        store = SqliteStore.open(path)
        if store.key == key:
            return store
        store.close()
    return None


def _in_memory(folders: Iterable[Path]) -> Graph:
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
    known: Store | None = None,
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
    own = _in_memory([user_dir])
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
