"""Citations of a document, whatever its text was read from."""

from __future__ import annotations

from cite.find import find_citations
from kg.contract import Store
from kg.document import Document
from kg.model import Citation, Span


def citations_of(document: Document, graph: Store | None = None) -> list[Citation]:
    """Return the citations of a document; on pages of OCR damaged numbers are read again.

    Args:
        document: from any reader; without recognised pages this is ``find_citations``.
        graph: confirms readings by number and day.
    """
    spans = recognised_spans(document)
    if not spans:
        return find_citations(document.text)
    # Imported here: typed texts, which most are, need none of it.
    from cite.misread import repaired

    return repaired(document.text, spans, graph)


def recognised_spans(document: Document) -> tuple[Span, ...]:
    """Return the spans of the text that stand on recognised pages, in order."""
    if not document.recognised:
        return ()
    pages, places = set(document.recognised), document.places
    spans: list[Span] = []
    for start, end, page in zip(places.start, places.end, places.container, strict=True):
        if page in pages:
            if spans and start - spans[-1][1] <= 1:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return tuple(spans)
