"""VD204: part of the instrument has ended."""

from __future__ import annotations

from collections.abc import Iterator

from check.amended import unnamed_amendments
from check.finding import Hit, Message, Severity
from check.parts import read_parts
from check.rule import Context, StatusRule
from check.wording import acting, dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status


class PartlyExpired(StatusRule):
    """Part of the instrument has ended; a warning when the cited part is that part.

    Only what lies wholly within the ended parts is warned of: not Điều 5 where one of its clauses
    or "một phần Điều 5" has ended. Elsewhere it is told once, and not beside a VD208 that names the
    same amending instrument.

    Why it matters:
        The instrument may be cited, but not for what has ended.

    Example:
        "Nghị định số 112/2020/NĐ-CP" for the discipline of civil servants after 01/7/2025: only
        the part on public employees was left.

    Write instead:
        The same citation, if the part that still applies is meant; else the new instrument.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1.
    """

    code = "VD204"
    slug = "partly-expired"
    severity = Severity.INFO
    message = Message(
        vi="{number} đã hết hiệu lực một phần từ ngày {since} ({parts}) theo {by}.",
        en="Part of {number} has had no effect since {since} ({parts}), by {by}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield where an ended part is cited, else once while the rest applies."""
        if state.state is not State.PARTLY_EXPIRED:
            return
        hit = _cites_ended(citation, state)
        if not hit and not self._told_once(citation, instrument, state, context):
            return
        yield Hit(
            values={
                "number": dated(instrument),
                "since": day(state.since),
                "parts": "; ".join(state.parts) or "chưa rõ phần nào",
                "by": acting(state.relations, context.graph),
            },
            severity=Severity.WARNING if hit else None,
            proof=state.proof,
            about=instrument.iri,
        )

    @staticmethod
    def _told_once(
        citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> bool:
        """Return whether it is to be told here: on the first mention, where VD208 does not."""
        if not context.first(citation):
            return False
        unnamed = unnamed_amendments(citation, instrument, context)
        return not {r.source for r in state.relations} <= {r.source for r in unnamed}


def _cites_ended(citation: Citation, state: Status) -> bool:
    """Return whether all that the citation names of the instrument is among the ended parts."""
    cited = read_parts(citation.provision or "")
    ended = [part for words in state.parts for part in read_parts(words)]
    return bool(cited) and all(any(e.covers(c) for e in ended) for c in cited)
