"""Targets of links in a workbook: files beside it, and its own sheets."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

LONGEST = 2000
"""Characters of a target; spreadsheets take 2,079 at most."""

# What a spreadsheet escapes in the name of a file. The percent sign first: names may hold "%41".
_ESCAPED = re.compile(r'[\x00-\x20%"<>#\[\]`^{}|:?*\x7f]')
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@lru_cache(maxsize=64)
def file_target(path: str, *, beside: Path | None) -> str | None:
    """Return the target of a link to a file, ``None`` where none can be written.

    Args:
        path: the file, absolute.
        beside: folder of the workbook, from which the link leads to the file so that both can be
            moved together; ``None``, or another drive, for a link by the absolute path.

    A server's share outside the workbook's own is never linked: opening it would send the reader's
    name to it.
    """
    shown = path
    if beside is not None:
        try:
            shown = os.path.relpath(path, beside)
        except ValueError:  # another drive of Windows
            shown = path
    if shown.startswith(("\\\\", "//")) or not path:
        return None
    drive = _DRIVE.match(shown)
    head, rest = (shown[:2], shown[2:]) if drive else ("", shown)
    target = head + _ESCAPED.sub(_percent, rest)
    return f"external:{target}" if _is_text(target) and len(target) <= LONGEST else None


def sheet_target(name: str, cell: str = "A1") -> str:
    """Return the target of a link to a cell of a sheet of the workbook."""
    doubled = name.replace("'", "''")
    return f"internal:'{doubled}'!{cell}"


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _is_text(words: str) -> bool:
    # Names of files that are no Unicode come with lone surrogates.
    return not any("\ud800" <= c <= "\udfff" for c in words)
