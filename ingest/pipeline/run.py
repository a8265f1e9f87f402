"""A run: inputs become records of a new segment of the user's folder.

Every input is resolved against the graph as it was when the run began, inputs come in the order of
their names, and of copies the first counts, so the same inputs give the same segment whether the
run goes through or is broken off and begun again. What an earlier run has taken in is left out.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zlib import crc32

from ingest.pipeline.journal import Entry, Journal
from ingest.pipeline.taking import Earlier, How, Taking
from ingest.sources.taken import NOT_IN, About, Outcome
from kg.contract import Store
from kg.store import open_graph
from kg.store.files import INGESTED
from kg.store.segments import REFUSED, Counts, compact, finish, free, ledgers
from kg.text import slug

_PARTIAL = ".partial"
_FEW = 20
_NEW = (Outcome.IN, Outcome.MERGED, Outcome.COPY)


AUTO = How()
"""Each file by the source that claims it, one process for each core."""


class Place(NamedTuple):
    """Where records are and go.

    Attributes:
        user_dir: the user's folder.
        data_dir: the shipped records, found by default.
        cache: folder of compiled graphs, by default the custom of the system.
    """

    user_dir: Path
    data_dir: Path | None = None
    cache: Path | None = None

    def open_store(self) -> Store:
        """Return the graph."""
        return open_graph(self.data_dir, self.user_dir, cache=self.cache)


class Summary(NamedTuple):
    """What a run has done.

    Attributes:
        counts: how many inputs and rows had each outcome.
        added: how many records the segment has.
        segment: the segment; ``None`` where nothing was added.
        taken: the first texts taken in, each with the IRI of its instrument.
        refused: the first refusals; ``list_of_refused`` has all.
    """

    counts: Counter[Outcome]
    added: Counts
    segment: Path | None
    taken: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    list_of_refused: Path | None = None


def ingest(
    paths: Sequence[Path],
    place: Place,
    about: About,
    how: How = AUTO,
    *,
    again: bool = False,
) -> Summary:
    """Take files and folders into the user's graph and return what became of them.

    Where this is broken off, by an error or from outside, the same call goes on behind the last
    batch that is on the disk.

    Args:
        paths: files and folders; folders with all that is below them.
        place: where the graph is.
        about: what is said of all of them.
        how: ``source``: one of ``ingest.sources.registry.NAMES``; ``jobs``: processes that read
            texts, one for each core by default, 0 for none but this one, which a broken file can
            then bring down; ``seconds``: after so long the reading of a text is given up;
            ``progress``: told how far it is.
        again: also what earlier runs have taken in.

    Raises:
        OSError: the disk is full or cannot be written.
        LegalGraphError: the graph cannot be read, or an extra is absent.
    """
    (place.user_dir / INGESTED).mkdir(parents=True, exist_ok=True)
    compact(place.user_dir)
    earlier = _earlier(place.user_dir, again=again)
    working, segment = _folders(place.user_dir, paths, how.source)
    with Journal(working, read_on=about.read_on) as journal:
        about = about._replace(read_on=journal.read_on)
        with closing(Taking(journal, place.open_store, about, earlier, how)) as taking:
            taking.take_in(paths, place.open_store())
    return _finished(journal, segment, place)


def _finished(journal: Journal, segment: Path, place: Place) -> Summary:
    """Make the journal a segment, if there is anything new in it."""
    summary = _summary(journal)
    if not any(summary.counts[outcome] for outcome in _NEW):
        beside = segment.with_name(f"{segment.name}.{REFUSED}")
        listed = journal.write_refused(beside) if summary.refused else None
        shutil.rmtree(journal.folder, ignore_errors=True)
        return summary._replace(list_of_refused=listed)
    listed = segment / journal.write_refused().name if summary.refused else None
    # Opened anew: an upgrade or another run may have come since, and processes that began later
    # have found in the graph what was not there at first.
    added = finish(journal.folder, segment, journal.sources(), place.open_store())
    return summary._replace(added=added, segment=segment, list_of_refused=listed)


def rehearse(paths: Sequence[Path], place: Place, about: About, how: How = AUTO) -> Summary:
    """Return what ``ingest`` would do, and do nothing."""
    earlier = _earlier(place.user_dir, again=False)
    with TemporaryDirectory() as working, Journal(Path(working), read_on=about.read_on) as journal:
        with closing(Taking(journal, place.open_store, about, earlier, how)) as taking:
            taking.take_in(paths, place.open_store())
        return _summary(journal)


def _summary(journal: Journal) -> Summary:
    texts = (entry for entry in journal.entries(_NEW) if entry.signature)
    return Summary(
        counts=Counter(journal.counts),
        added=Counts(0, 0),
        segment=None,
        taken=tuple(islice(texts, _FEW)),
        refused=tuple(islice(journal.entries(NOT_IN), _FEW)),
    )


def _folders(user_dir: Path, paths: Sequence[Path], source: str) -> tuple[Path, Path]:
    """Return where the run works and its segment: a run broken off is found by what was asked."""
    named = sorted(str(path.resolve()) for path in paths)
    words = slug(paths[0].resolve().stem)[:40].strip("-") if paths else ""
    name = f"{words or 'run'}-{crc32(repr((named, source)).encode()):08x}"
    segment = free(user_dir, name)
    for old in (user_dir / INGESTED).glob(f"{name}*{_PARTIAL}"):
        # Broken off between the segment's getting its name and the journal's being deleted.
        if old.with_suffix("").exists():
            shutil.rmtree(old, ignore_errors=True)
    return segment.with_name(f"{segment.name}{_PARTIAL}"), segment


def _earlier(user_dir: Path, *, again: bool) -> Earlier:
    entries = (entry for said in ledgers(user_dir) for entry in said.get("entries", ()))
    taken = (e["sha256"] for e in entries if e["sha256"] and e["outcome"] in _NEW)
    return Earlier(frozenset() if again else frozenset(taken), _signatures(user_dir))


def _signatures(user_dir: Path) -> Iterator[str]:
    """Yield those of the texts that were counted; they are many and need not be held."""
    for said in ledgers(user_dir):
        for entry in said.get("entries", ()):
            if entry["signature"] and entry["outcome"] == Outcome.IN:
                yield entry["signature"]
