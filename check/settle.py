"""What the citations of one draft say about each other.

After the first mention a draft names type and number only (NĐ 30/2020 Phụ lục I mục II.6.b), so a
bare mention means what the full one means, whatever else has that number; and a law's name alone
means the edition that the draft cites by number or date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cite.compare import issuer_key, title_agreement
from cite.resolve import Candidate, Outcome, Reason, Resolution, numbered_apart
from kg.ids import number_key, read_number
from kg.model import Citation, Instrument
from kg.text import fold
from kg.vocab import LAW_WORDS

_SAME = frozenset({Reason.NUMBER, Reason.SYMBOL, Reason.DATE, Reason.YEAR, Reason.PROVINCE})
_SURE = frozenset({Reason.DATE, Reason.YEAR, Reason.TITLE, Reason.NAME})
_LOOKED_AT = 40
"""Mentions on either side that are asked whether they are the one meant."""


def settle(
    citations: tuple[Citation, ...], resolutions: tuple[Resolution, ...], *, on: date
) -> tuple[Resolution, ...]:
    """Return the resolutions with bare mentions resolved as the full mention of the same number.

    Args:
        citations: those of one text, in order.
        resolutions: what each of them points to by itself.
        on: the text's date.
    """
    own = [_unless_another(c, r, on) for c, r in zip(citations, resolutions, strict=True)]
    dated: dict[str, list[int]] = {}
    for i, c in enumerate(citations):
        if c.number and c.date:
            dated.setdefault(number_key(c.number), []).append(i)
    editions = _Editions.of(citations, own)
    settled = list(own)
    for i, c in enumerate(citations):
        if c.antecedent is not None:
            settled[i] = _inherited(own[i], own[c.antecedent])
        elif c.number and c.date_text is None:
            full = _meant(i, dated.get(number_key(c.number), ()), citations)
            if full is not None:
                settled[i] = _inherited(own[i], own[full])
        elif c.type in LAW_WORDS and c.title and not c.number and c.date_text is None:
            settled[i] = _edition(c, own[i], editions)
    return tuple(settled)


def _meant(index: int, dated: Sequence[int], citations: Sequence[Citation]) -> int | None:
    """Return which full mention of its number a bare one means: the nearest before, else the first.

    Of very many, those next to it and the first are looked at.
    """
    before = bisect_left(dated, index)
    nearest = reversed(dated[max(0, before - _LOOKED_AT) : before])
    behind = dated[before : before + _LOOKED_AT]
    near = (i for i in (*nearest, *behind) if _may_mean(citations[index], citations[i]))
    return next(near, None)


def recurs(instrument: Instrument) -> bool:
    """Return whether other instruments can have the number: it holds neither year nor term."""
    number = instrument.number
    return numbered_apart(number) or (read_number(number).year is None and "/QH" not in number)


def is_sure(resolution: Resolution) -> bool:
    """Return whether more than a recurring number, or a law's name, speaks for the instrument.

    A law cited by name alone means the edition in force, which the graph may not have.
    """
    found, reasons = resolution.instrument, resolution.reasons
    if found is None or Reason.EDITION in reasons:
        return False
    return not recurs(found) or not _SURE.isdisjoint(reasons)


def _unless_another(citation: Citation, resolution: Resolution, on: date) -> Resolution:
    """Return no instrument where number or name alone agrees and title or time speak against it.

    Quyết định số 225/QĐ-TTg exists every year; with another title, or before the one known was
    signed, another one is meant. So is an older edition by a law's name before that.
    """
    found, reasons = resolution.instrument, resolution.reasons
    if found is None or citation.date or Reason.SYMBOL in reasons:
        return resolution
    later = found.date is not None and found.date > on
    by_name = citation.number is None and later
    if by_name or (recurs(found) and (Reason.OTHER_TITLE in reasons or later)):
        return Resolution(Outcome.UNKNOWN, None, resolution.candidates)
    return resolution


class _Editions(NamedTuple):
    """The laws that a draft cites by number or date.

    Attributes:
        known: those found in the graph, by IRI.
        unknown: the folded titles of the others.
    """

    known: dict[str, Instrument]
    unknown: frozenset[str]

    @classmethod
    def of(cls, citations: Sequence[Citation], own: Sequence[Resolution]) -> _Editions:
        """Return those of a draft."""
        laws = [
            (c, r.instrument)
            for c, r in zip(citations, own, strict=True)
            if c.type in LAW_WORDS and (c.number or c.date)
        ]
        return cls(
            {found.iri: found for _, found in laws if found},
            frozenset(fold(law.title or "") for law, found in laws if not found),
        )


def _edition(name: Citation, alone: Resolution, cited: _Editions) -> Resolution:
    """Return a law's name as the one edition that the draft cites in full, also one unknown."""
    known = {c.instrument.iri for c in alone.candidates}
    editions = [cited.known[iri] for iri in known if iri in cited.known]
    unknown = fold(name.title or "") in cited.unknown
    if len(editions) + unknown != 1 or not known:
        return alone
    if unknown:
        return Resolution(Outcome.UNKNOWN, None, alone.candidates)
    found = editions[0]
    meant = Candidate(found, 2.0, (Reason.NAME, Reason.EDITION))
    others = (c for c in alone.candidates if c.instrument.iri != found.iri)
    return Resolution(Outcome.FOUND, found, (meant, *others))


def _may_mean(bare: Citation, full: Citation) -> bool:
    if bare.type and full.type and bare.type != full.type:
        return False
    if bare.issuer and full.issuer and issuer_key(bare.issuer) != issuer_key(full.issuer):
        return False
    if bare.title and full.title:
        return title_agreement(bare.title, full.title) >= 0.4
    return True


def _inherited(own: Resolution, full: Resolution) -> Resolution:
    if own.instrument is not None and own.instrument == full.instrument and is_sure(own):
        return own
    candidates = full.candidates
    if full.instrument is not None and candidates:
        first = candidates[0]
        kept = tuple(r for r in first.reasons if r in _SAME)
        candidates = (Candidate(first.instrument, first.score, kept), *candidates[1:])
    return Resolution(full.outcome, full.instrument, candidates)
