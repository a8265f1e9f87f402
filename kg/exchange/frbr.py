"""Our IRIs as FRBR URIs of Akoma Ntoso, and back.

A dated IRI is one already. A provisional one is not: the naming convention wants a date that
begins with four digits where ours says ``undated``, so the year ``0000`` stands for it.
"""

from __future__ import annotations

from kg.errors import IdentifierError
from kg.ids import UNDATED, Iri

NO_DATE = "0000"


def to_frbr(iri: str) -> str:
    """Return the FRBR URI of a canonical or provisional IRI.

    Raises:
        IdentifierError: not an IRI of the graph, or its type or issuer begins with a digit, which
            the convention takes for a date.
    """
    parts = Iri.parse(iri)
    for part in (parts.type, parts.issuer):
        if part[0].isdigit():
            raise IdentifierError(f"{iri!r}: {part!r} begins with a digit. Begin with a letter.")
    return iri if parts.date else iri.replace(f"/{UNDATED}/", f"/{NO_DATE}/")


def from_frbr(uri: str) -> str:
    """Return the IRI of a FRBR URI that ``to_frbr`` gave.

    Raises:
        IdentifierError: the URI is not one of the graph.
    """
    return str(Iri.parse(uri.replace(f"/{NO_DATE}/", f"/{UNDATED}/", 1)))
