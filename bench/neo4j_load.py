"""Loading a real Neo4j server at scale, and the same questions on it and on SQLite.

    python tests/stores/neo4j_install.py
    python -m bench.neo4j_load [--instruments 200000] [--relations 1200000] [--asked 500]

Makes a graph, compiles it for SQLite, loads it twice into a throw-away server, kills a load of a
second server half-way and runs it again, and compares every question on random instruments.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

from bench.graphs import write
from kg.contract import Store
from kg.store.neo4j.loading import BATCH, Loaded, load
from kg.store.neo4j.reading import open_neo4j
from kg.store.sqlite.build import build
from kg.store.sqlite.reading import SqliteStore
from queries.question import Question
from queries.registry import questions
from queries.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "stores"))
from neo4j_install import version  # noqa: E402
from neo4j_server import LONG_LIVED, Neo4jServer, unavailable  # noqa: E402

DAY, SINCE = date(2026, 1, 1), date(2025, 12, 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.neo4j_load", description=__doc__)
    parser.add_argument("--instruments", type=int, default=200_000)
    parser.add_argument("--relations", type=int, default=1_200_000)
    parser.add_argument("--asked", type=int, default=500, help="random instruments to ask about")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--pagecache", default="1g")
    parser.add_argument("--load", nargs=2, metavar=("SQLITE", "URI"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        path, uri = options.load
        loaded(SqliteStore.open(Path(path)), uri, options.batch)
        return
    if reason := unavailable():
        sys.exit(reason)
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    path = folder / "graph.sqlite"
    write(folder, options.instruments, options.relations)
    begun = time.perf_counter()
    build(path, [folder])
    print(f"SQLite built in {time.perf_counter() - begun:.1f} s")
    sizes = {"heap": options.heap, "pagecache": options.pagecache, "jvm": LONG_LIVED}
    with closing(SqliteStore.open(path)) as sqlite:
        with Neo4jServer(**sizes) as server:
            print(f"Neo4j Community {version()}, heap {options.heap}, batches of {options.batch}")
            first = timed("load", sqlite, server.uri, options.batch)
            second = timed("again", sqlite, server.uri, options.batch)
            assert second[:2] == first[:2]
            assert second.fingerprint == first.fingerprint
            assert (second.written, second.removed) == (0, 0)
            compare(sqlite, server.uri, options.asked)
        with Neo4jServer(**sizes) as server:
            killed(path, server.uri, options.batch)
            third = timed("after the kill", sqlite, server.uri, options.batch)
            assert third[:2] == first[:2]
            assert third.fingerprint == first.fingerprint
            store = open_neo4j(server.uri)
            assert store.counts() == first.relations
            same = sum(1 for r in store.relations if r in sqlite.outgoing(r.source, kinds=[r.kind]))
            assert same == sum(first.relations.values())
            store.close()
            print(f"every one of {same} relations is that of SQLite")


def loaded(store: Store, uri: str, batch: int) -> Loaded:
    return load(store, uri, batch=batch, progress=lambda *at: print(*at, flush=True))


def timed(name: str, store: Store, uri: str, batch: int) -> Loaded:
    begun = time.perf_counter()
    done = load(store, uri, batch=batch)
    seconds = time.perf_counter() - begun
    relations = sum(done.relations.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {done.instruments} instruments, {relations} relations in {seconds:.1f} s "
        f"({(done.instruments + relations) / seconds:.0f} records a second), "
        f"{done.written} written, {done.removed} removed, "
        f"fingerprint {done.fingerprint}, loader's peak {peak:.0f} MB",
        flush=True,
    )
    return done


def killed(path: Path, uri: str, batch: int) -> None:
    """Begin a load in a process of its own and kill it half-way through the relations."""
    command = [sys.executable, "-m", "bench.neo4j_load", "--load", str(path), uri]
    command += ["--batch", str(batch)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            what, done, total = line.split()
            if what == "relations" and int(done) * 2 >= int(total):
                process.kill()
                print(f"killed at {done} of {total} relations", flush=True)
                break


def ask(question: Question, graph: Store, iri: str | None, to: str) -> Table:
    extra = {"to": to, "since": SINCE, "transitive": True, "limit": 20}
    options = {name: extra[name] for name in question.options}
    return question.ask(graph, iri, as_of=DAY, **options)


def compare(sqlite: Store, uri: str, asked: int) -> None:
    """Ask every question of random instruments, a new store each so that nothing is remembered."""
    draw = random.Random(20261122)
    iris = [i.iri for i in sqlite.instruments]
    sample = draw.sample(iris, min(asked, len(iris)))
    pairs = list(zip(sample, sample[1:] + sample[:1], strict=True))
    for slug, question in questions().items():
        whole = question.subject == "graph" and not question.narrows
        store = open_neo4j(uri)
        times: dict[str, list[float]] = {"sqlite": [], "neo4j": []}
        for iri, to in pairs[:1] if whole else pairs:
            answers = []
            for name, graph in (("sqlite", sqlite), ("neo4j", store)):
                graph.memo.clear()
                begun = time.perf_counter()
                answers.append(ask(question, graph, None if whole else iri, to))
                times[name].append(1000 * (time.perf_counter() - begun))
            assert answers[0] == answers[1], f"{slug} {iri} {to}"
        store.close()
        ours, theirs = median(times["sqlite"]), median(times["neo4j"])
        print(
            f"{slug}: equal on {len(times['neo4j'])}, median ms SQLite {ours:.2f}, "
            f"Neo4j {theirs:.2f} (worst {max(times['neo4j']):.0f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
