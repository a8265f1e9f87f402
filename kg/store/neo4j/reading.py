"""The graph read from a Neo4j server, by the same contract as any other store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from kg.contract import Around, Memo, Store, absent, age
from kg.ids import loose_key, number_key
from kg.lapse import BASED_ON, GUIDES, IMPLEMENTS
from kg.model import Attestation, Instrument, Relation, Source
from kg.slips import one_slip, slips
from kg.store.neo4j.connect import Server
from kg.store.neo4j.listing import Instruments, Relations, attestations, count_relations
from kg.store.neo4j.memory import AT_ONCE, INSTRUMENT_MAP, Memory, batches, pattern
from kg.store.neo4j.rows import attestations_of, instrument_of, source_of, title_hash
from kg.store.neo4j.schema import TITLE_GRAMS, Stamp
from kg.store.neo4j.stamp import complete_stamp
from kg.text import fold
from kg.timeline import kinds_that
from kg.titles import COMMON, candidates, grams, rank_titles

#: Chains of ends of ends that are read beforehand; what is deeper is read when asked for.
_DEPTH = 6
# What a status follows: the acts of an instrument, what acts on it, and who has used it lately.
_ACTS = (GUIDES, IMPLEMENTS, *kinds_that("changes"))
_EFFECTS = kinds_that("ends", "changes", "suspends", "prolongs")
_USES = (GUIDES, IMPLEMENTS, BASED_ON, *kinds_that("changes", "suspends", "prolongs"))


def open_neo4j(
    uri: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Neo4jStore:
    """Return the graph of a Neo4j server; close it when done.

    Args:
        uri: ``bolt://HOST:7687``, ``neo4j://HOST`` (routing) or with ``+s`` for TLS; may hold user,
            password and, as its path, the database.
        user: its user, where the URI names none; none where the server asks for none.
        password: the user's password.
        database: its database, where the URI names none; else the user's home database.

    Raises:
        ServerError: no server there, it refuses, or its graph is absent, unfinished or of another
            version.
    """
    server = Server(uri, user=user, password=password, database=database)
    try:
        return Neo4jStore(server, complete_stamp(server))
    except BaseException:
        server.close()
        raise


class Neo4jStore(Store):
    """A graph on a server. What it has read it keeps, so it shows the state of its first look."""

    def __init__(self, server: Server, stamp: Stamp) -> None:
        """Take a connection, to be closed with the store, and the stamp of what it leads to."""
        self.memo = Memo()
        self._server = server
        self._stamp = stamp
        self._memory = Memory(server, stamp.kinds)

    # The whole

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        rows = self._server.read("MATCH (s:Source) RETURN properties(s) AS source ORDER BY s.id")
        return {row["source"]["id"]: source_of(row["source"]) for row in rows}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Provisional IRIs that were merged, and the IRIs they lead to."""
        rows = self._server.read("MATCH (a:Alias) RETURN a.iri AS iri, a.into AS into")
        return {row["iri"]: row["into"] for row in rows}

    @property
    def instruments(self) -> Collection[Instrument]:
        """All instruments, read page by page."""
        return Instruments(self._server)

    @property
    def relations(self) -> Collection[Relation]:
        """All relations, read page by page."""
        return Relations(self._server, self._stamp.kinds)

    def all_attestations(self) -> Iterator[Attestation]:
        """Yield all attestations, read page by page."""
        return attestations(self._server)

    def counts(self) -> dict[str, int]:
        """Return the number of relations of each kind."""
        return count_relations(self._server, self._stamp.kinds)

    @property
    def updated(self) -> date | None:
        """The last day on which a source of the graph was read."""
        return self._stamp.updated

    # One instrument

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self._memory.instrument(iri) is not None

    def canonical(self, iri: str) -> str:
        """Return the IRI that stands for ``iri`` now."""
        return self.instrument(iri).iri

    def instrument(self, iri: str) -> Instrument:
        """Return the instrument of an IRI."""
        found = self._memory.instrument(iri)
        if found is None:
            raise absent(iri)
        return found

    def attestations(self, iri: str) -> tuple[Attestation, ...]:
        """Return what is said of an instrument: by field, most documents first, then by value."""
        own = self.canonical(iri)
        query = "MATCH (a:Attested {iri: $iri}) RETURN a.said"
        return tuple(
            said
            for (found,) in self._server.read(query, iri=own)
            for said in attestations_of(own, found)
        )

    # Look-ups

    def by_numbers(self, numbers: Iterable[str]) -> tuple[Instrument, ...]:
        """Return all instruments that have one of these numbers, each once."""
        keys = list(dict.fromkeys(map(number_key, numbers)))
        return self._where("i.number_key IN $keys", keys=keys)

    def by_loose_number(self, number: str) -> tuple[Instrument, ...]:
        """Return candidates for a number whose accents or separators may be damaged."""
        return self._where("i.loose_key = $key", key=loose_key(number))

    def near_numbers(self, number: str) -> tuple[str, ...]:
        """Return the numbers of the graph that are one keystroke away, as issued, sorted."""
        query = (
            "MATCH (i:Instrument) WHERE i.number_key IN $keys "
            "WITH i.number_key AS key, min(i.number) AS number RETURN number ORDER BY number"
        )
        keys = list(slips(number, lambda tail: one_slip(tail, self._tails)))
        return tuple(sorted(number for (number,) in self._server.read(query, keys=keys)))

    @cached_property
    def _tails(self) -> list[str]:
        query = "MATCH (i:Instrument) WHERE i.series_tail IS NOT NULL RETURN DISTINCT i.series_tail"
        return [tail for (tail,) in self._server.read(query)]

    def by_number_start(self, number: str) -> tuple[Instrument, ...]:
        """Return the instruments whose number is this one and more."""
        key = number_key(number)
        return self._where(
            "i.number_key STARTS WITH $slash OR i.number_key STARTS WITH $dash",
            slash=f"{key}/",
            dash=f"{key}-",
        )

    def by_title(self, title: str) -> tuple[Instrument, ...]:
        """Return all instruments with this title, compared after folding."""
        found = self._where("i.title_key = $key", key=title_hash(title))
        return tuple(i for i in found if i.title and fold(i.title) == fold(title))

    def by_type(self, type: str) -> tuple[Instrument, ...]:  # noqa: A002
        """Return all instruments of a type."""
        return self._where("i.type = $type", type=type)

    def _where(self, condition: str, **values: object) -> tuple[Instrument, ...]:
        query = f"MATCH (i:Instrument) WHERE {condition} RETURN i{INSTRUMENT_MAP} AS instrument"
        return tuple(sorted(self._kept(query, **values), key=age))

    def _kept(self, query: str, **values: object) -> list[Instrument]:
        rows = self._server.read(query, **values)
        return [self._memory.keep(instrument_of(found)) for (found,) in rows]

    def like_title(self, words: str, *, limit: int) -> tuple[Instrument, ...]:
        """Return the instruments whose titles are nearest to some words, best first."""
        nearest = candidates(words, self._bearers(words).__getitem__)
        self._memory.fetch_instruments(nearest)
        titles = {iri: self.instrument(iri).title or "" for iri in nearest}
        return tuple(map(self.instrument, rank_titles(words, titles, limit=limit)))

    def _bearers(self, words: str) -> dict[str, list[str]]:
        """Return the IRIs that bear each gram; the true first of a common one only if needed."""
        wanted = list(dict.fromkeys(grams(words)))
        found = self._find_grams(wanted, order="LIMIT $most", options="{limit: $most}")
        if not any(0 < len(iris) < COMMON for iris in found.values()):
            common = [gram for gram in wanted if found[gram]]
            found |= self._find_grams(common, order="ORDER BY iri LIMIT $most", options="{}")
        return found

    def _find_grams(self, wanted: list[str], *, order: str, options: str) -> dict[str, list[str]]:
        # Quoted, a gram is one term to Lucene, whatever signs it holds.
        query = (
            "UNWIND $grams AS gram CALL (gram) { "
            f"CALL db.index.fulltext.queryNodes('{TITLE_GRAMS}', '\"' + gram + '\"', {options}) "
            f"YIELD node WITH node.iri AS iri {order} RETURN collect(iri) AS iris }} "
            "RETURN gram, iris"
        )
        rows = self._server.read(query, grams=wanted, most=COMMON) if wanted else ()
        return {gram: sorted(iris) for gram, iris in rows}

    def around(
        self, tail: str, *, types: Iterable[str], year: int, serial: int, agreed: bool = False
    ) -> Around:
        """Return the recorded central instruments numbered next to ``serial`` in a series."""
        of_year = "i.series_year = $year"
        if agreed:
            of_year = f"({of_year} OR i.agreed_day.year = $year)"
        values = {"tail": tail, "types": list(types), "year": year, "serial": serial}
        return Around(
            self._next("<", "DESC", of_year, **values),
            self._next(">", "ASC", of_year, **values),
        )

    def _next(self, side: str, order: str, of_year: str, **values: object) -> Instrument | None:
        query = (
            f"MATCH (i:Instrument) WHERE i.series_tail = $tail AND {of_year} "
            f"AND i.series_serial {side} $serial AND i.type IN $types "
            f"RETURN i{INSTRUMENT_MAP} AS instrument "
            f"ORDER BY i.series_serial {order}, coalesce(i.agreed_day, i.date) {order}, "
            f"i.iri {order} LIMIT 1"
        )
        return next(iter(self._kept(query, **values)), None)

    # Relations

    def outgoing(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations in which the instrument acts; other kinds are not read."""
        return self._memory.relations("out", self.canonical(iri), kinds)

    def incoming(self, iri: str, *, kinds: Iterable[str] | None = None) -> tuple[Relation, ...]:
        """Return the relations that act on the instrument; other kinds are not read."""
        return self._memory.relations("in", self.canonical(iri), kinds)

    def neighbours(self, iris: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return the other ends of all relations of each instrument, in either direction."""
        self._memory.fetch_instruments(iris)
        asked = {iri: self.canonical(iri) for iri in iris}
        found: dict[str, list[str]] = {}
        if self._stamp.kinds:
            query = (
                "UNWIND $iris AS iri MATCH (i:Instrument {iri: iri})"
                f"-[{pattern(self._stamp.kinds)}]-(o:Instrument) "
                "RETURN iri, collect(DISTINCT o.iri) AS others"
            )
            for some in batches(dict.fromkeys(asked.values()), AT_ONCE):
                found.update(
                    (row["iri"], row["others"]) for row in self._server.read(query, iris=some)
                )
        return {iri: set(found.get(canonical, ())) for iri, canonical in asked.items()}

    def most_targeted(
        self, kinds: Collection[str], *, as_of: date, limit: int
    ) -> list[tuple[str, int]]:
        """Return the IRIs on which most instruments signed by a day act, and how many do."""
        known = [kind for kind in self._stamp.kinds if kind in kinds]
        if not known:
            return []
        query = (
            f"MATCH (a:Instrument)-[{pattern(known)}]->(b:Instrument) "
            "WHERE a.date IS NULL OR a.date <= $day "
            "RETURN b.iri AS iri, count(DISTINCT a) AS n ORDER BY n DESC, iri LIMIT $limit"
        )
        return [(iri, n) for iri, n in self._server.read(query, day=as_of, limit=limit)]

    def acting(self, kinds: Collection[str]) -> Iterable[str]:
        """Return the IRIs of the instruments that act in a relation of these kinds."""
        known = [kind for kind in self._stamp.kinds if kind in kinds]
        if not known:
            return []
        query = (
            f"MATCH (a:Instrument) WHERE EXISTS {{ (a)-[{pattern(known)}]->(:Instrument) }} "
            "RETURN a.iri AS iri"
        )
        return [iri for (iri,) in self._server.read(query)]

    # Bulk

    def prefetch(self, iris: Iterable[str]) -> None:
        """Read what the statuses of many instruments need, in a few round trips."""
        memory = self._memory
        asked = list(iris)
        memory.fetch_instruments(asked)
        found = [i for i in map(memory.instrument, asked) if i is not None]
        level = [i.iri for i in found]
        acts = memory.fetch_relations("out", level, _ACTS)
        used = memory.fetch_relations("in", [i.iri for i in found if not i.effective], _USES)
        memory.fetch_instruments(relation.source for relation in used)
        level += [relation.target for relation in acts]
        seen: set[str] = set()
        for _ in range(_DEPTH):
            seen.update(level)
            effects = memory.fetch_relations("in", level, _EFFECTS)
            level = [relation.source for relation in effects if relation.source not in seen]
            if not level:
                break
            memory.fetch_instruments(level)

    def close(self) -> None:
        """Close the connection."""
        self._server.close()
