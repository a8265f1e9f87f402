"""Records as files: instruments, relations and attestations in JSON Lines, sources in CSV.

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
from typing import Any, NamedTuple, TextIO, TypeVar

from kg.attested import DAYS, FIELDS
from kg.errors import RecordError
from kg.model import Attestation, Instrument, Relation, Source
from kg.store.files import MANIFEST
from kg.vocab.cache import write_atomically

MANIFEST_COLUMNS = ("id", "where", "title", "read_on", "method", "official", "licence", "sha256")
_BEFORE_DIGESTS = MANIFEST_COLUMNS[:-1]
"""The columns that earlier versions wrote."""
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
_ATTESTATION: dict[str, tuple[type, ...]] = {
    "target": _TEXT,
    "field": _TEXT,
    "value": _TEXT,
    "counts": (dict,),
}
_SCOPES = ("whole", "part")
_STRINGS = {str}

Record = dict[str, Any]
T = TypeVar("T", Instrument, Relation, Attestation)


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


def attestation_of(record: Record) -> Attestation:
    """Return a record as an attestation; its shape is taken to be right.

    Raises:
        ValueError: the value of a field that holds days is none.
    """
    if record["field"] in DAYS:
        _day(record["value"])
    counts = tuple(sorted(record["counts"].items()))
    return Attestation(record["target"], record["field"], record["value"], counts)


def record_of(value: Instrument | Relation | Attestation) -> Record:
    """Return an instrument, relation or attestation as a record for JSON."""
    if isinstance(value, Attestation):
        return value._asdict() | {"counts": dict(value.counts)}
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


class Part(NamedTuple):
    """A stretch of a file, in bytes, that begins and ends with a line."""

    start: int
    end: int


def read_instruments(path: Path, part: Part | None = None) -> Iterator[Instrument]:
    """Read a file of instruments, or a part of it, one after another; an absent file holds none.

    Raises:
        RecordError: a line is malformed; the message names file and line.
    """
    return _read(path, part, _INSTRUMENT, instrument_of)


def read_relations(path: Path, part: Part | None = None) -> Iterator[Relation]:
    """Read a file of relations, or a part of it, one after another; an absent file holds none.

    Raises:
        RecordError: a line is malformed; the message names file and line.
    """
    return _read(path, part, _RELATION, relation_of)


def read_attestations(path: Path, part: Part | None = None) -> Iterator[Attestation]:
    """Read a file of attestations one after another; an absent file holds none.

    Raises:
        RecordError: a line is malformed; the message names file and line.
    """
    return _read(path, part, _ATTESTATION, attestation_of)


def parts(path: Path, size: int) -> Iterator[Part]:
    """Yield the parts of a file, each of about ``size`` bytes."""
    with path.open("rb") as file:
        start = 0
        while True:
            file.seek(start + size)
            file.readline()
            end = file.tell()
            if not file.read(1):
                yield Part(start, path.stat().st_size)
                return
            yield Part(start, end)
            start = end


def _read(
    path: Path, part: Part | None, shape: dict[str, tuple[type, ...]], make: Callable[[Record], T]
) -> Iterator[T]:
    if not path.is_file():
        return
    decode = json.JSONDecoder().raw_decode
    checked: set[tuple[object, ...]] = set()
    for number, line in enumerate(_lines(path, part), start=1):
        if not line.strip():
            continue
        record: Any
        try:
            record, end = decode(line)
        except ValueError as error:
            where = _where(path, part, number)
            raise RecordError(f"{where}: not JSON: {error}. Correct the line.") from error
        # A large file has few sets of keys and types of values, each of which is checked once.
        form = (*record, *map(type, record.values())) if isinstance(record, dict) else ()
        problem = None if form in checked else _problem(record, shape)
        if problem := problem or _content(record, line[end:]):
            raise RecordError(f"{_where(path, part, number)}: {problem}")
        checked.add(form)
        try:
            value = make(record)
        except ValueError as error:
            where = _where(path, part, number)
            raise RecordError(f"{where}: {error}. Correct the day.") from error
        yield value


def _where(path: Path, part: Part | None, number: int) -> str:
    if part is not None:
        with path.open("rb") as file:
            number += file.read(part.start).count(b"\n")
    return f"{path}:{number}"


def _lines(path: Path, part: Part | None = None) -> Iterator[str]:
    try:
        # Only a line feed ends a record: a title may hold other line separators.
        if part is None:
            with path.open(encoding="utf-8", newline="\n") as file:
                yield from file
        else:
            with path.open("rb") as raw:
                raw.seek(part.start)
                yield from raw.read(part.end - part.start).decode().split("\n")
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


def _content(record: Record, rest: str) -> str | None:
    """Return what is wrong with the values of a record whose keys and types are right."""
    if rest.strip():
        return f"not JSON: {rest.strip()!r} after the record. Correct the line."
    if record.get("scope", "whole") not in _SCOPES:
        return f"scope is {record['scope']!r}. Use one of {_SCOPES}."
    if "counts" in record:
        return _said(record)
    sources = record["sources"]
    for ids in sources.values() if isinstance(sources, dict) else (sources,):
        if not (isinstance(ids, list) and set(map(type, ids)) <= _STRINGS):
            return f"sources hold {ids!r}. Use a list of ids of {MANIFEST}."
    return None


def _said(record: Record) -> str | None:
    """Return what is wrong with the values of an attestation."""
    if record["field"] not in FIELDS:
        return f"field is {record['field']!r}. Use one of {FIELDS}."
    value = record["value"]
    if record["field"] == "articles" and not (value.isascii() and value.isdigit()):
        return f"value is {value!r}. Give the number of the last article in digits."
    counts = record["counts"].values()
    if not counts or any(type(count) is not int or count < 1 for count in counts):
        return f"counts are {record['counts']!r}. Give how many texts say so to ids of {MANIFEST}."
    return None


def read_manifest(path: Path) -> list[Source]:
    """Read the sources; an absent file holds none, one of before has no digests.

    Raises:
        RecordError: a row is malformed; the message names file and line.
    """
    if not path.is_file():
        return []
    found: list[Source] = []
    rows = csv.DictReader(io.StringIO("".join(_lines(path))))
    if tuple(rows.fieldnames or ()) not in (MANIFEST_COLUMNS, _BEFORE_DIGESTS):
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
                title=row["title"],
                licence=row["licence"],
                sha256=row.get("sha256", ""),
            )
        )
    return found


def write_records(
    path: Path,
    values: Iterable[Instrument] | Iterable[Relation] | Iterable[Attestation],
) -> None:
    """Write records of one kind, sorted, replacing the file in one step."""
    lines = {json.dumps(record_of(value), ensure_ascii=False) for value in values}
    write_atomically(path, "".join(f"{line}\n" for line in sorted(lines)))


def write_manifest(path: Path, sources: Iterable[Source]) -> None:
    """Write the sources, sorted by id, replacing the file in one step."""
    text = io.StringIO()
    print_manifest(text, sorted(sources, key=lambda source: source.id))
    write_atomically(path, text.getvalue())


def print_manifest(file: TextIO, sources: Iterable[Source]) -> None:
    """Write sources, which come sorted by id, to an open file; none of them is held."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(MANIFEST_COLUMNS)
    for source in sources:
        read_on = source.read_on.isoformat() if source.read_on else ""
        plain = source._replace(official=str(source.official).lower())  # type: ignore[arg-type]
        row = plain._asdict() | {"read_on": read_on}
        writer.writerow(row[column] for column in MANIFEST_COLUMNS)
