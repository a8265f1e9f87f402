"""Files for ``neo4j-admin database import full``: the fast way to a first load of millions.

The import runs on a stopped server and checks nothing, so the files hold everything that
``kg.store.neo4j.loading`` writes, the stamp included. ``import.args`` names the files for the tool
and ``schema.cypher`` makes the constraints and indexes; docs/neo4j.md has the commands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from kg.contract import Store
from kg.errors import RecordError
from kg.store.neo4j.rows import (
    ALIAS_COLUMNS,
    ATTESTED_COLUMNS,
    INSTRUMENT_COLUMNS,
    RELATION_COLUMNS,
    SCHEMA,
    SOURCE_COLUMNS,
    STAMP_COLUMNS,
    Fingerprint,
    Properties,
    Value,
    alias_properties,
    by_target,
    instrument_properties,
    relation_properties,
    source_properties,
    type_of,
)
from kg.store.neo4j.schema import (
    ALIAS,
    ATTESTED,
    COMPLETE,
    INSTRUMENT,
    SOURCE,
    STAMP,
    Stamp,
    schema_statements,
    stamp_properties,
)

ARGUMENTS = "import.args"
STATEMENTS = "schema.cypher"
# No id of a source holds the unit separator; it may hold any sign of a keyboard.
_LIST = "\x1f"
_OPTIONS = ("--id-type=string", "--multiline-fields=true", "--array-delimiter=U+001F")
_ID, _START, _END = (f"{what}({INSTRUMENT})" for what in ("ID", "START_ID", "END_ID"))
_NODES = {
    SOURCE: SOURCE_COLUMNS,
    ALIAS: ALIAS_COLUMNS,
    ATTESTED: ATTESTED_COLUMNS,
    INSTRUMENT: INSTRUMENT_COLUMNS | {"iri": _ID},
    STAMP: STAMP_COLUMNS,
}

_EDGE = {"source": _START, "target": _END, **RELATION_COLUMNS}
# The ends of a relationship are no properties, so their columns have no names.
_UNNAMED = {"source": "", "target": ""}


def write_neo4j_csv(store: Store, folder: Path) -> None:
    """Write the graph as a folder of files for an offline import, whole or not at all.

    Args:
        store: the graph.
        folder: a new or empty folder.

    Raises:
        RecordError: the folder holds files, or a kind of relation cannot be a type of Neo4j.
        OSError: it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RecordError(f"{folder}: is not an empty folder. Name a new one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as scratch:
        files = Path(scratch) / "files"
        files.mkdir()
        _Writer(store, files).write()
        if folder.exists():
            folder.rmdir()
        files.rename(folder)


#: The name by which ``kg.exchange.formats`` calls it.
write = write_neo4j_csv


class _Writer:
    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._kinds = sorted(kind for kind, count in store.counts().items() if count)
        self._fingerprint = Fingerprint()

    def write(self) -> None:
        store, kinds = self._store, self._kinds
        types = {kind: type_of(kind) for kind in kinds}
        self._nodes(SOURCE, map(source_properties, store.sources.values()))
        self._nodes(ALIAS, (alias_properties(*pair) for pair in store.aliases.items()))
        self._nodes(ATTESTED, by_target(store))
        self._nodes(INSTRUMENT, (instrument_properties(i, store) for i in store.instruments))
        self._relations()
        stamp = Stamp(SCHEMA, COMPLETE, str(self._fingerprint), tuple(kinds), store.updated)
        with self._table(STAMP, STAMP_COLUMNS) as file:
            file.write(_line(STAMP_COLUMNS, stamp_properties(stamp)))
        nodes = [f"--nodes={label}={_file(label)}" for label in _NODES]
        edges = [f"--relationships={types[kind]}={_file(kind)}" for kind in kinds]
        self._lines(ARGUMENTS, (*_OPTIONS, *nodes, *edges))
        self._lines(STATEMENTS, (f"{made};" for made in schema_statements(kinds).values()))

    def _nodes(self, label: str, rows: Iterable[Properties]) -> None:
        with self._table(label, _NODES[label]) as file:
            for row in rows:
                self._fingerprint.add(row)
                file.write(_line(_NODES[label], row))

    def _relations(self) -> None:
        with ExitStack() as opened:
            files = {k: opened.enter_context(self._table(k, _EDGE)) for k in self._kinds}
            for relation in self._store.relations:
                row = relation_properties(relation)
                self._fingerprint.add(row)
                ends: Properties = {"source": relation.source, "target": relation.target}
                files[relation.kind].write(_line(_EDGE, ends | row))

    @contextmanager
    def _table(self, name: str, columns: Mapping[str, str]) -> Iterator[TextIO]:
        header = ",".join(
            f"{_UNNAMED.get(column, column)}:{kind}" for column, kind in columns.items()
        )
        with self._create(_file(name)) as file:
            file.write(f"{header}\n")
            yield file

    def _lines(self, name: str, lines: Iterable[str]) -> None:
        with self._create(name) as file:
            file.writelines(f"{line}\n" for line in lines)

    def _create(self, name: str) -> TextIO:
        return (self._folder / name).open("w", encoding="utf-8", newline="\n")


def _file(name: str) -> str:
    return f"{name.lower()}.csv"


def _line(columns: Iterable[str], row: Mapping[str, Value]) -> str:
    return ",".join(_cell(row.get(column)) for column in columns) + "\n"


def _cell(value: Value | None) -> str:
    """Return a value as a cell; nothing is no property, while an empty text stands in quotes."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | date():
            return str(value)
        case list():
            return _quoted(_LIST.join(value))
        case str():
            return _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
