"""The formats a graph is written in and read from, each a module that is imported when used."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import BinaryIO

from kg.contract import Store
from kg.errors import RecordError
from kg.extras import need
from kg.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: how its files end, what it needs, and where it is written and read.

    Attributes:
        module: has ``write(store, out)`` and, where ``reads``, ``read(path)``.
        folder: name of its function that writes a folder of files; empty for a single file.
        needs: packages of the extra.
        rdf: whether ``write`` takes the ``base`` of the nodes' IRIs.
    """

    name: str
    extension: str
    module: str
    extra: str = ""
    needs: tuple[str, ...] = ()
    reads: bool = False
    rdf: bool = False
    folder: str = ""

    def load(self) -> ModuleType:
        """Return the module.

        Raises:
            MissingExtraError: a package that it needs is absent.
        """
        need(self.name, extra=self.extra, packages=self.needs)
        return import_module(self.module)


def _rdf(name: str, extension: str) -> Format:
    return Format(
        name=name,
        extension=extension,
        module=f"kg.exchange.{name}",
        extra="rdf",
        needs=("pyoxigraph", "rdflib"),
        reads=True,
        rdf=True,
    )


def _network(name: str) -> Format:
    module = f"kg.exchange.{name}"
    return Format(
        name=name, extension=f".{name}", module=module, extra="graph", needs=("networkx",)
    )


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        _rdf("turtle", ".ttl"),
        _rdf("jsonld", ".jsonld"),
        _rdf("nquads", ".nq"),
        _network("graphml"),
        _network("gexf"),
        Format(
            name="neo4j-csv",
            extension="",
            module="kg.exchange.neo4j_csv",
            folder="write_neo4j_csv",
        ),
    )
}


def export(store: Store, name: str, out: Path | BinaryIO, *, base: str | None = None) -> None:
    """Write a graph; a file is replaced in one step, so that no reader sees half of it.

    Args:
        store: the graph.
        name: a key of ``FORMATS``.
        out: file, or stream of bytes; a folder for a format that is one.
        base: base of the IRIs of RDF formats, ``kg.rdf.names.BASE`` if absent.

    Raises:
        RecordError: no such format, or a base for a format without IRIs.
        MissingExtraError: a package that the format needs is absent.
        OSError: the file cannot be written.
    """
    format_ = _known(name)
    if base is not None and not format_.rdf:
        raise RecordError(f"{name}: has no IRIs to put under {base!r}. Leave the base out.")
    module = format_.load()
    if format_.folder:
        if not isinstance(out, Path):
            raise RecordError(f"{name}: is a folder of files. Name one with -o.")
        fill: Callable[[Store, Path], None] = getattr(module, format_.folder)
        fill(store, out)
        return
    write: Callable[..., None] = module.write
    options = {"base": base} if base is not None else {}
    if isinstance(out, Path):
        with _replacing(out) as file:
            write(store, file, **options)
    else:
        write(store, out, **options)


def import_file(path: Path, name: str | None = None) -> Graph:
    """Return the graph of a file that ``export`` or another tool wrote.

    Args:
        path: the file.
        name: a key of ``FORMATS``; known by the file's extension if absent.

    Raises:
        RecordError: the file is malformed, or of a format that is not read.
        MissingExtraError: a package that the format needs is absent.
        OSError: the file cannot be read.
    """
    format_ = _known(name) if name else format_of(path)
    if not format_.reads:
        readable = ", ".join(f.name for f in FORMATS.values() if f.reads)
        raise RecordError(f"{path}: {format_.name} is only written. Give one of: {readable}.")
    read: Callable[[Path], Graph] = format_.load().read
    return read(path)


def format_of(path: Path) -> Format:
    """Return the format that a file's extension names.

    Raises:
        RecordError: no format has this extension.
    """
    for format_ in FORMATS.values():
        if format_.extension and path.suffix.lower() == format_.extension:
            return format_
    extensions = ", ".join(f.extension for f in FORMATS.values() if f.extension)
    raise RecordError(f"{path}: unknown extension. Use one of {extensions}, or name the format.")


def _known(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        raise RecordError(f"{name!r}: no format. Use one of: {', '.join(FORMATS)}.") from None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a new file that takes the place of ``path`` when all of it has been written."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            yield file  # type: ignore[misc]
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
    temporary.chmod(0o644)
    temporary.replace(path)
