"""Value objects of the graph and of the texts that cite it.

All are frozen; a change is made with ``dataclasses.replace``. Offsets are code points, half-open;
dates are calendar days in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple


class Source(NamedTuple):
    """Where a fact was read: one row of ``data/manifest.csv``.

    Attributes:
        id: what the records name it by.
        where: address or path.
        read_on: the day it was read.
        method: how, in words; the order of trust goes by them, see ``kg.trust``.
        official: of a government host or the official codification; no certified copy.
        title: what it is called.
        licence: under what terms facts were taken from it.
        sha256: digest of the bytes read, in hexadecimal; empty where none was kept.
    """

    id: str
    where: str
    read_on: datetime.date | None = None
    method: str = ""
    official: bool = False
    title: str = ""
    licence: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One legal instrument across its versions (FRBR work).

    Attributes:
        iri: canonical identifier in the Akoma Ntoso naming form, see ``kg.ids``.
        type: slug of the type vocabulary, for example ``nghi-dinh``.
        number: number and symbol as issued, ``61/2018/NĐ-CP``; empty where the instrument has none.
        issuer: full name of the issuing body at the time of issue.
        date: day of signing or adoption.
        effective: first day in force; ``None`` where no source states it.
        expires: last day in force by the instrument's own period; ends through other instruments
            are relations, never this field.
        kind: ``qppl`` (normative), ``administrative`` or ``party``.
        territory: name of the province where it applies; ``None`` for the whole country.
        attested: known only from citing documents, no record of its own.
        sources: field name to ids of ``Source``; a field without a source is absent.
    """

    iri: str
    type: str
    number: str
    issuer: str
    date: datetime.date | None = None
    title: str | None = None
    effective: datetime.date | None = None
    expires: datetime.date | None = None
    kind: str = "administrative"
    territory: str | None = None
    attested: bool = False
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


class Relation(NamedTuple):
    """A typed, dated edge ``source -kind-> target`` with its evidence.

    Attributes:
        kind: entry of the relation vocabulary, for example ``replaces``.
        source, target: IRIs of instruments.
        scope: ``whole`` or ``part`` of the target.
        parts: what of the target is touched, in words, when ``scope`` is ``part``.
        valid_from: first day on which the relation has effect; ``None`` when unknown.
        valid_to: last day of effect (suspensions); ``None`` for open.
        known_from: day on which the relation became public, ``None`` when unknown.
        evidence: the quoted words that state it.
        sources: ids of ``Source``.
    """

    kind: str
    source: str
    target: str
    scope: Literal["whole", "part"] = "whole"
    parts: str | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    known_from: datetime.date | None = None
    evidence: str | None = None
    sources: tuple[str, ...] = ()


class Attestation(NamedTuple):
    """What sources say of one field of an instrument, counted.

    A record that lost against a better one, and what citing texts say, are kept in this form:
    nothing a source states is forgotten because another states something else.

    Attributes:
        target: IRI of the instrument.
        field: ``date``, ``issuer``, ``title``, ``effective``, ``expires``, or ``articles``, which
            no record has.
        value: an ISO day, the words, or for ``articles`` the number of the last article of the
            text as issued, in digits.
        counts: id of a source and the number of independent texts that say so there; copies of
            one text are one. Sorted by id, each once.
    """

    target: str
    field: str
    value: str
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def documents(self) -> int:
        """The number of independent texts that say so."""
        return sum(count for _, count in self.counts)


class Role(StrEnum):
    """Whether a citation names another instrument or the document itself."""

    CITE = "cite"
    SELF = "self"


Span = tuple[int, int]
"""Half-open offsets."""


class Citation(NamedTuple):
    """A mention of an instrument in a text; it claims nothing about the truth.

    A named tuple and not a dataclass: a draft has hundreds, and building one takes a fifth of the
    time. Change it with ``_replace``.

    Attributes:
        start, end: bounds of type word, number and symbol, or of the name of a law.
        text: the characters between them.
        type: type word in the form it should have, ``None`` where none stands there.
        number: canonical number and symbol, ``None`` for a law cited by name or a blank number.
        date: ISO day or bare year as the text states it; ``None`` when absent or unreadable.
        issuer, title, provision: the words of the text, white space folded.
        form: the citation form that read it, a module of ``cite.forms``.
        written: the number as written, blanks removed.
        date_text: the date as written, also when it cannot be read.
        date_span, issuer_span, title_span: offsets relative to ``start``; see ``span_of``.
        amended_by: the clause that says by what the instrument was amended, as written.
        antecedent: index of the citation that a short name stands for.
    """

    start: int
    end: int
    text: str
    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    provision: str | None = None
    role: Role = Role.CITE
    form: str = ""
    written: str | None = None
    date_text: str | None = None
    date_span: Span | None = None
    issuer_span: Span | None = None
    title_span: Span | None = None
    amended_by: str | None = None
    antecedent: int | None = None

    @property
    def day(self) -> datetime.date | None:
        """The stated day; ``None`` where only a year, or no date that can be read, is stated."""
        if self.date is None or len(self.date) < len("2026-01-31"):
            return None
        return datetime.date.fromisoformat(self.date)

    def span_of(self, span: Span | None) -> Span | None:
        """Return one of the relative spans as offsets of the text."""
        return (self.start + span[0], self.start + span[1]) if span else None
