"""Shapes of instruments and of what the data covers."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from web.api.shapes import Shape


class Coverage(Shape):
    """What the data covers; what is not in it may well have been issued."""

    instruments: int
    relations: int
    updated: datetime.date | None


class Status(Shape):
    """Status of an instrument on a day."""

    state: str
    as_of: datetime.date
    since: datetime.date | None
    successors: list[str] = Field(description="IRIs of what has replaced it.")
    notes: list[str]


class RelationOf(Shape):
    """A relation in which the instrument acts, or that acts on it."""

    kind: str
    source: str
    target: str
    scope: str
    parts: str | None
    valid_from: datetime.date | None
    evidence: str | None


class Brief(Shape):
    """What tells one instrument from another."""

    iri: str
    type: str
    number: str
    date: datetime.date | None
    issuer: str
    title: str | None


class Card(Brief):
    """An instrument, as `viendan show --format json` prints it."""

    effective: datetime.date | None
    expires: datetime.date | None
    kind: str
    territory: str | None
    attested: bool = Field(description="Known only from the documents that cite it.")
    status: Status
    relations: list[RelationOf]


class Cards(Shape):
    """`viendan.instruments/1`: a page of instruments."""

    schema_: Literal["viendan.instruments/1"] = Field(alias="schema")
    coverage: Coverage
    total: int = Field(description="Instruments that fit, on all pages.")
    next: str | None = Field(description="Cursor of the next page.")
    instruments: list[Card]


class Data(Coverage):
    """`viendan.data/1`: what the data covers, in numbers."""

    schema_: Literal["viendan.data/1"] = Field(alias="schema")
    attested: int
    sources: int
    by_type: dict[str, int]
    by_relation: dict[str, int]
