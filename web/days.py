"""Days as people and systems write them in requests: ``2025-07-01`` or ``01/07/2025``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def day_of(words: str) -> date:
    """Return a day as the command line takes it.

    Raises:
        ValueError: neither of its two forms, or no day of the calendar.
    """
    for form in _FORMS:
        try:
            return datetime.strptime(words.strip(), form).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise ValueError("no day; write it as 2025-07-01 or 01/07/2025")


def _day(value: Any) -> Any:  # noqa: ANN401 - whatever stood in the request
    return day_of(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day of a request; days of the calendar alone, no moments and no numbers."""
