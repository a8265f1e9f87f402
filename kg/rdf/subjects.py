"""A stream of triples, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Values = dict[str, list[Any]]
"""What is said of a subject: property to values, each once."""


class ScatteredError(Exception):
    """A subject comes back after another one: the file has to be gathered first."""


def together(quads: Iterable[ox.Quad]) -> Iterator[tuple[Subject, Values]]:
    """Iterate over the subjects of a stream as they come.

    Raises:
        ScatteredError: a subject comes back after another one.
    """
    # Hashes, not texts: an equal hash of two subjects costs a second reading and no error.
    seen: set[int] = set()
    subject: Subject | None = None
    values: Values = {}
    for quad in quads:
        if quad.subject != subject:
            if subject is not None:
                yield subject, values
            subject, values = quad.subject, {}
            if hash(subject) in seen:
                raise ScatteredError
            seen.add(hash(subject))
        _add(values, quad)
    if subject is not None:
        yield subject, values


def gathered(quads: Iterable[ox.Quad]) -> Iterable[tuple[Subject, Values]]:
    """Return the subjects of a stream of any order; all of it is held in memory."""
    subjects: dict[Subject, Values] = {}
    for quad in quads:
        _add(subjects.setdefault(quad.subject, {}), quad)
    return subjects.items()


def _add(values: Values, quad: ox.Quad) -> None:
    found = values.setdefault(quad.predicate.value, [])
    if quad.object not in found:
        found.append(quad.object)
