"""The body of a request as it comes: so large, so fast, and all bodies together so much."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from web.guard.limits import Held
from web.settings import Limits

#: Bytes read and thrown away of a body that is refused, and the seconds for that: a sender who is
#: cut off in the middle does not read why.
_THROWN, _THROWING = 64 * 2**20, 5.0
_GONE: Message = {"type": "http.disconnect"}


class Body:
    """Passes the body of one request on.

    Attributes:
        size: bytes that have come.
        complete: whether all have.
        refused: why no more is read, as a slug and a detail; the application is told that the
            client has gone.
        pace: when the request is given up unless more of the body comes.
    """

    def __init__(
        self,
        receive: Receive,
        headers: Headers,
        client: str,
        *,
        largest: int,
        limits: Limits,
        held: Held | None,
    ) -> None:
        """Begin with nothing.

        Args:
            receive: gives the body.
            headers: of the request.
            client: who sends it.
            largest: size in bytes.
            limits: how fast it has to come.
            held: what is in memory of all bodies; ``None`` for one that goes to the disk.
        """
        self._receive, self._client, self._largest, self._held = receive, client, largest, held
        self._pace, self._patience = limits.pace, limits.patience
        self._asks_first = "expect" in headers
        self.size = 0
        self.complete = headers.get("content-length", "0") == "0" and (
            "transfer-encoding" not in headers
        )
        self.refused: tuple[str, str] | None = None
        self.pace: asyncio.Timeout | None = None

    async def receive(self) -> Message:
        """Return the next part of the body, as ASGI has it."""
        if self.refused is not None:
            return _GONE
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        size = len(message.get("body", b""))
        self.size += size
        if not message.get("more_body", False):
            self.complete = True
        if self._held is not None and not self._held.take(self._client, size):
            return await self.refuse("busy", "too many large requests at a time. Try again.")
        if self.size > self._largest:
            return await self.refuse("too-large", too_large(self._largest))
        if self.pace is not None and (until := self.pace.when()) is not None:
            # What came fast is no credit for hours in which a little comes now and then.
            last = asyncio.get_running_loop().time() + self._patience
            until = min(until + size / self._pace, last)
            self.pace.reschedule(None if self.complete else until)
        return message

    async def refuse(self, slug: str, detail: str) -> Message:
        """Take no more of it; what is still sent is thrown away for a while."""
        self.refused = (slug, detail)
        if self.pace is not None:
            self.pace.reschedule(None)
        thrown = 0
        # Who waits to be asked for the body has nothing to throw away.
        with suppress(TimeoutError):
            async with asyncio.timeout(_THROWING):
                while not self.complete and thrown < _THROWN and not self._asks_first:
                    message: dict[str, Any] = dict(await self._receive())
                    thrown += len(message.get("body", b""))
                    self.complete = not message.get("more_body", False)
        return _GONE

    def close(self) -> None:
        """Count its bytes as gone."""
        if self._held is not None:
            self._held.give_back(self._client, self.size)


def too_large(largest: int) -> str:
    """Return what is told of a body that is larger than accepted."""
    return f"larger than the {largest:,} bytes accepted here. Split it, or send less."
