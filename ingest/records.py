"""What a text or a row of a publisher's file gives to the graph."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Attestation, Instrument, Relation, Source


class Records(NamedTuple):
    """Records that belong together, ready to be written.

    Attributes:
        sources: where they were read.
        instruments: those described, and those known only from being named.
        relations: between these, or with instruments that the graph has.
        attestations: what was said of instruments without being a record of them.
    """

    sources: tuple[Source, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relation, ...] = ()
    attestations: tuple[Attestation, ...] = ()
