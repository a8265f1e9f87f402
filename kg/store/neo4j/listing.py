"""All instruments and all relations of a server, read page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.model import Attestation, Instrument, Relation
from kg.store.neo4j.connect import Server
from kg.store.neo4j.memory import INSTRUMENT_MAP, RELATION_MAP, pattern
from kg.store.neo4j.rows import attestations_of, instrument_of, relation_id, relation_of, type_of
from kg.store.neo4j.schema import ATTESTED, INSTRUMENT, KEYS

_PAGE = 2_000
_AFTER = "MATCH (i:Instrument) WHERE i.iri > $after WITH i ORDER BY i.iri LIMIT $page "


def count_relations(server: Server, kinds: Iterable[str]) -> dict[str, int]:
    """Return the number of relations of each kind that has any."""
    counting = [
        f"MATCH ()-[r:{type_of(kind)}]->() RETURN '{kind}' AS kind, count(r) AS n" for kind in kinds
    ]
    rows = server.read(" UNION ALL ".join(counting)) if counting else ()
    return {kind: n for kind, n in rows if n}


def count_nodes(server: Server, label: str) -> int:
    """Return the number of nodes with a label."""
    n: int = server.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]
    return n


class Instruments(Collection[Instrument]):
    """All instruments, in the order of their IRIs."""

    def __init__(self, server: Server) -> None:
        """Nothing is read yet."""
        self._server = server

    def __len__(self) -> int:
        return count_nodes(self._server, "Instrument")

    def __iter__(self) -> Iterator[Instrument]:
        after = ""
        query = f"{_AFTER} RETURN i{INSTRUMENT_MAP} AS instrument ORDER BY i.iri"
        while page := self._server.read(query, after=after, page=_PAGE):
            for (found,) in page:
                yield instrument_of(found)
            after = page[-1]["instrument"]["iri"]

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, Instrument):
            return False
        query = f"MATCH (i:Instrument {{iri: $iri}}) RETURN i{INSTRUMENT_MAP} AS instrument"
        return any(
            instrument_of(found) == item for (found,) in self._server.read(query, iri=item.iri)
        )


class Relations(Collection[Relation]):
    """All relations, those of one acting instrument together."""

    def __init__(self, server: Server, kinds: Collection[str]) -> None:
        """Nothing is read yet; ``kinds`` are those of the graph."""
        self._server = server
        self._kinds = kinds

    def __len__(self) -> int:
        return sum(count_relations(self._server, self._kinds).values())

    def __iter__(self) -> Iterator[Relation]:
        if not self._kinds:
            return
        query = (
            f"MATCH (i:Instrument)-[r{pattern(self._kinds)}]->(o:Instrument) WHERE i.iri IN $iris "
            f"RETURN type(r) AS type, i.iri AS source, o.iri AS target, r{RELATION_MAP} AS relation"
        )
        for page in pages(self._server):
            for type_, source, target, found in self._server.read(query, iris=page):
                yield relation_of(type_.lower(), source, target, found)

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, Relation) or item.kind not in self._kinds:
            return False
        query = (
            f"MATCH (i)-[r:{type_of(item.kind)} {{id: $id}}]->(o) "
            f"RETURN i.iri AS source, o.iri AS target, r{RELATION_MAP} AS relation"
        )
        rows = self._server.read(query, id=relation_id(item))
        return any(relation_of(item.kind, *row) == item for row in rows)


def attestations(server: Server) -> Iterator[Attestation]:
    """Yield all attestations, those of one instrument together."""
    query = f"MATCH (a:{ATTESTED}) WHERE a.iri IN $iris RETURN a.iri, a.said ORDER BY a.iri"
    for page in pages(server, ATTESTED):
        for iri, said in server.read(query, iris=page):
            yield from attestations_of(iri, said)


def pages(server: Server, label: str = INSTRUMENT) -> Iterator[list[str]]:
    """Yield the keys of all nodes with a label in order, a page at a time."""
    key, after = KEYS[label], ""
    query = (
        f"MATCH (n:{label}) WHERE n.{key} > $after RETURN n.{key} AS key ORDER BY key LIMIT $page"
    )
    while page := [row["key"] for row in server.read(query, after=after, page=_PAGE)]:
        yield page
        after = page[-1]
