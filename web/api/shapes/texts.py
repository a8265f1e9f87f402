"""Shapes of what is read in drafts and full texts."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, RootModel

from web.api.shapes import Shape


class DocumentRead(Shape):
    """A document and how it was read."""

    path: str = Field(description="Name of the file; `-` for text.")
    kind: str = Field(description="Format: txt, md, html, docx, odt, doc, rtf, pdf, picture, mail.")
    number: str | None
    date: datetime.date | None
    issuer: str | None
    characters: int = Field(description="Length of the text in code points.")
    unread: list[str] = Field(description="What of the file was not read.")
    recognised: list[int] = Field(description="Pages, from 0, whose text comes from OCR.")
    decoded_from: str | None = Field(description="The old encoding of the letters, TCVN3 or VNI.")


class Citation(Shape):
    """A citation as it stands in the text; offsets are code points, half-open."""

    start: int
    end: int
    text: str
    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    provision: str | None
    role: str = Field(description="`cite`, `self` for the draft's own number, and others.")


class Mention(Shape):
    """Words that stand for an instrument cited elsewhere: `Nghị định này`."""

    start: int
    end: int
    text: str
    antecedent: int | None = Field(description="Index of the citation meant.")


class Extract(Shape):
    """`viendan.extract/1`: the citations of a document."""

    schema_: Literal["viendan.extract/1"] = Field(alias="schema")
    document: DocumentRead
    citations: list[Citation]
    mentions: list[Mention]


class Extracts(RootModel[Extract | list[Extract]]):
    """The citations of the one document sent, or the list of those in an archive or a mail."""


class Named(Shape):
    """An instrument as a text names it."""

    type: str | None
    number: str | None
    date: datetime.date | None
    title: str | None
    issuer: str | None


class PartInForce(Shape):
    """A part with a first day of its own."""

    parts: str
    effective: datetime.date | None


class Own(Shape):
    """What a full text states of itself."""

    type: str | None
    number: str | None
    date: datetime.date | None
    issuer: str | None
    title: str | None
    effective: datetime.date | None
    expires: datetime.date | None
    kind: str | None
    territory: str | None
    partial_effective: list[PartInForce]


class Statement(Shape):
    """What a full text does to another instrument, with the words that state it."""

    kind: str
    target: Named
    scope: str
    parts: str | None
    effective: datetime.date | None
    until: datetime.date | None
    evidence: str
    start: int
    end: int


class ThirdParty(Shape):
    """What a full text says that others did to each other."""

    kind: str
    subject: Named
    object: Named
    parts: str | None
    evidence: str
    start: int
    end: int


class FullText(Shape):
    """`viendan.relations/1`: what a full text states."""

    schema_: Literal["viendan.relations/1"] = Field(alias="schema")
    self: Own
    relations: list[Statement]
    third_party: list[ThirdParty]
