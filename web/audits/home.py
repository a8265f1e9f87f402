"""The folder of a server's audits: private, locked while the server runs, emptied afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from check.audit.lock import locked
from kg.errors import RecordError

_NAME = "viendan-audits-"
_LOCK = "server"
RESERVE = 512 * 2**20
"""Bytes of the disk that audits leave free."""


class Home:
    """The folder of one server. The system lets go of its lock however the server ends."""

    def __init__(self, base: Path | None = None) -> None:
        """Delete what servers that were killed have left, and make a folder.

        Args:
            base: where; the system's folder of temporary files by default.
        """
        base = base or Path(tempfile.gettempdir())
        for left in left_behind(base):
            remove(left)
        self.path = Path(tempfile.mkdtemp(prefix=_NAME, dir=base))
        self._lock = ExitStack()
        self._lock.enter_context(locked(self.path / _LOCK))
        self._doomed: list[Path] = []

    def new(self) -> Path:
        """Return a new folder for a job; its name, which cannot be guessed, is the job's."""
        path = self.path / secrets.token_urlsafe(16)
        path.mkdir(mode=0o700)
        return path

    def free(self) -> int:
        """Return how many bytes more may be written."""
        return shutil.disk_usage(self.path).free - RESERVE

    def remove(self, path: Path) -> None:
        """Delete the folder of a job; what another process still has open, a little later."""
        if not remove(path):
            self._doomed.append(path)

    def tidy(self) -> None:
        """Delete what could not be deleted before."""
        self._doomed = [path for path in self._doomed if not remove(path)]

    def close(self) -> None:
        """Delete everything."""
        self._lock.close()
        remove(self.path)


def left_behind(base: Path) -> Iterator[Path]:
    """Yield the folders of servers that do not run any more, of the same user."""
    for path in sorted(base.glob(f"{_NAME}*")):
        with suppress(OSError, RecordError):
            if _own(path):
                with locked(path / _LOCK):
                    pass
                yield path


def _own(path: Path) -> bool:
    """Return whether this is a folder of the own user: others may write there, too."""
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode):
        return False
    return not hasattr(os, "getuid") or facts.st_uid == os.getuid()


def remove(path: Path) -> bool:
    """Delete a folder with what is in it; return whether nothing of it is left."""
    shutil.rmtree(path, ignore_errors=True)
    return not path.exists()
