"""Faults of the program, told without a word of what it worked on."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(__file__).parents[2]


class Caught:
    """Holds back what a block raises by mistake.

    The message of an exception can quote a draft, as that of a ``KeyError`` does; so only its kind
    and place are kept.

    Attributes:
        told: kind and place, such as ``TypeError at check/runner.py:12``; empty if nothing was
            raised.
        kind: of the exception.
    """

    def __init__(self) -> None:
        self.told = ""
        self.kind: type[BaseException] | None = None

    def __enter__(self) -> Self:
        """Begin the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Hold back an exception, but not the end of the process."""
        if kind is None or not isinstance(error, Exception):
            return False
        self.kind, self.told = kind, f"{kind.__name__} at {_place(trace)}"
        return True


def _place(trace: TracebackType | None) -> str:
    """Return the last place in the project, and the place outside that it led to."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(trace)]
    own = [place for place in places if _is_own(place[0])]
    told = dict.fromkeys((*own[-1:], *places[-1:]))
    return ", ".join(f"{_short(path)}:{line}" for path, line in told) or "no place known"


def _is_own(path: Path) -> bool:
    return path.is_relative_to(_ROOT) and "site-packages" not in path.parts


def _short(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix() if _is_own(path) else "/".join(path.parts[-2:])
