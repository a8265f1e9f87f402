"""Shapes of a check."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, RootModel

from web.api.shapes import Shape
from web.api.shapes.instruments import Coverage
from web.api.shapes.texts import Citation, DocumentRead, Mention


class DocumentJudged(DocumentRead):
    """A document and the day it was judged on."""

    date: datetime.date
    date_source: str = Field(description="`option`, `header`, `signature` or `today`.")
    date_precision: str = Field(description="`day`, `month` or `estimated`.")


class Resolution(Shape):
    """Which instrument a citation means."""

    outcome: Literal["found", "ambiguous", "unknown"]
    instrument: str | None = Field(description="IRI.")
    candidates: list[str] = Field(description="IRIs of all that may be meant.")
    reasons: list[str]


class States(Shape):
    """Status of the instrument cited."""

    on_document_date: str
    as_of: str


class CitationChecked(Citation):
    """A citation, the instrument it means and its status."""

    resolution: Resolution
    status: States


class RelationProof(Shape):
    """A relation between instruments that proves a finding."""

    relation: str
    instrument: str
    target: str
    from_: datetime.date | None = Field(alias="from")
    evidence: str | None
    source: list[str]


class FieldProof(Shape):
    """A particular of an instrument that proves a finding."""

    field: str
    instrument: str | None
    value: str | None
    source: list[str]


class Finding(Shape):
    """A fault; `CODE:START-END` is its key for `accept`."""

    code: str
    rule: str
    severity: Literal["error", "warning", "info"]
    start: int
    end: int
    citation: int | None = Field(description="Index of the citation judged.")
    message: str
    suggestion: str | None = Field(description="Words to put in the place of the span.")
    proof: list[RelationProof | FieldProof]


class Summary(Shape):
    """Counts."""

    citations: int
    checked: int
    unknown: int
    errors: int
    warnings: int
    infos: int


class Check(Shape):
    """`viendan.check/1`: the report on a document."""

    schema_: Literal["viendan.check/1"] = Field(alias="schema")
    document: DocumentJudged
    as_of: datetime.date
    coverage: Coverage
    citations: list[CitationChecked]
    mentions: list[Mention]
    findings: list[Finding]
    summary: Summary


class Checks(RootModel[Check | list[Check]]):
    """The report on the one document sent, or the list of those in an archive or a mail."""
