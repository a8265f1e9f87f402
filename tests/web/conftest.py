"""Servers for tests of `viendan serve`: `server` runs as users start it, `start` starts others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
from real_server import RealServer, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A server with the shipped data and no option, the same for all tests."""
    with running(tmp_path_factory.mktemp("máy chủ")) as made:
        yield made


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., RealServer]]:
    """Start servers of a module's own: `start("--token", …, limits={"rate": 1.0})`."""
    with ExitStack() as stack:

        def started(*options: str, **more: Any) -> RealServer:
            folder = tmp_path_factory.mktemp("máy chủ")
            return stack.enter_context(partial(running, folder)(*options, **more))

        yield started
