"""Opening the graph: the compiled file of the shipped records and of the user's additions."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from time import time
from zlib import crc32

import kg
from kg.contract import Store
from kg.errors import RecordError
from kg.store.files import FILES, INSTRUMENTS, segments
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

    The additions are records in the user's folder itself and in the segments below it (see
    ``kg.store.segments``). All are compiled into a file on first use and whenever they have
    changed. Where no file can be kept the graph is read into memory.

    Args:
        data_dir: folder of the shipped records; found by ``data_directory`` by default.
        user_dir: folder of the additions; it need not exist.
        cache: folder of the compiled file; by default the custom of the system.

    Raises:
        RecordError: a record is malformed, or a relation names an unknown instrument.
    """
    own = [user_dir, *segments(user_dir)] if user_dir else []
    folders = [data_dir or data_directory(), *own]
    cache = cache or cache_folder()
    store = _compiled(cache, folders) if cache else None
    if store is None:
        from kg.store.records import read_folders

        return read_folders(folders)
    return store


def _compiled(cache: Path, folders: list[Path]) -> Store | None:
    """Return the graph from its file, compiled anew if need be; ``None`` if none can be kept."""
    made_from = [folder / name for folder in folders for name in FILES]
    key = json.dumps(fingerprint([*made_from, *(_CODE / name for name in _DERIVES)]))
    # The user's segments come and go; the folder above them is what tells a graph from another.
    family = f"graph-{crc32(str(folders[:2]).encode()):08x}"
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
