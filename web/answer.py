"""What a task gives back: the body of a response, made where the graph is."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

JSON = "application/json"
HTML = "text/html; charset=utf-8"


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
            headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(self.name)}"
        return Response(self.body, self.status, headers, media_type=self.media_type)


class Refused(NamedTuple):
    """Why a task has no answer; ``slug`` is one of ``web.problems.KINDS``."""

    slug: str
    detail: str
