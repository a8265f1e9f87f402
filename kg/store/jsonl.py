"""Records as files: ``instruments.jsonl``, ``relations.jsonl`` and ``manifest.csv``.

Reading is strict: a record with an unknown or missing key, a wrong type or an impossible day is
refused with its file and line. Writing sorts the records, one a line, so that diffs read well.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import RecordError
from kg.model import Instrument, Relation, Source
from kg.vocab.cache import write_atomically

INSTRUMENTS = "instruments.jsonl"
RELATIONS = "relations.jsonl"
MANIFEST = "manifest.csv"
FILES = (INSTRUMENTS, RELATIONS, MANIFEST)

MANIFEST_COLUMNS = ("id", "where", "title", "read_on", "method", "official", "licence")
_TEXT: tuple[type, ...] = (str,)
_MAYBE: tuple[type, ...] = (str, type(None))
_INSTRUMENT: dict[str, tuple[type, ...]] = {
    "iri": _TEXT,
    "type": _TEXT,
    "number": _TEXT,
    "issuer": _TEXT,
    "date": _MAYBE,
    "title": _MAYBE,
    "effective": _MAYBE,
    "expires": _MAYBE,
    "kind": _TEXT,
    "territory": _MAYBE,
    "attested": (bool,),
    "sources": (dict,),
}
_RELATION: dict[str, tuple[type, ...]] = {
    "kind": _TEXT,
    "source": _TEXT,
    "target": _TEXT,
    "scope": _TEXT,
    "parts": _MAYBE,
    "valid_from": _MAYBE,
    "valid_to": _MAYBE,
    "known_from": _MAYBE,
    "evidence": _MAYBE,
    "sources": (list,),
}
_SCOPES = ("whole", "part")

Record = dict[str, Any]
T = TypeVar("T", Instrument, Relation)


# Bulk reading meets the same days again and again.
_day = lru_cache(maxsize=65536)(date.fromisoformat)


def instrument_of(record: Record) -> Instrument:
    """Return a record as an instrument; its shape is taken to be right.

    Raises:
        ValueError: a day is not in the calendar.
    """
    values = dict(record)
    for day in ("date", "effective", "expires"):
        if text := values[day]:
            values[day] = _day(text)
    values["sources"] = {name: tuple(ids) for name, ids in record["sources"].items()}
    return Instrument(**values)


def relation_of(record: Record) -> Relation:
    """Return a record as a relation; its shape is taken to be right.

    Raises:
        ValueError: a day is not in the calendar.
    """
    valid_from, valid_to = record["valid_from"], record["valid_to"]
    known_from = record["known_from"]
    return Relation(
        record["kind"],
        record["source"],
        record["target"],
        record["scope"],
        record["parts"],
        _day(valid_from) if valid_from else None,
        _day(valid_to) if valid_to else None,
        _day(known_from) if known_from else None,
        record["evidence"],
        tuple(record["sources"]),
    )


def record_of(value: Instrument | Relation) -> Record:
    """Return an instrument or relation as a record for JSON."""
    names = _INSTRUMENT if isinstance(value, Instrument) else _RELATION
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {name: list(ids) for name, ids in value.items()}
    return value


def read_instruments(path: Path) -> Iterator[Instrument]:
    """Read a file of instruments, one after another; an absent file holds none.

    Raises:
        RecordError: a line is malformed; the message names file and line.
    """
    return _read(path, _INSTRUMENT, instrument_of)


def read_relations(path: Path) -> Iterator[Relation]:
    """Read a file of relations, one after another; an absent file holds none.

    Raises:
        RecordError: a line is malformed; the message names file and line.
    """
    return _read(path, _RELATION, relation_of)


def _read(
    path: Path, shape: dict[str, tuple[type, ...]], make: Callable[[Record], T]
) -> Iterator[T]:
    if not path.is_file():
        return
    decode = json.JSONDecoder().raw_decode
    checked: set[tuple[object, ...]] = set()
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        record: Any
        try:
            record, end = decode(line)
        except ValueError as error:
            raise RecordError(f"{path}:{number}: not JSON: {error}. Correct the line.") from error
        if more := line[end:].strip():
            raise RecordError(f"{path}:{number}: not JSON: {more!r} after it. Correct the line.")
        # A large file has few sets of keys and types of values, each of which is checked once.
        form = (*record, *map(type, record.values())) if isinstance(record, dict) else ()
        if form not in checked:
            if problem := _problem(record, shape):
                raise RecordError(f"{path}:{number}: {problem}")
            checked.add(form)
        if problem := _content(record):
            raise RecordError(f"{path}:{number}: {problem}")
        try:
            value = make(record)
        except ValueError as error:
            raise RecordError(f"{path}:{number}: {error}. Correct the day.") from error
        yield value


def _lines(path: Path) -> Iterator[str]:
    try:
        # Only a line feed ends a record: a title may hold other line separators.
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from file
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: not UTF-8: {error}. Save the file as UTF-8.") from error


def _problem(record: Any, shape: dict[str, tuple[type, ...]]) -> str | None:  # noqa: ANN401
    if not isinstance(record, dict):
        return f"{record!r} is not a record. Write one JSON object a line."
    if record.keys() != shape.keys():
        unknown, missing = record.keys() - shape.keys(), shape.keys() - record.keys()
        return f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)}."
    for name, types in shape.items():
        if not isinstance(record[name], types):
            return f"{name} is {record[name]!r}. Use {' or '.join(t.__name__ for t in types)}."
    return None


def _content(record: Record) -> str | None:
    """Return what is wrong with the values of a record whose keys and types are right."""
    if record.get("scope", "whole") not in _SCOPES:
        return f"scope is {record['scope']!r}. Use one of {_SCOPES}."
    sources = record["sources"]
    for ids in sources.values() if isinstance(sources, dict) else (sources,):
        if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
            return f"sources hold {ids!r}. Use a list of ids of {MANIFEST}."
    return None


def read_manifest(path: Path) -> list[Source]:
    """Read the sources; an absent file holds none.

    Raises:
        RecordError: a row is malformed; the message names file and line.
    """
    if not path.is_file():
        return []
    found: list[Source] = []
    rows = csv.DictReader(io.StringIO("".join(_lines(path))))
    if tuple(rows.fieldnames or ()) != MANIFEST_COLUMNS:
        raise RecordError(f"{path}:1: columns {rows.fieldnames}. Use {list(MANIFEST_COLUMNS)}.")
    for row in rows:
        where = f"{path}:{rows.line_num}"
        if None in row or None in row.values() or not row["id"]:
            raise RecordError(f"{where}: {row!r}: too few or too many cells, or no id.")
        if row["official"] not in ("true", "false"):
            raise RecordError(f"{where}: official is {row['official']!r}. Use true or false.")
        try:
            read_on = date.fromisoformat(row["read_on"]) if row["read_on"] else None
        except ValueError as error:
            raise RecordError(f"{where}: {error}. Correct the day.") from error
        found.append(
            Source(
                id=row["id"],
                where=row["where"],
                read_on=read_on,
                method=row["method"],
                official=row["official"] == "true",
            )
        )
    return found


def write_records(path: Path, values: Iterable[Instrument] | Iterable[Relation]) -> None:
    """Write instruments or relations, sorted, replacing the file in one step."""
    lines = {json.dumps(record_of(value), ensure_ascii=False) for value in values}
    write_atomically(path, "".join(f"{line}\n" for line in sorted(lines)))


def write_manifest(path: Path, sources: Iterable[Source]) -> None:
    """Write the sources, sorted by id, replacing the file in one step."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(MANIFEST_COLUMNS)
    for source in sorted(sources, key=lambda source: source.id):
        read_on = source.read_on.isoformat() if source.read_on else ""
        official = str(source.official).lower()
        writer.writerow((source.id, source.where, "", read_on, source.method, official, ""))
    write_atomically(path, text.getvalue())
