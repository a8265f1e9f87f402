"""The connection to a Neo4j server: one place that speaks Bolt and says what is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import MissingExtraError, ServerError

try:
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable
except ImportError as error:
    raise MissingExtraError(
        "neo4j: this needs the extra `neo4j`. Install it: pip install viendan[neo4j]."
    ) from error

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_CONNECT_SECONDS = 15.0
_RETRY_SECONDS = 30.0


class Address(NamedTuple):
    """A server's URI without what is secret, and what it said beside the server."""

    uri: str
    user: str | None
    password: str | None
    database: str | None


def read_address(text: str) -> Address:
    """Take ``neo4j://user:password@host:7687/database`` apart; all but the host may be absent.

    Raises:
        ServerError: not a URI of Neo4j.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ServerError(f"Neo4j URI: {error}. Use neo4j://HOST:7687.") from None
    if parts.scheme not in SCHEMES or not host:
        raise ServerError(
            f"Neo4j URI with scheme {parts.scheme!r}: not one of {', '.join(SCHEMES)}. "
            "Use neo4j://HOST:7687."
        )
    named = f"[{host}]" if ":" in host else host
    place = named if port is None else f"{named}:{port}"
    return Address(
        urlunsplit((parts.scheme, place, "", parts.query, "")),
        None if parts.username is None else unquote(parts.username),
        None if parts.password is None else unquote(parts.password),
        unquote(parts.path.strip("/")) or None,
    )


class Server:
    """A database of a server or cluster. Reads go to replicas and see this process's writes.

    Attributes:
        name: the URI, without user and password, for messages.
    """

    def __init__(
        self,
        uri: str,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
    ) -> None:
        """Connect; user, password and database are for a ``uri`` that names none itself.

        Raises:
            ServerError: no server there, or it refuses user or password.
        """
        address = read_address(uri)
        self.name = address.uri
        self._database = address.database or database
        if address.user:
            user, password = address.user, address.password
        # The driver tells of unknown labels and the like on standard error through logging.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address.uri,
                auth=(user, password or "") if user else None,
                user_agent="viendan",
                connection_timeout=_CONNECT_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        except (DriverError, ValueError) as error:
            raise ServerError(f"{self.name}: {error}. Correct the URI.") from error
        try:
            self._driver.verify_connectivity()
        except (Neo4jError, DriverError) as error:
            self._driver.close()
            raise self._told(error) from error

    def read(self, cypher: str, /, **parameters: object) -> list[neo4j.Record]:
        """Return the rows of a query that changes nothing; tried again when a replica changes."""
        return self._run(cypher, parameters, neo4j.RoutingControl.READ).records

    def write(self, cypher: str, /, **parameters: object) -> neo4j.SummaryCounters:
        """Run a query in a transaction of its own and return what it changed."""
        result = self._run(cypher, parameters, neo4j.RoutingControl.WRITE)
        return result.summary.counters

    def _run(
        self, cypher: str, parameters: Mapping[str, Any], routing: neo4j.RoutingControl
    ) -> neo4j.EagerResult:
        try:
            return self._driver.execute_query(
                cypher,
                parameters_=dict(parameters),
                routing_=routing,
                database_=self._database,
            )
        except (Neo4jError, DriverError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> ServerError:
        if isinstance(error, AuthError):
            return ServerError(f"{self.name}: user or password refused. Give the right ones.")
        if isinstance(error, ServiceUnavailable):
            return ServerError(
                f"{self.name}: no Neo4j server answers ({_first_line(error)}). "
                "Start it or correct the address."
            )
        code = getattr(error, "code", None) or type(error).__name__
        return ServerError(f"{self.name}: {code}: {_first_line(error)}. See the server's log.")

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _first_line(error: Exception) -> str:
    lines = str(getattr(error, "message", None) or error).splitlines() or [""]
    return lines[0].rstrip(".")
