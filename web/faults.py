"""Faults of what was sent, told shortly and without what was sent: it can be a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from web.problems import ProblemError

#: Faults that are told, and letters of the place of each.
_TOLD, _LETTERS = 20, 100
#: More faults are only counted: to make a list of hundreds of thousands takes seconds.
_LISTED = 1000


def told_of(errors: Iterable[Any]) -> list[dict[str, str]]:
    """Return the first faults as ``where`` and ``what``.

    Args:
        errors: as pydantic lists them.
    """
    return [
        {
            "where": ".".join(str(part)[:_LETTERS] for part in fault["loc"])[:_LETTERS] or "body",
            "what": fault["msg"],
        }
        for fault, _ in zip(errors, range(_TOLD), strict=False)
    ]


def invalid(error: ValidationError) -> ProblemError:
    """Return the problem of what does not fit, or is no JSON at all."""
    count = error.error_count()
    if count > _LISTED:
        return ProblemError(
            "invalid", f"{count:,} faults, too many to tell. See /docs for what is read."
        )
    found = error.errors(include_input=False, include_url=False, include_context=False)
    if found[0]["type"] == "json_invalid":
        return ProblemError("bad-request", f"body: {found[0]['msg']}.")
    faults = told_of(found)
    told = "; ".join(f"{fault['where']}: {fault['what']}" for fault in faults)
    if count > len(faults):
        told = f"{told}; and {count - len(faults):,} more"
    return ProblemError("invalid", told, errors=faults)
