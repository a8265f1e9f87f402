"""What a process does that reads full texts for a run."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ingest.copies import signature
from ingest.pipeline.journal import Entry, Lines, lines_of
from ingest.readers.documents import documents
from ingest.records import Records
from ingest.sources.folder import records_of_text
from ingest.sources.taken import About, Outcome, sha256
from kg.contract import Store
from kg.document import Document
from kg.errors import LegalGraphError, RecordError

_SMALL = 2**22


class Text(NamedTuple):
    """What one document gave, ready to be written.

    Attributes:
        entry: what became of it; ``detail`` names the instrument that it is.
        lines: what it gave, without attestations.
        attested: the lines of its attestations, which count only if it is no copy.
    """

    entry: Entry
    lines: Lines = Lines()
    attested: str = ""


class Reading(NamedTuple):
    """What a process needs to read texts; it can be passed to one.

    Attributes:
        about: what the user says of the texts.
        known: digests of files that an earlier run has taken in.
        open_store: opens the graph.
    """

    about: About
    known: frozenset[str]
    open_store: Callable[[], Store]


def begin(reading: Reading) -> Callable[[Path], tuple[Text, ...]]:
    """Return the function that reads one file after another."""
    # Reading makes little garbage in cycles: looking for it is a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    store = reading.open_store()
    return lambda path: take(path, store, reading)


def take(path: Path, graph: Store, reading: Reading) -> tuple[Text, ...]:
    """Return what the documents of a file give; an archive has several."""
    try:
        # What is small is read once; an archive is left on the disk.
        data = path.read_bytes() if path.stat().st_size <= _SMALL else None
        digest = sha256(path) if data is None else hashlib.sha256(data).hexdigest()
    except OSError as error:
        return (Text(Entry(str(path), Outcome.UNREAD, str(error))),)
    if digest in reading.known:
        return (Text(Entry(str(path), Outcome.KNOWN)),)
    return tuple(_text(d, digest, graph, reading.about) for d in documents(path, data))


def _text(document: Document | LegalGraphError, digest: str, graph: Store, about: About) -> Text:
    if isinstance(document, LegalGraphError):
        where, _, reason = str(document).partition(": ")
        return Text(Entry(where, Outcome.UNREAD, reason))
    try:
        records = records_of_text(document, digest, graph, about)
        _check_ends(records, graph)
    except LegalGraphError as error:
        return Text(Entry(document.path, Outcome.UNREAD, str(error)))
    lines = lines_of(records)
    own = records.instruments[0].iri if records.instruments else ""
    entry = Entry(document.path, Outcome.IN, own, digest, str(signature(document.text)))
    return Text(entry, lines._replace(attestations=""), lines.attestations)


def _check_ends(records: Records, graph: Store) -> None:
    """Return if every instrument that is referred to is known: one text must not stop a run."""
    known = {instrument.iri for instrument in records.instruments}
    named = {iri for r in records.relations for iri in (r.source, r.target)}
    named.update(attestation.target for attestation in records.attestations)
    for iri in sorted(named - known):
        if iri not in graph:
            raise RecordError(f"{iri!r}: named without a record, a fault of viendan. Report it.")
