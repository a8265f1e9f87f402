"""Unpacking an archive for an audit: numbered files on the disk, and their own names beside them.

No name of the archive reaches the file system, so none can lead out of the folder, stand twice,
be too long or reserved. Reports show the names as they were packed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from check.audit.reason import place_and_detail, reason_of
from check.audit.record import Reason
from ingest.readers.archive import Budget, Member, is_archive, members
from ingest.readers.package import ZIP_ERRORS
from ingest.readers.read import MAX_BYTES
from kg.errors import LegalGraphError

#: In the place of the archive's name, before those of its members.
_ARCHIVE = "archive"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 1000


class Refused(NamedTuple):
    """A member that is not read, and why."""

    label: str
    reason: Reason
    detail: str


class Unpacked(NamedTuple):
    """What an archive gave.

    Attributes:
        root: the folder that all members stood in, else the name of the archive.
        labels: names of the members, from ``root`` on, by the file that each was written to.
        refused: the others.
        hidden: number of members that systems hide; nobody has put them there to be read.
    """

    root: str
    labels: dict[Path, str]
    refused: tuple[Refused, ...]
    hidden: int


def unpack(
    source: Path, folder: Path, *, name: str, room: int, told: Callable[[int], None]
) -> Unpacked:
    """Write the members of an archive into a folder.

    Args:
        source: the archive.
        folder: empty, and nobody else's.
        name: of the archive, as its sender calls it.
        room: bytes that may be written.
        told: given the number of members done.
    """
    labels: dict[Path, str] = {}
    refused: list[Refused] = []
    hidden = 0
    budget = Budget(left=min(Budget().left, room))
    found = members(source, name=_ARCHIVE, largest=MAX_BYTES, budget=budget)
    for count, member in enumerate(found, 1):
        told(count)
        if isinstance(member, LegalGraphError):
            refused.append(_why(member))
            continue
        parts = _parts(member.name.removeprefix(f"{_ARCHIVE}/"))
        if any(part.startswith(".") and part != ".." for part in parts):
            hidden += 1
        elif fault := _fault(parts, member, budget):
            refused.append(Refused("/".join(parts)[:_LONGEST], *fault))
        else:
            path = folder / f"{count:05}{_suffix(parts[-1])}"
            path.write_bytes(member.data)
            labels[path] = "/".join(parts)
    return _named(labels, refused, hidden, name)


def _why(error: LegalGraphError) -> Refused:
    label, detail = place_and_detail(_ARCHIVE, error)
    return Refused("/".join(_parts(label))[:_LONGEST], reason_of(error), detail)


def _parts(name: str) -> list[str]:
    """Return the folders and the file of a name, without the disk and the root of another PC."""
    return [part for part in _DRIVE.sub("", name, count=1).split("/") if part not in ("", ".")]


def _fault(parts: list[str], member: Member, budget: Budget) -> tuple[Reason, str] | None:
    if not parts:
        return Reason.OTHER, "has no name. Pack it again."
    if ".." in parts:
        return Reason.OTHER, "its name leads out of the archive. Pack the folder again."
    if sum(map(len, parts)) > _LONGEST:
        return Reason.OTHER, f"its name has more than {_LONGEST:,} characters. Shorten it."
    inside = _expanded(member)
    if inside > budget.left:
        return (
            Reason.TOO_LARGE,
            f"an archive that expands to {inside:,} bytes, more than the {budget.left:,} left. "
            "Audit it by itself.",
        )
    budget.left -= inside
    return None


def _expanded(member: Member) -> int:
    """Return the size that an archive in the archive says to have, 0 for other files."""
    if not is_archive(member.data, name=member.name):
        return 0
    try:
        with zipfile.ZipFile(BytesIO(member.data)) as file:
            return sum(entry.file_size for entry in file.infolist())
    except ZIP_ERRORS:
        return 0


def _suffix(name: str) -> str:
    found = _SUFFIX.search(name)
    return found[0].lower() if found else ""


def _named(labels: dict[Path, str], refused: list[Refused], hidden: int, archive: str) -> Unpacked:
    """Return what was unpacked, with names that stand once, below one folder."""
    names: dict[str, int] = {}
    alone = {path: _free(label, names) for path, label in labels.items()}
    others = [one._replace(label=_free(one.label, names)) for one in refused]
    top = _top({name for name in names if name})
    cut = len(top) + 1 if top else 0
    return Unpacked(
        _harmless(top or Path(archive).stem) or _ARCHIVE,
        {path: label[cut:] for path, label in alone.items()},
        tuple(one._replace(label=one.label[cut:]) for one in others),
        hidden,
    )


def _harmless(root: str) -> str:
    """Return a folder that links can begin with: no scheme, no disk, no other PC, no way up."""
    return root.lstrip("\\/").replace(":", "_").replace("..", "_")


def _top(names: set[str]) -> str:
    """Return the folder that all names begin with, as in an archive of one folder."""
    tops = {name.partition("/")[0] for name in names}
    return tops.pop() if len(tops) == 1 and all("/" in name for name in names) else ""


def _free(label: str, names: dict[str, int]) -> str:
    """Return a name; a second one of the name gets a number."""
    free, count = label, names.get(label, 0)
    while free in names:
        count += 1
        free = f"{label} ({count})"
    names[label] = max(count, 1)
    names.setdefault(free, 1)
    return free
