"""Running the server until it is asked to stop."""

from __future__ import annotations

import uvicorn

from web.app import create_app
from web.settings import Settings


def serve(settings: Settings) -> None:
    """Answer requests until the process is interrupted or asked to end.

    Nothing of a request is logged: paths and queries can hold words of drafts.
    """
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
    )
