"""The files of a folder audited: which are as they were, which are copies, which are to be read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from check.audit.judging import Reading, digest_of
from check.audit.record import Reason
from check.audit.texts import shown
from check.audit.writing import Listed, Writer

#: What may have changed without the file: an extra was installed, a right was given.
_TRANSIENT = {str(Reason.MISSING_EXTRA), str(Reason.OTHER)}
#: Formats that LibreOffice reads; it takes several in one call.
_OFFICE = frozenset({"doc", "dot", "rtf"})
_TOGETHER = 20
#: A call for several may take so long; in less time each is read by itself.
_LONG = 300.0


def listing(root: Path, files: Iterable[Path]) -> list[Listed]:
    """Return the files of a folder with size and time; those that have just gone are left out."""
    listed = []
    for path in files:
        with suppress(OSError):
            facts = path.stat()
            below = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
            listed.append(
                Listed(
                    path=str(path),
                    name=shown(path),
                    folder=shown(below[0]) if len(below) > 1 else "",
                    size=facts.st_size,
                    mtime=facts.st_mtime_ns,
                    suffix=shown(path.suffix.lower().removeprefix(".")),
                )
            )
    return listed


class Chosen(NamedTuple):
    """What is to be done with the files of a folder.

    Attributes:
        read: to be read.
        alike: sizes and suffixes that several files have, of which some may be copies.
        again, retry: as ``choose`` was told.
    """

    read: list[Listed]
    alike: frozenset[tuple[int, str]] = frozenset()
    again: bool = False
    retry: bool = False


def choose(files: Sequence[Listed], writer: Writer, *, again: bool, retry: bool) -> Chosen:
    """Return which files are to be read.

    Args:
        files: those of the folder.
        writer: knows what was read before.
        again: read all.
        retry: read also what could not be read before, for whatever reason.
    """
    read = [file for file in files if again or not _as_before(file, writer, retry=retry)]
    sizes = Counter((file.size, file.suffix) for file in read)
    alike = {
        key for key, count in sizes.items() if count > 1 or (not again and writer.of_size(*key))
    }
    return Chosen(read, frozenset(alike), again, retry)


def _as_before(file: Listed, writer: Writer, *, retry: bool) -> bool:
    known = writer.known(file.name)
    if known is None or known[2] is None:
        return False
    if known != (file.size, file.mtime, known[2], file.suffix):
        return False
    return _settled(file.name, writer, retry=retry)


def _settled(name: str, writer: Writer, *, retry: bool) -> bool:
    """Return whether reading a known file once more would give what it gave before."""
    reasons = writer.reasons(name)
    return not reasons if retry else _TRANSIENT.isdisjoint(reasons)


class Tasks:
    """Tasks of reading, made as they are asked for; copies of what is read are put aside."""

    def __init__(self, chosen: Chosen, writer: Writer, *, size: int, seconds: float) -> None:
        """Make tasks.

        Args:
            chosen: what is to be read.
            writer: knows what was read before.
            size: how many tasks are done at a time.
            seconds: after so long a task is given up.
        """
        self._chosen, self._writer = chosen, writer
        office = sum(file.suffix in _OFFICE for file in chosen.read)
        together = min(_TOGETHER, -(-office // size)) if seconds >= _LONG else 1
        self._together = max(1, together)
        self._taken: set[tuple[bytes, str]] = set()
        self.files: dict[str, Listed] = {}
        self.copies: list[tuple[Listed, bytes]] = []

    def __iter__(self) -> Iterator[Reading]:
        """Yield the tasks."""
        office: list[Listed] = []
        for file in self._chosen.read:
            if self._is_copy(file):
                continue
            if file.suffix in _OFFICE:
                office.append(file)
                if len(office) == self._together:
                    yield self._task(office)
                    office = []
            else:
                yield self._task([file])
        if office:
            yield self._task(office)

    def _task(self, files: Sequence[Listed]) -> Reading:
        self.files.update((file.path, file) for file in files)
        return Reading(tuple(file.path for file in files))

    def _is_copy(self, file: Listed) -> bool:
        if (file.size, file.suffix) not in self._chosen.alike:
            return False
        try:
            digest = digest_of(Path(file.path))
        except OSError:
            return False
        key = (digest, file.suffix)
        if key not in self._taken and not self._was_read(*key):
            self._taken.add(key)
            return False
        self.copies.append((file, digest))
        return True

    def _was_read(self, digest: bytes, suffix: str) -> bool:
        if self._chosen.again:
            return False
        of = self._writer.with_digest(digest, suffix)
        return of is not None and _settled(of, self._writer, retry=self._chosen.retry)


def absolute(path: Path) -> Path:
    """Return a path from the root of its disk, without following links."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - ``resolve`` would follow links and drives
