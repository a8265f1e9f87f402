"""How many articles an instrument had when it was issued, as far as texts that were read say."""

from __future__ import annotations

from typing import NamedTuple

from check.parts import parts_of
from kg.contract import Store


class Articles(NamedTuple):
    """The number of the last article and the ids of the sources that say so."""

    last: int
    sources: tuple[str, ...]


def articles_of(iri: str, graph: Store) -> Articles | None:
    """Return the last article of an instrument as issued, ``None`` where it is not certain.

    Nothing is certain where sources differ, or where an amendment may have put articles behind the
    last: one of a higher number, or one that does not say which provisions it touches.
    """
    key = "articles", iri
    if key not in graph.memo:
        graph.memo[key] = _articles_of(iri, graph)
    found: Articles | None = graph.memo[key]
    return found


def _articles_of(iri: str, graph: Store) -> Articles | None:
    said = [a for a in graph.attestations(iri) if a.field == "articles"]
    if len(said) != 1:
        return None
    last = int(said[0].value)
    for relation in graph.incoming(iri, kinds=("amends",)):
        parts = parts_of(relation.parts or "")
        if not parts or any(int(p.article) > last for p in parts if p.article.isdigit()):
            return None
    return Articles(last, tuple(id_ for id_, _ in said[0].counts))
