"""What a server is started with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kg.contract import Store

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Addresses that only programs on the same machine reach."""
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a request may cost.

    Attributes:
        text: largest text pasted, in bytes.
        upload: largest file, in bytes.
        archive: largest archive to audit, in bytes.
        text_seconds, file_seconds, graph_seconds: after so long a task is given up: on a text, on
            a file, on a question to the graph.
        memory: address space of a process that works, in bytes, where the system can limit it.
        held: bytes of bodies in memory, of all requests at a time.
        patience: seconds for the headers of a request, and until its body begins to come.
        pace: bytes a second at which it has to come from then on.
        waiting: tasks that may wait for a process of each kind, half of them of one client; more
            are turned away. Clients are told apart by their addresses.
        connections: of one client at a time.
        proxies: addresses whose connections are not counted, since many clients come from there.
        rate: requests a second of one client, on average; ``burst`` at once.
        rows: most rows of one answer.
        audits: audits at a time.
        kept: seconds that the results of an audit are kept after they were last looked at.
    """

    text: int = 8 * _MIB
    upload: int = 50 * _MIB
    archive: int = 1024 * _MIB
    text_seconds: float = 20.0
    file_seconds: float = 90.0
    graph_seconds: float = 20.0
    memory: int = 3 * 1024 * _MIB
    held: int = 512 * _MIB
    patience: float = 15.0
    pace: int = 10_000
    waiting: int = 128
    connections: int = 200
    proxies: tuple[str, ...] = ()
    rate: float = 500.0
    burst: int = 1000
    rows: int = 1000
    audits: int = 2
    kept: float = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server is started with.

    Attributes:
        host, port: where it listens.
        token: what every request has to show; ``None`` on the own machine alone.
        names: further host names by which it may be addressed.
        open_store: opens the graph in a process of its own; a function of a module or a partial.
        today: the calendar day of the office.
        processes: that check texts; files and questions have two more each, SPARQL one.
        limits: what a request may cost.
    """

    open_store: Callable[[], Store]
    today: Callable[[], date]
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    names: tuple[str, ...] = ()
    processes: int = 2
    limits: Limits = field(default_factory=Limits)
