"""What stands before the application: every request passes it, and every answer.

Plain ASGI: a layer of Starlette's ``BaseHTTPMiddleware`` costs more than a short answer does.
"""

from __future__ import annotations

import sys
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from web.fair import CLIENT
from web.guard.body import Body, too_large
from web.guard.door import SIGN_IN, Door, Refusal
from web.guard.limits import Held, client_of
from web.guard.visit import Visit
from web.metrics import Metrics
from web.settings import Limits
from web.tasks.caught import Caught

_AUDITS = ("/audits", "/folders")
_MULTIPART = "multipart/form-data"
#: Bytes of a form beside its file.
_AROUND = 2**20
#: Bytes of the form with the token, which whoever has none may send.
_SIGNING_IN = 8192


class Front:
    """The application with what stands before it."""

    def __init__(self, app: ASGIApp, limits: Limits, door: Door, metrics: Metrics) -> None:
        """Stand before ``app``."""
        self._app, self._limits, self._door, self._metrics = app, limits, door, metrics
        self._held = Held(limits.held)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass on what else the server has to tell."""
        if scope["type"] != "http":
            with Caught() as caught:
                await self._app(scope, receive, send)
            if caught.told:
                print(f"viendan: {caught.told}", file=sys.stderr, flush=True)
            return
        began, headers = perf_counter(), Headers(scope=scope)
        largest, to_disk = self._largest(scope["path"], headers)
        held = None if to_disk else self._held
        client = client_of(scope["client"][0] if scope.get("client") else "")
        CLIENT.set(client)
        body = Body(receive, headers, client, largest=largest, limits=self._limits, held=held)
        visit = Visit(scope, headers, send, body)
        try:
            refusal = self._door.refusal(scope, headers) or _declared(headers, largest)
            if refusal is None:
                await visit.run(self._app, self._limits.patience)
            else:
                await body.refuse(refusal.slug, refusal.detail)
                await visit.refuse(*refusal)
        finally:
            body.close()
            self._metrics.answered(scope, visit.status, perf_counter() - began, body.size)

    def _largest(self, path: str, headers: Headers) -> tuple[int, bool]:
        """Return how large a body may be, and whether it goes to the disk as it comes."""
        if path == SIGN_IN:
            return _SIGNING_IN, False
        if path.startswith(_AUDITS):
            return self._limits.archive + _AROUND, True
        if headers.get("content-type", "").startswith(_MULTIPART):
            return self._limits.upload + _AROUND, False
        return self._limits.text, False


def _declared(headers: Headers, largest: int) -> Refusal | None:
    """Return the refusal of a body that says itself that it is too large."""
    size = headers.get("content-length", "")
    if size.isdigit() and (len(size) > len(str(largest)) or int(size) > largest):
        return Refusal("too-large", too_large(largest))
    return None
