"""Pieces of JSON Schema that the answers of tools are described with."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
MAYBE: Shape = {"type": ["string", "null"]}
COUNT: Shape = {"type": "integer", "minimum": 0}
YES_NO: Shape = {"type": "boolean"}
DAY: Shape = {"type": ["string", "null"], "format": "date"}


def record(optional: tuple[str, ...] = (), **fields: Shape) -> Shape:
    """Return the shape of an object; all fields are required but the optional ones."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required}


def rows(of: Shape) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": of}


def maybe(shape: Shape) -> Shape:
    """Return the shape of what may be null."""
    return {"anyOf": [shape, {"type": "null"}]}


def told(shape: Shape, description: str) -> Shape:
    """Return a shape with words for the assistant that reads it."""
    return {**shape, "description": description}


def name_of_schema(name: str) -> Shape:
    """Return the shape of the field that names an answer's format and its version."""
    return {"const": name}


COVERAGE = told(
    record(instruments=COUNT, relations=COUNT, updated=DAY),
    "What the data holds and the day it was last read. What is not in it may well have been "
    "issued.",
)
SOURCES = told(rows(TEXT), "Where it was read.")
PROOF = rows(
    {
        "type": "object",
        "properties": {
            "relation": TEXT,
            "field": TEXT,
            "instrument": MAYBE,
            "target": TEXT,
            "from": DAY,
            "value": DAY,
            "evidence": MAYBE,
            "source": SOURCES,
        },
        "required": ["instrument", "source"],
    }
)
CHOICE = record(iri=TEXT, type=TEXT, number=TEXT, date=DAY, issuer=TEXT, title=MAYBE)
