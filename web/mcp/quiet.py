"""What the server writes of faults on standard error: never words of a draft.

Assistants keep what their servers write there. A message of an exception may quote what was being
read, so that only its type and the places in the code are told.
"""

from __future__ import annotations

import logging
import sys
import traceback


class QuietFormatter(logging.Formatter):
    """Writes the template of a record and where its exception arose, without any value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record in a few lines."""
        template = str(record.msg).partition("\n")[0]
        lines = [f"viendan mcp: {record.levelname.lower()}: {record.name}: {template}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            places = traceback.format_tb(error.__traceback__)
            lines += ["".join(places).rstrip(), type(error).__name__]
        return "\n".join(lines)


def quieten() -> None:
    """Write warnings and faults of all libraries on standard error, without values."""
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(QuietFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[to_stderr], force=True)
