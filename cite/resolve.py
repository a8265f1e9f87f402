"""Citations to instruments of the graph: ranked candidates with reasons.

A number is not a key (DESIGN section 3), so candidates with the number are ranked by the stated
day, issuer and title, by the draft's own province, and by the draft's date. What contradicts the
citation is never taken for its instrument merely because the number agrees; only where a number can
belong to one instrument alone (a year in the number, or the same year of signing) does a wrong date
remain a wrong date of that instrument.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cite.compare import issuer_key, title_agreement
from cite.heading import province_in
from kg.contract import Store
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import ENDED, State
from kg.status import status
from kg.text import fold
from kg.vocab import LAW_WORDS, LAWS, Province, load_vocabulary


class Outcome(StrEnum):
    """What resolving came to."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a candidate fits or does not."""

    NUMBER = "number"
    SYMBOL = "symbol differs"
    INCOMPLETE = "symbol incomplete"
    NAME = "name"
    DATE = "date"
    YEAR = "year"
    OTHER_DATE = "other date"
    ISSUER = "issuer"
    OTHER_ISSUER = "other issuer"
    TITLE = "title"
    OTHER_TITLE = "other title"
    PROVINCE = "province"
    OTHER_PROVINCE = "other province"
    LATER = "signed after the draft"
    EDITION = "edition in force"


class Candidate(NamedTuple):
    """An instrument that may be meant, with its score and the reasons for it."""

    instrument: Instrument
    score: float
    reasons: tuple[Reason, ...]


class Resolution(NamedTuple):
    """What a citation points to: the outcome, the instrument if found, all candidates ranked."""

    outcome: Outcome
    instrument: Instrument | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Reasons of the instrument found."""
        return self.candidates[0].reasons if self.instrument and self.candidates else ()


UNKNOWN = Resolution(Outcome.UNKNOWN)
_YEAR_IN_NUMBER = lazy(r"/((?:19|20)\d\d)(?:/|$)")
_TERM_ALONE = lazy(r"/(?:QH|UBTVQH)(?:\d{1,2}|[IVX]+)$")
_TITLE_YEAR = lazy(r"(?<!\w)năm\s+(\d{4})\W*$")
_APART = lazy(r"0*[1-3]/\d{4}/NĐ-CP$")
_LOCAL = lazy(r"\s*(?:tỉnh|thành phố|huyện|xã|phường)\b.*$")
_CLOSE = 0.9


def resolve(
    citation: Citation, graph: Store, *, as_of: date | None, province: Province | None = None
) -> Resolution:
    """Return what ``citation`` points to.

    Args:
        citation: the mention.
        graph: where instruments are looked up.
        as_of: the draft's date; instruments signed later rank last, and a law cited by name alone
            means the edition in force then.
        province: the draft's own province, which decides whose "UBND tỉnh" is meant.
    """
    if citation.number is None:
        return _by_name(citation, graph, as_of) if citation.type in LAW_WORDS else UNKNOWN
    found, reason = _with_number(citation, graph)
    if not found:
        return UNKNOWN
    ranked = sorted(
        (_candidate(citation, i, reason, as_of=as_of, province=province) for i in found),
        key=lambda c: -c.score,
    )
    fitting: list[Candidate] = []
    contradicting: list[Candidate] = []
    for candidate in ranked:
        (contradicting if _contradicts(citation, candidate) else fitting).append(candidate)
    if not fitting:
        return Resolution(Outcome.UNKNOWN, None, tuple(ranked))
    best = fitting[0]
    rivals = [c for c in fitting[1:] if best.score - c.score < _CLOSE]
    ordered = (*fitting, *contradicting)
    if rivals and not _decides(best, rivals):
        return Resolution(Outcome.AMBIGUOUS, None, ordered)
    return Resolution(Outcome.FOUND, best.instrument, ordered)


def _decides(best: Candidate, rivals: list[Candidate]) -> bool:
    """Return whether the best candidate has the stated day and no rival has."""
    return Reason.DATE in best.reasons and not any(Reason.DATE in r.reasons for r in rivals)


def _with_number(citation: Citation, graph: Store) -> tuple[tuple[Instrument, ...], Reason]:
    number = citation.number or ""
    if citation.form == "incomplete":
        started = graph.by_number_start(number)
        return tuple(i for i in started if _same_type(citation, i)), Reason.INCOMPLETE
    exact = tuple(i for i in graph.by_number(number) if not _of_another_series(citation, i))
    if exact:
        return exact, Reason.NUMBER
    loose = tuple(i for i in graph.by_loose_number(number) if _same_type(citation, i))
    if loose:
        return loose, Reason.SYMBOL
    return _other_symbol(citation, graph), Reason.SYMBOL


def _other_symbol(citation: Citation, graph: Store) -> tuple[Instrument, ...]:
    """Return the instrument whose number has a year too few or too many, if its day agrees."""
    number = citation.number or ""
    year = _YEAR_IN_NUMBER.search(number)
    stated = citation.date or ""
    others: list[str] = []
    if year:
        others.append(number.replace(year.group(0).rstrip("/"), "", 1))
    elif citation.day is not None and "/" in number and "-" not in number.split("/")[0]:
        head, _, tail = number.partition("/")
        others.append(f"{head}/{stated[:4]}/{tail}")
    return tuple(
        i
        for other in others
        for i in graph.by_number(other)
        if i.date is not None and i.date == citation.day
    )


def _same_type(citation: Citation, instrument: Instrument) -> bool:
    if citation.type is None:
        return True
    known = load_vocabulary().type_by_word(citation.type)
    return known is None or known.id == instrument.type


def _of_another_series(citation: Citation, instrument: Instrument) -> bool:
    stated = load_vocabulary().type_by_word(citation.type) if citation.type else None
    return stated is not None and apart_by_type(instrument.number, stated.id, instrument.type)


def apart_by_type(number: str, one: str, two: str) -> bool:
    """Return whether a number is borne by two instruments if the types, by their slugs, are these.

    Laws and resolutions of the National Assembly are numbered apart under one symbol, which names
    no type (domain.md 1.2): there is a law and a resolution 93/2015/QH13.
    """
    if not _TERM_ALONE.search(number) or one not in _TERM_TYPES or two not in _TERM_TYPES:
        return False
    return _TERM_TYPES[one] != _TERM_TYPES[two]


_TERM_TYPES = dict.fromkeys(LAWS, "laws") | {"phap-lenh": "ordinances", "nghi-quyet": "resolutions"}
"""Types that share a symbol without letters of a type, and the series each is numbered in."""


def numbered_apart(number: str) -> bool:
    """Return whether the number may be borne by two decrees of one year.

    The decrees on the organisation of the ministries of Defence and of Public Security carry
    numbers of their own from 01 on, whenever in the year they are signed: there are two decrees
    01/2018/NĐ-CP, 01/2022/NĐ-CP and 02/2025/NĐ-CP.
    """
    return _APART.match(number) is not None


def _candidate(
    citation: Citation,
    instrument: Instrument,
    how: Reason,
    *,
    as_of: date | None,
    province: Province | None,
) -> Candidate:
    reasons = [how]
    score = 1.0
    for reason, points in (
        *_date_points(citation, instrument),
        *_issuer_points(citation, instrument),
        *_title_points(citation, instrument),
        *_province_points(citation, instrument, province),
    ):
        reasons.append(reason)
        score += points
    if as_of is not None and instrument.date is not None and instrument.date > as_of:
        reasons.append(Reason.LATER)
        score -= 0.5 if Reason.DATE in reasons else 1.5
    if not _same_type(citation, instrument):
        score -= 0.4
    return Candidate(instrument, round(score, 3), tuple(reasons))


def _date_points(citation: Citation, i: Instrument) -> list[tuple[Reason, float]]:
    stated = citation.date
    if stated is None or i.date is None:
        return []
    if len(stated) == 4:
        same = int(stated) == i.date.year
        return [(Reason.YEAR, 1.5) if same else (Reason.OTHER_DATE, -2.0)]
    if stated == i.date.isoformat():
        return [(Reason.DATE, 3.0)]
    if stated[:4] == str(i.date.year):
        return [(Reason.YEAR, 0.5), (Reason.OTHER_DATE, -0.5)]
    return [(Reason.OTHER_DATE, -2.0)]


def _issuer_points(citation: Citation, i: Instrument) -> list[tuple[Reason, float]]:
    if citation.issuer is None:
        return []
    return [
        (Reason.ISSUER, 1.0) if same_issuer(citation.issuer, i) else (Reason.OTHER_ISSUER, -0.5)
    ]


def same_issuer(stated: str, instrument: Instrument) -> bool:
    """Return whether a stated issuer can be the instrument's: equal, shortened or its leader."""
    a, b = issuer_key(stated), issuer_key(instrument.issuer)
    if a == b:
        return True
    bare_a, bare_b = _LOCAL.sub("", a), _LOCAL.sub("", b)
    if (
        bare_a
        and bare_b
        and (
            bare_a == bare_b or {bare_a, bare_b} == {"chủ tịch ủy ban nhân dân", "ủy ban nhân dân"}
        )
    ):
        return (
            province_in(stated) is None or instrument.territory is None or _in(stated, instrument)
        )
    return a in b or b in a


def _in(words: str, instrument: Instrument) -> bool:
    province = province_in(words)
    return province is None or same_province(province, instrument.territory)


def _title_points(citation: Citation, i: Instrument) -> list[tuple[Reason, float]]:
    if citation.title is None or i.title is None:
        return []
    if citation.type in LAW_WORDS and i.type in LAWS:
        return []
    years = _TITLE_YEAR.search(citation.title), _TITLE_YEAR.search(i.title)
    if years[0] and years[1] and years[0][1] != years[1][1]:
        # The same task every year: "… nâng cao năng lực cạnh tranh quốc gia năm 2025".
        return [(Reason.OTHER_TITLE, -0.6)]
    agreement = title_agreement(citation.title, i.title)
    if agreement >= 0.7:
        return [(Reason.TITLE, 1.5 * agreement)]
    return [(Reason.OTHER_TITLE, -0.6)] if agreement < 0.4 else []


def _province_points(
    citation: Citation, i: Instrument, province: Province | None
) -> list[tuple[Reason, float]]:
    if i.territory is None:
        return []
    stated = province_in(citation.issuer or "") or province_in(citation.title or "") or province
    if stated is None:
        return []
    if same_province(stated, i.territory):
        return [(Reason.PROVINCE, 1.0)]
    return [(Reason.OTHER_PROVINCE, -4.0)]


def same_province(province: Province, territory: str | None) -> bool:
    """Return whether a territory of a record is this province itself, not its heir."""
    if territory is None:
        return True
    known = load_vocabulary().province(territory)
    return known is not None and known.id == province.id


def _contradicts(citation: Citation, c: Candidate) -> bool:
    """Return whether the citation cannot mean the candidate."""
    reasons = c.reasons
    if Reason.OTHER_PROVINCE in reasons:
        return True
    local = c.instrument.territory is not None
    if local and Reason.PROVINCE not in reasons:
        return not (Reason.DATE in reasons and Reason.TITLE in reasons)
    if Reason.OTHER_DATE in reasons:
        number = citation.number or ""
        unique = _YEAR_IN_NUMBER.search(number) is not None or "/QH" in number
        if not unique and Reason.YEAR not in reasons:
            return True
        if numbered_apart(number) and Reason.TITLE not in reasons:
            return True
        # A number that recurs in every body (01/2023/QĐ-UBND) is unique in its province only.
        return c.instrument.kind == "party" or (local and Reason.YEAR not in reasons)
    return not _same_type(citation, c.instrument) and Reason.OTHER_ISSUER in reasons and local


def _by_name(citation: Citation, graph: Store, as_of: date | None) -> Resolution:
    found = _named(citation, graph)
    if not found:
        return UNKNOWN
    stated = citation.date
    if stated:
        kept = [i for i in found if i.date and i.date.isoformat().startswith(stated)]
        if not kept and len(stated) == 4:
            # "Luật … năm 2025" may state the year of effect.
            kept = [i for i in found if i.effective and str(i.effective.year) == stated]
        reason = Reason.DATE if citation.day is not None else Reason.YEAR
        ranked = tuple(Candidate(i, 4.0, (Reason.NAME, reason)) for i in kept)
        if len(kept) == 1:
            return Resolution(Outcome.FOUND, kept[0], ranked)
        rest = tuple(
            Candidate(i, 0.0, (Reason.NAME, Reason.OTHER_DATE)) for i in found if i not in kept
        )
        if kept:
            return Resolution(Outcome.AMBIGUOUS, None, ranked + rest)
        if len(found) == 1 and found[0].date and found[0].date.isoformat()[:4] == stated[:4]:
            return Resolution(Outcome.FOUND, found[0], rest)
        return Resolution(Outcome.UNKNOWN, None, rest)
    living = _begun(found, graph, as_of)
    ranked = tuple(Candidate(i, 2.0, (Reason.NAME, Reason.EDITION)) for i in living)
    rest = tuple(Candidate(i, 0.0, (Reason.NAME,)) for i in found if i not in living)
    if not living:
        return Resolution(Outcome.UNKNOWN, None, rest)
    if as_of is None and len(living) > 1:
        return Resolution(Outcome.AMBIGUOUS, None, ranked)
    latest = max(ranked, key=lambda c: c.instrument.date or date.min)
    others = (c for c in ranked if c is not latest)
    return Resolution(Outcome.FOUND, latest.instrument, (latest, *others, *rest))


def _begun(found: tuple[Instrument, ...], graph: Store, as_of: date | None) -> list[Instrument]:
    """Return the editions of a law in force on a day, or those that were where all have ended.

    A name without a number means the edition in force. Where all known ones begin later, an earlier
    one is meant that the graph does not have.
    """
    if as_of is None:
        return list(found)
    states = {i.iri: status(graph, i.iri, as_of=as_of).state for i in found}
    begun = [i for i in found if states[i.iri] is not State.NOT_YET_IN_FORCE]
    return [i for i in begun if states[i.iri] not in ENDED] or begun


def _named(citation: Citation, graph: Store) -> tuple[Instrument, ...]:
    """Return the laws with the longest name that begins the citation's."""
    words = " ".join(citation.text.split())
    for _ in range(14):
        found = tuple(i for i in graph.by_title(words) if i.type in LAWS)
        if found:
            return found
        shorter = re.sub(r"(?:,|\s+và|\s+-)?\s+\S+$|,$", "", words)
        if shorter == words or len(shorter.split()) < 2:
            break
        words = shorter
    if citation.type == "Hiến pháp":
        return graph.by_type("hien-phap")
    return tuple(i for i in graph.by_title(fold(citation.title or "")) if i.type in LAWS)
