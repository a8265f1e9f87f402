"""The scripts, styles and pictures of the pages, with the types that browsers ask of them."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.staticfiles import StaticFiles

_STATIC = Path(__file__).parent / "static"
#: On Windows programs change these in the registry, and a script that is plain text is not run.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def static_files() -> StaticFiles:
    """Return the application that gives the files."""
    for ending, media_type in _TYPES.items():
        mimetypes.add_type(media_type, ending)
    return StaticFiles(directory=_STATIC)
