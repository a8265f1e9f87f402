"""One connection, with limits that uvicorn does not have."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.guard.limits import Open, client_of
from web.settings import Limits

#: Seconds in which something of an answer has to be taken.
_TAKEN = 60.0
#: Bytes of the headers of a request with its address, and how many headers.
_BYTES, _HEADERS = 65_536, 100
#: Bytes that may come while no part of a request is complete. The parser collects a header until
#: its end, each time all of it anew, and tells nothing before.
_SILENT = _BYTES + 16_384


def connection_with(limits: Limits) -> type[Connection]:
    """Return connections with the limits of a server, of which uvicorn takes the class."""
    own = {"patience": limits.patience, "open": Open(limits.connections, limits.proxies)}
    return type("Limited", (Connection,), own)


class Connection(HttpToolsProtocol):
    """Ends where headers come slowly or without end, or where nobody takes the answer.

    Attributes:
        patience: seconds until the headers of a request have come.
        open: the connections of a server.
    """

    patience = Limits().patience
    open = Open(Limits().connections, Limits().proxies)
    _client = ""
    _silent = 0
    _timer: asyncio.TimerHandle | None = None
    _size = 0
    _count = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, not for ever."""
        super().connection_made(transport)
        self._client = client_of(str((transport.get_extra_info("peername") or ("",))[0]))
        if self.open.take(self._client):
            self._end_after(self.patience)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop to wait."""
        self._stop()
        self.open.give_back(self._client)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless they are a header or a trailer without end."""
        self._silent += len(data)
        before = self._silent
        super().data_received(data)
        # Whatever has become complete has begun the count anew.
        if self._silent == before and self._silent > _SILENT:
            self._give_up()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._silent = 0
        super().on_body(body)

    def on_message_begin(self) -> None:
        """Wait for the headers, not for ever."""
        self._size = self._count = self._silent = 0
        self._end_after(self.patience)
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._count_bytes(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._count += 1
        self._count_bytes(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._stop()
        self._silent = 0
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Wait until the answer has been taken, not for ever."""
        super().on_response_complete()
        self._stop()
        self._timer = self.loop.call_later(_TAKEN, self._see_it_taken, self._left())

    def _count_bytes(self, size: int) -> None:
        self._size += size
        if self._size > _BYTES or self._count > _HEADERS:
            # The parser makes an error of it, which is answered with 400.
            raise ValueError("headers too large")

    def _end_after(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _see_it_taken(self, before: int) -> None:
        """End a connection of which nothing has been taken, and look again at any other."""
        left = self._left()
        if left and left >= before:
            self._give_up()
        elif left:
            self._timer = self.loop.call_later(_TAKEN, self._see_it_taken, left)

    def _left(self) -> int:
        """Return how many bytes of answers have not been taken."""
        return 0 if self.transport.is_closing() else self.transport.get_write_buffer_size()

    def _give_up(self) -> None:
        transport: Any = self.transport
        if transport is not None:
            transport.abort()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
