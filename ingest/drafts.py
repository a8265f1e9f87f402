"""A document of the user's becomes an instrument of the user's graph, with what it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.full_text.records import records_of
from kg.contract import Store
from kg.document import Document
from kg.model import Instrument, Relation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecords:
    """The records that one document gives: itself, what it cites, relations, its source."""

    instrument: Instrument
    cited: tuple[Instrument, ...]
    relations: tuple[Relation, ...]
    source: Source


def read_draft(document: Document, graph: Store, *, read_on: date) -> DraftRecords:
    """Return the records of one document in the form of ``DraftRecords``."""
    records = records_of(document, graph, read_on=read_on)
    own, *cited = records.instruments
    return DraftRecords(
        instrument=own, cited=tuple(cited), relations=records.relations, source=records.sources[0]
    )
