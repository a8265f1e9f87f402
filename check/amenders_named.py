"""A citation with the clause that names what has amended its instrument (NĐ 78/2025 Điều 68)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from check.rewording import lends_type, says_more, title_ends
from check.rule import Context
from check.settle import recurs
from check.stated import stated_span
from check.wording import day, type_word
from kg.model import Citation, Instrument, Relation, Span
from kg.patterns import lazy
from kg.status import amendments
from kg.vocab import LAWS

_CUT = lazy(r"\)|\s*ngày\s")
"""Brackets that close behind the citation, and a date that a page break has cut off from it."""
_AHEAD = 3


def with_amenders_named(
    citation: Citation, amending: Iterable[Relation], context: Context
) -> tuple[Span, str | None]:
    """Return the bounds of a citation with what it states, and its words with the clause behind.

    ``None`` for the words where a clause finds no room: where one stands there already, where the
    words read as title may run on into the sentence, and in a list that shares its type word.

    Args:
        citation: the mention.
        amending: relations whose actors are to be named, in this order.
        context: the document.
    """
    span = stated_span(citation)
    actors = [context.graph.instrument(iri) for iri in dict.fromkeys(r.source for r in amending)]
    index = context.index(citation)
    found = context.instrument(index)
    if found is None or not _has_room(index, found, span[1], context):
        return span, None
    clause = _clause(actors, law=found.type in LAWS)
    written = " ".join(context.text[span[0] : span[1]].split())
    return span, f"{written} ({clause})" if clause else None


def _has_room(index: int, found: Instrument, end: int, context: Context) -> bool:
    citation, text = context.citations[index], context.text
    if citation.amended_by or says_more(text, end) or _CUT.match(text, end):
        return False
    if _amender_follows(index, found, context):
        return False
    return title_ends(citation, found, text) and not lends_type(index, end, context)


def _amender_follows(index: int, found: Instrument, context: Context) -> bool:
    """Return whether the draft goes on with an amender ("Luật A; Luật sửa đổi Luật A")."""
    changes = amendments(context.graph, found.iri, as_of=context.as_of, ended=True)
    actors = {r.source for r in changes}
    following = context.resolutions[index + 1 : index + 1 + _AHEAD]
    return any(r.instrument is not None and r.instrument.iri in actors for r in following)


def _clause(actors: Sequence[Instrument], *, law: bool) -> str | None:
    """Return the words that name amendments: by year those of a law, else by type and number."""
    days = [i.date for i in actors if i.date is not None]
    if law and len(days) == len(actors):
        years = [f"năm {year}" for year in sorted({day.year for day in days})]
        return f"được sửa đổi, bổ sung {_enumerated(years)}"
    if not all(i.number for i in actors):
        return None
    return f"được sửa đổi, bổ sung bởi {_enumerated([_named(i) for i in actors])}"


def _named(amending: Instrument) -> str:
    """Return type and number, with the day where others may have the number."""
    words = f"{type_word(amending)} số {amending.number}"
    if recurs(amending) and amending.date is not None:
        words += f" ngày {day(amending.date)}"
    return words


def _enumerated(names: Sequence[str]) -> str:
    """Return "A", "A và B", "A, B và C"."""
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
