"""Requests as no library sends them, byte by byte."""

from __future__ import annotations

import socket
from contextlib import suppress


def sent(port: int, *parts: bytes, seconds: float = 20.0) -> bytes:
    """Send bytes and return all that comes back until the server closes or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            for part in parts:
                connection.sendall(part)
        found = b""
        with suppress(ConnectionResetError, TimeoutError):
            while piece := connection.recv(65536):
                found += piece
                if b"\r\n\r\n" in found and _whole(found):
                    break
        return found


def _whole(found: bytes) -> bool:
    head, _, body = found.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.partition(b":")[2])
    return False


def head(*lines: str, path: str = "/check") -> bytes:
    """Return the beginning of a POST."""
    told = (f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *lines)
    return "\r\n".join((*told, "", "")).encode()


def status(answer: bytes) -> int:
    """Return the status of an answer; 0 where there is none."""
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
