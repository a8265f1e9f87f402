"""What a run does with its inputs: rows and texts into the journal, each accounted for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ingest.copies import Copies, Signature
from ingest.pipeline.journal import Entry, Journal, Lines, lines_of
from ingest.pipeline.texts import Reading, Text, begin, take
from ingest.sources import folder
from ingest.sources.registry import TABLES, assign
from ingest.sources.taken import About, Outcome, Taken, sha256
from kg.contract import Store
from kg.workers import Failed, Progress, Told, Workers

_ROWS = 1_000
_TEXTS = 100


class Earlier(NamedTuple):
    """What earlier runs have taken in: digests of inputs and, to be read once, of texts."""

    digests: frozenset[str]
    signatures: Iterable[str]


class How(NamedTuple):
    """How inputs are read; see ``ingest.pipeline.run.ingest``."""

    source: str = "auto"
    jobs: int | None = None
    seconds: float = 600.0
    progress: Progress | None = None


class Taking:
    """Takes inputs into a journal."""

    def __init__(
        self,
        journal: Journal,
        open_store: Callable[[], Store],
        about: About,
        earlier: Earlier,
        how: How,
    ) -> None:
        """Go on where the journal is; ``open_store`` can be passed to other processes."""
        self._journal, self._open_store, self._about = journal, open_store, about
        self._earlier, self._how = earlier, how
        counted = chain(earlier.signatures, journal.signatures)
        self._copies = Copies(Signature.parse(text) for text in counted)

    def close(self) -> None:
        """Let go of what is known of copies."""
        self._copies.close()

    def take_in(self, paths: Sequence[Path], store: Store) -> None:
        """Take in all that is not yet in the journal."""
        files, absent = _files(paths)
        assigned, unread = assign(files, self._how.source)
        self._refuse(dict.fromkeys(absent, "no such file or folder. Check the path.") | unread)
        texts = assigned.pop(folder.NAME)
        sizes = {path: path.stat().st_size for path in files}
        told = Told(self._how.progress, sum(sizes.values()))
        for name, tables in assigned.items():
            self._tables(name, tables, store)
            told.add(sum(sizes[path] for path in tables))
        told.add(sum(sizes[path] for path in texts if str(path) in self._journal.done))
        left = [path for path in texts if str(path) not in self._journal.done]
        with closing(self._read(left, store)) as results:
            while batch := list(islice(results, _TEXTS)):
                self._texts(batch)
                told.add(sum(sizes[path] for path, _ in batch))

    def _refuse(self, reasons: Mapping[Path, str]) -> None:
        entries = [
            Entry(str(path), Outcome.UNREAD, reason)
            for path, reason in reasons.items()
            if str(path) not in self._journal.done
        ]
        if entries:
            counts = Counter({Outcome.UNREAD: len(entries)})
            self._journal.commit(entries, (), counts=counts, done=[e.where for e in entries])

    # Tables

    def _tables(self, name: str, files: Sequence[Path], store: Store) -> None:
        """Take in the rows of a publisher's tables; known ones only tell others of documents."""
        digests = {path: sha256(path) for path in files}
        known = {path for path in files if digests[path] in self._earlier.digests}
        left = [p for p in files if p not in known and str(p) not in self._journal.done]
        entries = [Entry(str(p), Outcome.KNOWN) for p in known if str(p) not in self._journal.done]
        if entries:
            counts = Counter({Outcome.KNOWN: len(entries)})
            self._journal.commit(entries, (), counts=counts, done=[e.where for e in entries])
        if not left:
            return
        # How far a broken-off run has come is counted in rows of these very files.
        key = f"{name}-{crc32(repr(sorted(digests.values())).encode()):08x}"
        rows = TABLES[name].read(files, store, self._about)
        given = (taken for taken in rows if taken.file not in known)
        new = islice(given, self._journal.taken[key], None)
        while batch := list(islice(new, _ROWS)):
            self._rows(key, batch)
        ended = [Entry(str(path), Outcome.IN, "", digests[path]) for path in left]
        self._journal.commit(ended, (), counts=Counter(), done=[e.where for e in ended])

    def _rows(self, key: str, batch: Sequence[Taken]) -> None:
        told = [
            Entry(taken.where, taken.outcome, taken.detail)
            for taken in batch
            if taken.outcome is not Outcome.IN or taken.detail
        ]
        records = [lines_of(taken.records) for taken in batch]
        counts = Counter(taken.outcome for taken in batch)
        self._journal.commit(told, records, counts=counts, taken=(key, len(batch)))

    # Texts

    def _read(
        self, files: Sequence[Path], store: Store
    ) -> Generator[tuple[Path, tuple[Text, ...] | Failed], None, None]:
        """Yield what each file gives, in order."""
        reading = Reading(self._about, self._earlier.digests, self._open_store)
        jobs = self._how.jobs
        count = min(os.cpu_count() or 1 if jobs is None else jobs, len(files))
        if count == 0 or (jobs is None and len(files) == 1):
            yield from ((path, take(path, store, reading)) for path in files)
            return
        workers: Workers[Path, tuple[Text, ...]] = Workers(
            count, begin, (reading,), seconds=self._how.seconds
        )
        with closing(workers):
            yield from zip(files, workers.each(files), strict=True)

    def _texts(self, batch: Sequence[tuple[Path, tuple[Text, ...] | Failed]]) -> None:
        """Take in what some files gave; only now is it told which texts are copies."""
        entries: list[Entry] = []
        records: list[Lines] = []
        for path, result in batch:
            if isinstance(result, Failed):
                entries.append(Entry(str(path), Outcome.UNREAD, result.reason))
                continue
            for text in result:
                entry, lines = text.entry, text.lines
                if entry.outcome is Outcome.IN:
                    of = self._copies.seen(Signature.parse(entry.signature))
                    if of is None:
                        lines = lines._replace(attestations=text.attested)
                    else:
                        entry = entry._replace(outcome=Outcome.COPY)
                entries.append(entry)
                records.append(lines)
        counts = Counter(entry.outcome for entry in entries)
        self._journal.commit(entries, records, counts=counts, done=[str(p) for p, _ in batch])


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files that paths name, each once and by name, and the paths where nothing is."""
    found: set[Path] = set()
    absent: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.update(folder.files_below(path))
        elif path.exists():
            found.add(path)
        else:
            absent.append(path)
    return sorted(found, key=str), sorted(absent)
