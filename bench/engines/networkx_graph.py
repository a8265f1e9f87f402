"""networkx: a graph of each kind of relation, one without direction for ways, a pickle as file."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Self

import networkx as nx

from bench.engines.engine import CARRYING, ENDING, Engine, plain_state
from bench.engines.fuzzy import Tails, Titles
from bench.engines.records import edges, nodes
from bench.engines.walks import reached
from kg.ids import number_key


class NetworkxGraph(Engine):
    """Everything in memory; nothing is faster once it is there."""

    label = "networkx"
    remark = "loads a pickle; titles compared one by one"

    def __init__(self, kinds: dict[str, nx.DiGraph[str]], both: nx.Graph[str]) -> None:
        """Index numbers; titles are folded when first asked for."""
        self._kinds, self._both = kinds, both
        self._numbers: dict[str, list[str]] = {}
        for iri, number in both.nodes(data="number"):
            self._numbers.setdefault(number_key(number), []).append(iri)
        self._tails: Tails | None = None
        self._titles: Titles | None = None

    @classmethod
    def build(cls, folder: Path, place: Path) -> None:
        both: nx.Graph[str] = nx.Graph()
        kinds: dict[str, nx.DiGraph[str]] = {}
        for node in nodes(folder):
            both.add_node(node.iri, **node._asdict())
        for edge in edges(folder):
            days = {"scope": edge.scope, "valid_from": edge.valid_from, "valid_to": edge.valid_to}
            graph = kinds.setdefault(edge.kind, nx.DiGraph())
            graph.add_edge(edge.source, edge.target, **days, known_from=edge.known_from)
            both.add_edge(edge.source, edge.target)
        with (place / "graph.pickle").open("wb") as file:
            pickle.dump((kinds, both), file, protocol=pickle.HIGHEST_PROTOCOL)

    @classmethod
    def open(cls, place: Path) -> Self:
        with (place / "graph.pickle").open("rb") as file:
            kinds, both = pickle.load(file)  # noqa: S301 - its own file
        return cls(kinds, both)

    def by_number(self, number: str) -> Collection[str]:
        return self._numbers.get(number_key(number), ())

    def _carried_out_by(self, iri: str, as_of: str) -> Iterable[str]:
        days = self._both.nodes
        for kind in CARRYING:
            graph = self._kinds.get(kind)
            if graph is not None and iri in graph:
                for there in graph.pred[iri]:
                    signed = days[there]["date"]
                    if signed is None or signed <= as_of:
                        yield there

    def _replacements(self, iri: str, *, forward: bool) -> Iterable[str]:
        graph = self._kinds.get("replaces")
        if graph is None or iri not in graph:
            return ()
        return graph.pred[iri] if forward else graph.succ[iri]

    def implements(self, iri: str, *, as_of: date) -> Collection[str]:
        return set(self._carried_out_by(iri, as_of.isoformat()))

    def lineage(self, iri: str, *, as_of: date) -> Collection[str]:
        day = as_of.isoformat()
        return (
            reached(iri, lambda here: self._carried_out_by(here, day))
            | reached(iri, lambda here: self._replacements(here, forward=True))
            | reached(iri, lambda here: self._replacements(here, forward=False))
        )

    def states(self, iris: Collection[str], *, as_of: date) -> dict[str, str]:
        day, days = as_of.isoformat(), self._both.nodes
        found: dict[str, str] = {}
        for iri in iris:
            ends: list[tuple[str, str]] = []
            for kind in ENDING:
                graph = self._kinds.get(kind)
                if graph is None or iri not in graph:
                    continue
                for actor, edge in graph.pred[iri].items():
                    begun = edge["valid_from"] or days[actor]["effective"]
                    if begun and edge["scope"] == "whole":
                        ends.append((begun, kind))
            own = days[iri]
            found[iri] = plain_state(
                as_of=day, signed=own["date"], effective=own["effective"], ends=ends
            )
        return found

    def path(self, iri: str, to: str) -> int | None:
        try:
            return len(nx.bidirectional_shortest_path(self._both, iri, to)) - 1
        except nx.NetworkXNoPath:
            return None

    def near_number(self, number: str) -> Collection[str]:
        if self._tails is None:
            self._tails = Tails(self._numbers)
        keys = self._tails.near(number)
        return {key for key in keys if key in self._numbers}

    def like_title(self, words: str) -> str | None:
        if self._titles is None:
            self._titles = Titles(
                [node["title"] for _, node in self._both.nodes(data=True) if node["title"]]
            )
        return self._titles.nearest(words)


ENGINE = NetworkxGraph
