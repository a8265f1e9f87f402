"""Records as sorted lines: files of any size are sorted, and equal records joined in little memory.

What is joined here loses nothing and chooses nothing: records that say the same, but for where it
was read, become one with all sources. Records that differ stay apart; which of them stands is
decided when the graph is built (``kg.graph``). A line begins with what tells its record, so equal
records stand together once the lines are sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.store.files import ATTESTATIONS, INSTRUMENTS, RELATIONS

#: Characters of lines that are sorted at a time.
_CHUNK = 2_000_000
#: So many files are merged at a time; systems let a process open some hundred.
_FILES = 100
#: A node that only citing texts know names so many of them; the attestations count all.
_NAMED = 8
_Record = dict[str, Any]


def sorted_lines(
    lines: Iterable[str], folder: Path, *, chunk: int | None = None, at_once: int = _FILES
) -> Iterator[str]:
    """Yield lines sorted and each once; what does not fit ``chunk`` goes through files.

    Args:
        lines: each with its line feed.
        folder: where the files are put; none of them stays.
        chunk: characters held in memory at a time.
        at_once: files that are merged at a time.
    """
    held: set[str] = set()
    size, most = 0, chunk or _CHUNK
    files: list[Path] = []
    # A folder of its own: lines of several kinds are sorted at a time.
    with TemporaryDirectory(dir=folder) as own:
        for line in lines:
            held.add(line)
            size += len(line)
            if size >= most:
                files.append(_put(Path(own, str(len(files))), sorted(held)))
                held, size = set(), 0
            if len(files) == at_once:
                files = [_put(Path(own, "all"), merged_lines(files), replacing=files)]
        yield from merged_lines(files, sorted(held))


def _put(path: Path, lines: Iterable[str], *, replacing: Iterable[Path] = ()) -> Path:
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    for old in replacing:
        old.unlink()
    return new.rename(path)


def merged_lines(files: Iterable[Path], lines: Iterable[str] = ()) -> Iterator[str]:
    """Yield the lines of sorted files, and sorted lines beside them, in order and each once."""
    with ExitStack() as opened:
        streams: list[Iterable[str]] = [
            opened.enter_context(path.open(encoding="utf-8", newline="\n")) for path in files
        ]
        # A group of equal lines is one line.
        yield from (line for line, _ in groupby(merge(*streams, lines)))


def joined(name: str, lines: Iterable[str], *, named: int | None = _NAMED) -> Iterator[str]:
    """Yield the sorted lines of a file of records with equal records made one.

    Args:
        name: the kind of file, one of ``JOINED``.
        lines: sorted, each once.
        named: so many sources are kept of a node without a record of its own; ``None`` for all.
    """
    end, join = JOINED[name]
    for _, group in groupby(lines, key=lambda line: line.partition(end)[0]):
        alike = list(group)
        if len(alike) == 1:
            yield alike[0]
        else:
            records = join([json.loads(line) for line in alike], named)
            yield from sorted(f"{json.dumps(r, ensure_ascii=False)}\n" for r in records)


def key_of(name: str, line: str) -> str:
    """Return the beginning of a line that tells its record."""
    return line.partition(JOINED[name][0])[0]


def _instruments(records: list[_Record], named: int | None) -> list[_Record]:
    found: dict[str, _Record] = {}
    for record in records:
        said = json.dumps({**record, "sources": None})
        kept = found.setdefault(said, {**record, "sources": {}})["sources"]
        for field, ids in record["sources"].items():
            kept.setdefault(field, set()).update(ids)
    for record in found.values():
        most = named if record["attested"] else None
        record["sources"] = {f: sorted(ids)[:most] for f, ids in record["sources"].items()}
    return list(found.values())


def _relations(records: list[_Record], named: int | None) -> list[_Record]:
    del named  # who proves a relation is never left out
    found: dict[tuple[Any, ...], _Record] = {}
    ids: dict[tuple[Any, ...], dict[str, None]] = {}
    for record in records:
        what = tuple(record[name] for name in ("scope", "parts", "valid_from", "valid_to"))
        first = found.setdefault(what, record)
        days = [day for day in (first["known_from"], record["known_from"]) if day]
        first["known_from"] = min(days, default=None)
        first["evidence"] = first["evidence"] or record["evidence"]
        ids.setdefault(what, {}).update(dict.fromkeys(record["sources"]))
    for what, record in found.items():
        record["sources"] = list(ids[what])
    return list(found.values())


def _attestations(records: list[_Record], named: int | None) -> list[_Record]:
    del named
    counts: dict[str, int] = {}
    for record in records:
        for id_, count in record["counts"].items():
            counts[id_] = max(count, counts.get(id_, 0))
    return [{**records[0], "counts": dict(sorted(counts.items()))}]


_Join = Callable[[list[_Record], int | None], list[_Record]]
JOINED: dict[str, tuple[str, _Join]] = {
    INSTRUMENTS: (', "type": ', _instruments),
    RELATIONS: (', "scope": ', _relations),
    ATTESTATIONS: (', "counts": ', _attestations),
}
"""File to what stands in a line behind that which tells its record, and how equals are joined."""
