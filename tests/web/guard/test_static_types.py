"""Scripts and styles have the types that browsers ask of them, whatever the system thinks."""

from __future__ import annotations

import asyncio
import mimetypes

import httpx
import pytest

from web.static_files import static_files

TYPES = {"parts.js": "text/javascript", "app.css": "text/css", "icon.svg": "image/svg+xml"}


@pytest.mark.parametrize("name", TYPES)
def test_a_system_that_takes_them_for_text_changes_nothing(name):
    before = mimetypes.guess_type(name)[0]
    ending = f".{name.rpartition('.')[2]}"
    # As an entry of the registry of Windows does.
    mimetypes.add_type("text/plain", ending)

    async def asked():
        transport = httpx.ASGITransport(static_files())
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(f"/{name}")

    try:
        told = asyncio.run(asked()).headers["content-type"]
    finally:
        mimetypes.add_type(before, ending)
    assert told.partition(";")[0] == TYPES[name]
