"""What a task gives back: the body of a response, made where the graph is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from kg.text import strip_accents

JSON = "application/json"
HTML = "text/html; charset=utf-8"
_ODD = re.compile(r"[^A-Za-z0-9 !#$&+^_`{}~.()\[\]-]")
_LONGEST_LIST = 4000
"""Servers and proxies take headers of some kilobytes."""


class Answer(NamedTuple):
    """A body, with what its headers say.

    Attributes:
        body: the bytes.
        media_type: with its charset.
        status: of HTTP.
        name: of the file, for what is to be saved and not shown.
        headers: others.
    """

    body: bytes
    media_type: str = JSON
    status: int = 200
    name: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def response(self) -> Response:
        """Return it as the server sends it."""
        headers = dict(self.headers)
        if self.name is not None:
            headers["content-disposition"] = saved_as(self.name)
        return Response(self.body, self.status, headers, media_type=self.media_type)


class Refused(NamedTuple):
    """Why a task has no answer: the parts of a ``web.problems.ProblemError``."""

    slug: str
    detail: str
    more: tuple[tuple[str, object], ...] = ()


def saved_as(name: str) -> str:
    """Return the header that gives a file its name (RFC 6266), for old clients without accents."""
    plain = _ODD.sub("_", strip_accents(name).replace("đ", "d").replace("Đ", "D"))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a header: JSON in ASCII, the last one telling what was left out."""
    kept: list[str] = []
    room = _LONGEST_LIST
    for word in words:
        room -= len(json.dumps(word)) + 2
        if room < 0:
            return json.dumps([*kept, f"+{len(words) - len(kept)}"])
        kept.append(word)
    return json.dumps(kept)
