"""Running the server until it is asked to stop."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from types import FrameType
from typing import NoReturn

import uvicorn

from kg.errors import LegalGraphError
from web.app import create_app
from web.guard.binding import check_binding, shown_host
from web.guard.connection import connection_with
from web.lanes import Lanes
from web.settings import Settings

_BACKLOG = 512
_ENDS = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM)}
#: Seconds that answers under way have when the end is asked for.
_MERCY = 3
#: Seconds that a connection without a request is kept.
_KEPT = 15
#: Most connections at a time; more are refused.
_CONNECTIONS = 1000


def serve(settings: Settings) -> None:
    """Answer requests until the process is interrupted or asked to end.

    Nothing of a request is logged: paths and queries can hold words of drafts.

    Raises:
        LegalGraphError: it would be open to others without a token, the port is taken, or the
            processes that work cannot start, as with a broken graph.
    """
    check_binding(settings)
    # Without anybody to take them its warnings go to stderr, with names of what was sent.
    forms = logging.getLogger("python_multipart")
    forms.addHandler(logging.NullHandler())
    forms.propagate = False
    for number in _ENDS:
        signal.signal(number, _interrupt)
    try:
        with _listening(settings) as listener, Lanes.started(settings) as lanes:
            _Server(settings, lanes).run([listener])
    except KeyboardInterrupt:
        # The way this command ends.
        return


class _Server(uvicorn.Server):
    """Tells in one line where it listens, once it answers."""

    def __init__(self, settings: Settings, lanes: Lanes) -> None:
        self._settings = settings
        super().__init__(
            uvicorn.Config(
                create_app(settings, lanes),
                access_log=False,
                log_level="critical",
                server_header=False,
                proxy_headers=False,
                http=connection_with(settings.limits),
                ws="none",
                lifespan="on",
                timeout_keep_alive=_KEPT,
                timeout_graceful_shutdown=_MERCY,
                limit_concurrency=_CONNECTIONS,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as error:
            raise LegalGraphError(
                "the server cannot start. See to it that the folder of temporary files can be "
                "written to, and has room."
            ) from error
        port = sockets[0].getsockname()[1] if sockets else self._settings.port
        print(f"viendan: http://{shown_host(self._settings.host)}:{port}", flush=True)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform == "win32":
        # Else another program could listen on the same port, and get drafts.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise LegalGraphError(
            f"{settings.host}:{settings.port}: cannot be listened on ({error.strerror}). Give "
            "another --port, or end the program that uses this one."
        ) from error
    listener.listen(_BACKLOG)
    return listener


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """Begin to end; from then on nothing disturbs the tidying up, which takes a few seconds."""
    del number, frame
    for other in _ENDS:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt
