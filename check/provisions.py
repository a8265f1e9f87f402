"""What has happened to the provisions that a citation names: parts ended, parts amended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from check.amended import unnamed_amendments
from check.amenders_named import with_amenders_named
from check.finding import Hit, Severity
from check.parts import Part, named, parts_of, read_parts
from check.rule import Context
from check.wording import acting, dated, day
from kg.model import Citation, Instrument, Relation, Role
from kg.state import State, Status
from kg.text import fold
from kg.timeline import Event, event, timeline


class Touched(NamedTuple):
    """What one relation does to what a citation names.

    Attributes:
        cited: the parts named that it touches.
        parts: what to tell of it: the parts of ``cited``, or of the relation where these are
            smaller or the relation does not say how much of them it touches.
        event: the relation with its first day.
    """

    cited: tuple[Part, ...]
    parts: tuple[Part, ...]
    event: Event

    @property
    def relation(self) -> Relation:
        """The relation that acts."""
        return self.event.relation


class Ended(NamedTuple):
    """Ends that touch what a citation names.

    Attributes:
        wholly: ends of parts that are named, each told by the first end that covers it.
        partly: ends of less than the rest of what is named.
        all: whether all that is named has ended.
    """

    wholly: tuple[Touched, ...] = ()
    partly: tuple[Touched, ...] = ()
    all: bool = False


def cited_parts(citation: Citation) -> tuple[Part, ...]:
    """Return the articles, clauses and points that a citation names of its instrument."""
    return read_parts(citation.provision) if citation.provision else ()


def ended_parts(
    citation: Citation, instrument: Instrument, context: Context, *, as_of: date
) -> Ended:
    """Return the ends of parts, in force on a day, that touch what a citation names."""
    left = list(cited_parts(citation))
    if not left:
        return Ended()
    ends = [
        (e, parts_of(e.relation.parts or ""))
        for e in timeline(context.graph, instrument.iri).part_ends
        if e.by(as_of) and not context.is_own(e.relation.source)
    ]
    wholly, partly = [], []
    for e, parts in ends:
        if gone := tuple(c for c in left if any(p.covers(c) for p in parts)):
            wholly.append(Touched(gone, gone, e))
            left = [c for c in left if c not in gone]
    for e, parts in ends:
        if met := tuple(c for c in left if any(p.meets(c) for p in parts)):
            inner = tuple(p for p in parts if any(p.meets(c) for c in met))
            partly.append(Touched(met, inner, e))
    return Ended(tuple(wholly), tuple(partly), not left)


def told_of_whole(
    citation: Citation, instrument: Instrument, state: Status, context: Context
) -> bool:
    """Return whether it is told here that the instrument has ended in part (VD204).

    On the first mention, where VD208 does not name the same amending instruments.
    """
    if state.state is not State.PARTLY_EXPIRED or not context.first(citation):
        return False
    unnamed = unnamed_amendments(citation, instrument, context)
    return not {r.source for r in state.relations} <= {r.source for r in unnamed}


def amended_parts(
    citation: Citation, instrument: Instrument, context: Context, *, as_of: date
) -> tuple[Touched, ...]:
    """Return the amendments of what a citation names that the draft does not name.

    Those in force on a day, oldest first; not of parts that have ended by then. The part told is
    that of the relation: "Điều 5 was amended" says nothing certain of its clause 2.
    """
    if not cited_parts(citation):
        return ()
    ended = ended_parts(citation, instrument, context, as_of=as_of)
    gone = {part for touched in ended.wholly for part in touched.cited}
    left = [part for part in cited_parts(citation) if part not in gone]
    found = []
    for relation in unnamed_amendments(citation, instrument, context, as_of=as_of):
        parts = parts_of(relation.parts or "")
        if met := tuple(c for c in left if any(p.meets(c) for p in parts)):
            inner = tuple(p for p in parts if any(p.meets(c) for c in met))
            found.append(Touched(met, inner, event(context.graph, relation)))
    return tuple(found)


def told(touched: Sequence[Touched], context: Context, language: str = "vi") -> str:
    """Return in words which parts were touched, since when and by what.

    Parts keep their Vietnamese names in English, as the instrument has them.
    """
    since, by = ("từ ngày", "theo") if language == "vi" else ("since", "by")
    return "; ".join(
        f"{_named(t)}{f' {since} {day(t.event.day)}' if t.event.day else ''} {by} "
        f"{acting((t.relation,), context.graph)}"
        for t in touched
    )


def _named(touched: Touched) -> str:
    """Return the parts in words, "một phần" before those that an end does not wholly take."""
    sure = named(p for p in touched.parts if p.wholly or touched.relation.kind == "amends")
    vague = named(p for p in touched.parts if not p.wholly) if not sure else ""
    return sure or f"một phần {vague}"


def with_amenders(
    citation: Citation, amending: Iterable[Relation], context: Context
) -> tuple[tuple[int, int], str | None]:
    """Return the span of a citation and its words with what has amended the instrument."""
    return with_amenders_named(citation, amending, context)


def each_provision_once(context: Context) -> Iterator[tuple[int, Citation]]:
    """Yield the citations that name provisions, one for each provision of an instrument.

    What stands in the title of another instrument, quoted as it is, does not count as told.
    """
    seen: set[tuple[str, str]] = set()
    for index, citation in enumerate(context.citations):
        found = context.instrument(index)
        if citation.provision is None or found is None or citation.role is not Role.CITE:
            continue
        key = found.iri, fold(citation.provision)
        if key not in seen and not context.in_title(index):
            seen.add(key)
            yield index, citation


def hit_of(
    touched: Sequence[Touched],
    instrument: Instrument,
    context: Context,
    severity: Severity | None = None,
) -> Hit:
    """Return what a rule yields on provisions of an instrument that others have touched."""
    return Hit(
        values={"number": dated(instrument), "parts": told(touched, context)},
        values_en={"parts": told(touched, context, "en")},
        severity=severity,
        proof=tuple(t.relation for t in touched),
        about=instrument.iri,
    )
