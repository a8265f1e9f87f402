"""Audits of many files: speed by format, memory, faults, interruption, judging again; one table.

    .venv/bin/python bench/audit.py [--files 300] [--jobs 2] [--kills 3] [--no-fresh]

Files are made by ``bench/audit_files.py``. Each format is audited by itself, into one archive, for
its files per second by the clock; then come files that crash the reader, hang it, or cannot be
read. What ends or halts a process is told by what stands in the file, not by its name.

*Unchanged* is the same audit again. *After a change of law* the data has three instruments more,
which end three others: ``again`` is what the second audit takes, to be compared with ``first``, all
formats together. Its archive is compared with one made afresh with the new data.

*Interrupted*: processes that audit the same files are killed (SIGKILL) after random times, until
one comes to its end; its archive is compared with the first.
"""

from __future__ import annotations

import argparse
import functools
import json
import multiprocessing
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from audit_files import CRASH, HANG, MIX, make, plant  # noqa: E402
from peak import peak_mb  # noqa: E402

from check.audit.archive import Archive  # noqa: E402 - the checkout comes first
from check.audit.judging import Given  # noqa: E402
from check.audit.pool import How  # noqa: E402
from check.audit.run import audit  # noqa: E402
from check.registry import all_rules  # noqa: E402
from ingest.readers.together import documents_together  # noqa: E402
from ingest.sources.folder import documents_below  # noqa: E402
from kg.document import Document  # noqa: E402
from kg.errors import LegalGraphError  # noqa: E402
from kg.model import Instrument, Relation  # noqa: E402
from kg.store import open_graph  # noqa: E402
from kg.store.jsonl import record_of  # noqa: E402

AS_OF = date(2026, 7, 1)
_SECONDS = 300.0


def read(
    paths: Sequence[str], contents: Sequence[bytes | None]
) -> Iterator[Iterable[Document | LegalGraphError]]:
    """Yield the documents of files; some end the process that reads them, or never end."""
    for content in contents:
        if content == CRASH:
            os._exit(70)
        if content == HANG:
            time.sleep(100_000)
    yield from documents_together(paths, contents)


class Measured(NamedTuple):
    """One audit: files read, texts judged, seconds by the clock, most memory of run and worker."""

    read: int
    judged: int
    seconds: float
    parent_mb: float
    worker_mb: float


def measure(
    root: Path, archive: Path, data: Path, jobs: int, *, seconds: float = _SECONDS
) -> Measured:
    """Audit a folder in a process of its own; its memory must not be that of an earlier one."""
    command = [sys.executable, __file__, "--child", str(root), str(archive), str(data)]
    command += ["--jobs", str(jobs), "--seconds", str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(*json.loads(done.stdout.splitlines()[-1]))


def child(root: Path, archive: Path, data: Path, jobs: int, seconds: float) -> None:
    """Audit a folder and print what ``Measured`` has."""
    most = 0.0

    def watch(done: int, total: int) -> None:
        nonlocal most
        del done, total
        for process in multiprocessing.active_children():
            try:
                most = max(most, peak_mb(str(process.pid)))
            except (OSError, StopIteration):
                continue

    rules = tuple(rule.code for rule in all_rules())
    store = functools.partial(open_graph, data, cache=data.parent / "cache")
    given = Given(read, store, AS_OF, rules)
    began = time.perf_counter()
    how = How(jobs=jobs, seconds=seconds, progress=watch)
    with Archive(archive) as opened:
        run = audit(root, documents_below(root), opened, given, how, started="2026-07-01T08:00:00")
    passed = time.perf_counter() - began
    print(json.dumps(Measured(run.read, run.judged, passed, peak_mb(), most)))


def said(archive: Path) -> dict[str, Any]:
    """Return all that an archive says of documents, by path, without numbers of texts and runs."""
    with Archive(archive) as opened:
        told: dict[str, Any] = {"unread": list(opened.unread())}
        for document in opened.documents():
            told[document.path] = hash(
                (
                    document._replace(id=0),
                    tuple(opened.citations(document.id)),
                    tuple(opened.findings(document.id)),
                )
            )
    return told


def change_law(data: Path, changed: Path, archive: Path) -> list[str]:
    """Write data with three instruments more, which end three others; return what has ended.

    Each that ends is cited by one text in a hundred, and acts on none that others cite.
    """
    shutil.copytree(data, changed)
    store = open_graph(data, cache=data.parent / "cache")
    with Archive(archive) as opened:
        texts = opened.counts()[1]
        cited = [(iri, count) for iri, count, _ in opened.cited_instruments()]
    usual = [iri for iri, count in cited if count <= texts / 100 and iri in store]
    found = (store.instrument(iri) for iri in usual if not store.outgoing(iri))
    ended = [one for one in found if not one.attested][:3]
    source = next(iter(store.sources))
    with (
        (changed / "instruments.jsonl").open("a", encoding="utf-8") as instruments,
        (changed / "relations.jsonl").open("a", encoding="utf-8") as relations,
    ):
        for n, old in enumerate(ended, 1):
            iri = f"/akn/vn/act/nghi-dinh/chinh-phu/2026-06-01/{n}-2090-nd-cp"
            new = Instrument(
                iri=iri,
                type="nghi-dinh",
                number=f"{n}/2090/NĐ-CP",
                issuer="Chính phủ",
                date=date(2026, 6, 1),
                kind="qppl",
                sources=dict.fromkeys(("type", "number", "issuer", "date", "kind"), (source,)),
            )
            ends = Relation(
                kind="replaces",
                source=iri,
                target=old.iri,
                valid_from=date(2026, 6, 15),
                sources=(source,),
            )
            instruments.write(json.dumps(record_of(new), ensure_ascii=False) + "\n")
            relations.write(json.dumps(record_of(ends), ensure_ascii=False) + "\n")
    _sorted_lines(changed / "instruments.jsonl", "iri")
    store.close()
    open_graph(changed, cache=changed.parent / "cache").close()
    return [i.number for i in ended]


def _sorted_lines(path: Path, key: str) -> None:
    lines = sorted(path.read_text(encoding="utf-8").splitlines(), key=lambda x: json.loads(x)[key])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def interrupted(root: Path, archive: Path, data: Path, jobs: int, kills: int, whole: float) -> int:
    """Kill audits at random times until one ends; return how many were killed."""
    chance, killed = random.Random(kills), 0
    while True:
        command = [sys.executable, __file__, "--child", str(root), str(archive), str(data)]
        with subprocess.Popen(
            [*command, "--jobs", str(jobs), "--seconds", "20"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                wait = chance.uniform(0.1, 0.7) * whole if killed < kills else None
                assert process.wait(wait) == 0, process.stderr and process.stderr.read()
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            else:
                return killed


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--no-fresh", action="store_true", help="leave out the comparisons")
    parser.add_argument("--seconds", type=float, default=_SECONDS, help=argparse.SUPPRESS)
    parser.add_argument("--child", nargs=3, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(*given.child, given.jobs, given.seconds)
        return
    print(f"{platform.machine()}, Python {platform.python_version()}, {given.jobs} process(es)")
    with tempfile.TemporaryDirectory(prefix="viendan-audit-") as name:
        _all(Path(name), given)


def _all(place: Path, given: argparse.Namespace) -> None:
    root, archive, data = place / "hồ sơ", place / "audit.sqlite", place / "data"
    shutil.copytree(ROOT / "data", data)
    open_graph(data, cache=place / "cache").close()
    made = make(root, given.files)
    plant(root / "planted")
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    print(f"{sum(made.values()):,} files, {size / 1e6:,.0f} MB; made from the sample\n")
    first = _by_format(root, archive, data, given.jobs, made)
    _planted(root, archive, data, given.jobs)
    same = _row("unchanged", measure(root, archive, data, given.jobs))
    changed = place / "changed" / "data"
    ended = change_law(data, changed, archive)
    shutil.copy(archive, place / "before.sqlite")
    again = _row("after a change of law", measure(root, archive, changed, given.jobs))
    with Archive(archive) as opened:
        texts, changes = opened.counts()[1], sum(1 for _ in opened.changes())
        questions = opened.connection.execute("SELECT count(*) FROM question").fetchone()[0]
    print(
        f"\narchive: {archive.stat().st_size / 1e6:,.0f} MB, {texts:,} texts, {questions:,} "
        f"questions\nfirst / unchanged: {first / same.seconds:.0f}; first / again: "
        f"{first / again.seconds:.0f} ({', '.join(ended)} ended: {again.judged:,} texts judged "
        f"again, {changes:,} findings changed)"
    )
    if given.no_fresh:
        return
    fresh = place / "fresh.sqlite"
    measure(root, fresh, changed, given.jobs, seconds=20)
    print(f"judged again = judged afresh: {said(archive) == said(fresh)}")
    resumed = place / "resumed.sqlite"
    killed = interrupted(root, resumed, data, given.jobs, given.kills, first)
    equal = said(resumed) == said(place / "before.sqlite")
    print(f"killed {killed} times and resumed = uninterrupted: {equal}")


def _by_format(root: Path, archive: Path, data: Path, jobs: int, made: dict[str, int]) -> float:
    """Audit format by format; return the seconds of all."""
    print("audit                     files  judged  seconds  files/s  MB of the run  a worker")
    first = 0.0
    for form in MIX:
        done = _row(form, measure(root / form, archive, data, jobs))
        assert done.read == made[form], (form, done)
        first += done.seconds
    return first


def _planted(root: Path, archive: Path, data: Path, jobs: int) -> None:
    _row("planted", measure(root / "planted", archive, data, jobs, seconds=20))
    with Archive(archive) as opened:
        print("\nunread, and nothing else:")
        for one in opened.unread():
            print(f"  {Path(one.path).name:<16}{one.reason:<12}{one.detail[:90]}")
    print()


def _row(name: str, m: Measured) -> Measured:
    speed = f"{m.read / m.seconds:>9.1f}" if m.read else " " * 9
    print(
        f"{name:<22}{m.read:>9,}{m.judged:>8,}{m.seconds:>9.2f}{speed}"
        f"{m.parent_mb:>15.0f}{m.worker_mb:>10.0f}",
        flush=True,
    )
    return m


if __name__ == "__main__":
    main()
