"""Long answers in pages: where the next one begins, told in a cursor that means nothing to others.

A cursor belongs to one question and one state of the data. So a walk along the links never shows a
row twice and never leaves one out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import NamedTuple

from kg.contract import Store
from web.problems import ProblemError

_LEAD = 12


class Page(NamedTuple):
    """A part of the rows of an answer.

    Attributes:
        first: index of its first row.
        end: index after its last one.
        total: rows of the whole answer.
        following: cursor of the next page; ``None`` after the last.
    """

    first: int
    end: int
    total: int
    following: str | None


def page_of(
    total: int, *, most: int, cursor: str | None, graph: Store, asked: tuple[object, ...]
) -> Page:
    """Return which rows are shown.

    Args:
        total: how many there are.
        most: rows of a page.
        cursor: as given with the page before; ``None`` for the first.
        graph: what was asked.
        asked: the question with all that decides its rows and their order.

    Raises:
        ProblemError: the cursor is none, or of another question or state of the data.
    """
    updated = graph.updated.isoformat() if graph.updated else None
    key = json.dumps([*map(str, asked), len(graph), sum(graph.counts().values()), updated])
    lead = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=_LEAD).digest()
    first = _offset(cursor, lead) if cursor else 0
    end = min(first + most, total)
    following = None
    if end < total:
        following = base64.urlsafe_b64encode(lead + end.to_bytes(6, "big")).decode()
    return Page(min(first, total), end, total, following)


def _offset(cursor: str, lead: bytes) -> int:
    try:
        read = base64.urlsafe_b64decode(cursor.encode("ascii"))
    except (binascii.Error, ValueError) as error:
        raise ProblemError("invalid", "cursor: not one that was given. Leave it out.") from error
    if not read.startswith(lead) or len(read) != _LEAD + 6:
        raise ProblemError(
            "invalid",
            "cursor: of another question, or of data that have changed since. Leave it out to "
            "start again.",
        )
    return int.from_bytes(read[_LEAD:], "big")
