"""The graph as RDF: a direct triple and a dated node for each relation; and questions on triples.

The dated node is what the days need: ``<r> of-KIND <target>``, ``<r> by <source>`` and its days.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from bench.engines.engine import CARRYING, ENDING, Engine, plain_state
from bench.engines.fuzzy import Tails, Titles
from bench.engines.records import edges, nodes
from bench.engines.walks import reached, steps
from kg.ids import number_key

BASE = "urn:viendan"
FILE = "graph.nt"
#: How the names of dated nodes begin; those of instruments begin with a slash.
RELATION = ":r"
_DAYS = ("valid_from", "valid_to", "known_from")


def write_triples(folder: Path, path: Path) -> None:
    """Write the records of a folder as N-Triples."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for node in nodes(folder):
            own = f"<{BASE}{node.iri}>"
            values = {**node._asdict(), "number_key": number_key(node.number)}
            del values["iri"]
            file.writelines(
                f"{own} <{BASE}:{name}> {_literal(value)} .\n"
                for name, value in values.items()
                if value
            )
        for count, edge in enumerate(edges(folder)):
            source, target = f"<{BASE}{edge.source}>", f"<{BASE}{edge.target}>"
            own = f"<{BASE}{RELATION}{count}>"
            file.write(
                f"{source} <{BASE}:{edge.kind}> {target} .\n"
                f"{own} <{BASE}:of-{edge.kind}> {target} .\n"
                f"{own} <{BASE}:by> {source} .\n"
                f'{own} <{BASE}:scope> "{edge.scope}" .\n'
            )
            file.writelines(
                f"{own} <{BASE}:{name}> {_literal(day)} .\n"
                for name in _DAYS
                if (day := getattr(edge, name))
            )


def _literal(value: str) -> str:
    escaped = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'


class Triples(Engine):
    """Questions answered by matching triples, which is faster here than SPARQL text."""

    _tails: Tails | None = None
    _titles: Titles | None = None

    @abstractmethod
    def _subjects(self, predicate: str, iri: str) -> Iterable[str]:
        """Return the subjects of a predicate's triples on an IRI, both without ``BASE``."""

    @abstractmethod
    def _bearers(self, predicate: str, text: str) -> Iterable[str]:
        """Return the subjects of a predicate's triples with a literal."""

    @abstractmethod
    def _objects(self, iri: str, predicate: str) -> Iterable[str]:
        """Return the objects, literal or IRI, of a predicate's triples from an IRI."""

    @abstractmethod
    def _neighbours(self, iri: str) -> Iterator[str]:
        """Yield the instruments that a direct triple connects with one."""

    @abstractmethod
    def _texts(self, predicate: str) -> Iterable[str]:
        """Return all literals of a predicate."""

    def _value(self, iri: str, predicate: str) -> str | None:
        return next(iter(self._objects(iri, predicate)), None)

    def by_number(self, number: str) -> Collection[str]:
        return set(self._bearers(":number_key", number_key(number)))

    def _carried_out_by(self, iri: str, as_of: str) -> Iterator[str]:
        for kind in CARRYING:
            for there in self._subjects(f":{kind}", iri):
                signed = self._value(there, ":date")
                if signed is None or signed <= as_of:
                    yield there

    def implements(self, iri: str, *, as_of: date) -> Collection[str]:
        return set(self._carried_out_by(iri, as_of.isoformat()))

    def lineage(self, iri: str, *, as_of: date) -> Collection[str]:
        day = as_of.isoformat()
        return (
            reached(iri, lambda here: self._carried_out_by(here, day))
            | reached(iri, lambda here: self._subjects(":replaces", here))
            | reached(iri, lambda here: self._objects(here, ":replaces"))
        )

    def states(self, iris: Collection[str], *, as_of: date) -> dict[str, str]:
        day = as_of.isoformat()
        return {
            iri: plain_state(
                as_of=day,
                signed=self._value(iri, ":date"),
                effective=self._value(iri, ":effective"),
                ends=list(self._ends(iri)),
            )
            for iri in iris
        }

    def _ends(self, iri: str) -> Iterator[tuple[str, str]]:
        for kind in ENDING:
            for relation in self._subjects(f":of-{kind}", iri):
                if self._value(relation, ":scope") != "whole":
                    continue
                day = self._value(relation, ":valid_from")
                if day is None and (actor := self._value(relation, ":by")):
                    day = self._value(actor, ":effective")
                if day:
                    yield day, kind

    def path(self, iri: str, to: str) -> int | None:
        return steps(iri, to, self._neighbours)

    def near_number(self, number: str) -> Collection[str]:
        if self._tails is None:
            self._tails = Tails(self._texts(":number_key"))
        keys = self._tails.near(number)
        return {key for key in keys if any(True for _ in self._bearers(":number_key", key))}

    def like_title(self, words: str) -> str | None:
        if self._titles is None:
            self._titles = Titles(list(self._texts(":title")))
        return self._titles.nearest(words)
