"""A small cache of parsed files, so that a command does not parse YAML or records at its start.

One JSON file for each thing cached, in the user's cache folder, valid while name, size and time of
the files it was made from stay the same. Where the folder cannot be written nothing is cached.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

FORMAT = 3


def cache_folder() -> Path | None:
    """Return the folder for caches by the custom of the system; ``None`` if there is no home."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if named:
        return Path(named) / "viendan"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "viendan"


def fingerprint(paths: Iterable[Path]) -> list[list[Any]]:
    """Return name, size and time of the files, the key of a cache; absent files are left out."""
    key: list[list[Any]] = [["format", FORMAT, 0]]
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            facts = path.stat()
            key.append([str(path), facts.st_size, facts.st_mtime_ns])
    return key


def _file(folder: Path, name: str, key: list[list[Any]]) -> Path:
    """Return the cache file of a thing made from these files.

    Two installations, or two folders of a user's own data, do not push each other out of it.
    """
    made_from = "\n".join(str(path) for path, _, _ in key)
    return folder / f"{name}-{crc32(made_from.encode()):08x}.json"


def read_cache(folder: Path | None, name: str, key: list[list[Any]]) -> Any:  # noqa: ANN401
    """Return what was cached under this name and key; ``None`` when absent, stale or damaged."""
    if folder is None:
        return None
    try:
        cached = json.loads(_file(folder, name, key).read_bytes())
        return cached["value"] if cached["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_cache(folder: Path | None, name: str, key: list[list[Any]], value: Any) -> None:  # noqa: ANN401
    """Cache ``value`` under this name and key; does nothing where the folder is read-only."""
    if folder is None:
        return
    text = json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(_file(folder, name, key), text)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file, text in UTF-8, so that a reader sees the old or the new one, never half of it.

    Raises:
        OSError: the folder cannot be written.
    """
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
