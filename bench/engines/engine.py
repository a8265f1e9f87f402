"""What an engine must do to be compared, and where to find each of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Self

from bench.peak import peak_mb

#: Name on the command line to the module of the engine, in the order of the table.
ENGINES = {
    "sqlite": "sqlite_file",
    "networkx": "networkx_graph",
    "rdflib": "rdflib_graph",
    "pyoxigraph": "pyoxigraph_store",
    "neo4j": "neo4j_server",
}
#: Relations that carry out an instrument, and those that end one.
CARRYING = ("implements", "guides")
ENDING = ("replaces", "repeals")


class Engine(ABC):
    """A graph opened for reading. Instruments are named by IRI in all answers.

    Attributes:
        label: what the table calls it.
        limit: the largest number of instruments it is asked to hold; ``None`` for any.
        remark: what a reader of its column must know.
    """

    label: str
    limit: int | None = None
    remark: str = ""

    @classmethod  # noqa: B027 - optional by design
    def prepare(cls, folder: Path, place: Path) -> None:
        """Make what ``build`` needs and a user would have; its time does not count."""

    @classmethod
    def files(cls, place: Path) -> Path:
        """Return the folder whose size counts; of ``build``'s making."""
        return place

    @classmethod
    @abstractmethod
    def build(cls, folder: Path, place: Path) -> None:
        """Make from the records of ``folder`` what ``open`` reads, in the folder ``place``."""

    @classmethod
    @abstractmethod
    def open(cls, place: Path) -> Self:
        """Open what ``build`` made; called in a fresh process."""

    @classmethod
    @contextmanager
    def running(cls, place: Path) -> Iterator[None]:
        """Keep a server running from before ``build`` until after the last question, if any."""
        yield

    @abstractmethod
    def by_number(self, number: str) -> Collection[str]:
        """Return the instruments of a number."""

    @abstractmethod
    def implements(self, iri: str, *, as_of: date) -> Collection[str]:
        """Return the instruments signed by a day that carry this one out or guide it."""

    @abstractmethod
    def lineage(self, iri: str, *, as_of: date) -> Collection[str]:
        """Return what carries it out, what carries that out and so on, and its replacements.

        Replacements are followed in both directions, whatever their scope and day.
        """

    @abstractmethod
    def states(self, iris: Collection[str], *, as_of: date) -> dict[str, str]:
        """Return the state of each; see ``plain_state`` for engines that know no law."""

    @abstractmethod
    def path(self, iri: str, to: str) -> int | None:
        """Return the steps of a shortest way in either direction; ``None`` for no way."""

    @abstractmethod
    def near_number(self, number: str) -> Collection[str]:
        """Return the keys of the numbers one slip away, as ``kg.slips`` has it."""

    @abstractmethod
    def like_title(self, words: str) -> str | None:
        """Return the title nearest to some words."""

    def resident(self) -> float:
        """Return the most memory held so far, in MB, that of a server included."""
        return peak_mb()

    def close(self) -> None:  # noqa: B027 - optional by design
        """Let go of files and connections."""


def engine(name: str) -> type[Engine]:
    """Return the engine of a name."""
    module = import_module(f"bench.engines.{ENGINES[name]}")
    found: type[Engine] = module.ENGINE
    return found


def plain_state(
    *,
    as_of: str,
    signed: str | None,
    effective: str | None,
    ends: Collection[tuple[str, str]],
) -> str:
    """Return the state as far as ends of the whole and the instrument's own days tell.

    This is what a team would write first for an engine that knows no law: no periods, lapses,
    suspensions or ends of parts. Where ``kg.status`` gives one of the states in force, replaced,
    repealed or not yet in force, this must give the same or ``unknown``.

    Args:
        as_of: the day asked for; all days are ISO text.
        signed: day of signing.
        effective: first day in force.
        ends: day and kind of relations that end the whole.
    """
    if signed and signed > as_of:
        return "not_yet_in_force"
    # On one day a replacement stands before a repeal.
    past = sorted((day, kind != "replaces") for day, kind in ends if day <= as_of)
    if past:
        return "repealed" if past[0][1] else "replaced"
    if not effective:
        return "unknown"
    return "not_yet_in_force" if effective > as_of else "in_force"
