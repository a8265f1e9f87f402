"""Patterns that are compiled when they are first used.

The grammar has some 170 patterns and a draft needs half of them; compiling all would take a third
of the time of a whole `viendan check`.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """Stands for a compiled pattern; its methods become the pattern's own on first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that compiles itself when it is first used.

    A malformed pattern is therefore found by the first text that meets it; a test compiles all.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
