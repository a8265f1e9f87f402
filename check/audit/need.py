"""What a citation of an audited document needs, seen from today, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from check.audit.record import Audited, Cited, Found
from check.finding import Severity
from check.wording import with_title
from kg.contract import Store
from kg.ids import number_key, read_number
from kg.model import Instrument
from kg.state import ENDED, Note, State, Status
from kg.status import amendments, status

_EFFECT = ("VD2", "VD3")
"""How the codes begin of what is found on the effect of an instrument."""
_SINCE = "VD210"


class Need(IntEnum):
    """What a citation needs, the most urgent first.

    ``CORRECT``: it was wrong on the document's own day. ``RENEW``: it was right then, but the
    instrument has no effect on the day asked for, so it must change if the document is still
    carried out. ``LOOK``: somebody has to read the texts. ``NONE``: nothing, for a reason.
    """

    CORRECT = 0
    RENEW = 1
    LOOK = 2
    NONE = 3

    @property
    def slug(self) -> str:
        """Name in JSON."""
        return self.name.lower()


class Why(StrEnum):
    """Why a citation needs what it needs."""

    FAULT = "fault"
    ENDED_SINCE = "ended_since"
    SUSPENDED_SINCE = "suspended_since"
    UNRESOLVED = "unresolved"
    OTHER_DATA = "other_data"
    LAPSED = "lapsed"
    UNDATED = "undated"
    NOT_JUDGED = "not_judged"
    ENDED_THEN = "ended_then"
    STATE_UNKNOWN = "state_unknown"
    PARTLY = "partly"
    PARENT_ENDED = "parent_ended"
    ADVICE = "advice"
    OWN_ACT = "own_act"
    PAST = "past"
    AMENDED_SINCE = "amended_since"
    IN_FORCE = "in_force"


class Affected(NamedTuple):
    """One citation of one document.

    Attributes:
        iri: the instrument cited: the one asked for, or one that carries it out; ``None`` where
            the audit could not tell which instrument of that number is meant.
        via: IRIs between the one asked for and it, both left out.
        then, now: status on the document's day and on the day asked for.
        findings: of the audit on this citation, the gravest first; for an instrument that has
            ended since, the one on its first mention. Where the instrument is not the one asked
            for, those on its effect alone.
        proposal: what to write instead; ``None`` where nothing can be proposed.
        direct: whether it cites the instrument asked for, not one that carries it out.
    """

    need: Need
    why: Why
    document: Audited
    cited: Cited
    iri: str | None
    via: tuple[str, ...]
    then: Status | None
    now: Status | None
    findings: tuple[Found, ...]
    proposal: str | None
    direct: bool


def of_citation(findings: Iterable[Found], index: int) -> tuple[Found, ...]:
    """Return the findings on a citation, the gravest first."""
    own = [found for found in findings if found.citation == index]
    return tuple(sorted(own, key=lambda found: (-found.severity, found.start, found.code)))


_RULE_OF = {
    State.REPLACED: "VD201",
    State.REPEALED: "VD202",
    State.PERIOD_ENDED: "VD203",
    State.LAPSED: "VD207",
}
"""The rule that finds fault with an instrument in this state."""
_WITHOUT_EFFECT = ENDED | {State.SUSPENDED}
_LIVING = frozenset({Why.IN_FORCE, Why.AMENDED_SINCE})


class Judge:
    """Says what citations need."""

    def __init__(
        self, graph: Store, asked: Instrument, as_of: date, rules: tuple[str, ...]
    ) -> None:
        """Judge for an instrument asked for, up to a day.

        Args:
            graph: the data of today.
            asked: the instrument asked for.
            as_of: the day up to which changes count.
            rules: codes of the rules that the audit applied.
        """
        self._graph, self._asked, self._as_of, self._rules = graph, asked, as_of, rules
        found = status(graph, asked.iri, as_of=as_of)
        self._gone = found.state in ENDED and not found.inferred
        self._changes: dict[str, date | None] = {}

    def affected(
        self,
        document: Audited,
        cited: Cited,
        via: tuple[str, ...],
        findings: list[Found],
        index: int,
    ) -> Affected:
        """Return what a citation that was resolved needs."""
        graph, said = self._graph, document.particulars
        iri = graph.canonical(cited.iri or "")
        direct = iri == self._asked.iri
        then = status(graph, iri, as_of=said.date)
        now = status(graph, iri, as_of=max(self._as_of, said.date))
        own = of_citation(findings, index)
        if now.state not in _WITHOUT_EFFECT:
            # The audit compared up to a later day.
            own = tuple(found for found in own if found.code != _SINCE)
        if not direct:
            own = tuple(found for found in own if found.code.startswith(_EFFECT))
        need, why = self._needed(document, cited, (then, now), own)
        if why in _LIVING and self._gone and not direct:
            need, why = Need.LOOK, Why.PARENT_ENDED
        if need is Need.RENEW and not any(found.code == _SINCE for found in own):
            first = (f for f in findings if f.code == _SINCE and f.iri == cited.iri)
            own = (*tuple(first)[:1], *own)
        proposal = self._proposal(need, now, own)
        return Affected(need, why, document, cited, iri, via, then, now, own, proposal, direct)

    def _proposal(self, need: Need, now: Status, own: tuple[Found, ...]) -> str | None:
        if need is Need.NONE:
            return None
        if need is Need.RENEW:
            if not now.successors or Note.SUCCESSOR_ENDED in now.notes:
                return None
            return with_title(self._graph.instrument(now.successors[-1]))
        least = Severity.WARNING if need is Need.CORRECT else Severity.INFO
        return next((f.suggestion for f in own if f.suggestion and f.severity >= least), None)

    def _needed(
        self,
        document: Audited,
        cited: Cited,
        states: tuple[Status, Status],
        own: tuple[Found, ...],
    ) -> tuple[Need, Why]:
        then, now = states
        grave = [found for found in own if found.severity > Severity.INFO]
        if grave:
            undated = document.particulars.date_source == "today" and now.state in ENDED
            effect = all(found.code.startswith(_EFFECT) for found in grave)
            return (Need.RENEW, Why.UNDATED) if undated and effect else (Need.CORRECT, Why.FAULT)
        if cited.on_date != then.state:
            return Need.LOOK, Why.OTHER_DATA
        if self._ends_it(document, now):
            return Need.NONE, Why.OWN_ACT
        if then.state in ENDED:
            if _RULE_OF.get(then.state) not in self._rules:
                return Need.LOOK, Why.NOT_JUDGED
            return self._ended_then(document, cited, own)
        if now.state in ENDED:
            # What only a rule of law infers is for somebody to look at.
            gone = (Need.RENEW, Why.ENDED_SINCE)
            return (Need.LOOK, Why.LAPSED) if now.inferred else gone
        if now.state is State.SUSPENDED:
            return Need.RENEW, Why.SUSPENDED_SINCE
        return self._living(document, cited, now, own)

    def _ends_it(self, document: Audited, now: Status) -> bool:
        """Return whether the document itself is what ended the instrument."""
        own, on = document.particulars.number, document.particulars.date
        actors = (self._graph.instrument(r.source) for r in now.relations)
        # A number recurs in every province, but not with the same day.
        same = (a for a in actors if own and number_key(a.number) == number_key(own))
        return any(a.date in (None, on) for a in same)

    def _ended_then(
        self, document: Audited, cited: Cited, own: tuple[Found, ...]
    ) -> tuple[Need, Why]:
        """Return what a citation needs that is no fault though the instrument had ended."""
        said = document.particulars
        if said.date_source == "today" or "VBHN" in (said.number or ""):
            return Need.LOOK, Why.UNDATED
        if read_number(cited.number or "").year is None and any(f.iri for f in own):
            return Need.LOOK, Why.ENDED_THEN
        return Need.NONE, Why.PAST

    def _living(
        self, document: Audited, cited: Cited, now: Status, own: tuple[Found, ...]
    ) -> tuple[Need, Why]:
        if any(found.code >= "VD1" for found in own):
            return Need.LOOK, Why.ADVICE
        if now.state is State.UNKNOWN:
            return Need.LOOK, Why.STATE_UNKNOWN
        if Note.NEEDS_CHECK in now.notes:
            return Need.LOOK, Why.PARENT_ENDED
        if now.state is not State.IN_FORCE:
            return Need.LOOK, Why.PARTLY
        last = self._last_change(self._graph.canonical(cited.iri or ""))
        if last is not None and last > document.particulars.date:
            return Need.NONE, Why.AMENDED_SINCE
        return Need.NONE, Why.IN_FORCE

    def _last_change(self, iri: str) -> date | None:
        """Return the last day on which something amended an instrument."""
        if iri not in self._changes:
            found = amendments(self._graph, iri, as_of=self._as_of)
            days = (r.valid_from or self._graph.instrument(r.source).effective for r in found)
            self._changes[iri] = max((day for day in days if day), default=None)
        return self._changes[iri]
