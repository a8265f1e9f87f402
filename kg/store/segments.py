"""What a user has ingested: segments, each a folder of records that one run has written.

A segment is never changed once it has its name; a run adds one, and ``open_graph`` reads all. Names
with a dot are of folders being written, which nobody reads. When there are more than ``MOST``
segments the smallest are rewritten as one, which says the same; only where two sources of one rank
contradict each other the other one may come to stand (``kg.merging``: the first stays). Both are
kept either way.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from heapq import merge
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg.contract import Store
from kg.errors import RecordError
from kg.ids import Iri
from kg.model import Instrument, Source
from kg.store.files import (
    ATTESTATIONS,
    FILES,
    INGESTED,
    INSTRUMENTS,
    MANIFEST,
    RELATIONS,
    segments,
)
from kg.store.jsonl import print_manifest, read_manifest, record_of, write_manifest
from kg.store.merged_lines import joined, key_of, merged_lines, sorted_lines

LEDGER = "ledger.jsonl"
REFUSED = "refused.csv"
#: More segments than these are made fewer: each costs every command the opening of four files.
MOST = 16
_KEPT = MOST // 2
_REPLACES = "replaces.json"
_SORTED, _COMPACT = ".sorted", "compact.partial"
_END = re.compile(r'[{ ]"(source|target)": ("(?:[^"\\]|\\.)*")')
"""An end of a relation or attestation, in the beginning of its line."""
_SHORT = ("number", "issuer", "date", "title")


class Counts(NamedTuple):
    """How many records a segment has."""

    instruments: int
    relations: int


def finish(working: Path, folder: Path, sources: Iterable[Source], known: Store) -> Counts:
    """Turn the unsorted files of a folder into a segment, in one step at the end.

    Where this is broken off, ``working`` is as it was.

    Args:
        working: files as a journal writes them: records one a line in any order, any of them more
            than once; also the ledger and the list of refusals. Deleted afterwards.
        folder: the segment; it is not there yet.
        sources: what the records name; of several with one id the first counts.
        known: the graph that relations and attestations may refer to. What they refer to is kept
            beside them in a short form, so that the segment stands alone after any upgrade.

    Raises:
        RecordError: something refers to an instrument that neither has.
        OSError: the disk is full or cannot be written.
    """
    made = folder.with_name(f"{folder.name}{_SORTED}")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    manifest: dict[str, Source] = {}
    counts = {}
    for name in (RELATIONS, ATTESTATIONS):
        counts[name] = _write(made / name, joined(name, sorted_lines(_lines(working / name), made)))
    instruments = joined(INSTRUMENTS, sorted_lines(_lines(working / INSTRUMENTS), made))
    complete = _with_ends(instruments, sorted_lines(_ends(made), made), known, manifest)
    counts[INSTRUMENTS] = _write(made / INSTRUMENTS, complete)
    with (made / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        print_manifest(file, _each_once(chain(sources, manifest.values()), made))
    for name in (LEDGER, REFUSED):
        if (working / name).is_file():
            shutil.copyfile(working / name, made / name)
    made.rename(folder)
    shutil.rmtree(working, ignore_errors=True)
    return Counts(counts[INSTRUMENTS], counts[RELATIONS])


def _lines(path: Path) -> Iterator[str]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from file


def _each_once(sources: Iterable[Source], folder: Path) -> Iterator[Source]:
    """Yield sources sorted by id, of several with one id the first; none of them is held."""
    lines = (
        f"{source.id}\t{number:012}\t{json.dumps(source, default=str)}\n"
        for number, source in enumerate(sources)
    )
    for _, group in groupby(sorted_lines(lines, folder), lambda line: line.partition("\t")[0]):
        source = Source(*json.loads(next(group).split("\t", 2)[2]))
        day = source.read_on
        yield source._replace(read_on=date.fromisoformat(str(day)) if day else None)


def _write(path: Path, lines: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line)
            count += 1
    return count


def _ends(folder: Path) -> Iterator[str]:
    """Yield the beginnings of lines of all instruments that relations and attestations name."""
    for name in (RELATIONS, ATTESTATIONS):
        for line in _lines(folder / name):
            for _, end in _END.findall(key_of(name, line)):
                yield f'{{"iri": {end}\n'


def _with_ends(
    instruments: Iterable[str], ends: Iterable[str], known: Store, manifest: dict[str, Source]
) -> Iterator[str]:
    """Yield the lines of instruments and, of those that are only named, a short form."""
    both = merge(
        ((key_of(INSTRUMENTS, line), line) for line in instruments),
        ((end.rstrip("\n"), "") for end in ends),
    )
    for key, group in groupby(both, key=lambda item: item[0]):
        lines = [line for _, line in group if line]
        if lines:
            yield from lines
            continue
        short = _short(json.loads(f"{key}}}")["iri"], known)
        for id_ in (id_ for ids in short.sources.values() for id_ in ids):
            if id_ in known.sources:
                manifest.setdefault(id_, known.sources[id_])
        yield f"{json.dumps(record_of(short), ensure_ascii=False)}\n"


def _short(iri: str, known: Store) -> Instrument:
    if iri not in known:
        raise RecordError(
            f"{iri!r}: named by what was read, and no longer in the graph. "
            "Delete the unfinished folder below `ingested` and ingest again."
        )
    return short_form(known.instrument(iri), iri)


def short_form(instrument: Instrument, iri: str | None = None) -> Instrument:
    """Return what tells an instrument, to be kept beside what refers to it.

    Args:
        instrument: what the graph knows.
        iri: the IRI it is referred to by, which may be the one it had before its day was known.
    """
    sources = {name: ids for name, ids in instrument.sources.items() if name in _SHORT}
    short = replace(instrument, effective=None, expires=None, attested=True, sources=sources)
    if iri is None or iri == instrument.iri:
        return short
    sources.pop("date", None)
    return replace(short, iri=iri, date=Iri.parse(iri).date)


def compact(user_dir: Path, *, most: int | None = None) -> None:
    """Make the smallest segments one, if there are more than ``most`` (``MOST`` by default).

    Raises:
        OSError: the folder cannot be written; nothing is lost.
    """
    tidy(user_dir)
    found = segments(user_dir)
    most = MOST if most is None else most
    if len(found) <= most:
        return
    small = sorted(found, key=lambda folder: (_size(folder), folder.name))[: 1 - min(_KEPT, most)]
    made = user_dir / INGESTED / _COMPACT
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    small.sort()
    for name in (INSTRUMENTS, RELATIONS, ATTESTATIONS):
        files = [folder / name for folder in small if (folder / name).is_file()]
        _write(made / name, joined(name, merged_lines(files), named=None))
    sources: dict[str, Source] = {}
    for folder in small:
        for source in read_manifest(folder / MANIFEST):
            sources.setdefault(source.id, source)
    write_manifest(made / MANIFEST, sources.values())
    for name in (LEDGER, REFUSED):
        _write(made / name, (line for folder in small for line in _lines(folder / name)))
    names = json.dumps([folder.name for folder in small])
    (made / _REPLACES).write_text(names, encoding="utf-8")
    made.rename(free(user_dir, "joined"))
    tidy(user_dir)


def tidy(user_dir: Path) -> None:
    """Delete what newer segments say too; a folder that another process reads goes later."""
    for folder in segments(user_dir):
        with suppress(FileNotFoundError):
            names = json.loads((folder / _REPLACES).read_text("utf-8"))
            old = [user_dir / INGESTED / name for name in names]
            for replaced in old:
                shutil.rmtree(replaced, ignore_errors=True)
            # A name is free again only when nothing says that its folder is to be deleted.
            if not any(replaced.exists() for replaced in old):
                (folder / _REPLACES).unlink()


def free(user_dir: Path, name: str) -> Path:
    """Return a folder for a new segment: this name, or the first of it with a number."""
    n = 1
    while (folder := user_dir / INGESTED / (name if n == 1 else f"{name}-{n}")).exists():
        n += 1
    return folder


def ledgers(user_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of what the finished segments have taken in, in their order."""
    for folder in segments(user_dir):
        for line in _lines(folder / LEDGER):
            yield json.loads(line)


def _size(folder: Path) -> int:
    return sum((folder / name).stat().st_size for name in FILES if (folder / name).is_file())
