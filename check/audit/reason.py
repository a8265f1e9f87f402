"""Why an input gave no document, by what its reader said."""

from __future__ import annotations

from check.audit.record import Reason
from kg.errors import LegalGraphError, MissingExtraError, TooLargeError

# Readers say it in these words (``ingest.readers``); what is none of these is a broken file.
_SAID = (
    ("protected with a password", Reason.ENCRYPTED),
    ("needs LibreOffice", Reason.MISSING_EXTRA),
    ("Tesseract", Reason.MISSING_EXTRA),
    ("no answer within", Reason.TIMED_OUT),
    ("cannot be opened", Reason.OTHER),
    ("no such file", Reason.OTHER),
    ("more than the", Reason.TOO_LARGE),
    ("expands from", Reason.TOO_LARGE),
)


def reason_of(error: LegalGraphError) -> Reason:
    """Return why a file could not be read."""
    if isinstance(error, TooLargeError):
        return Reason.TOO_LARGE
    if isinstance(error, MissingExtraError):
        return Reason.MISSING_EXTRA
    told = str(error)
    return next((reason for words, reason in _SAID if words in told), Reason.BROKEN)


def place_and_detail(path: str, error: LegalGraphError) -> tuple[str, str]:
    """Return the member of a file that an error is about, empty for the file, and what it says.

    Readers begin their messages with the path, and with the member behind it.
    """
    told = str(error)
    if not told.startswith(path):
        return "", told
    rest = told[len(path) :]
    if rest.startswith("/"):
        member, _, detail = rest[1:].partition(": ")
        return member, detail
    return "", rest.removeprefix(": ")
