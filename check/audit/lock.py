"""Keeping audits out of each other's archives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import RecordError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other audits from an archive; the system lets go of the lock when the process ends.

    The lock is that of an empty database beside the archive: the same on every system.

    Raises:
        RecordError: another audit has it.
    """
    lock = path.with_name(f"{path.name}.lock")
    db = sqlite3.connect(lock, timeout=0, isolation_level=None)
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise RecordError(
                f"{path}: another audit is writing into it. Wait for its end, or give another "
                "file with --archive."
            ) from error
        yield
    finally:
        db.close()
