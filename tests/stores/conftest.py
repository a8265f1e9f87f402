"""A Neo4j server for the tests of this folder that ask for one, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def neo4j_uri() -> Iterator[str]:
    """Return the address of a running server; what earlier tests have loaded may be in it."""
    pytest.importorskip("neo4j", reason="the extra `neo4j` is not installed")
    from neo4j_server import Neo4jServer, unavailable

    if reason := unavailable():
        pytest.skip(reason)
    with Neo4jServer() as server:
        yield server.uri
