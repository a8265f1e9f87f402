"""An audit as JSON, in the shapes that the description of the interface tells."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, Field

from web.audits.job import DONE, Job
from web.audits.jobs import Jobs

SCHEMA = "viendan.audit/1"
State = Literal["waiting", "unpacking", "reading", "closing", "done", "failed"]


class Progress(BaseModel):
    """How far an audit is."""

    before: int = Field(description="Audits that have to end before this one begins.")
    done: int = Field(description="Files unpacked, or read and judged.")
    total: int
    bytes_done: int
    bytes_total: int
    seconds_left: float | None = Field(description="Null where it cannot be told yet.")
    errors: int = Field(description="Found until now.")
    warnings: int


class Summary(BaseModel):
    """What an audit has found, in numbers."""

    documents: int
    copies: int = Field(description="Documents with the text of another one.")
    unread: int = Field(description="Files that gave no document.")
    partly: int = Field(description="Documents that were not read in full.")
    recognised: int = Field(description="Documents with pages read by OCR.")
    left_out: int = Field(description="Files that are hidden, or no documents by their name.")
    citations: int
    checked: int = Field(description="Citations of instruments that the data has.")
    unknown: int = Field(description="Citations of others, of which nothing is said.")
    errors: int
    warnings: int
    infos: int
    with_errors: int = Field(description="Documents of which the worst finding is an error.")
    with_warnings: int
    with_infos: int
    clean: int
    undated: int = Field(description="Documents that state no day, judged on `as_of`.")
    instruments: int = Field(description="Instruments in the data.")
    relations: int
    updated: datetime.date | None


class Audit(BaseModel):
    """An audit of an archive."""

    schema_: Literal["viendan.audit/1"] = Field(alias="schema")
    id: str = Field(description="Whoever knows it may see the results and delete them.")
    name: str = Field(description="Of the archive.")
    size: int
    files: int = Field(description="In the archive.")
    as_of: datetime.date = Field(description="Day up to which later changes are told.")
    state: State
    progress: Progress | None = Field(description="Until it has ended.")
    summary: Summary | None = Field(description="When it is done.")
    reason: str | None = Field(description="Why it has failed.")
    kept_seconds: float = Field(
        description="So long it is kept after it was last asked for; then it is deleted."
    )


def audit_json(job: Job, audits: Jobs) -> Audit:
    """Return an audit as it stands."""
    told, asked = job.told, job.asked
    left = job.left()
    progress = Progress(
        before=audits.before(job),
        done=told.done,
        total=told.total,
        bytes_done=told.bytes_done,
        bytes_total=told.bytes_total,
        seconds_left=None if left is None else round(left, 1),
        errors=told.errors,
        warnings=told.warnings,
    )
    return Audit.model_validate(
        {
            "schema": SCHEMA,
            "id": job.id,
            "name": asked.name,
            "size": asked.size,
            "files": asked.members,
            "as_of": asked.as_of,
            "state": told.state,
            "progress": None if told.state in (DONE, "failed") else progress,
            "summary": told.summary,
            "reason": told.reason or None,
            "kept_seconds": audits.kept,
        }
    )


class Listed(BaseModel):
    """A page of a list."""

    total: int = Field(description="Items of the whole list.")
    next: str | None = Field(description="Cursor of the next page; null after the last.")


class OfDocument(BaseModel):
    """A document."""

    document: int = Field(description="Its number in the list.")
    path: str
    copy_of: str | None
    unit: str | None
    number: str | None
    title: str | None
    date: datetime.date | None
    date_source: str
    kind: str
    worst: Literal["error", "warning", "info", "clean"]
    errors: int
    warnings: int
    infos: int
    citations: int
    checked: int
    unknown: int
    unread: list[str]
    recognised: int


class Documents(Listed):
    """A page of the documents."""

    schema_: Literal["viendan.audit-documents/1"] = Field(alias="schema")
    documents: list[OfDocument]


class OfFinding(BaseModel):
    """A finding, with the document that it is in."""

    document: int
    path: str
    code: str
    rule: str
    severity: Literal["error", "warning", "info"]
    line: int
    start: int
    end: int
    text: str
    excerpt: str
    iri: str | None
    message: str
    suggestion: str | None
    proof: str | None


class Findings(Listed):
    """A page of the findings."""

    schema_: Literal["viendan.audit-findings/1"] = Field(alias="schema")
    findings: list[OfFinding]


class OfInstrument(BaseModel):
    """An instrument that is cited, or words that no instrument was found for."""

    iri: str | None
    cited_as: str | None
    outcome: Literal["found", "unknown", "ambiguous"]
    group: Literal["gone", "pause", "part", "wait", "live", "open", "outside"]
    type: str | None
    number: str | None
    date: datetime.date | None
    issuer: str | None
    title: str | None
    status: str
    since: datetime.date | None
    inferred: bool
    successors: list[str]
    documents: int
    citations: int
    with_errors: int
    with_warnings: int


class Instruments(Listed):
    """A page of the instruments."""

    schema_: Literal["viendan.audit-instruments/1"] = Field(alias="schema")
    instruments: list[OfInstrument]


class OfUnread(BaseModel):
    """What was not read; `partly` where only a part was not."""

    path: str
    reason: Literal[
        "encrypted",
        "too_large",
        "broken",
        "crashed",
        "timed_out",
        "missing_extra",
        "other",
        "partly",
    ]
    detail: str


class Unreads(Listed):
    """A page of what was not read."""

    schema_: Literal["viendan.audit-unread/1"] = Field(alias="schema")
    unread: list[OfUnread]
