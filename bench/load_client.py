"""A client that costs little: bytes in, bytes out, over connections that stay open."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from typing import NamedTuple, cast

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
_END = b"\r\n\r\n"
_HEAD = "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"


def request(path: str, media_type: str, body: bytes) -> bytes:
    """Return a request as it goes over the wire."""
    return _HEAD.format(path, media_type, len(body)).encode() + body


def form(name: str, content: bytes) -> tuple[str, bytes]:
    """Return the type and the body of a form with one file."""
    edge = "viendan-load-edge"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return f"multipart/form-data; boundary={edge}", (
        head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    )


class Answered(NamedTuple):
    """The status of an answer and its size; status 0 where the connection was closed."""

    status: int
    size: int


class Connection(asyncio.Protocol):
    """One connection, with one request at a time."""

    def __init__(self) -> None:
        """Begin without a request."""
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answered] | None = None
        self._head, self._left, self._size, self._status = b"", 0, 0, 0

    @classmethod
    async def opened(cls, port: int) -> Connection:
        """Return a connection to a server on this machine."""
        _, made = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return made

    async def ask(self, sent: bytes) -> Answered:
        """Send a request and return its answer."""
        self._head, self._left, self._size = b"", -1, 0
        self._waiting = asyncio.get_running_loop().create_future()
        if self._transport is None:
            return Answered(0, 0)
        self._transport.write(sent)
        return await self._waiting

    def close(self) -> None:
        """Close it."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        told = transport.get_extra_info("socket")
        told.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._settle(Answered(0, 0))

    def data_received(self, data: bytes) -> None:
        if self._left < 0:
            self._head += data
            head, end, rest = self._head.partition(_END)
            if not end:
                return
            found = _LENGTH.search(head)
            self._status, self._left = int(head[9:12]), int(found[1]) if found else 0
            data = rest
        self._left -= len(data)
        self._size += len(data)
        if self._left <= 0:
            self._settle(Answered(self._status, self._size))

    def _settle(self, answered: Answered) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answered)


def run(main: Callable[[], object]) -> object:
    """Run a coroutine function in the fastest event loop there is."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        new_event_loop = asyncio.new_event_loop
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(main())  # type: ignore[arg-type]
