"""The JSON of ``extract`` for a document whose citations have been found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cite.heading import read_heading
from cite.mentions import find_mentions
from kg.document import Document
from kg.model import Citation
from report.to_json import extract_json


def extracted(document: Document, citations: Sequence[Citation]) -> dict[str, Any]:
    """Return the ``viendan.extract/1`` object of a document."""
    return extract_json(
        path=document.path,
        kind=document.kind,
        text=document.text,
        heading=read_heading(document.text, citations),
        citations=citations,
        mentions=find_mentions(document.text, citations),
        unread=document.unread,
        recognised=document.recognised,
        decoded_from=document.decoded_from,
    )
