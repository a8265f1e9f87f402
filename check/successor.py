"""The citation of a successor in the place of an ended instrument's, in the draft's own style."""

from __future__ import annotations

import re
from bisect import bisect_left

from check.rewording import (
    Edit,
    Parts,
    as_written,
    has_type_word,
    is_title_of,
    lends_type,
    missing_parts,
    number_at,
    own_parts,
    reworded,
    says_more,
    title_clause,
    title_ends,
    with_type,
)
from check.rule import Context
from check.stated import stated_title
from check.wording import type_word
from cite.compare import title_agreement
from cite.resolve import same_issuer
from kg.model import Citation, Instrument, Span
from kg.patterns import lazy
from kg.state import State
from kg.timeline import REPLACES, timeline
from kg.vocab import LAW_WORDS, LAWS

_APPLIES = frozenset({State.IN_FORCE, State.PARTLY_IN_FORCE, State.PARTLY_EXPIRED, State.UNKNOWN})
"""A successor whose own effective day no source states applies from the day it replaces."""
_FITS = 0.7
"""Agreement from which a stated title is a record's."""
_BASIS = lazy(r"[\s\-*_]*Căn\s+cứ\s", re.IGNORECASE)


def sole_successor(iri: str, context: Context) -> Instrument | None:
    """Return the one instrument that applies in the place of an ended one on the draft's day.

    ``None`` where at some step several have replaced it, or the last has ended itself.
    """
    key = "successor", iri
    if key not in context.memo:
        context.memo[key] = _sole_successor(iri, context)
    found: Instrument | None = context.memo[key]
    return found


def _sole_successor(iri: str, context: Context) -> Instrument | None:
    graph = context.graph
    walked = [graph.canonical(iri)]
    while actors := {
        graph.canonical(event.relation.source)
        for event in timeline(graph, walked[-1]).ends
        if event.relation.kind == REPLACES and event.by(context.date)
    }:
        step = actors.pop()
        if actors or step in walked:
            return None
        walked.append(step)
    heir = graph.instrument(walked[-1])
    if len(walked) == 1 or heir.attested or not heir.number or heir.date is None:
        return None
    return heir if context.status(heir.iri).state in _APPLIES else None


def successor_citation(index: int, found: Instrument, context: Context) -> tuple[Span, str] | None:
    """Return the bounds of a citation with its date, issuer and title, and its successor's words.

    ``None`` where several instruments have replaced it, where an article of it is cited (the
    successor's articles are others), and where the words around would no longer be right: a clause
    on its amendments, a short name, a list that lends its type word, a place that names the
    successor already.
    """
    citation = context.citations[index]
    if citation.provision or citation.amended_by or citation.form == "short_name":
        return None
    heir = sole_successor(found.iri, context)
    parts = own_parts(index, context)
    if heir is None or parts is None or heir.territory != found.territory:
        return None
    bounds = (citation.start, parts.end(citation))
    if says_more(context.text, bounds[1]) or _named_beside(index, heir, context):
        return None
    laws = (citation.type in LAW_WORDS, heir.type in LAWS)
    if laws == (True, True):
        edits = _law_edits(citation, parts, heir)
    elif laws == (False, False):
        edits = _edits(index, parts, found, heir, context)
    else:
        edits = None
    return None if edits is None else (bounds, reworded(context.text, bounds, edits))


def _edits(
    index: int, parts: Parts, found: Instrument, heir: Instrument, context: Context
) -> list[Edit] | None:
    """Return the changes of a numbered citation that make it the heir's."""
    citation = context.citations[index]
    head = _head(index, parts, heir, context)
    titled = _title_edits(citation, parts, found, heir, context.text)
    if head is None or titled is None:
        return None
    edits: list[Edit] = [((citation.start, citation.end), head), *titled]
    if parts.dated is not None and heir.date is not None:
        edits.append((parts.dated, as_written(heir.date, citation)))
    if parts.issued is not None and not same_issuer(citation.issuer or "", heir):
        edits.append((parts.issued, heir.issuer))
    if not context.first(citation) or _cited_before(index, heir, context):
        return edits
    if not has_type_word(citation) or lends_type(index, parts.end(citation), context):
        return edits
    return edits + missing_parts(citation, parts, heir, context)


def _head(index: int, parts: Parts, heir: Instrument, context: Context) -> str | None:
    """Return type word and number of the heir as the citation writes them."""
    citation = context.citations[index]
    at, right = number_at(citation), type_word(heir)
    if at is None:
        return None
    if right == citation.type:
        lead = citation.text[:at]
    else:
        retyped = with_type(citation._replace(text=citation.text[:at]), right)
        if retyped is None or lends_type(index, parts.end(citation), context):
            return None
        lead = f"{retyped} "
    if citation.form == "incomplete" and "số" not in lead.casefold():
        lead = f"{lead}số "
    return f"{lead}{heir.number}"


def _title_edits(
    citation: Citation, parts: Parts, found: Instrument, heir: Instrument, text: str
) -> list[Edit] | None:
    """Return the change of the title, none where none stands; ``None`` where it cannot be made."""
    stated = stated_title(citation)
    if parts.titled is None or stated is None:
        return None if citation.title and not stated else []
    if heir.title is None or not title_ends(citation, found, text):
        return None
    if found.title is None or not is_title_of(stated, found):
        return None
    if title_agreement(stated, found.title) < _FITS:
        return None
    return [(parts.titled, title_clause(heir))]


def _law_edits(citation: Citation, parts: Parts, heir: Instrument) -> list[Edit] | None:
    """Return the changes of a law's citation, which names it by title, number, year or day."""
    name = citation.span_of(citation.title_span)
    at = number_at(citation)
    words = (heir.title or "").split()
    edits: list[Edit] = []
    if name is not None:
        if type_word(heir).casefold() != " ".join(words[: len(type_word(heir).split())]).casefold():
            return None
        edits.append(((citation.start, name[1]), heir.title or ""))
    elif citation.type != type_word(heir):
        return None
    if at is not None:
        edits.append(((citation.start + at, citation.end), heir.number))
    if parts.dated is not None and heir.date is not None:
        edits.append((parts.dated, as_written(heir.date, citation)))
    # By name alone the heir may bear the same one: nothing would change.
    return edits if at is not None or parts.dated is not None else None


def _cited_before(index: int, heir: Instrument, context: Context) -> bool:
    return context.cited.get(heir.iri, index) < index


def _named_beside(index: int, heir: Instrument, context: Context) -> bool:
    """Return whether the sentence, or the draft's legal basis, names the heir too.

    It does as well where an earlier citation of it will be replaced by the same heir.
    """
    start, end = context.sentences.at(context.starts[index])
    first, last = bisect_left(context.starts, start), bisect_left(context.starts, end)
    beside = (i for i in range(first, last) if i != index and not context.in_title(i))
    if any(_becomes(i, index, heir, context) for i in beside):
        return True
    if _BASIS.match(context.text, start) is None:
        return False
    named, replaced = _in_basis(context)
    return named.get(heir.iri, index) != index or replaced.get(heir.iri, index) < index


def _becomes(other: int, index: int, heir: Instrument, context: Context) -> bool:
    """Return whether another citation names the heir, or will where it stands before."""
    found = context.instrument(other)
    if found is None:
        return False
    return found.iri == heir.iri or (other < index and _heir_iri(found, context) == heir.iri)


def _heir_iri(found: Instrument, context: Context) -> str | None:
    heir = sole_successor(found.iri, context)
    return heir.iri if heir else None


_First = dict[str, int]
"""IRI to the index of the first citation."""


def _in_basis(context: Context) -> tuple[_First, _First]:
    """Return what the lines of the legal basis name, and what will replace it.

    Found once: a draft may name ended instruments thousands of times.
    """
    known: tuple[_First, _First] | None = context.memo.get("named in basis")
    if known is not None:
        return known
    named: _First = {}
    replaced: _First = {}
    for index, at in enumerate(context.starts):
        found = context.instrument(index)
        if found is None or context.in_title(index):
            continue
        if _BASIS.match(context.text, context.sentences.at(at)[0]):
            named.setdefault(found.iri, index)
            if heir := _heir_iri(found, context):
                replaced.setdefault(heir, index)
    context.memo["named in basis"] = named, replaced
    return named, replaced
