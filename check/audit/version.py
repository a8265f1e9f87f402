"""The version of the code that judges: one that has changed makes all verdicts anew."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zlib import crc32

import check
import cite
import kg

_PARTS = ("*.py", "*.yaml")


def code_version() -> str:
    """Return the release and a sum of the code and vocabulary that verdicts come from."""
    try:
        release = version("viendan")
    except PackageNotFoundError:
        release = "?"
    total = 0
    for package in (kg, cite, check):
        folder = Path(package.__file__ or "").parent
        for path in sorted(path for part in _PARTS for path in folder.rglob(part)):
            total = crc32(path.read_bytes(), crc32(path.name.encode(), total))
    return f"{release}+{total:08x}"
