"""How sure a correction is: what may be written into a draft without asking its author."""

from __future__ import annotations

from check.rule import Context
from cite.resolve import Outcome, Reason
from kg.model import Role

DOUBTS = frozenset(
    {
        Reason.SYMBOL,
        Reason.OTHER_ISSUER,
        Reason.OTHER_TITLE,
        Reason.OTHER_PROVINCE,
        Reason.LATER,
        Reason.EDITION,
    }
)
"""What speaks against the instrument found, though it is the best one."""


def certain(index: int, context: Context, *, day: bool = False) -> bool:
    """Return whether a citation means the one instrument found, recorded, beyond doubt.

    Never in the title of another instrument, which is quoted as it is, for the document's own
    number, or where the draft's day says little about its text.

    Args:
        index: of the citation.
        context: the document.
        day: whether the stated day must be none other than the record's.
    """
    citation, resolution = context.citations[index], context.resolutions[index]
    found = resolution.instrument
    if found is None or found.attested or resolution.outcome is not Outcome.FOUND:
        return False
    if citation.role is not Role.CITE or context.lenient or context.in_title(index):
        return False
    if day and Reason.OTHER_DATE in resolution.reasons:
        return False
    return context.sure(index) and DOUBTS.isdisjoint(resolution.reasons)
