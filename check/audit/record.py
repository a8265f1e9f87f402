"""What an audit keeps of each document, and what its reports read back."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import NamedTuple

from check.finding import Severity


class Reason(StrEnum):
    """Why an input, or a member of an archive, gave no document."""

    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    MISSING_EXTRA = "missing_extra"
    OTHER = "other"


class Cited(NamedTuple):
    """One citation of an audited document.

    Attributes:
        start, end: code points of the document's text, half-open.
        line: line of the text, from 1.
        words: the citation as written, white space folded.
        number: canonical number; the title for a law cited by name.
        iri: the instrument it was resolved to, ``None`` where none or several are possible.
        provision: the provision as written.
        outcome: ``found``, ``ambiguous`` or ``unknown``.
        recorded: whether the graph has a record, more than what citing texts say.
        basis: whether it stands in the legal basis (căn cứ).
        on_date, as_of: states of the instrument on the document's day and on the day compared up
            to, slugs of ``kg.state.State``; ``None`` without an instrument.
    """

    start: int
    end: int
    line: int
    words: str
    number: str | None
    iri: str | None
    provision: str | None
    outcome: str
    recorded: bool
    basis: bool
    on_date: str | None
    as_of: str | None


class Found(NamedTuple):
    """One finding of an audited document.

    Attributes:
        start, end, line: where, as in ``Cited``.
        words: the words found fault with, white space folded.
        excerpt: the line or sentence around them, white space folded, at most 300 characters.
        citation: index of the citation judged, among those of other instruments.
        iri: the instrument it is about, of the citation judged or of the proof.
        proof: what proves it, in words, Vietnamese and English.
    """

    code: str
    rule: str
    severity: Severity
    start: int
    end: int
    line: int
    words: str
    excerpt: str
    citation: int | None
    iri: str | None
    message_vi: str
    message_en: str
    suggestion: str | None
    safe: bool
    proof_vi: str
    proof_en: str

    def message(self, language: str) -> str:
        """Return the message in ``vi`` or ``en``."""
        return self.message_en if language == "en" else self.message_vi

    def proof(self, language: str) -> str:
        """Return the proof in ``vi`` or ``en``."""
        return self.proof_en if language == "en" else self.proof_vi


class Particulars(NamedTuple):
    """What a document is, and the counts of its verdict.

    Attributes:
        number, title, issuer: as its head says; ``None`` where not said.
        unit: the issuer in one spelling for all documents of it; ``None`` where not said.
        date, date_source: the day judged on, see ``check.runner.Report``.
        as_of: the day compared up to.
        citations: of other instruments; ``checked``: those with a record; ``unknown``: the rest.
        unread: what of it could not be read, in English.
        recognised: number of pages read by OCR.
        decoded_from: encoding before Unicode, if any.
    """

    kind: str
    number: str | None
    title: str | None
    issuer: str | None
    unit: str | None
    date: datetime.date
    date_source: str
    as_of: datetime.date
    characters: int
    citations: int
    checked: int
    unknown: int
    errors: int
    warnings: int
    infos: int
    unread: tuple[str, ...] = ()
    recognised: int = 0
    decoded_from: str | None = None


class Verdict(NamedTuple):
    """What judging one document gave."""

    particulars: Particulars
    citations: tuple[Cited, ...]
    findings: tuple[Found, ...]


class Audited(NamedTuple):
    """One audited document in the archive.

    Attributes:
        id: of the text; copies share it.
        path: the file, absolute; with the member's name for one in an archive or a mail.
        folder: first folder of the path below the folder audited; empty directly in it.
        sha256: digest of the file, in hexadecimal.
        copy_of: path of the first file with the same content, ``None`` for that one itself.
    """

    id: int
    path: str
    folder: str
    sha256: str
    copy_of: str | None
    particulars: Particulars

    @property
    def unit(self) -> str:
        """The unit that reports group by: the issuer, else the folder."""
        return self.particulars.unit or self.folder


class Unread(NamedTuple):
    """An input, or a member of one, that gave no document."""

    path: str
    folder: str
    reason: Reason
    detail: str


class Change(NamedTuple):
    """A finding that a later run made or took away, because data, rules or the day changed.

    Attributes:
        run: number of the run.
        on: the day compared up to in that run.
        text: id of the text.
        gone: whether the finding was there before and is not any more.
    """

    run: int
    on: datetime.date
    text: int
    gone: bool
    found: Found


class Run(NamedTuple):
    """One run of an audit, and the data it judged by.

    Attributes:
        started: local date and time, ISO 8601, to the second.
        finished: whether it came to its end.
        instruments, relations, updated: coverage of the graph.
        graph: fingerprint of the graph's records.
        rules: codes of the rules applied.
        judged, kept, read: texts judged in it, those left as they were, and files read.
    """

    id: int
    started: str
    finished: bool
    as_of: datetime.date
    version: str
    graph: str
    rules: tuple[str, ...]
    instruments: int
    relations: int
    updated: datetime.date | None
    judged: int = 0
    kept: int = 0
    read: int = 0
