"""Making the schema of a database, and its stamp: what graph it holds and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import ServerError
from kg.store.neo4j.connect import Server
from kg.store.neo4j.rows import SCHEMA, day_of
from kg.store.neo4j.schema import COMPLETE, STAMP, Stamp, schema_statements, stamp_properties

_WAIT_SECONDS = 3600


def make_schema(server: Server, kinds: Iterable[str]) -> None:
    """Make the constraints and indexes that are not there and wait until they are ready."""
    there = {row["name"] for row in server.read("SHOW INDEXES YIELD name")}
    missing = [s for name, s in schema_statements(kinds).items() if name not in there]
    for statement in missing:
        server.write(statement)
    if missing:
        server.write(f"CALL db.awaitIndexes({_WAIT_SECONDS})")


def read_stamp(server: Server) -> Stamp | None:
    """Return the stamp; ``None`` where there is none.

    Raises:
        ServerError: another version of viendan has filled the database.
    """
    rows = server.read(f"MATCH (s:{STAMP}) RETURN properties(s) AS stamp LIMIT 1")
    if not rows:
        return None
    stamp = rows[0]["stamp"]
    if stamp["schema"] != SCHEMA:
        raise ServerError(
            f"{server.name}: holds a graph of schema {stamp['schema']}, this viendan reads "
            f"{SCHEMA}. Empty the database and load it again with `viendan load neo4j`."
        )
    return Stamp(
        stamp["schema"],
        stamp["state"],
        stamp.get("fingerprint", ""),
        tuple(stamp.get("kinds") or ()),
        day_of(stamp.get("updated")),
    )


def write_stamp(server: Server, stamp: Stamp) -> None:
    """Put a stamp in the place of the one before."""
    server.write(
        f"MERGE (s:{STAMP} {{name: $stamp.name}}) SET s = $stamp",
        stamp=stamp_properties(stamp),
    )


def complete_stamp(server: Server) -> Stamp:
    """Return the stamp of a graph that can be read.

    Raises:
        ServerError: the database holds none, an unfinished one, or one of another version.
    """
    stamp = read_stamp(server)
    if stamp is None:
        raise ServerError(
            f"{server.name}: the database holds no graph of viendan. "
            f"Load it: viendan load neo4j --uri {server.name}."
        )
    if stamp.state != COMPLETE:
        raise ServerError(
            f"{server.name}: a load was begun and has not ended. "
            f"Wait for it, or run it again: viendan load neo4j --uri {server.name}."
        )
    return stamp
