"""Reading and checking of the YAML files, and the indexes made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import RecordError
from kg.text import fold
from kg.vocab.entries import DAYS, FILES, LISTS, Raw, build

_EFFECTS = frozenset({"ends", "changes", "suspends", "prolongs", "none"})


def read_folder(folder: Path) -> Raw:
    """Return the checked records of all files and the index of their names.

    Raises:
        RecordError: a file is absent, or an entry is malformed or contradicts another.
    """
    raw = {name: list(_read(folder / f"{name}.yaml", entry)) for name, entry in FILES.items()}
    _check_references(raw)
    raw["index"] = _index(raw)  # type: ignore[assignment]
    return raw


def _read(path: Path, entry: type[Any]) -> Iterator[Raw]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with path.open(encoding="utf-8") as file:
            records = yaml.load(file, Loader=loader) or []  # noqa: S506  both loaders are safe
    except FileNotFoundError as error:
        raise RecordError(f"{path}: the file is absent. Install viendan again.") from error
    except yaml.YAMLError as error:
        raise RecordError(f"{path}: not YAML: {error}. Correct the line named.") from error
    if not isinstance(records, list):
        raise RecordError(f"{path}: not a list of entries. Begin each entry with '- id:'.")
    seen: set[str] = set()
    for record in records:
        yield _checked(path, entry, record, seen)


def _checked(path: Path, entry: type[Any], record: Any, seen: set[str]) -> Raw:  # noqa: ANN401
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise RecordError(f"{path}: {record!r}: an entry has no id. Add one.")
    where = f"{path}: entry {record['id']!r}"
    if record["id"] in seen:
        raise RecordError(f"{where}: the id occurs twice. Merge the two entries.")
    seen.add(record["id"])
    known = set(entry._fields)
    required = known - set(entry._field_defaults)
    if unknown := record.keys() - known:
        raise RecordError(f"{where}: unknown keys {sorted(unknown)}. Use {sorted(known)}.")
    if missing := required - record.keys():
        raise RecordError(f"{where}: keys {sorted(missing)} are missing. Add them.")
    for day in DAYS & record.keys():
        if isinstance(record[day], date):
            record[day] = record[day].isoformat()
    for key in LISTS & record.keys():
        record[key] = record[key] or []
    try:
        build(entry, record)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise RecordError(f"{where}: {error}. Correct the value.") from error
    return record


def _check_references(raw: dict[str, list[Raw]]) -> None:
    issuers = {entry["id"] for entry in raw["issuers"]}
    for entry in raw["issuers"]:
        for heir in entry.get("successors") or ():
            if heir["id"] not in issuers:
                raise RecordError(f"issuers.yaml: entry {entry['id']!r}: no heir {heir['id']!r}.")
    provinces = {entry["id"] for entry in raw["provinces"]}
    for entry in raw["provinces"]:
        if entry.get("successor") and entry["successor"] not in provinces:
            raise RecordError(f"provinces.yaml: {entry['id']!r}: no {entry['successor']!r}.")
    for entry in raw["relations"]:
        if entry["effect"] not in _EFFECTS:
            raise RecordError(
                f"relations.yaml: {entry['id']!r}: no effect {entry['effect']!r}. "
                f"Use one of {sorted(_EFFECTS)}."
            )


def _index(raw: dict[str, list[Raw]]) -> dict[str, dict[str, list[str]]]:
    from kg.vocab import bare_province

    types, issuers = raw["types"], raw["issuers"]
    return {
        "type_words": _inverted((e["id"], [e["vi"], *(e.get("words") or ())]) for e in types),
        "type_symbols": _inverted((e["id"], e["symbols"]) for e in types),
        "issuer_names": _inverted((e["id"], [e["vi"], *e["aliases"]]) for e in issuers),
        "issuer_symbols": _inverted((e["id"], e["symbols"]) for e in issuers),
        "provinces": _inverted((e["id"], [bare_province(e["vi"])]) for e in raw["provinces"]),
    }


def _inverted(names: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for id_, words in names:
        for word in words:
            ids = index.setdefault(fold(word), [])
            if id_ not in ids:
                ids.append(id_)
    return index
